/** The laws of a designation's history, each a helper that lists what breaks it: run them on histories of your own. */
import {
  acts,
  commandOf,
  decide,
  evaluate,
  evidenceOfApplication,
  evolve,
  initialState,
  liesIn,
  nodeOf,
  standingOn,
  type Event,
  type EventType,
  type State,
  type Waiver,
} from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { eventsOf, type Deed, type History } from "../lifecycle/history.js"

export type Law = (history: History) => ReadonlyArray<string>

const each = (find: (event: Event, before: State, deed: Deed) => string | undefined): Law => {
  const violations: Law = (history) =>
    history.deeds.flatMap((deed) => {
      let state = deed.before
      return deed.batch.flatMap((event) => {
        const found = find(event, state, deed)
        state = evolve(state, event)
        return found === undefined ? [] : [`${event.type} at ${state.revision}: ${found}`]
      })
    })
  return violations
}

/** Law 1. `Certified` only after `Recommended` by the unit's own county in the same application. Arts. 6 and 9. */
export const certifiedOnlyAfterRecommended: Law = (history) => {
  const events = eventsOf(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Certified") return []
    const start = events.slice(0, i).findLastIndex(({ type }) => type === "Applied")
    const applied = events[start]
    const between = events.slice(start, i)
    const recommended = between.find(({ type }) => type === "Recommended")
    const ended = between.some(({ type }) =>
      ["Withdrawn", "RecommendationDeclined", "CertificationDeclined"].includes(type),
    )
    return applied?.type === "Applied" && recommended?.actor.code === applied.data.form.countyOrDistrict && !ended
      ? []
      : [`Certified at ${i} without its county's recommendation`]
  })
}

/** Law 2. `Recommended` only after `Applied` with no missing material. Art. 8. */
export const recommendedOnlyWithMaterials: Law = (history) => {
  const events = eventsOf(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Recommended") return []
    const applied = events.slice(0, i).findLast(({ type }) => type === "Applied")
    const whole =
      applied?.type === "Applied" && Object.values(applied.data.dossier).every(({ status }) => status !== "missing")
    return whole ? [] : [`Recommended at ${i} without all materials`]
  })
}

/** Law 3. `Revoked` only from certified; for falsification only on a `SpotChecked` that found it. Art. 14. */
export const revokedOnGrounds: Law = (history) => {
  const events = eventsOf(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Revoked") return []
    const state = events.slice(0, i).reduce(evolve, initialState(history.unit))
    const ground = events[event.data.restsOn]
    const founded =
      event.data.ground === "reviewFailed"
        ? ground?.type === "Reviewed" && ground.data.outcome === "failed"
        : ground?.type === "SpotChecked" && ground.data.falsificationFound
    return state.phase._tag === "certified" && founded ? [] : [`Revoked at ${i} without ground`]
  })
}

/** Law 4. `Reviewed(failed)` is followed in the same append by `Revoked` with an announcement. Art. 13. */
export const failedReviewRevokes: Law = ({ deeds }) =>
  deeds.flatMap(({ batch }) =>
    batch.flatMap((event, i) => {
      if (event.type !== "Reviewed" || event.data.outcome !== "failed") return []
      const next = batch[i + 1]
      return next?.type === "Revoked" && next.data.announcement.number !== ""
        ? []
        : ["a failed review without revocation"]
    }),
  )

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

const waivable = ["art_5__para_1__point_1", "art_5__para_1__point_3", "art_5__para_1__point_4"] as const
const gate = ["art_5__para_1__point_7#outstandingPerformance", "art_5__para_1__point_7#demonstrationEffect"] as const

/** Law 6. A waiver touches only points 1, 3 and 4, needs both findings of point 7, and states its levels and reasons. Art. 5. */
export const waiversWithinTheException: Law = each((event) =>
  waiversIn(event)
    .map(({ condition, statutory, actual, relaxedTo, officer, reasons }) => {
      const assessment = "assessment" in event.data ? event.data.assessment : null
      if (!waivable.some((point) => liesIn(condition, point))) return `${condition} may not be waived`
      if (assessment === null || !gate.every((id) => nodeInside(assessment, id) === "met"))
        return `${condition}: the gate is closed`
      const figured =
        statutory === null
          ? actual === null
          : relaxedTo !== null && relaxedTo < statutory && (actual ?? -1) >= relaxedTo
      return figured && officer !== "" && reasons !== "" ? undefined : `${condition}: levels or reasons are missing`
    })
    .find((found) => found !== undefined),
)

const nodeInside = (assessment: unknown, id: (typeof gate)[number]): string | undefined =>
  typeof assessment === "object" && assessment !== null && "id" in assessment
    ? nodeOf(assessment as Parameters<typeof nodeOf>[0], id)?.verdict
    : undefined

const factTypes: ReadonlyArray<EventType> = ["Withdrawn", "ParticularsChanged", "PersonalDataErased"]

/** Law 7. No act that rests on the instrument takes effect on a day it is not in force, readings aside. Art. 18. */
export const nothingOutsideTheLaw: Law = each((event, _, { context }) => {
  if (factTypes.includes(event.type)) return event.rule === null ? undefined : "a fact rests on no rule"
  const standing = standingOn(context.regime, event.effectiveOn)
  if (standing._tag === "InForce") return event.rule === null ? "no rule" : undefined
  const readings = standing._tag === "Lapsed" ? standing.rule.readings : undefined
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
  const standing = standingOn(
    context.regime,
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
  const unmet = (assessment.parts ?? []).slice(0, 1).flatMap(leavesNotMet)
  const bare = unmet.filter((id) => !event.data.waivers.some(({ condition }) => condition === id))
  return bare.length === 0 ? undefined : `neither met nor waived: ${bare.join(", ")}`
})

const leavesNotMet = (node: Parameters<typeof nodeOf>[0]): ReadonlyArray<string> =>
  node.parts === undefined ? (node.verdict === "met" ? [] : [node.id]) : node.parts.flatMap(leavesNotMet)

/** By the number each has in the domain's list. */
export const lifecycleLaws: Readonly<Record<string, Law>> = {
  "1: certified only after recommended": certifiedOnlyAfterRecommended,
  "2: recommended only with all materials": recommendedOnlyWithMaterials,
  "3: revoked only on its ground": revokedOnGrounds,
  "4: a failed review revokes in the same append": failedReviewRevokes,
  "6: waivers stay within the exception": waiversWithinTheException,
  "7: nothing rests on a law not in force": nothingOutsideTheLaw,
  "8: every actor was competent": actorsWereCompetent,
  "9: time never goes back": timeNeverGoesBack,
  "11: every event decides itself again": everyEventDecidesItselfAgain,
  "15: certified means met or waived": certifiedMeetsOrIsWaived,
}
