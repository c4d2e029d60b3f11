/** Surrender of a title, end of the unit, return of the plaque: facts, on which the regulation is silent. */
import { between, type Contradiction } from "../../../forms/check.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import type { CivilDate } from "../../../law/civil-date.js"
import { invalid } from "../../../kernel/refusal.js"
import type { CommandData } from "../commands.js"
import { wrongState, type Objection, type RuleResult } from "../rule-result.js"
import { recordsOf } from "../correctable-records.js"
import type { State } from "../state.js"
import { falsificationPending } from "./revoke.js"

/** The unit gives up its title. It cannot do so to escape a revocation for falsification (art. 14). */
export const surrenderTitle = (data: CommandData["SurrenderTitle"], state: State): RuleResult =>
  state.phase._tag === "certified"
    ? unlessObjected(falsificationPending(state.phase.title), () => [{ type: "TitleSurrendered", data }])
    : wrongState("SurrenderTitle", state)

export const recordEndOfUnit = (
  { effectiveOn }: Context,
  data: CommandData["RecordEndOfUnit"],
  state: State,
): RuleResult =>
  unlessObjected(invalid([endsInLife("endedOn", data.endedOn, state, effectiveOn)]), () => [
    { type: "UnitEnded", data },
  ])

/** A unit cannot have ended before it applied or while it held a title. */
export const endsInLife = (path: string, on: CivilDate, state: State, last: CivilDate): Contradiction | undefined => {
  const { phase } = state
  const appliedOn = recordsOf(state).findLast(({ type }) => type === "Applied")?.effectiveOn
  const certifiedOn = "title" in phase ? phase.title.certifiedOn : undefined
  return between(path, on, appliedOn ?? certifiedOn ?? on, last)
}

export const returnPlaque = (
  { effectiveOn }: Context,
  data: CommandData["ReturnPlaque"],
  { phase }: State,
): RuleResult => {
  const awardedOn = "title" in phase ? phase.title.plaqueAwardedOn : null
  const objections: ReadonlyArray<Objection> =
    awardedOn === null
      ? [{ code: "NoPlaqueToReturn" }]
      : invalid([between("returnedOn", data.returnedOn, awardedOn, effectiveOn)])
  return unlessObjected(objections, () => [{ type: "PlaqueReturned", data }])
}
