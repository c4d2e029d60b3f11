/** The two representations of a form, as filled in and as stored. Both come from one definition, so they cannot drift apart. */
import { textLike } from "../codec/codec.js"
import type * as t from "io-ts"
import { Amount, Area, BasisPoints, Fen, Percent, SquareMetres, Wan, WanOrLoss } from "./quantity.js"
import { record } from "../codec/record.js"
import { bilingual } from "../law/bilingual.js"

/** The codecs that differ between the two. `P` is the type of personal data: text when filled in, `Sealed` when stored. */
export interface Representation<P> {
  readonly amount: t.Type<number, unknown>
  readonly profit: t.Type<number, unknown>
  readonly share: t.Type<number, unknown>
  readonly area: t.Type<number, unknown>
  readonly personal: (asFilled: t.Type<string, string>) => t.Type<P, unknown>
}

/** A commitment in place of a personal datum. The datum itself is kept encrypted in a vault, outside the log. */
export interface Sealed {
  /** SHA-256 in hex over a tag, a salt and the value. Binding, and the value cannot be guessed from it. */
  readonly sealed: string
}

export const Commitment: t.Type<string, string> = textLike(
  "Commitment",
  bilingual("64位十六进制承诺值", "a commitment of 64 hexadecimal digits"),
  /^[0-9a-f]{64}$/,
)

export const Sealed: t.Type<Sealed, unknown> = record<Sealed>("Sealed", { sealed: Commitment })

/** Seals the personal datum at a path of a form. Provided by the service; `core` never sees a key. */
export type Seal = (path: string, value: string) => Sealed

/** As filled in: 万元, percentages and square metres as decimals, personal data in clear. */
export const asFilled: Representation<string> = {
  amount: Wan,
  profit: WanOrLoss,
  share: Percent,
  area: SquareMetres,
  personal: (codec) => codec,
}

/** As stored in events: fen, 1/100 % and 1/100 m² as integers, commitments instead of personal data. */
export const asStored: Representation<Sealed> = {
  amount: Amount,
  profit: Fen,
  share: BasisPoints,
  area: Area,
  personal: () => Sealed,
}
