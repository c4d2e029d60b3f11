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
import { dayAtLimit, turningDay } from "./limits.js"
import { samplesFor, type Attempt } from "./samples.js"
import { anything, type Theme } from "./themes.js"
import { plainAct, variedAct } from "./varied-acts.js"

/** The random part of a step; the rest follows from the unit's situation. */
export interface Step {
  /** Days since the previous step. */
  readonly gap: number
  /** 0 to 99. Below 60: the next step of the procedure. Below 90: an act possible in this phase. */
  readonly kind: number
  readonly seed: number
}

/** Mostly some days, sometimes none, occasionally most of a year, rarely backwards. */
const anyGap: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 11, arbitrary: fc.integer({ min: 0, max: 25 }) },
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
  /** None by default. */
  readonly theme?: Theme
}

export const attemptAt = (
  { gap, kind, seed }: Step,
  { regulation, law, state, unit, on: last, theme = anything }: UnitUnderLaw,
): Attempt => {
  const random = seededRandom(seed)
  const soon = plusDays(last, gap)
  const isStraight = theme.straight && !("title" in state.phase) && random.chance(90)
  const type = isStraight
    ? straightOn(random, regulation, state)
    : typeFor(random, kind, soon, { regulation, state, theme })
  const planned = kind < 75 || theme.steady ? dayFor(random, type, law, state, soon, regulation) : soon
  const by = { law, state, regulation }
  const limit = random.chance(isStraight ? 15 : 45) ? dayAtLimit(random, type, last, by) : undefined
  const chosen = limit ?? (random.chance(11) && !isStraight ? turningDay(random, soon, by) : planned)
  // Thirty years are long enough for a history.
  const on = yearOf(chosen) < yearOf(regulation.firstDay) + 30 ? chosen : last
  const trying = { regulation, samples: samplesFor(regulation, unit), state, on, theme }
  const isPlain = isStraight || (theme.steady && random.chance(60))
  const attempt = (isPlain ? plainAct : variedAct)(random, type, trying)
  return regulation.id === qinhuangdao2020.id ? attempt : fittedTo(random, attempt, trying)
}

/** The next act on the way to a title; sometimes it is imported. */
const straightOn = (random: SeededRandom, regulation: Regulation, state: State): CommandType => {
  const first = firstOf(regulation, state)
  if (first.length > 0) return random.oneOf(first)
  const { _tag } = state.phase
  if (_tag === "applied") return "Recommend"
  if (_tag === "recommended") return "Certify"
  return random.chance(80) ? "Apply" : "ImportTitle"
}

/** Mostly the next step of the procedure or an act of the theme, otherwise one of this phase, sometimes any. */
const typeFor = (
  random: SeededRandom,
  kind: number,
  soon: CivilDate,
  { regulation, state, theme }: Pick<UnitUnderLaw, "regulation" | "state"> & { readonly theme: Theme },
): CommandType => {
  const phase = phaseOn(state, soon)
  const isPossible = (type: CommandType): boolean => acts[type].from.includes(phase)
  const possible = commandTypes.filter((type) => isPossible(type) && !isRare(type, random))
  const ofTheme = random.chance(25) ? theme.acts.filter(isPossible) : []
  const next =
    kind < (theme.steady ? 80 : 60) ? (ofTheme.length > 0 ? ofTheme : nextSteps(random, state, phase, regulation)) : []
  if (next.length > 0) return random.oneOf(next)
  return random.oneOf(kind < 90 && possible.length > 0 ? possible : commandTypes.filter((one) => !isRare(one, random)))
}

/** Acts that end a history are seldom tried, so that few histories end early. */
const isRare = (type: CommandType, random: SeededRandom): boolean =>
  (type === "RecordEndOfUnit" && random.chance(90)) ||
  (["SurrenderTitle", "SucceedTitle", "Withdraw", "ImportTitle"].includes(type) && random.chance(65))

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
        : ["SupplementApplication", "SupplementApplication", "Recommend", "Recommend", "RequestSupplement"]
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
      return [...(phase.title.plaqueAwardedOn === null ? [] : (["ReturnPlaque"] as const)), "Apply", "AnnulDecision"]
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
  if (falsification.length > 0)
    return [
      ...(["Revoke", "Revoke", "AnnulDecision", "AnnulDecision", "SpotCheck", "ConcludeReview"] as const),
      ...(["GrantSupport", "NominateToProvince", "SucceedTitle", "SurrenderTitle"] as const),
    ]
  if (review?.rectification?.over === false)
    return ["AssessReview", "AssessReview", "FileReview", "ConcludeReview", "ConcludeReview", "ConcludeReview"]
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
  if (type === "Apply") return later(windowFrom(yearOf(soon)))
  if (type === "SupplementApplication" && random.chance(30)) return plusDays(soon, 6)
  if (title === undefined) {
    const closesOn = phase._tag === "recommended" ? phase.recommendation.notice?.closesOn : undefined
    return type === "Certify" && closesOn !== undefined && closesOn >= soon ? plusDays(closesOn, random.below(3)) : soon
  }
  const third = yearOf(title.lastConfirmedOn ?? title.certifiedOn) + reviewEveryYears
  if (type === "FileReview" && title.review?.filed == null) {
    if (title.validUntil !== null) return later(plusDays(title.validUntil, -random.between(40, 360)))
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
