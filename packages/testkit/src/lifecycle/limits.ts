/** The first and last days on which an act is in time, as far as they depend on the unit. Rules are decided on them. */
import {
  civilDate,
  plusDays,
  yearOf,
  type ApplicableLaw,
  type CivilDate,
  type CommandType,
  type Regulation,
  type State,
} from "@shifan/core"
import { plusYears, yearEnd } from "@shifan/core/law"
import type { SeededRandom } from "../seeded-random.js"

type Title = Extract<State["phase"], { readonly _tag: "certified" }>["title"]

/** Where the limits of an act come from. */
export interface LimitedBy {
  readonly law: ApplicableLaw
  readonly state: State
  readonly regulation: Regulation
}

const windowOf = ({ calls }: ApplicableLaw, year: number | undefined) =>
  calls.find((call) => call.year === year)?.window ?? undefined

const ends = (window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | undefined) =>
  window === undefined ? [] : [window.opensOn, window.closesOn]

/** The last days of a term and of each period in which a review can be filed, under any reading. */
const ofReview = ({ law, regulation: { lifecycle } }: LimitedBy, title: Title): ReadonlyArray<CivilDate> => {
  const due = plusYears(title.lastConfirmedOn ?? title.certifiedOn, lifecycle.reviewEveryYears ?? 3)
  const year = yearOf(due)
  if (title.validUntil !== null) {
    const firstOfLastYear = plusDays(plusYears(title.validUntil, -1), 1)
    return [title.validUntil, firstOfLastYear, firstOfLastYear]
  }
  return [due, civilDate(`${year}-01-01`), yearEnd(year), ...ends(windowOf(law, year))]
}

/** In generated histories the bar after a revocation is three years, if there is one. */
const barOf = ({ lastRevokedOn }: State): ReadonlyArray<CivilDate> =>
  lastRevokedOn === null ? [] : [plusYears(lastRevokedOn, 3)]

const filingOf = ({ phase }: State) => {
  if (phase._tag === "applied") return phase.case
  return phase._tag === "certified" ? (phase.title.review?.filed ?? undefined) : undefined
}

/** Without a corresponding day three years later. */
const leapDays = [civilDate("2024-02-29"), civilDate("2028-02-29")]

/** All limits of the act in this situation, in no particular order. */
const limitsOf = (type: CommandType, by: LimitedBy): ReadonlyArray<CivilDate> => {
  const { law, state } = by
  const { phase } = state
  const title = phase._tag === "certified" ? phase.title : undefined
  const filing = filingOf(state)
  const asked = filing?.supplements.requested?.until
  const ordered = title?.review?.rectification?.until
  const term = title?.validUntil == null ? [] : [title.validUntil]
  switch (type) {
    case "Apply":
      return [
        ...law.calls.flatMap(({ window }) => ends(window ?? undefined)),
        ...Array.from({ length: 8 }, () => barOf(state)).flat(),
        ...term,
      ]
    case "SupplementApplication":
    case "SupplementReview":
      return [...(asked == null ? [] : [asked, asked]), ...ends(windowOf(law, filing?.callYear)).slice(1)]
    case "Recommend":
    case "DeclineRecommendation":
      return asked == null ? [] : [asked]
    case "Certify":
      return [
        ...(phase._tag === "recommended" && phase.recommendation.notice !== null
          ? [phase.recommendation.notice.closesOn]
          : []),
        ...leapDays,
      ]
    case "FileReview":
      return title === undefined || title.review?.filed != null ? [] : ofReview(by, title)
    case "AssessReview":
      if (asked != null) return [asked]
      return title === undefined || title.review !== null ? term : ofReview(by, title)
    case "ConcludeReview":
      return [...(ordered === undefined ? [] : [ordered, ordered, ordered]), ...term]
    default:
      return term
  }
}

/** A limit of the act or a day beside it, from `from` on and within five years; `undefined` if there is none. */
export const dayAtLimit = (
  random: SeededRandom,
  type: CommandType,
  from: CivilDate,
  by: LimitedBy,
): CivilDate | undefined => {
  const ahead = limitsOf(type, by).filter((day) => from <= day && yearOf(day) <= yearOf(from) + 5)
  if (ahead.length === 0) return undefined
  const day = plusDays(random.oneOf(ahead), random.oneOf([0, 0, 0, 1, 1, -1, -1]))
  return day < from ? from : day
}

/** The law's next turning day, or the day after: an interpretation applies, a regulation ends, a period has its last day. */
export const turningDay = (
  random: SeededRandom,
  soon: CivilDate,
  { law: { instruments }, regulation: { validityYears } }: LimitedBy,
): CivilDate => {
  const days = instruments.flatMap(({ interpretations, validities, endedFrom }) => [
    ...interpretations.map(({ appliesFrom }) => appliesFrom),
    ...validities.flatMap(({ from, until }) =>
      "day" in until ? [until.day] : [civilDate(`${yearOf(from) + until.years}${from.slice(4)}`)],
    ),
    ...(endedFrom === null ? [] : [endedFrom]),
  ])
  const next = days.filter((day) => day >= soon).toSorted()[0]
  // A day far ahead is seldom a unit's next event, and the end of a regulation with a long validity never is.
  const isFar = next !== undefined && yearOf(next) > yearOf(soon) + 1 && (validityYears > 5 || random.chance(85))
  return next === undefined || isFar ? soon : plusDays(next, random.oneOf([0, 0, 0, 1]))
}
