/** Social credit codes of invented units. */
import { isUscc, type Uscc } from "@shifan/core"
import { checkCharacter, organisationCheck } from "@shifan/core/forms"

/** The unit in scenarios about a single unit. */
export const unit = "91130302MA00010187" as Uscc

/** Social credit codes of invented units, by number: up to 999 999. */
export const usccOf = (index: number): Uscc => codeOf("91", index)

const codeOf = (kind: "91" | "92", index: number): Uscc => {
  const first8 = `MA${String(index).padStart(6, "0")}`
  const first17 = `${kind}130302${first8}${organisationCheck(first8)}`
  const code = `${first17}${checkCharacter(first17)}`
  if (!isUscc(code)) throw new Error(code)
  return code
}

export const individualBusiness = codeOf("92", 1)
