/** Checks a regulation written as data for everything that cannot be right, before it is enacted. */
import { comesWithinTerm } from "../aggregates/designation/review-period.js"
import { aggregates } from "../aggregates/registry.js"
import { withParts } from "../conditions/criterion.js"
import { termUnder, type Lifecycle } from "../kernel/lifecycle.js"
import { quotaNames } from "../kernel/quotas.js"
import type { RefusalCode } from "../kernel/refusal.js"
import type { RegulationDraft } from "../kernel/regulation.js"
import { isProvisionId, liesIn, provisionOf, type ProvisionId } from "../law/provision.js"
import { isOptionOf, isReadingId, readingIds, type Readings } from "../law/readings.js"
import { conditionFaults, notWhole, unusedOwnNames } from "./condition-faults.js"
import { countiesElsewhere, divisionFaults, placeOfCountyQuotas, repeated } from "./division-faults.js"
import { extensionFaults } from "./extension-faults.js"
import { faultText, type BareFault, type BareObservation } from "./fault.js"
import type { RegulationFault, RegulationObservation } from "./fault.js"

/**
 * All faults of a regulation, each with its path in the value: names that no form has, conditions that no evidence can
 * meet, missing texts. Empty for a regulation that can be enacted.
 *
 * @example
 * faultsOfRegulation({ ...qinhuangdao2020, validityYears: 0 })
 * // [{ code: "ImpossibleNumber", place: "validityYears", value: 0, least: 1, most: null, text: { zh, en } }]
 */
export const faultsOfRegulation = (regulation: RegulationDraft): ReadonlyArray<RegulationFault> =>
  [
    ...missingParts(regulation),
    ...impossibleNumbers(regulation),
    ...conditionFaults(regulation),
    ...extensionFaults(regulation),
    ...duplicateConditions(regulation),
    ...missingTexts(regulation),
    ...reviewAfterTerm(regulation),
    ...readingFaults(regulation.readings),
    ...unknownSubjects(regulation),
    ...divisionFaults(regulation),
  ].map((fault) => ({ ...fault, text: faultText(fault) }))

/** Observations that deserve a look: acts without citations, counties elsewhere, unused declared names. */
export const observationsOnRegulation = (regulation: RegulationDraft): ReadonlyArray<RegulationObservation> =>
  [...missingCitations(regulation), ...countiesElsewhere(regulation), ...unusedOwnNames(regulation)].map(
    (observation) => ({ ...observation, text: faultText(observation) }),
  )

const missingParts = (regulation: RegulationDraft): ReadonlyArray<BareFault> => {
  const { lifecycle, title } = regulation
  const lacking = (["territory", "firstDay", "validityYears", "materials", "revocationWords"] as const).filter(
    (part) => regulation[part] === undefined,
  )
  const blank = (["id", "documentNumber"] as const).filter((part) => (regulation[part] ?? "").trim() === "")
  const untitled = [title.zh, title.en].some((text) => text.trim() === "") ? (["title"] as const) : []
  const unasked = lifecycle.legalPersonsOnly === undefined ? (["lifecycle.legalPersonsOnly"] as const) : []
  return [...blank, ...untitled, ...lacking, ...unasked].map((part) => ({ code: "PartMissing", place: part, part }))
}

const impossibleNumbers = ({
  encoding,
  validityYears,
  lifecycle,
  duties,
}: RegulationDraft): ReadonlyArray<BareFault> => {
  const { reviewEveryYears, term, publicNotice, rectification, grades, quotas } = lifecycle
  const numbers: ReadonlyArray<readonly [place: string, value: number | undefined]> = [
    ["encoding", encoding],
    ["validityYears", validityYears],
    ["lifecycle.reviewEveryYears", reviewEveryYears],
    ["lifecycle.term.years", term?.years],
    ["lifecycle.publicNotice.days", publicNotice?.days],
    ["lifecycle.rectification.days", rectification?.days],
    ...quotaNames.map((name) => [`lifecycle.quotas.${name}`, quotas?.[name]] as const),
    ...(quotas?.countyQuotas ?? []).flatMap(({ county: _, ...numbersOfOne }, i) =>
      Object.entries(numbersOfOne).map(([name, n]) => [`${placeOfCountyQuotas}.${i}.${name}`, n] as const),
    ),
  ]
  const dueBy = duties?.annualSummary?.dueBy
  const due = "duties.annualSummary.dueBy"
  return [
    ...(dueBy === undefined
      ? []
      : [...notWhole(dueBy.month, `${due}.month`, 1, 12), ...notWhole(dueBy.day, `${due}.day`, 1, 31)]),
    ...numbers.flatMap(([place, value]) => (value === undefined ? [] : notWhole(value, place, 1))),
    ...(grades?.length === 0 ? [{ code: "EmptyList" as const, place: "lifecycle.grades" }] : []),
  ]
}

const duplicateConditions = ({ conditions }: RegulationDraft): ReadonlyArray<BareFault> =>
  repeated(withParts(conditions).map(({ id }) => id)).map(([id, times]) => ({
    code: "DuplicateCondition",
    place: "conditions",
    id,
    times,
  }))

/** Missing texts. A condition needs its own; for a provision, that of one above or below it is enough. */
const missingTexts = (regulation: RegulationDraft): ReadonlyArray<BareFault> => {
  const { conditions, materials = {}, own = {}, citations, texts } = regulation
  const leaves = withParts(conditions).filter(({ _tag }) => _tag !== "Group")
  const cited: ReadonlyArray<readonly [place: string, provision: ProvisionId]> = [
    ...[...new Set(leaves.map(({ id }) => provisionOf(id)))].map((id) => ["conditions", id] as const),
    ...Object.entries(materials).map(([item, { provision }]) => [`materials.${item}`, provision] as const),
    ...Object.entries(own.materials ?? {}).map(
      ([name, { provision }]) => [`own.materials.${name}`, provision] as const,
    ),
    ...Object.entries(own.steps ?? {}).map(([name, { provision }]) => [`own.steps.${name}`, provision] as const),
    ...Object.entries(citations).flatMap(([subject, ids]) => ids.map((id) => [`citations.${subject}`, id] as const)),
  ]
  return [
    ...leaves.flatMap(({ id }): ReadonlyArray<BareFault> =>
      texts[id] === undefined ? [{ code: "ConditionWithoutText", place: `texts.${id}`, id }] : [],
    ),
    ...cited.flatMap(([place, provision]): ReadonlyArray<BareFault> =>
      hasText(texts, provision) ? [] : [{ code: "ProvisionWithoutText", place, provision }],
    ),
  ]
}

const hasText = (texts: RegulationDraft["texts"], provision: ProvisionId): boolean =>
  Object.keys(texts).some((known) => isProvisionId(known) && (liesIn(provision, known) || liesIn(known, provision)))

const reviewAfterTerm = ({ lifecycle, readings }: RegulationDraft): ReadonlyArray<BareFault> => {
  const { reviewEveryYears } = lifecycle
  const term = termUnder(lifecycle, readings)
  return reviewEveryYears === undefined || term === undefined || comesWithinTerm(reviewEveryYears, term)
    ? []
    : [{ code: "ReviewAfterTerm", place: "lifecycle.reviewEveryYears", reviewEveryYears, termYears: term.years }]
}

const readingFaults = (readings: Readings): ReadonlyArray<BareFault> => [
  ...Object.keys(readings).flatMap((reading): ReadonlyArray<BareFault> =>
    isReadingId(reading) ? [] : [{ code: "UnknownReading", place: "readings", reading }],
  ),
  ...readingIds.flatMap((reading): ReadonlyArray<BareFault> => {
    const option: string | undefined = readings[reading]
    return option !== undefined && isOptionOf(reading, option)
      ? []
      : [{ code: "UnknownOption", place: `readings.${reading}`, reading, option: option ?? null }]
  }),
]

type Can = (lifecycle: Partial<Lifecycle>) => boolean

const always: Can = () => true
const withReview: Can = ({ reviewEveryYears }) => reviewEveryYears !== undefined

/** Whether each refusal can occur under a lifecycle. */
const refusals: { readonly [Code in RefusalCode]: Can } = {
  NotCompetent: always,
  SameOfficer: always,
  NoRuleInForce: always,
  WrongState: always,
  AlreadyDecided: always,
  EffectiveDateAhead: always,
  EffectiveDateGoesBack: always,
  NotLegalPerson: ({ legalPersonsOnly }) => legalPersonsOnly === true,
  DossierIncomplete: always,
  ConditionsNotMet: always,
  FindingMissing: always,
  FigureMissing: always,
  WaiverNotAllowed: always,
  OutsideCall: always,
  ReviewNotDue: withReview,
  ReviewNotProvided: ({ reviewEveryYears }) => reviewEveryYears === undefined,
  NothingFiled: withReview,
  FiledForReview: withReview,
  ReviewNotAssessed: always,
  NoticeNotOver: always,
  TermIsOver: ({ term }) => term?.from === "notice",
  StepMissing: always,
  RectificationPending: ({ rectification }) => rectification !== undefined,
  SupplementPending: always,
  SupplementNotRequested: always,
  SupplementTooLate: always,
  CertificateNumberTaken: always,
  QuotaReached: ({ quotas }) => quotas !== undefined,
  AnnouncementMissing: always,
  HearingMissing: always,
  ReasonsMissing: always,
  NothingFound: always,
  PlaqueMissing: always,
  NoPlaqueToReturn: always,
  NothingToAnnul: always,
  NothingToInherit: always,
  NothingToCorrect: always,
  UnitHasEnded: always,
  FalsificationPending: always,
  ReapplicationBarred: always,
  InvalidParticulars: always,
}

const ofReviews = ["ReviewFiled", "ReviewSupplemented", "ReviewAssessed", "Reviewed", "RectificationOrdered"]

const eventTypes: ReadonlyArray<string> = Object.values(aggregates).flatMap(
  ({ eventTypes: types }): ReadonlyArray<string> => types,
)

const unknownSubjects = ({ citations }: RegulationDraft): ReadonlyArray<BareFault> =>
  Object.keys(citations).flatMap((subject): ReadonlyArray<BareFault> =>
    eventTypes.includes(subject) || Object.hasOwn(refusals, subject)
      ? []
      : [{ code: "UnknownSubject", place: `citations.${subject}`, subject }],
  )

const missingCitations = ({ citations, lifecycle }: RegulationDraft): ReadonlyArray<BareObservation> => {
  const events = eventTypes.filter((type) => withReview(lifecycle) || !ofReviews.includes(type))
  const codes = Object.entries(refusals).flatMap(([code, can]) => (can(lifecycle) ? [code] : []))
  return [...events, ...codes].flatMap((subject): ReadonlyArray<BareObservation> =>
    Object.hasOwn(citations, subject) ? [] : [{ code: "CitationMissing", place: `citations.${subject}`, subject }],
  )
}
