/**
 * Quotas of a call: how many units may be recommended and certified under its notice or the text, in total and per county.
 * A recommendation or certification counts even if the application is declined or withdrawn afterwards. It does not count
 * if it is annulled, unless the annulment is itself annulled; nor if the unit left the recommending county before the
 * decision.
 */
import type { Event, Quotas } from "@shifan/core"

/** What a quota counts. */
export type Counted = "Recommended" | "Certified"

/** The histories of all units of the bureau. */
export type Histories = ReadonlyMap<string, ReadonlyArray<Event>>

const isAnnulled = (events: ReadonlyArray<Event>, at: number): boolean =>
  events.some(
    (event, i) => i > at && event.type === "DecisionAnnulled" && event.data.revision === at && !isAnnulled(events, i),
  )

const countyAt = (events: ReadonlyArray<Event>, at: number): string | undefined =>
  events.slice(0, at + 1).reduce<string | undefined>((county, event) => {
    if (event.type === "Applied") return event.data.form.countyOrDistrict
    return event.type === "ParticularsChanged" ? (event.data.after.countyOrDistrict ?? county) : county
  }, undefined)

/** Whether the unit moved to another county before the decision and before it applied again. */
const isLeft = (events: ReadonlyArray<Event>, at: number): boolean => {
  const next = events.findIndex(
    (event, i) =>
      i > at &&
      (event.type === "Applied" || event.type === "Certified" || countyAt(events, i) !== countyAt(events, i - 1)),
  )
  return events[next]?.type === "ParticularsChanged"
}

/** The call of the application that the event belongs to, and the unit's county at that event. */
const applicationAt = (events: ReadonlyArray<Event>, at: number) => {
  const applied = events.slice(0, at + 1).findLast((event) => event.type === "Applied")
  return { callYear: applied?.data.callYear, county: countyAt(events, at) }
}

/** Number of other units that count towards the quota of a call; with `county`, only those of that county. */
export const othersCounted = (
  units: Histories,
  unit: string,
  what: Counted,
  callYear: number,
  county?: string,
): number =>
  [...units].filter(
    ([other, events]) =>
      other !== unit &&
      events.some((event, i) => {
        if (event.type !== what || isAnnulled(events, i)) return false
        if (what === "Recommended" && isLeft(events, i)) return false
        const application = applicationAt(events, i)
        return application.callYear === callYear && (county === undefined || application.county === county)
      }),
  ).length

/** `none`: the text has no quotas, so a call cannot set any. Otherwise the call's numbers replace those of the text. */
export const quotasOf = (ofText: Quotas | "none", ofCall: Quotas): Quotas => {
  if (ofText === "none") return {}
  // The call's come first, since the first number for a county counts.
  return { ...ofText, ...ofCall, countyQuotas: [ofCall, ofText].flatMap(({ countyQuotas = [] }) => countyQuotas) }
}

/** The quota of this county, or else that of each county. */
const forCounty = (
  { countyQuotas = [], ...ofEach }: Quotas,
  county: string,
  name: "mostRecommended" | "mostCertified",
): number | undefined => {
  for (const said of countyQuotas) if (said.county === county && said[name] !== undefined) return said[name]
  return ofEach[`${name}PerCounty`]
}

/** The exhausted quotas that forbid recommending or certifying the unit, each in words for a message. */
export const againstQuotas = (
  units: Histories,
  unit: string,
  what: Counted,
  quotasOfCall: (callYear: number) => Quotas,
): ReadonlyArray<string> => {
  const events = units.get(unit) ?? []
  const { callYear, county } = applicationAt(events, events.length)
  if (callYear === undefined || county === undefined) return []
  const quotas = quotasOfCall(callYear)
  const name = what === "Recommended" ? "mostRecommended" : "mostCertified"
  const inAll = quotas[name]
  const ofCounty = forCounty(quotas, county, name)
  const others = othersCounted(units, unit, what, callYear)
  const here = othersCounted(units, unit, what, callYear, county)
  return [
    ...(inAll !== undefined && others >= inAll ? [`${callYear} all: ${others} of ${inAll}`] : []),
    ...(ofCounty !== undefined && here >= ofCounty ? [`${callYear} ${county}: ${here} of ${ofCounty}`] : []),
  ]
}
