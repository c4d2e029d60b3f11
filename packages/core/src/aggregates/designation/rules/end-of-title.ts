/** How a title ends without a decision on it, and what is to be had back. The regulation is silent on all three: they are facts. */
import { between, notAfter } from "../../../forms/check.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import type { CommandData } from "../commands.js"
import { wrongState, type Objection, type RuleResult } from "../rule-result.js"
import type { State } from "../state.js"
import { falsificationPending } from "./revoke.js"

/** A unit does not escape a revocation for falsification by giving the title up first. Art. 14. */
export const surrenderTitle = (data: CommandData["SurrenderTitle"], state: State): RuleResult =>
  state.phase._tag === "certified"
    ? unlessObjected(falsificationPending(state.phase.title), () => [{ type: "TitleSurrendered", data }])
    : wrongState("SurrenderTitle", state)

export const recordEndOfUnit = ({ effectiveOn }: Context, data: CommandData["RecordEndOfUnit"]): RuleResult =>
  unlessObjected(invalid([notAfter("endedOn", data.endedOn, effectiveOn)]), () => [{ type: "UnitEnded", data }])

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
