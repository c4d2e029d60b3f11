/**
 * Unified social credit codes (GB 32100-2015): registrar and category, six-digit division, nine-character organisation code
 * (GB 11714, with its own check character), and a check character over the first seventeen.
 */
import { guardedText, type TextFault } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual } from "../law/bilingual.js"

interface UsccBrand {
  readonly Uscc: unique symbol
}

/** A unified social credit code (GB 32100): 18 characters with valid registrar, division and both check characters. */
export type Uscc = t.Branded<string, UsccBrand>

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** GB 11714. Digits and all letters count, with A as 10. */
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

const shape = /^[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$/

/** GB 32100-2015, table 1: registrar and category. */
const registrars = /^(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[1239]|A[19]|N[1239]|Y1)/

/**
 * GB/T 2260: the provinces, and 100000 for the country. Prefectures and counties are not listed, since they change every
 * year, codes keep the division of their registration, and registrars use their own codes for new areas.
 */
const divisions =
  /^(?:100000|(?:1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])(?:0000|(?:0[1-9]|[1-5]\d|90)\d\d))$/

const weighted = (text: string, values: string, factors: ReadonlyArray<number>): number =>
  factors.reduce((total, factor, i) => total + factor * values.indexOf(text.charAt(i)), 0)

/** The check character over the first seventeen. The outer mod is needed: a sum divisible by 31 gives 0, not 31. */
export const checkCharacter = (first17: string): string =>
  alphabet.charAt((31 - (weighted(first17, alphabet, weights) % 31)) % 31)

/** The check character over the first eight of an organisation code: 0 to 9, or X for 10. */
export const organisationCheck = (first8: string): string =>
  "0123456789X".charAt((11 - (weighted(first8, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", organisationWeights) % 11)) % 11)

/** The fault of a code; `undefined` for a valid one, and for a text without the shape of a code. */
const faultIn = (text: string): TextFault | undefined => {
  if (!shape.test(text)) return undefined
  if (!registrars.test(text)) return { _tag: "CodePart", part: "registrar" }
  if (!divisions.test(text.slice(2, 8))) return { _tag: "CodePart", part: "division" }
  const inner = organisationCheck(text.slice(8, 16))
  if (inner !== text.charAt(16)) return { _tag: "CodeCheck", part: "organisation", check: inner }
  const check = checkCharacter(text.slice(0, 17))
  if (check !== text.charAt(17)) return { _tag: "CodeCheck", part: "whole", check }
  return isIdentityNumber(text) ? { _tag: "CodePart", part: "person" } : undefined
}

/** A citizen identity number (GB 11643): province, county, date of birth, three digits and a check character. */
const identityNumber =
  /^(?:1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])\d{4}(?:19|20)\d\d(?:0[1-9]|1[012])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/**
 * A few identity numbers in ten thousand are also valid social credit codes. They are refused, since one would end up in a
 * stream name, which can never be erased. Hardly one genuine code in a million is refused for this, and no company's.
 */
const isIdentityNumber = (text: string): boolean =>
  identityNumber.test(text) &&
  "10X98765432".charAt(weighted(text, "0123456789", identityWeights) % 11) === text.charAt(17)

/** Whether a text is a valid unified social credit code, including check characters. Refuses citizen identity numbers. */
export const isUscc = (text: string): text is Uscc => shape.test(text) && faultIn(text) === undefined

export const Uscc: t.Type<Uscc, string> = guardedText(
  "Uscc",
  bilingual("校验正确的18位统一社会信用代码", "a valid unified social credit code"),
  isUscc,
  faultIn,
)

/** Whether the code is that of an individual business (market regulator 9, category 2), which is not a legal person. */
export const isIndividualBusiness = (code: string): boolean => code.startsWith("92")
