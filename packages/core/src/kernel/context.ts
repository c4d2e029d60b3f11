/** What a decision depends on beside the state: who acts, the day it takes effect, and the law as known then. */
import type { CivilDate } from "../law/civil-date.js"
import type { Actor } from "./actor.js"
import type { ApplicableLaw } from "./applicable-law.js"

export interface Context {
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly law: ApplicableLaw
}
