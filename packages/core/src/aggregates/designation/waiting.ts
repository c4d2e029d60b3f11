/** Lists what waits for whom on a day: duties, with deadlines from `duties.ts`, and next steps that follow from the phase. */
import type { Uscc } from "../../forms/uscc.js"
import { ruleStatusOn, type ApplicableLaw, type Rule } from "../../kernel/applicable-law.js"
import { nextDay, yearOf, yearStart, type CivilDate } from "../../law/civil-date.js"
import { acts } from "./acts.js"
import { withOwnSteps } from "./awaited-steps.js"
import type { CommandType } from "./commands.js"
import { dutiesOfUnit, successionDuties, yearlyCheckDuties, type Duty, type DutyName } from "./duties.js"
import { ruleFor } from "./preconditions.js"
import { hasExpired, phaseOn, titlesHeld, type Pending, type Review, type State, type Title } from "./state.js"
import { passesOn, successorOf } from "./succession.js"
import { awaitedUntil, type Supplements } from "./supplement.js"

/** Anything that may be waited for: every duty, and the next act of a pending case. */
export type WaitingStep =
  | DutyName
  | "recommendation"
  | "noticePublication"
  /** A public notice is running. The bureau decides after its end. */
  | "notice"
  | "certification"
  | "plaque"
  | "plaqueReturn"
  | "rectification"
  /** A step defined by the regulation, due before the next act. */
  | "ownStep"

/** Something that somebody has to do next, with its start and deadline. */
export interface Waiting {
  /** `null` for a duty over all platforms together. */
  readonly unit: Uscc | null
  /** The unit in whose stream the act is recorded. For a succession, this is the successor. */
  readonly recordedOf: Uscc | null
  readonly step: WaitingStep
  /** The year that an annual summary or a yearly check is about; `null` for other steps. */
  readonly year: number | null
  /** Name of a step defined by the regulation; `null` for all other steps. */
  readonly ownStep: string | null
  readonly owedBy: Duty["owedBy"]
  /** The next command; `null` if a successor cannot take the title over yet. */
  readonly act: CommandType | "OpenCall" | null
  /** Day since which it has been waiting; `null` if no act started it. */
  readonly since: CivilDate | null
  /** First day on which it can be done; `null` if any day will do. */
  readonly opensOn: CivilDate | null
  /** Last day on which it is not overdue; `null` if neither law nor a reading sets one. */
  readonly dueOn: CivilDate | null
  readonly overdue: boolean
}

type WaitingOfUnit = Omit<Waiting, "unit" | "recordedOf" | "ownStep">

/** Everything that waits for somebody, over all units. Includes what can be done only later: see `waitsAlready`. */
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

/** Whether it can be done by that day already, or is a running notice. */
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
    case "certified": {
      const { title } = phase
      const isOver = hasExpired(title, on)
      const review = ofReview(title, isOver ? [] : duties, rule, on)
      if (!isOver) return [...duties.flatMap((duty) => ofDuty(duty, title)), ...review, ...plaqueAward(title)]
      // A review under way may still confirm the title, and the plaque then stays.
      return review.length > 0 ? review : plaqueReturn(title, title.validUntil)
    }
    case "revoked":
      return plaqueReturn(phase.title, phase.revokedOn)
    case "ended":
      // The plaque goes with the title.
      return passesOn(phase) ? [] : plaqueReturn(phase.title, phase.by.on)
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
): WaitingOfUnit => ({ step, year: null, owedBy, act, since, opensOn, dueOn: null, overdue: false })

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

/** Waiting for a supplement. The deadline is the one in the county's request. */
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

/** Waiting items from duties. `ofReview` lists supplements and acts on a review, which may have no deadline. */
const ofDuty = (duty: Duty, { review }: Title): ReadonlyArray<WaitingOfUnit> => {
  switch (duty.duty) {
    case "review":
      return [owed(duty, "FileReview", duty.opensOn)]
    case "annualSummary":
      return [owed(duty, "FileAnnualSummary", null)]
    case "call":
      // A call can open only in its own year.
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

/** A review under way, even past the term of the title, and an overdue one, which the county may report. */
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
    ...(until !== null && rectification !== null && !hasExpired(title, on) // No filing after the end of the term.
      ? [{ ...undated("rectification", "unit", "FileReview", rectification.orderedOn), dueOn: until }]
      : []),
  ]
}

/** Waiting for a plaque. Not for imported titles: this log does not know whether they have one. */
const plaqueAward = ({ plaqueAwardedOn, importedOn, certifiedOn }: Title): ReadonlyArray<WaitingOfUnit> =>
  plaqueAwardedOn === null && importedOn === null ? [undated("plaque", "bureau", "AwardPlaque", certifiedOn)] : []

const plaqueReturn = ({ plaqueAwardedOn }: Title, since: CivilDate | null): ReadonlyArray<WaitingOfUnit> =>
  plaqueAwardedOn === null ? [] : [undated("plaqueReturn", "bureau", "ReturnPlaque", since)]

/** Waiting for the successor, which cannot take over if it has ended or has its own application or title. */
const succession = (duty: Duty, unit: Uscc, units: ReadonlyMap<Uscc, State>, on: CivilDate): Waiting => {
  const state = units.get(unit)
  const recordedOf = (state && successorOf(state)) ?? null
  const heir = recordedOf === null ? undefined : units.get(recordedOf)
  const isFree = heir === undefined || canInherit(heir, on)
  return { unit, recordedOf, ownStep: null, ...owed(duty, isFree ? "InheritTitle" : null, duty.dueOn) }
}

const canInherit = (heir: State, on: CivilDate): boolean =>
  acts.InheritTitle.from.includes(phaseOn(heir, on)) && heir.unitEnded === null && successorOf(heir) === undefined
