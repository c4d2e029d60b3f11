/** The two faces of every form. */
import { Amount, Area, BasisPoints, Fen, Percent, SquareMetres, Wan, WanOrLoss } from "./quantity.js"
import { Sealed, type Face } from "./sealing.js"

/** What a person fills in: 万元, percentages and square metres as decimals, personal data in clear. */
export const asFilled: Face<string> = {
  amount: Wan,
  profit: WanOrLoss,
  share: Percent,
  area: SquareMetres,
  personal: (codec) => codec,
}

/** What an event holds: integers, and commitments instead of personal data. */
export const asStored: Face<Sealed> = {
  amount: Amount,
  profit: Fen,
  share: BasisPoints,
  area: Area,
  personal: () => Sealed,
}
