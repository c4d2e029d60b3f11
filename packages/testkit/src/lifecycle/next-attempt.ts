/** Chooses the next attempt, its actor and its day: mostly the next step of the procedure, on a possible day. */
import fc from "fast-check"
import {
  acts,
  civilDate,
  phaseOn,
  plusDays,
  yearOf,
  type ApplicableLaw,
  type CivilDate,
  type CommandType,
  type Regulation,
  type State,
  type Uscc,
} from "@shifan/core"
import { seededRandom, type SeededRandom } from "../seeded-random.js"
import { commandTypes } from "./filled-commands.js"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { fittedTo } from "./fitted-acts.js"
import { samplesFor, type Attempt } from "./samples.js"
import { variedAct } from "./varied-acts.js"

/** The random part of a step; the rest follows from the unit's situation. */
export interface Step {
  /** Days since the previous step. */
  readonly gap: number
  /** 0 to 99. Below 60: the next step of the procedure. Below 90: an act possible in this phase. */
  readonly kind: number
  readonly seed: number
}

/** Mostly some days, occasionally most of a year, rarely backwards. */
const anyGap: fc.Arbitrary<number> = fc.oneof(
  { weight: 14, arbitrary: fc.integer({ min: 0, max: 25 }) },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 400 }) },
  { weight: 1, arbitrary: fc.constant(-3) },
)

export const anySteps = (maxLength: number): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc.array(fc.record({ gap: anyGap, kind: fc.nat(99), seed: fc.nat(2 ** 31 - 1) }), {
    minLength: Math.min(10, maxLength),
    maxLength,
    size: "max",
  })

export interface UnitUnderLaw {
  readonly regulation: Regulation
  readonly law: ApplicableLaw
  readonly state: State
  readonly unit: Uscc
  /** Day of the previous step. */
  readonly on: CivilDate
}

export const attemptAt = (
  { gap, kind, seed }: Step,
  { regulation, law, state, unit, on: last }: UnitUnderLaw,
): Attempt => {
  const random = seededRandom(seed)
  const soon = plusDays(last, gap)
  const phase = phaseOn(state, soon)
  const possible = commandTypes.filter((type) => acts[type].from.includes(phase) && !isRare(type, random))
  const next = kind < 60 ? nextSteps(random, state, phase, regulation) : []
  const type = random.oneOf(
    next.length > 0
      ? next
      : kind < 90 && possible.length > 0
        ? possible
        : commandTypes.filter((one) => !isRare(one, random)),
  )
  const planned = kind < 75 ? dayFor(random, type, law, state, soon, regulation) : soon
  const chosen = random.chance(11) ? turningDay(random, law, soon, regulation) : planned
  // Thirty years are long enough for a history.
  const on = yearOf(chosen) < yearOf(regulation.firstDay) + 30 ? chosen : last
  const trying = { regulation, samples: samplesFor(regulation, unit), state, on }
  const attempt = variedAct(random, type, trying)
  return regulation.id === qinhuangdao2020.id ? attempt : fittedTo(random, attempt, trying)
}

/** The law's next turning day, or the day after: an interpretation applies, a regulation ends, a period has its last day. */
const turningDay = (
  random: SeededRandom,
  { instruments }: ApplicableLaw,
  soon: CivilDate,
  { validityYears }: Regulation,
): CivilDate => {
  const days = instruments.flatMap(({ interpretations, validities, endedFrom }) => [
    ...interpretations.map(({ appliesFrom }) => appliesFrom),
    ...validities.flatMap(({ from, until }) =>
      "day" in until ? [until.day] : [civilDate(`${yearOf(from) + until.years}${from.slice(4)}`)],
    ),
    ...(endedFrom === null ? [] : [endedFrom]),
  ])
  const next = days.filter((day) => day >= soon).toSorted()[0]
  // The end of a regulation with a long validity is not a unit's next event.
  const isFar = next !== undefined && validityYears > 5 && yearOf(next) > yearOf(soon) + 1
  return next === undefined || isFar ? soon : plusDays(next, random.oneOf([0, 0, 0, 1]))
}

/** Acts that end a history are seldom tried, so that few histories end early. */
const isRare = (type: CommandType, random: SeededRandom): boolean =>
  (type === "RecordEndOfUnit" && random.chance(90)) ||
  (["SurrenderTitle", "SucceedTitle", "Withdraw", "ImportTitle"].includes(type) && random.chance(75))

const often = (type: CommandType): ReadonlyArray<CommandType> => Array.from({ length: 6 }, () => type)

/** Acts that the regulation requires before the next decision. */
const firstOf = ({ own, lifecycle }: Regulation, { phase }: State): ReadonlyArray<CommandType> => {
  const [before, passed, notice] =
    phase._tag === "recommended"
      ? (["Certify", phase.recommendation.steps, phase.recommendation.notice] as const)
      : (["Recommend", phase._tag === "applied" ? phase.case.steps : undefined, null] as const)
  const isMissing = Object.entries(own?.steps ?? {}).some(
    ([name, step]) => step.before === before && passed?.[name] !== true,
  )
  const isAsked = phase._tag === "recommended" && lifecycle.publicNotice !== undefined && notice === null
  return [...(isMissing ? often("TakeStep") : []), ...(isAsked ? often("PublishNotice") : [])]
}

const nextSteps = (
  random: SeededRandom,
  state: State,
  now: string,
  regulation: Regulation,
): ReadonlyArray<CommandType> => {
  const { phase } = state
  switch (phase._tag) {
    case "applied":
      return phase.case.supplements.requested === null
        ? [...firstOf(regulation, state), ...often("Recommend"), "RequestSupplement", "DeclineRecommendation"]
        : ["SupplementApplication", "Recommend"]
    case "recommended":
      return [
        ...firstOf(regulation, state),
        ...often("Certify"),
        "PublishNotice",
        "DeclineCertification",
        "ChangeParticulars",
      ]
    case "certified":
      return ofTitle(random, phase.title, now, regulation)
    case "revoked":
    case "ended":
      return phase.title.plaqueAwardedOn === null ? ["Apply"] : ["ReturnPlaque", "Apply"]
    default:
      return random.chance(92) ? ["Apply"] : ["ImportTitle"]
  }
}

const ofTitle = (
  random: SeededRandom,
  { plaqueAwardedOn, review, falsification }: Extract<State["phase"], { readonly _tag: "certified" }>["title"],
  now: string,
  { lifecycle }: Regulation,
): ReadonlyArray<CommandType> => {
  if (now === "expired" && review === null) return ["Apply", "ReturnPlaque"]
  if (falsification.length > 0) return ["Revoke", "Revoke", "AnnulDecision", "ConcludeReview", "GrantSupport"]
  if (review?.assessed != null)
    return review.filed === null
      ? ["ConcludeReview", "FileReview", "FileReview"]
      : ["ConcludeReview", "ConcludeReview", "ConcludeReview", "OrderRectification", "ChangeParticulars"]
  if (review?.filed != null)
    return review.filed.supplements.requested === null
      ? ["AssessReview", "AssessReview", "AssessReview", "RequestSupplement", "ConcludeReview"]
      : ["SupplementReview", "AssessReview"]
  if (random.chance(lifecycle.reviewEveryYears === undefined ? 0 : 60))
    return ["FileReview", "FileReview", "AssessReview"]
  return [
    "SpotCheck",
    "SpotCheck",
    "FileAnnualSummary",
    "FileAnnualSummary",
    ...(plaqueAwardedOn === null ? (["AwardPlaque", "AwardPlaque"] as const) : []),
  ]
}

/** The last day of the bar after a revocation, or the day after it. */
const barEnds = (random: SeededRandom, { lastRevokedOn }: State, soon: CivilDate): CivilDate | undefined => {
  if (lastRevokedOn === null || random.chance(50)) return undefined
  const last = plusDays(
    civilDate(`${yearOf(lastRevokedOn) + 3}${lastRevokedOn.slice(4)}`.replace("-02-29", "-02-28")),
    random.below(2),
  )
  return last >= soon ? last : undefined
}

/** A day on which the act is possible, if later: in a call, in the third year, after the notice or the deadline. */
const dayFor = (
  random: SeededRandom,
  type: CommandType,
  law: ApplicableLaw,
  state: State,
  soon: CivilDate,
  { lifecycle: { reviewEveryYears = 3 } }: Regulation,
): CivilDate => {
  const { phase } = state
  const windowFrom = (year: number): CivilDate | undefined =>
    law.calls.find(({ window }) => window !== null && yearOf(window.opensOn) >= year && window.closesOn >= soon)?.window
      ?.opensOn
  const later = (day: CivilDate | undefined): CivilDate =>
    day !== undefined && day > soon ? plusDays(day, random.below(40)) : soon
  const title = phase._tag === "certified" ? phase.title : undefined
  if (type === "Apply") return barEnds(random, state, soon) ?? later(windowFrom(yearOf(soon)))
  if (type === "SupplementApplication" && random.chance(30)) return plusDays(soon, 6)
  if (title === undefined) {
    const closesOn = phase._tag === "recommended" ? phase.recommendation.notice?.closesOn : undefined
    return type === "Certify" && closesOn !== undefined && closesOn >= soon ? plusDays(closesOn, random.below(3)) : soon
  }
  const third = yearOf(title.lastConfirmedOn ?? title.certifiedOn) + reviewEveryYears
  if (type === "FileReview" && title.review?.filed == null) {
    const firstOfYear = civilDate(`${third}-01-01`)
    return random.chance(20) && firstOfYear >= soon ? firstOfYear : later(windowFrom(third))
  }
  if (type === "AssessReview" && title.review === null && random.chance(60)) {
    const opensOn = windowFrom(third)
    return opensOn === undefined ? soon : plusDays(opensOn > soon ? opensOn : soon, 120)
  }
  const until = title.review?.rectification?.until
  return type === "ConcludeReview" && until !== undefined && until >= soon && random.chance(60)
    ? plusDays(until, 1)
    : soon
}
