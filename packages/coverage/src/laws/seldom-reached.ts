/** Small changes that a thousand histories do not show: what they need comes together too seldom. Other tests have them. */
import { forbids, obliges, type Obligation } from "../obligations/obligation.js"

const core = "core/src/aggregates/designation"

/** Tests are those of the laws alone. */
const laws = {}

const waivers = "it takes a waiver at the certification, a review by its standard, and the same shortfall again"
const annulled = "it takes a decision after the annulment that the annulled one would have changed"
const corrected = "it takes an act after the correction that the wrong value would have changed"
const figures = "it takes forms at that limit; the second statement of core compares them by the thousand"

const row = (
  reason: string,
  make: typeof obliges,
  id: Obligation["id"],
  zh: string,
  en: string,
  mutant: readonly [file: string, from: string, to: string],
) => ({ reason, obligation: make(id, zh, en, mutant, laws) })

const rows = [
  row(
    waivers,
    obliges,
    "art_13__para_1.standingWaiver",
    "按认定时标准复核的，原放宽继续有效",
    "in a review by the standard of the certification its waivers stand",
    [`${core}/waivers.ts`, "relaxations: [...standing, ...requests]", "relaxations: requests"],
  ),
  row(
    waivers,
    obliges,
    "art_13__para_1.waiversAfterReview",
    "按现行标准复核的，只留新的放宽",
    "after a review by the standard in force only its own waivers are left",
    [
      `${core}/evolve-title.ts`,
      'readings["review.standard"] === "conditionsAtCertification"\n    ?',
      'readings["review.standard"] !== "conditionsAtCertification"\n    ?',
    ],
  ),
  row(
    "it takes a supplement, a move and the reading that counts from the supplement, in one case",
    obliges,
    "art_7__para_1.suppliedDay",
    "迁入其他县区的，补正之日不变",
    "a unit that moves has still supplemented on that day",
    [
      `${core}/supplement.ts`,
      "supplements: { ...noSupplements, suppliedOn: pending.supplements.suppliedOn }",
      "supplements: noSupplements",
    ],
  ),
  row(
    figures,
    forbids,
    "art_5__para_1__point_3.partUnknown",
    "缺项的合计不作零计",
    "a sum with an unknown part is unknown",
    [
      "core/src/conditions/outcome.ts",
      "total === undefined || value === undefined ? undefined : total + value",
      "total === undefined ? undefined : total + (value ?? 0)",
    ],
  ),
  row(
    figures,
    obliges,
    "art_5__para_1__point_4.beganBeforeRegistered",
    "注册前已运营的，自运营之日起计完整年度",
    "a unit that operated before it was registered existed from then on",
    [
      "core/src/conditions/outcome.ts",
      "[operationStart, registeredOn].filter",
      "[registeredOn ?? operationStart].filter",
    ],
  ),
  row(
    annulled,
    obliges,
    "art_13__para_1.annulledWaivers",
    "确认被撤销的，放宽如同未确认",
    "after an annulled confirmation the waivers are those before it",
    [
      `${core}/annulment.ts`,
      "{ ...title, ...title.confirmation.before }",
      "{ ...title, ...title.confirmation.before, waivers: title.waivers }",
    ],
  ),
  row(
    "it takes a count of exactly the year that the unit left out, under the reading that its own figures count",
    obliges,
    "art_7__para_1.measuredWhereMissing",
    "未申报的数据以县区实测为准",
    "where the unit declares nothing the county's count decides",
    ["core/src/conditions/measurement.ts", "ofUnit.met !== undefined && (source", "(source"],
  ),
  row(
    annulled,
    obliges,
    "art_13__para_1.annulledTerm",
    "确认被撤销的，期限如同未确认",
    "after an annulled confirmation the term ends as before it",
    [
      `${core}/annulment.ts`,
      "{ ...title, ...title.confirmation.before }",
      "{ ...title, ...title.confirmation.before, validUntil: title.validUntil }",
    ],
  ),
  row(
    annulled,
    obliges,
    "art_13__para_1.annulledBar",
    "撤销决定被撤销的，不再受重新申报的限制",
    "an annulled revocation bars nobody",
    [`${core}/annulment.ts`, "lastRevocation: null, lastRevokedOn, phase", "lastRevocation: null, phase"],
  ),
  row(
    corrected,
    obliges,
    "art_13__para_1.correctedGrant",
    "更正后的授予之日为准",
    "a corrected day of the grant counts",
    [`${core}/corrections.ts`, "({ certifiedOn: correction.to })", "({})"],
  ),
  row(corrected, obliges, "art_2__para_1.correctedEnd", "更正后的终止之日为准", "a corrected end of the unit counts", [
    `${core}/corrections.ts`,
    "{ ...unitEnded, on: to }",
    "unitEnded",
  ]),
  row(
    corrected,
    obliges,
    "art_13__para_1.correctedConfirmation",
    "更正后的最近一次确认之日为准",
    "a corrected last confirmation counts",
    [`${core}/corrections.ts`, "asImported(title, { lastConfirmedOn: to })", "asImported(title, {})"],
  ),
  row(
    corrected,
    obliges,
    "art_14__para_1.correctedCheck",
    "更正后的检查之日为准",
    "a corrected day of the check counts",
    [
      `${core}/corrections.ts`,
      "falsification: title.falsification.map((one) => (one.revision === revision ? { revision, foundOn: is } : one)),",
      "",
    ],
  ),
  row(
    "it takes a hearing between the day of the check and that of its record",
    obliges,
    "art_14__para_1.foundOn",
    "弄虚作假以检查之日认定",
    "falsification was found on the day of the check, not of its record",
    [
      `${core}/evolve-title.ts`,
      "[...title.falsification, { revision, foundOn: checkedOn }]",
      "[...title.falsification, { revision, foundOn: effectiveOn }]",
    ],
  ),
  row(
    corrected,
    obliges,
    "art_13__para_1.correctedDeadline",
    "更正后的整改期限为准",
    "a corrected time to rectify counts",
    [
      `${core}/corrections.ts`,
      "rectification: { ...review.rectification, until: to }",
      "rectification: review.rectification",
    ],
  ),
  row(
    corrected,
    obliges,
    "art_3__para_1.correctedPlaque",
    "更正后的授牌日期为准",
    "a corrected day of the plaque counts",
    [`${core}/corrections.ts`, "plaqueAwardedOn: plaqueAwardedOn && correction.to", "plaqueAwardedOn"],
  ),
  row(
    "it takes a decision that a county annulled itself, a move, and a correction of that annulment by the next county",
    forbids,
    "art_3__para_1.correctedByNextCounty",
    "县区的记载不由他县区更正",
    "what a county recorded no other county corrects",
    [
      `${core}/rules/correct-record.ts`,
      "role !== actor.role || (county !== null && county !== actor.code)",
      "role !== actor.role",
    ],
  ),
  row(
    "which years were checked decides nothing: the second statement of duties has it",
    obliges,
    "art_14__para_1.checkedYear",
    "检查以实施之日为准",
    "a check counts for the day on which it was made",
    [
      `${core}/evolve-title.ts`,
      "spotChecks: [...title.spotChecks, checkedOn]",
      "spotChecks: [...title.spotChecks, effectiveOn]",
    ],
  ),
  row(
    corrected,
    obliges,
    "art_12__para_1.correctedYear",
    "更正后的总结年度为准",
    "a corrected year of a summary counts",
    [`${core}/corrections.ts`, "(year === from ? to : year)", "(year)"],
  ),
]

export const seldomReached: ReadonlyArray<Obligation> = rows.map(({ obligation }) => obligation)

/** Why the laws do not notice each of them. */
export const whySeldom: { readonly [id: string]: string } = Object.fromEntries(
  rows.map(({ reason, obligation }) => [obligation.id, reason]),
)
