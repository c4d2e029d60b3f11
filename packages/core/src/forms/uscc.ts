/** Unified social credit codes, GB 32100-2015: eighteen characters, the last a check over the first seventeen. */
import { guardedText } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual } from "../law/bilingual.js"

interface UsccBrand {
  readonly Uscc: unique symbol
}

export type Uscc = t.Branded<string, UsccBrand>

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Registering department, category, six digits of region, nine of the organisation's own code, the check. */
const shape = /^[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/** The check character of the first seventeen. The outer mod matters: a sum that is a multiple of 31 gives 0, not 31. */
export const checkCharacter = (first17: string): string => {
  const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(first17.charAt(i)), 0)
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

export const isUscc = (text: string): text is Uscc => shape.test(text) && checkCharacter(text) === text.charAt(17)

export const Uscc: t.Type<Uscc, string> = guardedText(
  "Uscc",
  bilingual("校验正确的18位统一社会信用代码", "a unified social credit code of 18 characters whose check is right"),
  isUscc,
)

/** Registered with the market regulator (9) as an individual business (2), which is no legal person. */
export const isIndividualBusiness = (code: Uscc): boolean => code.startsWith("92")
