/** The state space of a unit under a law, for the explorer. */
import {
  civilDate,
  countyOf,
  decide,
  evolve,
  initialState,
  isCivilDate,
  nextDay,
  phaseOn,
  plusDays,
  ruleStatusOn,
  yearOf,
  type ApplicableLaw,
  type CivilDate,
  type Command,
  type Event,
  type ReadingId,
  type Regulation,
  type State,
} from "@shifan/core"
import { parameterOf, plusYears, readingIds, readingOptions, yearEnd } from "@shifan/core/law"
import { dutiesOf } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { document } from "../arbitraries/application.js"
import { interpreted, lasting } from "../lifecycle/applicable-law.js"
import { designationMoves, otherUnit } from "../lifecycle/filled-commands.js"
import { historyOf, stateAfter } from "../lifecycle/history.js"
import { samplesFor, type Samples } from "../lifecycle/samples.js"
import { unit } from "../lifecycle/units.js"
import type { StatePlace, StateSpace } from "./explore.js"

/** `decisive`: everything that determines the possible acts on a title. `whole`: everything the state remembers. */
export type Detail = "decisive" | "whole"

/** Content that never affects an explored act, because all forms are filled in alike. */
const content: ReadonlySet<string> = new Set([
  "unit",
  "revision",
  "lastEffectiveOn",
  "callYear",
  "form",
  "report",
  "satisfaction",
  "findings",
  "waivers",
  "waiversProposed",
  "operatingUnitName",
  "platformName",
  "countyOrDistrict",
  "platformKind",
  "certificateNumber",
  "appliedUnder",
  "dossier",
  "enclosures",
  "wanting",
  "records",
  "certifiedUnder",
  // This regulation requires no procedural steps.
  "steps",
  // What these days change is when the review is due, which the day's position tells.
  "resumedOn",
  "firstOn",
])

/** Parts of the past for which only their existence counts, or the phase that an annulment brings back. */
const past: ReadonlySet<string> = new Set([
  "before",
  "confirmation",
  "lastRevocation",
  "earlierTitles",
  "by",
  "requested",
])

/** Recorded facts of a title that affect no other act. */
const recordsOnly: ReadonlySet<string> = new Set([
  "summaries",
  "spotChecks",
  "earlierTitles",
  "confirmation",
  "officers",
  "requests",
  "suppliedOn",
  "inheritedFrom",
  "predecessor",
])

const presence = (value: unknown): string =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    ? "-"
    : String(Object(value)._tag ?? "+")

/** Reduces a value to its shape: dates to future or not, lists to empty or not; words stay. Most of an exploration is this. */
const shapeOf = (value: unknown, on: CivilDate, omit: (key: string) => boolean): string => {
  if (typeof value === "string") return isCivilDate(value) ? (value > on ? "later" : "by now") : value
  if (typeof value === "number") return value === 0 ? "0" : "n"
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${shapeOf(value.at(-1), on, omit)}]`
  if (typeof value !== "object" || value === null) return String(value)
  let fields = ""
  for (const key of Object.keys(value).toSorted())
    if (!omit(key)) {
      const one: unknown = Reflect.get(value, key)
      fields += ` ${key}:${past.has(key) ? presence(one) : shapeOf(one, on, omit)}`
    }
  return `{${fields}}`
}

/** Position of the day relative to a call, the review, the regulation, a bar, the year's summary. */
const dayOf = (law: ApplicableLaw, { state, on }: StatePlace<State>, detail: Detail): ReadonlyArray<string> => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule") return ["no rule"]
  const { rule } = status
  const call = law.calls.find(({ year }) => year === yearOf(on))?.window
  const title = state.phase._tag === "certified" ? state.phase.title : undefined
  const review = title && dutiesOf(title, rule, law, on).find(({ duty }) => duty === "review")
  const bar = parameterOf(rule.readings["revocation.reapply"])
  const barredUntil =
    bar === undefined || state.lastRevokedOn === null ? undefined : plusYears(state.lastRevokedOn, bar)
  const yearsTo = (date: CivilDate | null | undefined): string =>
    date == null || date < on ? "" : `in ${yearOf(date) - yearOf(on)}`
  return [
    status._tag,
    call == null ? "no call" : on < call.opensOn ? "before the call" : on <= call.closesOn ? "call" : "after the call",
    phaseOn(state, on),
    review === undefined
      ? ""
      : review.opensOn === null || on < review.opensOn
        ? "before"
        : review.overdue
          ? "late"
          : "due",
    yearsTo(review?.dueOn),
    yearsTo(title?.validUntil),
    yearsTo(barredUntil),
    detail === "whole" && title?.summaries.includes(yearOf(on)) ? "summary" : "",
  ]
}

/** For an ended title: whether the plaque is still out, a review was in progress, or an annulled import can be made anew. */
const withoutEndedTitle = (state: State): object => {
  const { phase } = state
  if (phase._tag !== "revoked" && phase._tag !== "ended") return state
  const { plaqueAwardedOn, review, importedOn, predecessor } = phase.title
  const isAnnulled = phase._tag === "ended" && phase.by.type === "DecisionAnnulled"
  const isAnew = isAnnulled && importedOn !== null && predecessor === null
  return { ...state, phase: { ...phase, title: { plaqueAwardedOn, by: review, isAnew } } }
}

const kindIn =
  (law: ApplicableLaw, detail: Detail) =>
  (place: StatePlace<State>): string => {
    const omit = (key: string): boolean => content.has(key) || (detail === "decisive" && recordsOnly.has(key))
    const state = detail === "decisive" ? withoutEndedTitle(place.state) : place.state
    return [shapeOf(state, place.on, omit), ...dayOf(law, place, detail)].join(" ")
  }

/** All dates in a state, except in forms. */
const datesIn = (value: unknown): ReadonlyArray<CivilDate> => {
  if (typeof value === "string") return isCivilDate(value) ? [value] : []
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (content.has(key) ? [] : datesIn(one)))
}

/** The next day on which a call, term, bar or deadline begins or has ended; after seven years nothing is new. */
const nextDayIn =
  (law: ApplicableLaw, last: CivilDate) =>
  ({ state, on }: StatePlace<State>): CivilDate | undefined => {
    const remembered = datesIn(state)
    const marks = [
      ...law.calls.flatMap(({ window }) => (window === null ? [] : [window.opensOn, nextDay(window.closesOn)])),
      ...remembered.flatMap((date) => [date, nextDay(date), plusYears(date, 3), nextDay(plusYears(date, 3))]),
      nextDay(yearEnd(yearOf(on))),
      yearEnd(yearOf(on)),
      civilDate("2022-11-13"),
      civilDate("2023-06-01"),
    ]
    const next = marks.filter((date) => date > on).toSorted()[0]
    return next !== undefined && next <= last ? next : undefined
  }

const withoutGap = lasting(civilDate("2022-11-13"))
const withGap = lasting(civilDate("2023-06-01"))

/** The law under one option of a reading, with a name. */
export interface ReadLaw {
  /** Such as `hearing=required`, or `as it stands`. */
  readonly name: string
  readonly law: ApplicableLaw
}

/** The law as it stands, then under each other option of each reading. Readings about a lapsed text get a gap of months. */
export const lawsOfEveryOption: ReadonlyArray<ReadLaw> = [
  { name: "as it stands", law: withoutGap },
  { name: "as it stands, with a gap", law: withGap },
  ...readingIds.flatMap((reading: ReadingId) =>
    readingOptions[reading].slice(1).map((option) => ({
      name: `${reading}=${option}`,
      law: interpreted(reading.startsWith("instrument.") ? withGap : withoutGap, reading, option),
    })),
  ),
]

/** Another unit with an earlier title that passes to this one. */
const predecessor = (): State => {
  const samples = samplesFor(qinhuangdao2020, otherUnit)
  const on = civilDate("2020-11-20")
  const history = historyOf(otherUnit, withoutGap, [
    samples.act(samples.bureau, on, "ImportTitle", {
      operatingUnitName: "示例",
      platformName: "示例",
      countyOrDistrict: samples.form(on).countyOrDistrict,
      grantedOn: civilDate("2018-12-13"),
      grantingDocument: "示例",
    }),
    samples.act(samples.bureau, on, "SucceedTitle", { successor: unit, cause: "merger", document }),
  ])
  if (history.refusals.length > 0) throw new Error(JSON.stringify(history.refusals))
  return stateAfter(history)
}

/** Samples of the county in which the unit now is, or at first of the first one. */
export const samplesIn = (regulation: Regulation, state: State): Samples => {
  const county = countyOf(state)
  return samplesFor(
    regulation,
    unit,
    Math.max(
      0,
      regulation.territory.counties.findIndex(({ code }) => code === county),
    ),
  )
}

export const textOf = ({ library: [text = qinhuangdao2020] }: ApplicableLaw): Regulation => text

/** A unit, and everything that can happen to it in the years after the regulation's first call. */
export const designationSpace = (
  law: ApplicableLaw,
  detail: Detail = "decisive",
): StateSpace<State, Command, Event> => ({
  start: { state: initialState(unit), on: civilDate("2020-11-20") },
  law,
  others: new Map([[otherUnit, predecessor()]]),
  decide: (context, command, state) => decide(context)(command)(state),
  evolve,
  kindOf: kindIn(law, detail),
  moves: (place) => designationMoves(samplesIn(textOf(law), place.state))(place),
  nextDay: nextDayIn(law, plusDays(civilDate("2045-01-01"), 0)),
})
