/** Checks common to all commands: competence, order in time, phase, and a rule in force. */
import * as E from "fp-ts/lib/Either.js"
import { regulationNear, ruleStatusOn, type ApplicableLaw, type Rule } from "../../kernel/applicable-law.js"
import type { Regulation } from "../../kernel/regulation.js"
import { acts, type ActRule, type FactType } from "./acts.js"
import type { Actor } from "../../kernel/actor.js"
import type { Command, CommandType } from "./commands.js"
import type { Context } from "../../kernel/context.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { ReadingId, Readings } from "../../law/readings.js"
import { dateObjections } from "../../kernel/competence.js"
import { othersThan } from "./officers.js"
import type { Objection } from "./rule-result.js"
import { countyOf, phaseOn, type PhaseName, type State } from "./state.js"

/** All objections that do not depend on the data of the command. */
export const objections = (context: Context, command: Command, state: State): ReadonlyArray<Objection> => {
  const act = acts[command.type]
  return [
    ...wrongActor(context, act, command, state),
    ...dateObjections(context, state.lastEffectiveOn),
    ...wrongPhase(command.type, act, phaseOn(state, context.effectiveOn)),
    ...unitHasEnded(command.type, act, state),
  ]
}

/** A unit that has ended, or goes on under another code, can do nothing more, and no title can be imported for it. */
const unitHasEnded = (type: CommandType, { by }: ActRule, state: State): ReadonlyArray<Objection> => {
  const { unitEnded, phase } = state
  const endedOn =
    unitEnded?.on ?? (phase._tag === "ended" && phase.by.successor !== undefined ? phase.by.on : undefined)
  if (endedOn === undefined) return []
  if (unitEnded !== null && type === "RecordEndOfUnit")
    return [{ code: "AlreadyDecided", act: type, phase: "unitEnded" }]
  const isUnits = by.every((role) => role === "unit")
  return isUnits || type === "ImportTitle" || type === "InheritTitle" ? [{ code: "UnitHasEnded", endedOn }] : []
}

const wrongActor = (
  { actor, law, effectiveOn }: Context,
  act: ActRule,
  command: Command,
  state: State,
): ReadonlyArray<Objection> => {
  const code = act.by.includes(actor.role)
    ? competentCode(actor, regulationNear(law, effectiveOn), command, state)
    : undefined
  if (code !== actor.code)
    return [{ code: "NotCompetent", actor, competent: act.by, ...(code === undefined ? {} : { rightCode: code }) }]
  const { officer } = actor
  return othersThan(actor, state)
    .filter((authority) => state.officers[authority].includes(officer))
    .map((actedFor) => ({ code: "SameOfficer", officer, actedFor }))
}

/** The code that an actor of this role must have in this case: any, if there is no text to say. */
const competentCode = (
  { role, code }: Actor,
  regulation: Regulation | undefined,
  command: Command,
  state: State,
): string | undefined => {
  if (role === "unit") return state.unit
  if (regulation === undefined) return code
  if (role === "bureau") return regulation.territory.bureau.code
  const own = command.type === "Apply" ? command.data.form.countyOrDistrict : countyOf(state)
  const county = regulation.territory.counties.find((one) => one.code === own)
  const isSuperiors = command.type === "TakeStep" && regulation.own?.steps?.[command.data.step]?.bySuperior
  return (isSuperiors ? county?.under : county)?.code
}

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
 * The rule that governs an act (art. 18). Under reading `instrument.applicable`, a pending application or a filed review may
 * be decided under the version in force on the day of filing.
 */
export const ruleFor = (
  { law, effectiveOn }: Pick<Context, "law" | "effectiveOn">,
  type: Exclude<CommandType, FactType>,
  state: State,
): E.Either<Objection, Rule> => {
  const status = ruleStatusOn(law, effectiveOn)
  if (status._tag !== "NoRule") {
    const filedUnder = ruleWhenFiled(law, status.rule, filingDay(type, state))
    if (filedUnder !== undefined) return E.right(filedUnder)
    if (status._tag === "InForce" || mayBeDoneAfterwards(acts[type].restsOn, status.rule.readings))
      return E.right(status.rule)
  }
  return E.left({ code: "NoRuleInForce", on: effectiveOn, gap: status.gap })
}

/** Art. 18: whether an act that rests on the text may still be done once it is no longer in force. */
const mayBeDoneAfterwards = (restsOn: ActRule["restsOn"], readings: Readings): boolean =>
  restsOn !== "instrument" &&
  (readings["instrument.afterExpiry"] === "concludeExistingTitles" ||
    (restsOn === "formality" && readings["instrument.formalities"] === "allowed"))

/** The readings by which an act may be done under a text that has lapsed: see `mayBeDoneAfterwards`. */
export const lapseReadings = (
  { law, effectiveOn }: Pick<Context, "law" | "effectiveOn">,
  type: CommandType,
  { readings }: Rule,
): ReadonlyArray<ReadingId> => {
  const { restsOn } = acts[type]
  const byFormality: ReadonlyArray<ReadingId> = restsOn === "formality" ? ["instrument.formalities"] : []
  const byTitle =
    restsOn === "existingTitle" ||
    (byFormality.length > 0 &&
      readings["instrument.formalities"] === "refuse" &&
      ruleStatusOn(law, effectiveOn)._tag === "NotInForce")
  return byTitle ? [...byFormality, "instrument.afterExpiry"] : byFormality
}

const ruleWhenFiled = (law: ApplicableLaw, { readings }: Rule, filedOn: CivilDate | undefined): Rule | undefined => {
  if (filedOn === undefined || readings["instrument.applicable"] !== "applicationDate") return undefined
  const status = ruleStatusOn(law, filedOn)
  return status._tag === "InForce" ? status.rule : undefined
}

/** The rule that governs an application on a day, or last governed it; `undefined` before any text. */
export const ruleOfCase = (law: ApplicableLaw, on: CivilDate, appliedOn: CivilDate | null): Rule | undefined => {
  const status = ruleStatusOn(law, on)
  return status._tag === "NoRule" ? undefined : (ruleWhenFiled(law, status.rule, appliedOn ?? undefined) ?? status.rule)
}

/** Filing day of the application or review that an act belongs to. */
const filingDay = (type: CommandType, { phase }: State): CivilDate | undefined => {
  if (phase._tag === "applied" || phase._tag === "recommended") return phase.case.appliedOn
  const review = phase._tag === "certified" ? phase.title.review : null
  const isOfReview = actsOfReview.includes(type) || (type === "FileReview" && review?.rectification?.over === false)
  return isOfReview ? review?.filed?.firstOn : undefined
}

export const actsOfReview: ReadonlyArray<CommandType> = [
  "RequestSupplement",
  "SupplementReview",
  "TakeStep",
  "AssessReview",
  "OrderRectification",
  "ConcludeReview",
]
