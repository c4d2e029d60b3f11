/** Administrative divisions by their six-digit code (GB/T 2260), and functional zones by the statistical code they have. */
import { guardedText } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual } from "../law/bilingual.js"

interface DivisionCodeBrand {
  readonly DivisionCode: unique symbol
}

/**
 * Six digits of GB/T 2260, the first not 0. Whether there is such a division is for a regulation's territory to say.
 */
export type DivisionCode = t.Branded<string, DivisionCodeBrand>

/** Whether a text has the form of a division's code. Whether there is such a division is not asked. */
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

/** A division of a regulation written as data. @throws RangeError if `code` is not six digits. */
export const division = (code: string, name: string): Division => {
  if (!isDivisionCode(code)) throw new RangeError(`not a division code: ${code}`)
  return { code, name }
}

/** The bureau's area: its own division and those whose authorities recommend to it. */
export interface Territory {
  readonly bureau: Division
  /**
   * The bureau's own division stands among them where units apply to it directly, all or some: an office of its own then
   * does what a county does elsewhere, and the officers of the one are not those of the other.
   */
  readonly counties: ReadonlyArray<Division>
}

/** The official name of a division of the territory; its code where the territory does not have it. */
export const divisionName = (territory: Territory, code: DivisionCode): string =>
  [territory.bureau, ...territory.counties].find((named) => named.code === code)?.name ?? code
