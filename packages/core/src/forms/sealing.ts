/** Personal data in the domain: a commitment only. The value, encrypted, lies in a vault outside the log. */
import * as t from "io-ts"
import { record } from "./record.js"

/** SHA-256 over a tag, a salt of the unit's own and the canonical value, in hex: binding, and not to be guessed. */
export interface Sealed {
  readonly sealed: string
}

const Commitment: t.Type<string, string> = new t.Type(
  "Commitment",
  (u): u is string => typeof u === "string" && /^[0-9a-f]{64}$/.test(u),
  (u, context) => (typeof u === "string" && /^[0-9a-f]{64}$/.test(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
)

export const Sealed: t.Type<Sealed, unknown> = record<Sealed>("Sealed", { sealed: Commitment })

/** Seals the personal value that stands at a path of a form. The service has the only one; `core` never sees its key. */
export type Seal = (path: string, value: string) => Sealed

/**
 * The face a form shows: as it is filled in (money in 万元, percentages, personal data in clear) or as it is stored
 * (fen, 1/100 %, sealed). One definition of a form serves both, so that they cannot drift apart.
 */
export interface Face<P> {
  readonly amount: t.Type<number, unknown>
  readonly profit: t.Type<number, unknown>
  readonly share: t.Type<number, unknown>
  readonly area: t.Type<number, unknown>
  readonly personal: (asFilled: t.Type<string, string>) => t.Type<P, unknown>
}
