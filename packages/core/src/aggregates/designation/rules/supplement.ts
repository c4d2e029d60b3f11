/** 补正 (supplement) of a form, requested and filed before the recommendation or before the assessment of a review. */
import * as E from "fp-ts/lib/Either.js"
import { readingsOf } from "../../../conditions/assessment.js"
import { evaluateWithDivergences } from "../../../conditions/evaluate.js"
import { evidenceOfApplication, noFindings } from "../../../conditions/evidence.js"
import { check, checks, notBefore, type Contradiction } from "../../../forms/check.js"
import { contradictionsInReport } from "../../../forms/contradictions.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import { latest, nextDay, type CivilDate } from "../../../law/civil-date.js"
import type { ReadingId } from "../../../law/readings.js"
import type { CommandData } from "../commands.js"
import { reviewPeriod } from "../review-period.js"
import { changesBetween, isPartOf, overlaps } from "../form-parts.js"
import type { Review, State, Title } from "../state.js"
import { awaitedUntil, factsDayOf, type Supplements } from "../supplement.js"
import {
  asAppliedFor,
  when,
  wrongState,
  type CaseInput,
  type TitleInput,
  type Objection,
  type RuleResult,
} from "../rule-result.js"
import { sealReadings } from "./case-evidence.js"
import { formObjections, outsideCall } from "./apply.js"
import { reportReadings, ruleOfReview } from "./review-evidence.js"
import { checkExtensions, pathsBeyondAnnexes } from "./extensions.js"
import { nameIsTheTitles } from "./consistency.js"

/** Arts. 7 and 13: the county requests what it needs before it can assess. A later request replaces the earlier one. */
export const requestSupplement = (input: CaseInput, data: CommandData["RequestSupplement"]): RuleResult => {
  const { context, rule, state } = input
  const filed = filedIn(state)
  if (E.isLeft(filed)) return filed
  const { parts, supplements } = filed.right
  const title = state.phase._tag === "certified" ? state.phase.title : undefined
  const mayLack =
    title === undefined
      ? pathsBeyondAnnexes("form", rule.regulation)
      : pathsBeyondAnnexes("report", ruleOfReview(context.law, rule, title).regulation)
  return unlessObjected(
    [
      ...when(rule.readings["supplement.requests"] === "once" && supplements.requests > 0, () => ({
        code: "AlreadyDecided",
        act: "RequestSupplement",
        phase: "supplementRequested",
      })),
      ...invalid([
        ...data.wanting.map(({ at }, i) =>
          check(
            isPartOf(parts, at) || mayLack.includes(at),
            `wanting.${i}.at`,
            bilingual("所提交的栏目或材料，如form.basic.staff", "a part, such as form.basic.staff"),
            at,
          ),
        ),
        notBefore("until", data.until, latest(nextDay(context.effectiveOn), supplements.requested?.until)),
      ]),
    ],
    () => [
      {
        type: "SupplementRequested",
        data,
        readings: [
          "instrument.applicable",
          "supplement.requests",
          ...(title === undefined ? [] : reportReadings(input, title)),
        ],
      },
    ],
  )
}

const ofSupplement = [
  "supplement.afterCall",
  "supplement.facts",
  "supplement.late",
  "supplement.scope",
  "supplement.unasked",
] as const satisfies ReadonlyArray<ReadingId>

interface Filed {
  /** The parts of the filing by the first segment of their paths. */
  readonly parts: object
  readonly supplements: Supplements
}

/** The filing that waits for the county. */
const filedIn = (state: State): E.Either<readonly [Objection], Filed> => {
  const { phase } = state
  if (phase._tag === "applied") {
    const { form, dossier, supplements } = phase.case
    return E.right({ parts: { form, dossier }, supplements })
  }
  if (phase._tag !== "certified") return wrongState("RequestSupplement", state)
  const filing = openFiling(phase.title, "RequestSupplement")
  return E.isLeft(filing)
    ? filing
    : E.right({
        parts: { report: filing.right.report, ...filing.right.enclosures },
        supplements: filing.right.supplements,
      })
}

/** The filing of a review that is not assessed yet. */
const openFiling = (
  { review }: Title,
  act: "RequestSupplement" | "SupplementReview",
): E.Either<readonly [Objection], NonNullable<Review["filed"]>> => {
  if (review?.filed == null) return E.left([{ code: "NothingFiled" }])
  return review.assessed === null
    ? E.right(review.filed)
    : E.left([{ code: "AlreadyDecided", act, phase: "reviewAssessed" }])
}

/** A complete new application with its materials, replacing the earlier one. */
export const supplementApplication = (input: CaseInput, data: CommandData["SupplementApplication"]): RuleResult => {
  const { context, rule, state } = input
  if (state.phase._tag !== "applied") return wrongState("SupplementApplication", state)
  const { appliedOn, callYear, form: before, dossier, supplements } = state.phase.case
  const changed = changesBetween({ form: before, dossier }, { form: data.form, dossier: data.dossier })
  const asOf = factsDayOf(appliedOn, { ...supplements, suppliedOn: context.effectiveOn }, rule.readings)
  return unlessObjected(
    [
      ...notAwaited(input, supplements),
      ...(rule.readings["supplement.afterCall"] === "refuse" ? outsideCall(input, callYear) : []),
      ...formObjections(input, data, asOf, [
        asAppliedFor("form.countyOrDistrict", before.countyOrDistrict, data.form.countyOrDistrict),
        ...beyondWhatWasAsked(input, supplements, changed, [...freeInApplication]),
      ]),
    ],
    () => {
      const evidence = evidenceOfApplication(data.form, noFindings, asOf, rule.readings)
      const selfAssessment = evaluateWithDivergences(rule.regulation.conditions, evidence)
      return [
        {
          type: "ApplicationSupplemented",
          data: { ...data, changed, selfAssessment },
          readings: [
            "instrument.applicable",
            ...ofSupplement,
            "materials.none",
            ...sealReadings(data.form),
            ...readingsOf(selfAssessment),
          ],
        },
      ]
    },
  )
}

/** A complete new report with its enclosures, replacing the earlier one. */
export const supplementReview = (input: TitleInput, data: CommandData["SupplementReview"]): RuleResult => {
  const { context, rule, title } = input
  const filing = openFiling(title, "SupplementReview")
  if (E.isLeft(filing)) return filing
  const { on, callYear, report, enclosures, supplements } = filing.right
  const changed = changesBetween({ report, ...enclosures }, data)
  const asOf = factsDayOf(on, { ...supplements, suppliedOn: context.effectiveOn }, rule.readings)
  const period = reviewPeriod(title, rule, context.law)
  const boundToCall = period !== undefined && period.firstCallYear !== null && title.review?.rectification == null
  return unlessObjected(
    [
      ...notAwaited(input, supplements),
      ...(rule.readings["supplement.afterCall"] === "refuse" && boundToCall ? outsideCall(input, callYear) : []),
      ...invalid([
        ...checks([
          nameIsTheTitles(title, data.report),
          ...checkExtensions("report", data.report, ruleOfReview(context.law, rule, title).regulation),
          ...beyondWhatWasAsked(input, supplements, changed, ["report.filledOn", "report.seal"]),
        ]),
        ...contradictionsInReport(data.report, asOf, rule.readings, context.effectiveOn),
      ]),
    ],
    () => [
      {
        type: "ReviewSupplemented",
        data: { ...data, changed },
        readings: [
          "instrument.applicable",
          "review.due",
          ...ofSupplement,
          ...sealReadings(data.report),
          ...reportReadings(input, title),
        ],
      },
    ],
  )
}

/** Objections to an unrequested or late supplement, by readings `supplement.unasked` and `supplement.late`. */
const notAwaited = ({ context, rule }: CaseInput, { requested }: Supplements): ReadonlyArray<Objection> => {
  if (requested === null)
    return when(rule.readings["supplement.unasked"] === "refuse", () => ({ code: "SupplementNotRequested" }))
  const { until } = requested
  return rule.readings["supplement.late"] === "refuse" && until !== null && until < context.effectiveOn
    ? [{ code: "SupplementTooLate", until }]
    : []
}

/** Fields that every supplement may change: it is signed and declared true again, and the report (1) includes the form. */
const freeInApplication = [
  "form.filledOn",
  "form.seal",
  "form.reportSections",
  "dossier.applicationReport",
  "dossier.truthfulnessDeclaration",
]

/** By reading `supplement.scope`, a supplement must not change parts that were not requested. */
const beyondWhatWasAsked = (
  { rule }: CaseInput,
  { requested }: Supplements,
  changed: ReadonlyArray<string>,
  free: ReadonlyArray<string>,
): ReadonlyArray<Contradiction | undefined> => {
  if (requested === null || rule.readings["supplement.scope"] === "anything") return []
  const open = [...free, ...requested.wanting.map(({ at }) => at)]
  return changed.map((path) =>
    check(
      open.some((at) => overlaps(at, path)),
      path,
      bilingual("与原提交内容一致，未要求补正", "as filed: not asked for"),
      "",
    ),
  )
}

/** An objection to deciding while the unit still has time to file a requested supplement. */
export const supplementPending = (supplements: Supplements, on: CivilDate): ReadonlyArray<Objection> => {
  const until = awaitedUntil(supplements, on)
  return until === null ? [] : [{ code: "SupplementPending", until }]
}
