/** What every decision has to hold to: laws 6 to 9, 11 and 15. */
import {
  acts,
  commandOf,
  decide,
  evaluate,
  evidenceOfApplication,
  exceptionsIn,
  nodeOf,
  reaches,
  ruleStatusOn,
  type Assessment,
  type Criterion,
  type Event,
  type Waiver,
} from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { each, regulationOf, type Law } from "./law.js"

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

/** Law 6. A waiver touches only what an exception reaches, needs each finding that opens it, and states its levels, officer and reasons. Art. 5(7). */
export const waiversWithinTheException: Law = each((event, _, deed) => {
  const assessment = assessmentIn(event)
  const regulation = regulationOf(event, deed)
  return waiversIn(event)
    .map((waiver) => {
      const { condition, statutory, actual, relaxedTo, officer, reasons } = waiver
      const exception = regulation && exceptionsIn(regulation.conditions).find((one) => reaches(one, condition))
      if (exception === undefined) return `${condition} may not be waived`
      if (assessment === null || exception.when.some(({ id }) => nodeOf(assessment, id)?.verdict !== "met"))
        return `${condition}: the gate is closed`
      const figured =
        statutory === null
          ? actual === null
          : relaxedTo !== null && relaxedTo < statutory && (actual ?? -1) >= relaxedTo
      return figured && officer !== "" && reasons !== "" ? undefined : `${condition}: levels or reasons are missing`
    })
    .find((found) => found !== undefined)
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

/** Law 7. No act that rests on the instrument takes effect on a day it is not in force, readings aside. Art. 18. */
export const nothingOutsideTheLaw: Law = each((event, _, { context }) => {
  if (isFact(event)) return event.rule === null ? undefined : "a fact rests on no rule"
  const standing = ruleStatusOn(context.law, event.effectiveOn)
  if (standing._tag === "InForce") return event.rule === null ? "no rule" : undefined
  const readings = standing._tag === "NotInForce" ? standing.rule.readings : undefined
  const allowed =
    readings?.["instrument.afterExpiry"] === "concludeExistingTitles" ||
    readings?.["instrument.applicable"] === "applicationDate"
  return allowed ? undefined : `no rule was in force on ${event.effectiveOn}`
})

/** Law 8. The actor of every event was competent for it. Art. 3. */
export const actorsWereCompetent: Law = each((event, before, { command }) => {
  const role = acts[command.type].by.includes(event.actor.role)
  const place = event.actor.role !== "unit" || event.actor.code === before.unit
  const other = event.actor.role === "county" ? before.officers.bureau : before.officers.county
  const twoChairs = event.actor.role !== "unit" && other.includes(event.actor.officer)
  return role && place && (!twoChairs || event.type === "Applied")
    ? undefined
    : `${event.actor.role} ${event.actor.code}`
})

/** Law 9. `effectiveOn` never goes back in a stream. */
export const timeNeverGoesBack: Law = each((event, { lastEffectiveOn }) =>
  lastEffectiveOn === null || lastEffectiveOn <= event.effectiveOn
    ? undefined
    : `${event.effectiveOn} after ${lastEffectiveOn}`,
)

/** Law 11. Every event decides itself again. */
export const everyEventDecidesItselfAgain: Law = ({ deeds }) =>
  deeds.flatMap(({ batch, before, context }, i) => {
    const again = decide(context)(commandOf(batch))(before)
    return E.isRight(again) && JSON.stringify(again.right) === JSON.stringify(batch)
      ? []
      : [`deed ${i}, ${batch[0].type}`]
  })

/** Law 15. A certified unit meets every condition or holds a waiver for it, recomputed from its own stream. */
export const certifiedMeetsOrIsWaived: Law = each((event, before, { context }) => {
  if (event.type !== "Certified" || before.phase._tag !== "recommended" || event.rule === null) return undefined
  const { case: pending, recommendation } = before.phase
  const standing = ruleStatusOn(
    context.law,
    event.readings["instrument.applicable"] === "applicationDate" ? pending.appliedOn : event.effectiveOn,
  )
  if (standing._tag !== "InForce") return "no rule to recompute by"
  const { regulation, readings } = standing.rule
  const found = {
    findings: [...recommendation.findings, ...event.data.findings],
    satisfaction: recommendation.satisfaction,
    relaxations: [],
  }
  const assessment = evaluate(
    regulation.conditions,
    evidenceOfApplication(pending.form, found, pending.appliedOn, readings),
  )
  const waived = event.data.waivers.map(({ condition }) => condition)
  return meets(regulation.conditions, assessment, waived) ? undefined : "some condition is neither met nor waived"
})

/** Whether a tree of conditions holds once those waived are taken as met; written without the evaluator. */
const meets = (criterion: Criterion, bare: Assessment, waived: ReadonlyArray<string>): boolean => {
  switch (criterion._tag) {
    case "Except":
      return meets(criterion.in, bare, waived)
    case "Group":
      return criterion.of.filter((part) => meets(part, bare, waived)).length >= criterion.n
    default:
      return waived.includes(criterion.id) || nodeOf(bare, criterion.id)?.verdict === "met"
  }
}
