/** The approval of another officer, for acts that change the record or cannot be undone. */
import { check, type Contradiction } from "../forms/check.js"
import { bilingual } from "../law/bilingual.js"
import type { Actor } from "./actor.js"

/** A contradiction if the approver enters the act as well, or has acted for another authority in the same case. */
export const approvedByAnother = (
  approver: string,
  { officer }: Pick<Actor, "officer">,
  ofOthers: ReadonlyArray<string> = [],
): Contradiction | undefined =>
  check(
    ![officer, ...ofOthers].includes(approver),
    "approver",
    bilingual("本机关其他人员", "another officer"),
    approver,
  )
