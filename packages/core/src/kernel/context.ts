/** The input of a decision besides command and state. */
import type { CivilDate } from "../law/civil-date.js"
import type { Actor } from "./actor.js"
import type { ApplicableLaw } from "./applicable-law.js"

/** Who acts and when, and the law as known at the time. */
export interface Context {
  readonly actor: Actor
  /** The day the act takes effect in law. */
  readonly effectiveOn: CivilDate
  /** The day of recording, in Shanghai. No act may take effect later. The envelope keeps it for replays. */
  readonly recordedOn: CivilDate
  readonly law: ApplicableLaw
  /** States of other streams that the decision reads (`Aggregate.alsoReads`), by key. */
  readonly others?: ReadonlyMap<string, unknown>
}
