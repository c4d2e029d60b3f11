/** What every command passes before its own rule is asked: competence, order of time, state, and a rule in force. */
import * as E from "fp-ts/lib/Either.js"
import { regulationNear, standingOn, type Regime, type Rule } from "../../kernel/applicable-law.js"
import type { Regulation } from "../../kernel/regulation.js"
import { acts, type ActRule } from "./acts.js"
import type { Actor } from "../../kernel/actor.js"
import type { Command, CommandType } from "./command.js"
import type { Context } from "../../kernel/context.js"
import type { Objection } from "../../kernel/refusal.js"
import { countyOf, phaseOn, type PhaseName, type State } from "./state.js"

/** Everything that stands in the way of the command whatever it says. */
export const objections = (context: Context, command: Command, state: State): ReadonlyArray<Objection> => {
  const act = acts[command.type]
  return [
    ...wrongActor(context, act, command, state),
    ...goesBack(context, state),
    ...wrongPhase(command.type, act, phaseOn(state, context.effectiveOn)),
  ]
}

const wrongActor = (
  { actor, regime, effectiveOn }: Context,
  act: ActRule,
  command: Command,
  state: State,
): ReadonlyArray<Objection> => {
  const code = competentCode(actor, regulationNear(regime, effectiveOn), countyFor(command, state), state)
  if (!act.by.includes(actor.role) || code !== actor.code) {
    const right = act.by.includes(actor.role) && code !== undefined ? { rightCode: code } : {}
    return [{ code: "NotCompetent", actor, competent: act.by, ...right }]
  }
  const other = actor.role === "county" ? "bureau" : "county"
  const actedFor = actor.role !== "unit" && state.officers[other].includes(actor.officer)
  return actedFor ? [{ code: "SameOfficer", officer: actor.officer, actedFor: other }] : []
}

/** The code an actor of this role must have to act in this matter. */
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

const goesBack = ({ effectiveOn }: Context, { lastEffectiveOn }: State): ReadonlyArray<Objection> =>
  lastEffectiveOn !== null && effectiveOn < lastEffectiveOn
    ? [{ code: "EffectiveDateGoesBack", last: lastEffectiveOn, given: effectiveOn }]
    : []

const wrongPhase = (type: CommandType, { from, decidedIn = [] }: ActRule, phase: PhaseName): ReadonlyArray<Objection> =>
  from.includes(phase)
    ? []
    : decidedIn.includes(phase)
      ? [{ code: "AlreadyDecided", act: type, phase }]
      : [{ code: "WrongState", act: type, phase, possibleIn: from }]

/**
 * The rule that governs the act. Art. 18 and the readings `instrument.afterExpiry` and `instrument.applicable`: a
 * pending case may be decided under the version its application was filed under, and an existing title be concluded.
 */
export const ruleFor = (
  { regime, effectiveOn }: Context,
  type: CommandType,
  state: State,
): E.Either<Objection, Rule | null> => {
  const { restsOn } = acts[type]
  if (restsOn === "nothing") return E.right(null)
  const standing = standingOn(regime, effectiveOn)
  const known = standing._tag === "NoRule" ? undefined : standing.rule
  const filedUnder =
    known?.readings["instrument.applicable"] === "applicationDate" ? ruleOfCase(regime, state) : undefined
  if (filedUnder !== undefined) return E.right(filedUnder)
  if (standing._tag === "InForce") return E.right(standing.rule)
  const concludes =
    restsOn === "existingTitle" && known?.readings["instrument.afterExpiry"] === "concludeExistingTitles"
  return concludes && known !== undefined
    ? E.right(known)
    : E.left({ code: "NoRuleInForce", on: effectiveOn, gap: standing.gap })
}

const ruleOfCase = (regime: Regime, { phase }: State): Rule | undefined => {
  if (phase._tag !== "applied" && phase._tag !== "recommended") return undefined
  const standing = standingOn(regime, phase.case.appliedOn)
  return standing._tag === "InForce" ? standing.rule : undefined
}
