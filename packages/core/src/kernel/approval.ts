/** The approval of another officer, for acts that change the record or cannot be undone. */
import { check, type Contradiction } from "../forms/check.js"
import { bilingual } from "../law/bilingual.js"
import type { Actor } from "./actor.js"

/** A contradiction if the officer who enters the act also approves it. */
export const approvedByAnother = (approver: string, { officer }: Pick<Actor, "officer">): Contradiction | undefined =>
  check(approver !== officer, "approver", bilingual("其他经办人", "another officer"), approver)
