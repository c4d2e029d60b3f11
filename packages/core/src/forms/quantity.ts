/** Counts, shares and money as integers, so that no recorded figure is ever rounded. */
import { codec, guarded } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual, type Bilingual } from "../law/bilingual.js"

/* @__NO_SIDE_EFFECTS__ */
const isIntegerBetween =
  (from: number, to: number) =>
  (u: unknown): u is number =>
    typeof u === "number" && Number.isSafeInteger(u) && u >= from && u <= to

/** Largest amount: 10^15 fen, ten trillion yuan. */
const largest = 1_000_000_000_000_000

const isFen = isIntegerBetween(-largest, largest)
const isAmount = isIntegerBetween(0, largest)
const isBasisPoints = isIntegerBetween(0, 10_000)
const isArea = isIntegerBetween(0, 1_000_000_000)

/** A number of people, enterprises, visits or sets: a non-negative integer. */
export const Count: t.Type<number, number> = guarded(
  "Count",
  bilingual("不小于0的整数", "a whole number, not negative"),
  isIntegerBetween(0, 1_000_000_000),
)

/** A calendar year. */
export const Year: t.Type<number, number> = guarded(
  "Year",
  bilingual("四位年份", "a year"),
  isIntegerBetween(1900, 2999),
)

/** A term in whole years. */
export const Years: t.Type<number, number> = guarded(
  "Years",
  bilingual("1至99的整年数", "whole years, 1 to 99"),
  isIntegerBetween(1, 99),
)

/** Money in fen. Negative for a loss, where the form allows it. */
export const Fen: t.Type<number, number> = guarded("Fen", bilingual("以分为单位的整数", "an integer of fen"), isFen)

/** Money in fen, not negative. */
export const Amount: t.Type<number, number> = guarded(
  "Amount",
  bilingual("以分为单位、不小于0的整数", "an integer of fen, not negative"),
  isAmount,
)

/** A share in 1/100 %: 10 000 is the whole. */
export const BasisPoints: t.Type<number, number> = guarded(
  "BasisPoints",
  bilingual("0至10000的整数（万分之一）", "an integer of 1/100 %, 0 to 10000"),
  isBasisPoints,
)

/** An area in 1/100 m². */
export const Area: t.Type<number, number> = guarded(
  "Area",
  bilingual("以百分之一平方米为单位的整数", "an integer of 1/100 m²"),
  isArea,
)

/** Codec of an integer written as a decimal with up to `places` decimal places. Exact in both directions. */
/* @__NO_SIDE_EFFECTS__ */
const decimal = (
  name: string,
  expected: Bilingual,
  places: number,
  isStored: (u: unknown) => u is number,
): t.Type<number, string> =>
  codec(name, expected, isStored, {
    read: (u) => {
      const n = typeof u === "string" ? readDecimal(u, places) : undefined
      return isStored(n) ? n : undefined
    },
    write: (n) => writeDecimal(n, places),
  })

const readDecimal = (text: string, places: number): number | undefined => {
  const [, sign, whole, fraction = ""] = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || fraction.length > places) return undefined
  // Adding 0 turns -0 into 0.
  return Number(`${sign}${whole}${fraction.padEnd(places, "0")}`) + 0
}

/** Writes an integer in units of 10^-places as a decimal without trailing zeros: 123400 with four places is "12.34". */
export const writeDecimal = (n: number, places: number): string => {
  const digits = String(Math.abs(n)).padStart(places + 1, "0")
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "")
  return `${n < 0 ? "-" : ""}${digits.slice(0, digits.length - places)}${fraction === "" ? "" : `.${fraction}`}`
}

/** 万元 as in the forms, exact to the fen: "100" is 100 000 000 fen. */
export const Wan: t.Type<number, string> = decimal(
  "Wan",
  bilingual('以万元为单位的数字文本，至多六位小数，如"100"', '万元 as a decimal in quotes, up to six places, as "100"'),
  6,
  isAmount,
)

/** 万元 that may be negative: total profit. */
export const WanOrLoss: t.Type<number, string> = decimal(
  "WanOrLoss",
  bilingual('以万元为单位的数字文本，可为负，如"-12.5"', '万元 as a decimal in quotes, negative if a loss, as "-12.5"'),
  6,
  isFen,
)

/** A percentage, exact to 1/100 %: "62.5" is 6 250. */
export const Percent: t.Type<number, string> = decimal(
  "Percent",
  bilingual('0至100的百分数文本，至多两位小数，如"62.5"', 'a percentage in quotes, 0 to 100, as "62.5"'),
  2,
  isBasisPoints,
)

/** Square metres, exact to 1/100 m²: "120.5" is 12 050. */
export const SquareMetres: t.Type<number, string> = decimal(
  "SquareMetres",
  bilingual('平方米数文本，至多两位小数，如"120.5"', 'square metres in quotes, as "120.5"'),
  2,
  isArea,
)

/**
 * Writes an amount in fen as a number of 万元 (10 000 yuan), exactly and without the unit.
 *
 * @example wan(326_500_000) // "326.5"
 */
export const wan = (fen: number): string => writeDecimal(fen, 6)

/**
 * Writes a share in units of 0.01 % as a percentage, exactly and with the sign.
 *
 * @example percent(8050) // "80.5%"
 */
export const percent = (basisPoints: number): string => `${writeDecimal(basisPoints, 2)}%`
