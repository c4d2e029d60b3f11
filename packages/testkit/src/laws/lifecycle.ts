/** The order of the lifecycle: laws 1 to 4. */
import { dossierItemNames, evolve, initialState } from "@shifan/core"
import { eventsOf } from "../lifecycle/history.js"
import { regulationOf, type Law } from "./law.js"

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

/** Law 2. `Recommended` only after `Applied` with no material missing that its regulation asks for. Art. 8. */
export const recommendedOnlyWithMaterials: Law = (history) => {
  const deeds = history.deeds
  return deeds.flatMap(({ batch: [event] }, i) => {
    if (event.type !== "Recommended") return []
    const filing = deeds.slice(0, i).findLast(({ batch: [first] }) => first.type === "Applied")
    const applied = filing?.batch[0]
    const materials = filing && applied && regulationOf(applied, filing)?.materials
    const whole =
      applied?.type === "Applied" &&
      dossierItemNames.every(
        (item) => materials?.[item] === undefined || applied.data.dossier[item].status !== "missing",
      )
    return whole ? [] : [`Recommended at deed ${i} without all materials`]
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
