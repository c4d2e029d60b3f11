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
    obliges,
    "art_5__para_1__point_4.beganOnNewYear",
    "1月1日成立的，当年为完整年度",
    "a unit that began on the first of January existed for that year",
    ["core/src/conditions/outcome.ts", "began <= yearStart(calendarYear)", "began < yearStart(calendarYear)"],
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
