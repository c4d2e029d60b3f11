/** What a law of a history is, and the laws of its decisions. */
import {
  evolve,
  findRegulation,
  type Event,
  type Regulation,
  type State,
  acts,
  decide,
  evaluate,
  evidenceOfApplication,
  exceptionsIn,
  nodeOf,
  reaches,
  ruleStatusOn,
  type Assessment,
  type Criterion,
  type Waiver,
} from "@shifan/core"
import { commandOf } from "@shifan/core/registry"
import { canonicalText } from "@shifan/event-store"
import { withMeasurements } from "@shifan/core/conditions"
import * as E from "fp-ts/lib/Either.js"
import type { AcceptedCommand, History } from "../lifecycle/history.js"

/** A law of a designation's history. Lists what breaks it; an empty list if nothing does. */
export type Law = (history: History) => ReadonlyArray<string>

/** A law that asks the same of every event, given the state before it. */
export const each =
  (violationIn: (event: Event, before: State, command: AcceptedCommand) => string | undefined): Law =>
  (history) =>
    history.accepted.flatMap((command) => {
      let state = command.before
      return command.batch.flatMap((event) => {
        const violation = violationIn(event, state, command)
        state = evolve(state, event)
        return violation === undefined ? [] : [`${event.type} at ${state.revision}: ${violation}`]
      })
    })

/** Law 12. Every prefix of a lawful history is a lawful history. */
export const everyPrefix =
  (law: Law): Law =>
  (history) =>
    history.accepted.flatMap((_, i) =>
      law({ ...history, accepted: history.accepted.slice(0, i + 1) }).map(
        (violation) => `after ${i + 1} commands: ${violation}`,
      ),
    )

/** The regulation an event was decided under; `undefined` for a fact, which rests on none. */
export const regulationOf = ({ rule }: Event, { context }: AcceptedCommand): Regulation | undefined =>
  rule === null ? undefined : findRegulation(context.law.library, rule.regulation, rule.encoding)

const waiversIn = (event: Event): ReadonlyArray<Waiver> => {
  switch (event.type) {
    case "Recommended":
      return event.data.waiversProposed
    case "Certified":
    case "Reviewed":
      return event.data.waivers
    default:
      return []
  }
}

/**
 * Law 6. A waiver is only of what an exception reaches, with each finding that opens it, and states its levels, officer and
 * reasons. Art. 5(7).
 */
export const waiversWithinTheException: Law = each((event, _, command) => {
  const assessment = assessmentIn(event)
  const regulation = regulationOf(event, command)
  return waiversIn(event)
    .map((waiver) => {
      const { condition, statutory, actual, relaxedTo, officer, reasons } = waiver
      const exception =
        regulation && exceptionsIn(regulation.conditions).find((candidate) => reaches(candidate, condition))
      if (exception === undefined) return `${condition} may not be waived`
      if (assessment === null || exception.when.some(({ id }) => nodeOf(assessment, id)?.verdict !== "met"))
        return `${condition}: the gate is closed`
      const levelsAreStated =
        statutory === null
          ? actual === null
          : relaxedTo !== null && relaxedTo < statutory && (actual ?? -1) >= relaxedTo
      return levelsAreStated && officer !== "" && reasons !== ""
        ? undefined
        : `${condition}: levels or reasons are missing`
    })
    .find((violation) => violation !== undefined)
})

const assessmentIn = (event: Event): Assessment | null => {
  switch (event.type) {
    case "Recommended":
    case "Certified":
    case "Reviewed":
      return event.data.assessment
    default:
      return null
  }
}

const isFact = (event: Event): boolean =>
  Object.values(acts).some(({ gives, restsOn }) => gives === event.type && restsOn === "nothing")

/** What gives nobody anything new: reading `instrument.formalities`. */
const formalities: ReadonlyArray<string> = [
  "SupplementRequested",
  "ApplicationSupplemented",
  "RecommendationDeclined",
  "CertificationDeclined",
  "PlaqueAwarded",
  "AnnualSummaryFiled",
]

/** Law 7. No act that rests on the instrument takes effect on a day it is not in force, readings aside. Art. 18. */
export const nothingOutsideTheLaw: Law = each((event, _, { context }) => {
  if (isFact(event)) return event.rule === null ? undefined : "a fact rests on no rule"
  const status = ruleStatusOn(context.law, event.effectiveOn)
  if (status._tag === "InForce") return event.rule === null ? "no rule" : undefined
  const readings = status._tag === "NotInForce" ? status.rule.readings : undefined
  const allowed =
    readings?.["instrument.afterExpiry"] === "concludeExistingTitles" ||
    readings?.["instrument.applicable"] === "applicationDate" ||
    (readings?.["instrument.formalities"] === "allowed" && formalities.includes(event.type))
  return allowed ? undefined : `no rule was in force on ${event.effectiveOn}`
})

/** Law 8. The actor of every event was competent for it. Art. 3. */
export const actorsWereCompetent: Law = each((event, before, { command }) => {
  const { role, code, officer } = event.actor
  const isOwnUnit = role !== "unit" || code === before.unit
  const otherAuthority = role === "county" ? before.officers.bureau : before.officers.county
  const actedForBoth = role !== "unit" && otherAuthority.includes(officer) && event.type !== "Applied"
  return acts[command.type].by.includes(role) && isOwnUnit && !actedForBoth ? undefined : `${role} ${code}`
})

/** Law 9. `effectiveOn` never goes back in a stream. */
export const timeNeverGoesBack: Law = each((event, { lastEffectiveOn }) =>
  lastEffectiveOn === null || lastEffectiveOn <= event.effectiveOn
    ? undefined
    : `${event.effectiveOn} after ${lastEffectiveOn}`,
)

/** Law 11. Every event decides itself again, and its command is found again whole: nothing it said goes unrecorded. */
export const everyEventDecidesItselfAgain: Law = ({ accepted }) =>
  accepted.flatMap(({ command, batch, before, context }, i) => {
    const found = commandOf(batch)
    const again = decide(context)(found)(before)
    return E.isRight(again) && JSON.stringify(again.right) === JSON.stringify(batch) && isSameData(found, command)
      ? []
      : [`command ${i}, ${batch[0].type}`]
  })

const isSameData = (one: unknown, other: unknown): boolean => {
  const [a, b] = [canonicalText(one), canonicalText(other)]
  return E.isRight(a) && E.isRight(b) && a.right === b.right
}

/** Law 15. A certified unit meets every condition or holds a waiver for it, recomputed from its own stream. */
export const certifiedMeetsOrIsWaived: Law = each((event, before, { context }) => {
  if (event.type !== "Certified" || before.phase._tag !== "recommended" || event.rule === null) return undefined
  const { case: pending, recommendation } = before.phase
  const status = ruleStatusOn(
    context.law,
    event.readings["instrument.applicable"] === "applicationDate" ? pending.appliedOn : event.effectiveOn,
  )
  if (status._tag !== "InForce") return "no rule to recompute by"
  const { regulation, readings } = status.rule
  const officialFindings = {
    findings: [...recommendation.findings, ...event.data.findings],
    satisfaction: recommendation.satisfaction,
    relaxations: [],
  }
  const { form, appliedOn, supplements } = pending
  const asOf = readings["supplement.facts"] === "supplementDate" ? (supplements.suppliedOn ?? appliedOn) : appliedOn
  const assessment = evaluate(
    regulation.conditions,
    withMeasurements(evidenceOfApplication(form, officialFindings, asOf, readings), recommendation.measurements),
  )
  const waived = event.data.waivers.map(({ condition }) => condition)
  return meets(regulation.conditions, assessment, waived) ? undefined : "some condition is neither met nor waived"
})

/** Whether a tree of conditions holds if those waived count as met. Does not use the evaluator that it checks. */
const meets = (criterion: Criterion, assessment: Assessment, waived: ReadonlyArray<string>): boolean => {
  switch (criterion._tag) {
    case "Except":
      return meets(criterion.in, assessment, waived)
    case "Group":
      return criterion.of.filter((part) => meets(part, assessment, waived)).length >= criterion.n
    default:
      return waived.includes(criterion.id) || nodeOf(assessment, criterion.id)?.verdict === "met"
  }
}
