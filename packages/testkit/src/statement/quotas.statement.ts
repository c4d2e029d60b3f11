/**
 * Quotas of a call: how many units its notice, or the text, lets be recommended and certified, in all and of each county.
 * What was declined or withdrawn afterwards has had its place. What was annulled has none, unless the annulment was itself
 * annulled; nor has a recommendation by a county that the unit left before the decision.
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

/** Before the decision, and before another application. */
const isLeft = (events: ReadonlyArray<Event>, at: number): boolean => {
  const next = events.findIndex(
    (event, i) =>
      i > at &&
      (event.type === "Applied" || event.type === "Certified" || countyAt(events, i) !== countyAt(events, i - 1)),
  )
  return events[next]?.type === "ParticularsChanged"
}

/** The call of the application that an event belongs to, and its county then. */
const applicationAt = (events: ReadonlyArray<Event>, at: number) => {
  const applied = events.slice(0, at + 1).findLast((event) => event.type === "Applied")
  return { callYear: applied?.data.callYear, county: countyAt(events, at) }
}

/** The units other than this one that hold a place in a call; `county`: of that county alone. */
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

/** `none`: the text knows no quotas. Otherwise a number in the call's notice takes the place of the text's. */
export const quotasOf = (ofText: Quotas | "none", ofCall: Quotas): Quotas =>
  ofText === "none" ? {} : { ...ofText, ...ofCall }

/** Which quotas stand against a unit's recommendation or certification: `all`, or the county. */
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
  const [inAll, ofCounty] =
    what === "Recommended"
      ? [quotas.mostRecommended, quotas.mostRecommendedPerCounty]
      : [quotas.mostCertified, quotas.mostCertifiedPerCounty]
  const others = othersCounted(units, unit, what, callYear)
  const here = othersCounted(units, unit, what, callYear, county)
  return [
    ...(inAll !== undefined && others >= inAll ? [`${callYear} all: ${others} of ${inAll}`] : []),
    ...(ofCounty !== undefined && here >= ofCounty ? [`${callYear} ${county}: ${here} of ${ofCounty}`] : []),
  ]
}
