/** What a decision depends on beside the state: who acts, the day it takes effect, and the law as known then. */
import type { CivilDate } from "../law/civil-date.js"
import type { Regime, Rule } from "./applicable-law.js"
import type { Actor } from "./actor.js"

export interface Context {
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly regime: Regime
}

/** A context in which the rule that governs has been found. */
export interface Ruled extends Context {
  readonly rule: Rule
}
