/** Administrative divisions by six-digit code (GB/T 2260), and functional zones by their statistical code. */
import { guardedText } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual } from "../law/bilingual.js"

interface DivisionCodeBrand {
  readonly DivisionCode: unique symbol
}

/**
 * Six digits of GB/T 2260, the first not 0. Whether the division exists is checked against a regulation's territory.
 */
export type DivisionCode = t.Branded<string, DivisionCodeBrand>

/** Whether a text has the form of a division code. Does not check that the division exists. */
export const isDivisionCode = (text: string): text is DivisionCode => /^[1-9]\d{5}$/.test(text)

export const DivisionCode: t.Type<DivisionCode, string> = guardedText(
  "DivisionCode",
  bilingual("6位行政区划代码", "a division code of six digits"),
  isDivisionCode,
)

/** A county, a district or a functional zone. */
export interface Division {
  readonly code: DivisionCode
  /** The official Chinese name, exact. */
  readonly name: string
}

/** Makes a division, for regulations written as data. @throws RangeError if `code` is not six digits. */
export const division = (code: string, name: string): Division => {
  if (!isDivisionCode(code)) throw new RangeError(`not a division code: ${code}`)
  return { code, name }
}

/** A division whose authority recommends. */
export interface RecommendingDivision extends Division {
  /** The division above it, if its authority is a second level that recommends: see `RequiredStep`. */
  readonly under?: Division
}

/** The area of a bureau: its own division, and the divisions whose authorities recommend to it. */
export interface Territory {
  readonly bureau: Division
  /**
   * Includes the bureau's own division if some or all units apply to the bureau directly. A separate office of the bureau
   * then acts as the county, with different officers.
   */
  readonly counties: ReadonlyArray<RecommendingDivision>
}

/** All divisions of a territory, those above others included. */
export const divisionsIn = ({ bureau, counties }: Territory): ReadonlyArray<Division> => [
  bureau,
  ...counties,
  ...superiorsIn({ counties }),
]

/** The divisions above those that recommend, each once. */
export const superiorsIn = ({ counties }: Pick<Territory, "counties">): ReadonlyArray<Division> => {
  const all = counties.flatMap(({ under }) => (under === undefined ? [] : [under]))
  return all.filter(({ code }, i) => all.findIndex((other) => other.code === code) === i)
}

/** The official name of a division; its code if it is not in the territory. */
export const divisionName = (territory: Territory, code: DivisionCode): string =>
  divisionsIn(territory).find((named) => named.code === code)?.name ?? code
