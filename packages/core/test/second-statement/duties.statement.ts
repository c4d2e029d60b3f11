/**
 * A second, independent statement of the duties for a title. Art. 12: a summary every year. Art. 13: a review every three
 * years, with the yearly call, filed by the unit, assessed by its county, concluded by the bureau. Art. 14: spot checks every
 * year, and revocation for falsification.
 */
import type { Event, EventOf, Readings } from "../../src/index.js"
import { givenBackOn, standing } from "@shifan/testkit/statement"
import { daysAfter, firstOf, lastOf, yearIn, yearsLater } from "@shifan/testkit/statement"
import { lastDayOfTitle, lastMove, phaseOnFile } from "@shifan/testkit/statement"

/** A `Duty` as a line: `review unit 2024-09-01 2024-12-20 overdue`. */
export type DutyLine = string

export interface CallWindow {
  readonly year: number
  readonly opensOn: string
  readonly closesOn: string
}

const line = (duty: string, by: string, opensOn: string | null, dueOn: string, on: string, year?: number): DutyLine =>
  `${duty} ${year ?? "-"} ${by} ${opensOn ?? "-"} ${dueOn}${dueOn < on ? " overdue" : ""}`

type Granted = EventOf<"Certified"> | EventOf<"TitleImported">

/** The event that granted or imported a title, and all events since. */
type TitleHistory = readonly [Granted, ...ReadonlyArray<Event>]

/** All titles of a unit, each with its events. */
const titlesIn = (events: ReadonlyArray<Event>): ReadonlyArray<TitleHistory> =>
  events.flatMap((event, i): ReadonlyArray<TitleHistory> => {
    if (event.type !== "Certified" && event.type !== "TitleImported") return []
    const next = events.findIndex(({ type }, j) => j > i && (type === "Certified" || type === "TitleImported"))
    return [[event, ...events.slice(i + 1, next < 0 ? undefined : next)]]
  })

/** First year for which the unit owes anything: the year of the certification or import. */
const firstYear = ([granted]: TitleHistory): number => yearIn(granted.effectiveOn)

/** Start of the three years to the next review. */
const cycleFrom = ([granted, ...since]: TitleHistory): string => {
  const confirmed = since.findLast((event) => event.type === "Reviewed" && event.data.outcome === "confirmed")
  if (confirmed !== undefined) return confirmed.effectiveOn
  return granted.type === "Certified" ? granted.effectiveOn : (granted.data.lastConfirmedOn ?? granted.data.grantedOn)
}

const years = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

const summaries = (title: TitleHistory, readings: Readings, on: string): ReadonlyArray<DutyLine> => {
  const filed = title.flatMap((event) => (event.type === "AnnualSummaryFiled" ? [event.data.year] : []))
  const dueIn = (year: number): number => (readings["summary.due"] === "endOfYear" ? year : year + 1)
  return years(firstYear(title), yearIn(on))
    .filter((year) => dueIn(year) <= yearIn(on) && !filed.includes(year))
    .map((year) => line("annualSummary", "unit", null, lastOf(dueIn(year)), on, year))
}

/** When the review can be filed and when it is due. `opensOn` is `null` until its call is opened. */
const reviewWindow = (
  from: string,
  since: string,
  lastDay: string | null,
  readings: Readings,
  calls: ReadonlyArray<CallWindow>,
) => {
  const third = yearsLater(from, 3)
  // A title with a term is reviewed in the last year of the term, since nothing could confirm it later.
  if (lastDay !== null && yearIn(lastDay) <= yearIn(third))
    return { opensOn: daysAfter(yearsLater(lastDay, -1), 1), dueOn: lastDay }
  if (readings["review.due"] === "anniversary") {
    const anniversaries = years(3, 60).map((n) => yearsLater(from, n))
    return { opensOn: firstOf(yearIn(third)), dueOn: anniversaries.find((day) => day >= since) ?? third }
  }
  // A unit cannot have filed in a call that had closed before its title was on record, or given back by an annulment.
  const call = calls
    .filter(({ year, closesOn }) => year >= yearIn(third) && closesOn >= since)
    .toSorted((a, b) => a.year - b.year)[0]
  if (call !== undefined) return { opensOn: call.opensOn, dueOn: call.closesOn }
  const closed = calls.map(({ year }) => year)
  const next = years(Math.max(yearIn(third), yearIn(since)), 2200).find((year) => !closed.includes(year))
  return { opensOn: null, dueOn: lastOf(next ?? yearIn(third)) }
}

/** The day on which the title was on record, or given back by an annulment. */
const fileableFrom = ([granted]: TitleHistory, all: ReadonlyArray<Event>): string => {
  const back = givenBackOn(all) ?? granted.effectiveOn
  return back > granted.effectiveOn ? back : granted.effectiveOn
}

type Request = EventOf<"SupplementRequested">

/** The county's last request, unless it was answered or the unit has left the county since. */
const supplementAwaited = (since: ReadonlyArray<Event>, moved: Event | undefined): Request | undefined => {
  const last = since.findLast(({ type }) =>
    ["SupplementRequested", "ApplicationSupplemented", "ReviewSupplemented"].includes(type),
  )
  const left = moved !== undefined && last !== undefined && since.indexOf(moved) > since.indexOf(last)
  return last?.type === "SupplementRequested" && !left ? last : undefined
}

const supplement = (awaited: Request | undefined, on: string): ReadonlyArray<DutyLine> =>
  awaited?.data.until === undefined ? [] : [line("supplement", "unit", awaited.effectiveOn, awaited.data.until, on)]

const review = (
  title: TitleHistory,
  since: string,
  moved: Event | undefined,
  readings: Readings,
  calls: ReadonlyArray<CallWindow>,
  on: string,
): ReadonlyArray<DutyLine> => {
  const underWay = title.slice(title.findLastIndex(({ type }) => type === "Reviewed") + 1)
  const filed = underWay.findLast(({ type }) => type === "ReviewFiled")
  // A new filing, or a move to another county, needs a new assessment.
  const assessed = underWay.findLast(
    (event, at) =>
      event.type === "ReviewAssessed" &&
      (filed === undefined || at > underWay.indexOf(filed)) &&
      (moved === undefined || at > underWay.indexOf(moved)),
  )
  const ends = readings["review.completion"] === "endOfYear"
  const assessment = (year: number) => (ends ? [line("reviewAssessment", "county", null, lastOf(year), on)] : [])
  const conclusion = (of: Event) =>
    ends ? [line("reviewConclusion", "bureau", null, concludedBy(of, underWay), on)] : []

  if (filed !== undefined && assessed === undefined) {
    const sinceFiled = underWay.slice(underWay.indexOf(filed))
    const awaited = supplementAwaited(sinceFiled, moved)
    const anew = sinceFiled.findLast(({ type }) => type === "ReviewSupplemented")
    const from = awaited?.data.until ?? anew?.effectiveOn ?? filed.effectiveOn
    return [...supplement(awaited, on), ...assessment(yearIn(from))]
  }
  if (assessed !== undefined && filed !== undefined) return conclusion(assessed)
  const { opensOn, dueOn } = reviewWindow(cycleFrom(title), since, lastDayOfTitle(title), readings, calls)
  if (opensOn === null) return [line("call", "bureau", null, dueOn, on)]
  const late = dueOn < on
  return [
    line("review", "unit", opensOn, dueOn, on),
    ...(assessed === undefined ? (late ? assessment(yearIn(dueOn)) : []) : []),
    ...(assessed !== undefined && readings["review.notFiled"] === "bureauMayFail" ? conclusion(assessed) : []),
  ]
}

/** Due by the end of the year, but not before the end of a rectification. */
const concludedBy = (assessed: Event, underWay: ReadonlyArray<Event>): string => {
  const endOfYear = lastOf(yearIn(assessed.effectiveOn))
  const order = underWay.findLast((event) => event.type === "RectificationOrdered")
  const running =
    order !== undefined && !underWay.slice(underWay.indexOf(order)).some(({ type }) => type === "ReviewAssessed")
  return running && order.data.until > endOfYear ? order.data.until : endOfYear
}

const checkedOn = (event: EventOf<"SpotChecked">): string => event.data.checkedOn ?? event.effectiveOn

const checksOf = (events: ReadonlyArray<Event>): ReadonlyArray<EventOf<"SpotChecked">> =>
  events.flatMap((event) => (event.type === "SpotChecked" ? [event] : []))

/** Over all platforms together: a check in each year after that of the first title. */
const yearlyCheck = (titles: ReadonlyArray<TitleHistory>, on: string): ReadonlyArray<DutyLine> => {
  if (titles.length === 0) return []
  const checked = titles.flatMap(checksOf).map((event) => yearIn(checkedOn(event)))
  return years(Math.min(...titles.map(firstYear)) + 1, yearIn(on))
    .filter((year) => !checked.includes(year))
    .map((year) => line("spotCheck", "bureau", null, lastOf(year), on, year))
}

/** Open duties for a unit's title, or for an application with a supplement requested. Unordered. */
export const expectedDuties = (
  all: ReadonlyArray<Event>,
  readings: Readings,
  calls: ReadonlyArray<CallWindow>,
  on: string,
): ReadonlyArray<DutyLine> => {
  const events = standing(all)
  if (phaseOnFile(events, on) === "applied") {
    const application = events.slice(events.findLastIndex(({ type }) => type === "Applied"))
    return supplement(supplementAwaited(application, lastMove(events)), on)
  }
  const title = titlesIn(events).at(-1)
  if (title === undefined || phaseOnFile(all, on) !== "certified") return []
  return [
    ...review(title, fileableFrom(title, all), lastMove(events), readings, calls, on),
    ...summaries(title, readings, on),
    ...checksOf(title)
      .filter(({ data }) => data.falsificationFound)
      .map((event) => line("revocation", "bureau", null, checkedOn(event), on)),
    ...(readings["spotCheck.scope"] === "everyPlatform" ? yearlyCheck([title], on) : []),
  ]
}

/** The yearly checks owed over all platforms, including former ones. */
export const expectedChecks = (
  units: ReadonlyArray<ReadonlyArray<Event>>,
  readings: Readings,
  on: string,
): ReadonlyArray<DutyLine> =>
  readings["spotCheck.scope"] === "somePlatforms"
    ? yearlyCheck(
        units.flatMap((events) => titlesIn(standing(events))),
        on,
      )
    : []
