/** Counts, shares and money as integers: nothing in the domain is ever rounded. */
import * as t from "io-ts"
import * as E from "fp-ts/lib/Either.js"

const largest = 1_000_000_000_000_000

const integer = (name: string, from: number, to: number): t.Type<number, number> => {
  const is = (u: unknown): u is number => typeof u === "number" && Number.isSafeInteger(u) && u >= from && u <= to
  return new t.Type(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)), t.identity)
}

/** A number of people, enterprises, visits, sets: a whole number, not negative. */
export const Count: t.Type<number, number> = integer("Count", 0, 1_000_000_000)

/** A calendar year. */
export const Year: t.Type<number, number> = integer("Year", 1900, 2999)

/** A term in whole years. */
export const Years: t.Type<number, number> = integer("Years", 1, 99)

/** Money in fen, negative where the form allows it: a loss. */
export const Fen: t.Type<number, number> = integer("Fen", -largest, largest)

/** Money in fen, not negative. */
export const Amount: t.Type<number, number> = integer("Amount", 0, largest)

/** A share in 1/100 %: 10 000 is the whole. */
export const BasisPoints: t.Type<number, number> = integer("BasisPoints", 0, 10_000)

/** An area in 1/100 m². */
export const Area: t.Type<number, number> = integer("Area", 0, 1_000_000_000)

/** An integer written as a decimal with up to `places` digits after the point: exact both ways. */
const decimal = (name: string, places: number, stored: t.Type<number, number>): t.Type<number, string> =>
  new t.Type(
    name,
    stored.is,
    (u, context) => {
      const [, sign, whole, fraction = ""] =
        (typeof u === "string" && /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(u)) || ([] as ReadonlyArray<string>)
      if (whole === undefined || fraction.length > places) return t.failure(u, context)
      const n = Number(`${sign}${whole}${fraction.padEnd(places, "0")}`)
      return E.isRight(stored.decode(n)) ? t.success(n + 0) : t.failure(u, context)
    },
    (n) => writeDecimal(n, places),
  )

/** Writes an integer of 10^-places units as a decimal, without needless zeros: 123400 at four places is "12.34". */
export const writeDecimal = (n: number, places: number): string => {
  const digits = String(Math.abs(n)).padStart(places + 1, "0")
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "")
  return `${n < 0 ? "-" : ""}${digits.slice(0, digits.length - places)}${fraction === "" ? "" : `.${fraction}`}`
}

/** 万元 as the forms have it, to the fen: "100" is 100 000 000 fen. */
export const Wan: t.Type<number, string> = decimal("Wan", 6, Amount)

/** 万元 that may be negative: total profit. */
export const WanOrLoss: t.Type<number, string> = decimal("WanOrLoss", 6, Fen)

/** A percentage to 1/100 %: "62.5" is 6 250. */
export const Percent: t.Type<number, string> = decimal("Percent", 2, BasisPoints)

/** Square metres to 1/100: "120.5" is 12 050. */
export const SquareMetres: t.Type<number, string> = decimal("SquareMetres", 2, Area)

/** 万元 for a reader. */
export const wan = (fen: number): string => writeDecimal(fen, 6)

/** A percentage for a reader. */
export const percent = (basisPoints: number): string => `${writeDecimal(basisPoints, 2)}%`
