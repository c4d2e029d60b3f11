/** Counts what generated histories contain: events with their ground, outcome or effect, refusals, and options of readings. */
import type { Event } from "@shifan/core"
import { readingIds, readingOptions } from "@shifan/core/law"
import { eventsOf, type History } from "../../src/index.js"

const named = (event: Event): string => {
  switch (event.type) {
    case "Reviewed":
      return `event Reviewed ${event.data.outcome}`
    case "Revoked":
      return `event Revoked ${event.data.ground}`
    case "DecisionAnnulled":
      return `event DecisionAnnulled ${event.data.decision}`
    case "SpotChecked":
      return `event SpotChecked ${event.data.falsificationFound ? "falsification" : "nothing"}`
    default:
      return `event ${event.type}`
  }
}

/** May be several: for an annulment also its ground and effect. */
const namesOf = (event: Event): ReadonlyArray<string> =>
  event.type === "DecisionAnnulled"
    ? [named(event), `event DecisionAnnulled ${event.data.ground}`, `event DecisionAnnulled ${event.data.effect}`]
    : [named(event)]

/** Everything a history contains, each item once. */
const metIn = (history: History): ReadonlySet<string> => {
  const [first] = [...history.accepted, ...history.refused]
  const interpretations = first?.context.law.instruments.flatMap((one) => one.interpretations) ?? []
  return new Set([
    ...eventsOf(history).flatMap(namesOf),
    ...history.refusals.flatMap((all) =>
      all.map((one) => `refusal ${one.code}${one.code === "WaiverNotAllowed" ? ` ${one.because}` : ""}`),
    ),
    ...interpretations.map(({ reading, option }) => `reading ${reading}=${option}`),
    ...history.accepted.flatMap(({ batch }) =>
      batch.flatMap(({ data }) => {
        const { waivers = [] } = data as { readonly waivers?: ReadonlyArray<{ readonly condition: string }> }
        return waivers.map(({ condition }) => `waiver given of ${condition}`)
      }),
    ),
    ...history.accepted.flatMap(({ batch }) =>
      batch.flatMap(({ type, data }) =>
        "findings" in data && Array.isArray(data.findings) && data.findings.length > 0 ? [`findings in ${type}`] : [],
      ),
    ),
    ...history.refused.flatMap(({ command }) => {
      const { waivers = [], waiversProposed = [] } = command.data as {
        readonly [key in "waivers" | "waiversProposed"]?: ReadonlyArray<{ readonly condition: string }>
      }
      return [...waivers, ...waiversProposed].map(({ condition }) => `waiver refused of ${condition}`)
    }),
  ])
}

export const countsIn = (histories: ReadonlyArray<History>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>(
    readingIds.flatMap((id) => readingOptions[id].map((option) => [`reading ${id}=${option}`, 0] as const)),
  )
  for (const history of histories) for (const what of metIn(history)) counts.set(what, (counts.get(what) ?? 0) + 1)
  return counts
}

/** A round number well below the count, so that other seeds reach it too; 0 for rare items. */
export const roundedDown = (count: number): number =>
  [300, 100, 30, 10, 3, 1].find((least) => least * 1.6 <= count) ?? 0
