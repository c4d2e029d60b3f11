/** What a decision depends on beside the state: who acts, on which day, and the law as known then. */
import type { CivilDate } from "../law/civil-date.js"
import type { Actor } from "./actor.js"
import type { ApplicableLaw } from "./applicable-law.js"

/** What a decision knows beside the command and the state: who acts, when, and the law as it was known. */
export interface Context {
  readonly actor: Actor
  /** The day the act takes effect in law. */
  readonly effectiveOn: CivilDate
  /** The day it is put on record, in Shanghai: nothing takes effect later. The envelope keeps it, so a replay knows it. */
  readonly recordedOn: CivilDate
  readonly law: ApplicableLaw
  /** The states of the other streams that the decision reads (`Aggregate.alsoReads`), by their keys. */
  readonly others?: ReadonlyMap<string, unknown>
}
