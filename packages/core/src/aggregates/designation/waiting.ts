/** What waits for whom on a day: what is owed (`duties.ts` alone says by when), and what only the phase says. */
import type { Uscc } from "../../forms/uscc.js"
import { ruleStatusOn, type ApplicableLaw, type Rule } from "../../kernel/applicable-law.js"
import { nextDay, yearOf, yearStart, type CivilDate } from "../../law/civil-date.js"
import { acts } from "./acts.js"
import { withOwnSteps } from "./awaited-steps.js"
import type { CommandType } from "./commands.js"
import { dutiesOfUnit, successionDuties, yearlyCheckDuties, type Duty, type DutyName } from "./duties.js"
import { ruleFor } from "./preconditions.js"
import { hasExpired, phaseOn, titlesHeld, type Pending, type Review, type State, type Title } from "./state.js"
import { successorOf } from "./succession.js"
import { awaitedUntil, type Supplements } from "./supplement.js"

/** What may be waited for: every duty, and the next act of a case under way. */
export type WaitingStep =
  | DutyName
  | "recommendation"
  | "noticePublication"
  /** The public notice runs; the bureau decides when it is over. */
  | "notice"
  | "certification"
  | "plaque"
  | "plaqueReturn"
  | "rectification"
  /** A step of the regulation's own, before the act that would be next. */
  | "ownStep"

/** Something that somebody has to do next, with since when and by when. */
export interface Waiting {
  /** `null` for what is owed for all platforms together. */
  readonly unit: Uscc | null
  /** The unit in whose stream the act is recorded: of a title that goes to another unit, that one. */
  readonly recordedOf: Uscc | null
  readonly step: WaitingStep
  /** By which the regulation declares it; `null` of every other step. */
  readonly ownStep: string | null
  readonly owedBy: Duty["owedBy"]
  /** What is done next; `null` where the unit to which a title goes cannot take it over as yet. */
  readonly act: CommandType | "OpenCall" | null
  /** Since when it waits; `null` where no act began it. */
  readonly since: CivilDate | null
  /** The first day on which it can be done; `null` if any day will do. */
  readonly opensOn: CivilDate | null
  /** The last day on which it is not overdue; `null` where neither law nor a reading gives one. */
  readonly dueOn: CivilDate | null
  readonly overdue: boolean
}

type WaitingOfUnit = Omit<Waiting, "unit" | "recordedOf" | "ownStep">

/** Of all units on record. What can be done only later is among them: see `waitsAlready`. */
export const waitingOn = (
  units: ReadonlyMap<Uscc, State>,
  law: ApplicableLaw,
  on: CivilDate,
): ReadonlyArray<Waiting> => {
  const status = ruleStatusOn(law, on)
  const rule = status._tag === "NoRule" ? undefined : status.rule
  const states = [...units.values()]
  const isHeld = states.some((state) => phaseOn(state, on) === "certified")
  const checks = rule && isHeld ? yearlyCheckDuties(states.flatMap(titlesHeld), rule, on) : []
  return [
    ...states.flatMap((state) =>
      waitingOf(state, rule, law, on).flatMap((one) => withOwnSteps(one, state, { law, effectiveOn: on })),
    ),
    ...successionDuties(units, on).map(({ unit, ...duty }) => succession(duty, unit, units, on)),
    ...checks.map((duty) => ({ unit: null, recordedOf: null, ownStep: null, ...owed(duty, "SpotCheck", null) })),
  ]
}

/** Whether somebody can see to it by that day, or has only to let a notice run. */
export const waitsAlready = ({ step, opensOn }: Waiting, on: CivilDate): boolean =>
  step === "notice" || opensOn === null || opensOn <= on

const waitingOf = (
  state: State,
  rule: Rule | undefined,
  law: ApplicableLaw,
  on: CivilDate,
): ReadonlyArray<WaitingOfUnit> => {
  const { phase } = state
  const duties = rule === undefined ? [] : dutiesOfUnit(state, rule, law, on)
  switch (phase._tag) {
    case "applied":
      return ofApplication(phase, on)
    case "recommended":
      return [ofRecommendation(phase, state, law, on)]
    case "certified":
      return hasExpired(phase.title, on)
        ? [...ofReview(phase.title, [], rule, on), ...plaqueReturn(phase.title, phase.title.validUntil)]
        : [
            ...duties.flatMap((duty) => ofDuty(duty, phase.title)),
            ...ofReview(phase.title, duties, rule, on),
            ...plaqueAward(phase.title),
          ]
    case "revoked":
      return plaqueReturn(phase.title, phase.revokedOn)
    case "ended":
      // The plaque goes on with the title.
      return successorOf(state) === undefined ? plaqueReturn(phase.title, phase.by.on) : []
    case "none":
    case "closed":
      return []
  }
}

const undated = (
  step: WaitingStep,
  owedBy: Duty["owedBy"],
  act: CommandType,
  since: CivilDate | null,
  opensOn: CivilDate | null = null,
): WaitingOfUnit => ({ step, owedBy, act, since, opensOn, dueOn: null, overdue: false })

const owed = ({ duty, ...when }: Duty, act: Waiting["act"], since: CivilDate | null): WaitingOfUnit => ({
  step: duty,
  act,
  since,
  ...when,
})

const ofApplication = ({ case: { appliedOn, supplements } }: Pending, on: CivilDate): ReadonlyArray<WaitingOfUnit> => [
  ...ofSupplement(supplements, "SupplementApplication", on),
  ...(awaitedUntil(supplements, on) === null
    ? [undated("recommendation", "county", "Recommend", supplements.suppliedOn ?? appliedOn)]
    : []),
]

/** The day is the county's own, and stands in its request. */
const ofSupplement = (
  { requested }: Supplements,
  act: "SupplementApplication" | "SupplementReview",
  on: CivilDate,
): ReadonlyArray<WaitingOfUnit> =>
  requested === null
    ? []
    : [
        {
          ...undated("supplement", "unit", act, requested.on, requested.on),
          dueOn: requested.until,
          overdue: requested.until !== null && requested.until < on,
        },
      ]

const ofRecommendation = (
  { recommendation: { recommendedOn, notice } }: Extract<Pending, { readonly _tag: "recommended" }>,
  state: State,
  law: ApplicableLaw,
  on: CivilDate,
): WaitingOfUnit => {
  if (notice !== null) {
    const over = nextDay(notice.closesOn)
    return on < over
      ? undated("notice", "bureau", "Certify", notice.opensOn, over)
      : undated("certification", "bureau", "Certify", over)
  }
  const governing = ruleFor({ law, effectiveOn: on }, "Certify", state)
  return governing._tag === "Right" && governing.right.regulation.lifecycle.publicNotice !== undefined
    ? undated("noticePublication", "bureau", "PublishNotice", recommendedOn)
    : undated("certification", "bureau", "Certify", recommendedOn)
}

/** What is owed by a day. A supplement and the acts on a review are told with the review, where they wait without a day as well. */
const ofDuty = (duty: Duty, { review }: Title): ReadonlyArray<WaitingOfUnit> => {
  switch (duty.duty) {
    case "review":
      return [owed(duty, "FileReview", duty.opensOn)]
    case "annualSummary":
      return [owed(duty, "FileAnnualSummary", null)]
    case "call":
      // A call is of the year in which it opens.
      return [{ ...owed(duty, "OpenCall", null), opensOn: yearStart(yearOf(duty.dueOn)) }]
    case "revocation":
      return [owed(duty, "Revoke", duty.dueOn)]
    case "spotCheck":
      return [owed(duty, "SpotCheck", null)]
    case "reviewAssessment":
      return review?.filed == null ? [owed(duty, "AssessReview", null)] : []
    case "reviewConclusion":
    case "supplement":
    case "succession":
      return []
  }
}

/** A review under way, in its term or past it; and one that is overdue, on which the county may report. */
const ofReview = (
  title: Title,
  duties: ReadonlyArray<Duty>,
  rule: Rule | undefined,
  on: CivilDate,
): ReadonlyArray<WaitingOfUnit> => {
  const { review } = title
  const dueOf = (name: DutyName): Partial<Pick<Duty, "dueOn" | "overdue">> => {
    const duty = duties.find((one) => one.duty === name)
    return duty === undefined ? {} : { dueOn: duty.dueOn, overdue: duty.overdue }
  }
  if (review?.assessed != null)
    return ofAssessed(title, review, review.assessed.on, dueOf("reviewConclusion"), rule, on)
  if (review?.filed != null) {
    const { on: filedOn, supplements } = review.filed
    const awaited = awaitedUntil(supplements, on)
    const opensOn = awaited === null ? null : nextDay(awaited)
    const assessment = undated("reviewAssessment", "county", "AssessReview", supplements.suppliedOn ?? filedOn, opensOn)
    return [...ofSupplement(supplements, "SupplementReview", on), { ...assessment, ...dueOf("reviewAssessment") }]
  }
  const isLate = duties.some(({ duty, overdue }) => duty === "review" && overdue)
  const isTold = duties.some(({ duty }) => duty === "reviewAssessment")
  return isLate && !isTold ? [undated("reviewAssessment", "county", "AssessReview", null)] : []
}

const ofAssessed = (
  title: Title,
  { filed, rectification }: Review,
  assessedOn: CivilDate,
  due: Partial<Pick<Duty, "dueOn" | "overdue">>,
  rule: Rule | undefined,
  on: CivilDate,
): ReadonlyArray<WaitingOfUnit> => {
  const until = rectification === null || rectification.over || rectification.until < on ? null : rectification.until
  const concludes = filed !== null || rule?.readings["review.notFiled"] !== "flagOnly"
  const conclusion = undated("reviewConclusion", "bureau", "ConcludeReview", assessedOn, until && nextDay(until))
  return [
    ...(concludes ? [{ ...conclusion, ...due }] : []),
    ...(until !== null && rectification !== null && !hasExpired(title, on) // A title past its term takes no new report.
      ? [{ ...undated("rectification", "unit", "FileReview", rectification.orderedOn), dueOn: until }]
      : []),
  ]
}

/** Whether a title from before the first instrument has its plaque, this log does not say. */
const plaqueAward = ({ plaqueAwardedOn, importedOn, certifiedOn }: Title): ReadonlyArray<WaitingOfUnit> =>
  plaqueAwardedOn === null && importedOn === null ? [undated("plaque", "bureau", "AwardPlaque", certifiedOn)] : []

const plaqueReturn = ({ plaqueAwardedOn }: Title, since: CivilDate | null): ReadonlyArray<WaitingOfUnit> =>
  plaqueAwardedOn === null ? [] : [undated("plaqueReturn", "bureau", "ReturnPlaque", since)]

/** The successor takes it over, unless an application or a title of its own stands in the way, or it is no more itself. */
const succession = (duty: Duty, unit: Uscc, units: ReadonlyMap<Uscc, State>, on: CivilDate): Waiting => {
  const state = units.get(unit)
  const recordedOf = (state && successorOf(state)) ?? null
  const heir = recordedOf === null ? undefined : units.get(recordedOf)
  const isFree = heir === undefined || canInherit(heir, on)
  return { unit, recordedOf, ownStep: null, ...owed(duty, isFree ? "InheritTitle" : null, duty.dueOn) }
}

const canInherit = (heir: State, on: CivilDate): boolean =>
  acts.InheritTitle.from.includes(phaseOn(heir, on)) && heir.unitEnded === null && successorOf(heir) === undefined
