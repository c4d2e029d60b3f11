/**
 * Unified social credit codes, GB 32100-2015: registrar and category, six digits of division, the nine of the organisation's
 * code (GB 11714, with a check of its own), and a check over the first seventeen.
 */
import { guardedText, type TextFault } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual } from "../law/bilingual.js"

interface UsccBrand {
  readonly Uscc: unique symbol
}

/** A unified social credit code (GB 32100): 18 characters with registrar, division and both check characters right. */
export type Uscc = t.Branded<string, UsccBrand>

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** GB 11714: digits and all letters, which count from 10 on. */
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

const shape = /^[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$/

/** GB 32100-2015, table 1: who registers, and what. */
const registrars = /^(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[1239]|A[19]|N[1239]|Y1)/

/**
 * GB/T 2260: the provinces, and 100000 for the country. Prefectures and counties are not listed: some change every year, a
 * code keeps the one in which it was given, and registrars have codes of their own for new areas.
 */
const divisions =
  /^(?:100000|(?:1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])(?:0000|(?:0[1-9]|[1-5]\d|90)\d\d))$/

const weighted = (text: string, values: string, factors: ReadonlyArray<number>): number =>
  factors.reduce((total, factor, i) => total + factor * values.indexOf(text.charAt(i)), 0)

/** The check character of the first seventeen. The outer mod matters: a sum that is a multiple of 31 gives 0, not 31. */
export const checkCharacter = (first17: string): string =>
  alphabet.charAt((31 - (weighted(first17, alphabet, weights) % 31)) % 31)

/** Of the first eight of an organisation's code: 0 to 9, or X for 10. */
export const organisationCheck = (first8: string): string =>
  "0123456789X".charAt((11 - (weighted(first8, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", organisationWeights) % 11)) % 11)

/** `undefined` for a code that is right, and for a text that does not even have the shape of one. */
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

/** A province, a county, a day of birth, three digits and a check (GB 11643). */
const identityNumber =
  /^(?:1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])\d{4}(?:19|20)\d\d(?:0[1-9]|1[012])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/**
 * A few in ten thousand are right as social credit codes too. A person's number would stand in a stream's name, which nothing
 * erases; of the bodies whose codes begin that way, none of them companies, hardly one in a million is refused for it.
 */
const isIdentityNumber = (text: string): boolean =>
  identityNumber.test(text) &&
  "10X98765432".charAt(weighted(text, "0123456789", identityWeights) % 11) === text.charAt(17)

/** Whether a text is a unified social credit code, check characters included. A person's id number is refused. */
export const isUscc = (text: string): text is Uscc => shape.test(text) && faultIn(text) === undefined

export const Uscc: t.Type<Uscc, string> = guardedText(
  "Uscc",
  bilingual("校验正确的18位统一社会信用代码", "a valid unified social credit code"),
  isUscc,
  faultIn,
)

/** Registered with the market regulator (9) as an individual business (2), which is no legal person. */
export const isIndividualBusiness = (code: Uscc): boolean => code.startsWith("92")
