/** Invented social credit codes with valid check characters, for the organisation (GB 11714) and the whole code (GB 32100). */
import { isUscc, type Uscc } from "@shifan/core"
import { checkCharacter } from "@shifan/core/forms"

const organisation = (number: number): string => {
  const eight = `MA${String(number).padStart(6, "0")}`
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number.parseInt(eight.charAt(i), 36), 0)
  const check = 11 - (sum % 11)
  return `${eight}${check === 10 ? "X" : check === 11 ? "0" : check}`
}

/** `kind`: 91 for an enterprise, 92 for an individual business. Throws if the number gives no valid code. */
export const code = (kind: "91" | "92", division: string, number: number): Uscc => {
  const first17 = `${kind}${division}${organisation(number)}`
  const whole = `${first17}${checkCharacter(first17)}`
  if (!isUscc(whole)) throw new RangeError(`no code for ${first17}`)
  return whole
}

/** The first code, counting up from `number`, whose check character is 0. */
export const codeEndingInZero = (division: string, number: number): Uscc => {
  for (let n = number; ; n++) {
    const candidate = code("91", division, n)
    if (candidate.endsWith("0")) return candidate
  }
}
