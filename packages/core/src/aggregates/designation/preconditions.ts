/** What every command passes before its own rule is asked: competence, order of time, state, and a rule in force. */
import * as E from "fp-ts/lib/Either.js"
import { regulationNear, ruleStatusOn, type ApplicableLaw, type Rule } from "../../kernel/applicable-law.js"
import type { Regulation } from "../../kernel/regulation.js"
import { acts, type ActRule, type FactType } from "./acts.js"
import type { Actor } from "../../kernel/actor.js"
import type { Command, CommandType } from "./commands.js"
import type { Context } from "../../kernel/context.js"
import { dateObjections } from "../../kernel/competence.js"
import type { Objection } from "./rules/rule-result.js"
import { countyOf, phaseOn, type PhaseName, type State } from "./state.js"

/** Everything that stands in the way of the command whatever it says. */
export const objections = (context: Context, command: Command, state: State): ReadonlyArray<Objection> => {
  const act = acts[command.type]
  return [
    ...wrongActor(context, act, command, state),
    ...dateObjections(context, state.lastEffectiveOn),
    ...wrongPhase(command.type, act, phaseOn(state, context.effectiveOn)),
  ]
}

const wrongActor = (
  { actor, law, effectiveOn }: Context,
  act: ActRule,
  command: Command,
  state: State,
): ReadonlyArray<Objection> => {
  const code = competentCode(actor, regulationNear(law, effectiveOn), countyFor(command, state), state)
  if (!act.by.includes(actor.role) || code !== actor.code) {
    const right = act.by.includes(actor.role) && code !== undefined ? { rightCode: code } : {}
    return [{ code: "NotCompetent", actor, competent: act.by, ...right }]
  }
  const other = actor.role === "county" ? "bureau" : "county"
  const actedFor = actor.role !== "unit" && state.officers[other].includes(actor.officer)
  return actedFor ? [{ code: "SameOfficer", officer: actor.officer, actedFor: other }] : []
}

/** The code an actor of this role must have to act in this case. */
const competentCode = (
  { role }: Actor,
  regulation: Regulation | undefined,
  county: string | undefined,
  { unit }: State,
): string | undefined => {
  switch (role) {
    case "unit":
      return unit
    case "county":
      return regulation?.territory.counties.find((one) => one.code === county)?.code
    case "bureau":
      return regulation?.territory.bureau.code
    default:
      return undefined
  }
}

const countyFor = (command: Command, state: State): string | undefined =>
  command.type === "Apply" ? command.data.form.countyOrDistrict : countyOf(state)

const wrongPhase = (
  act: CommandType,
  { from, decidedIn = [] }: ActRule,
  phase: PhaseName,
): ReadonlyArray<Objection> => {
  if (from.includes(phase)) return []
  if (decidedIn.includes(phase)) return [{ code: "AlreadyDecided", act, phase }]
  return [{ code: "WrongState", act, phase, possibleIn: from }]
}

/**
 * The rule that governs an act that needs one. Art. 18 and the readings `instrument.afterExpiry` and
 * `instrument.applicable`: a pending case may be decided under the version its application was filed under, and an
 * existing title may be concluded after the text is no longer in force.
 */
export const ruleFor = (
  { law, effectiveOn }: Context,
  type: Exclude<CommandType, FactType>,
  state: State,
): E.Either<Objection, Rule> => {
  const status = ruleStatusOn(law, effectiveOn)
  if (status._tag === "NoRule") return E.left({ code: "NoRuleInForce", on: effectiveOn, gap: status.gap })
  const { readings } = status.rule
  const filedUnder = readings["instrument.applicable"] === "applicationDate" ? ruleOfCase(law, state) : undefined
  if (filedUnder !== undefined) return E.right(filedUnder)
  const concludes =
    acts[type].restsOn === "existingTitle" && readings["instrument.afterExpiry"] === "concludeExistingTitles"
  return status._tag === "InForce" || concludes
    ? E.right(status.rule)
    : E.left({ code: "NoRuleInForce", on: effectiveOn, gap: status.gap })
}

const ruleOfCase = (law: ApplicableLaw, { phase }: State): Rule | undefined => {
  if (phase._tag !== "applied" && phase._tag !== "recommended") return undefined
  const status = ruleStatusOn(law, phase.case.appliedOn)
  return status._tag === "InForce" ? status.rule : undefined
}
