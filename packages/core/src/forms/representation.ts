/** A form as it is filled in and as it is stored: one definition serves both, so that they cannot drift apart. */
import { textLike } from "../codec/codec.js"
import type * as t from "io-ts"
import { Amount, Area, BasisPoints, Fen, Percent, SquareMetres, Wan, WanOrLoss } from "./quantity.js"
import { record } from "../codec/record.js"
import { bilingual } from "../law/bilingual.js"

/** The codecs that differ between the two. `P` is what a personal datum is: text when filled in, `Sealed` when stored. */
export interface Representation<P> {
  readonly amount: t.Type<number, unknown>
  readonly profit: t.Type<number, unknown>
  readonly share: t.Type<number, unknown>
  readonly area: t.Type<number, unknown>
  readonly personal: (asFilled: t.Type<string, string>) => t.Type<P, unknown>
}

/** A commitment in place of a personal datum; the datum itself lies encrypted in a vault, outside the log. */
export interface Sealed {
  /** SHA-256 over a tag, a salt of the unit's own and the canonical value, in hex: binding, and not to be guessed. */
  readonly sealed: string
}

export const Commitment: t.Type<string, string> = textLike(
  "Commitment",
  bilingual("64位十六进制承诺值", "a commitment of 64 hexadecimal digits"),
  /^[0-9a-f]{64}$/,
)

export const Sealed: t.Type<Sealed, unknown> = record<Sealed>("Sealed", { sealed: Commitment })

/** Seals the personal datum at a path of a form. Only the service has such a function; `core` never sees a key. */
export type Seal = (path: string, value: string) => Sealed

/** What a person fills in: 万元, percentages and square metres as decimals, personal data in clear. */
export const asFilled: Representation<string> = {
  amount: Wan,
  profit: WanOrLoss,
  share: Percent,
  area: SquareMetres,
  personal: (codec) => codec,
}

/** What an event holds: fen, 1/100 % and 1/100 m² as integers, commitments instead of personal data. */
export const asStored: Representation<Sealed> = {
  amount: Amount,
  profit: Fen,
  share: BasisPoints,
  area: Area,
  personal: () => Sealed,
}
