/** The events of the demo, from the call of 2020 to the reviews of 2024. All are invented, and all refusals intended. */
import {
  bilingual,
  civilDate,
  plusDays,
  yearOf,
  type Bilingual,
  type CivilDate,
  type Regulation,
  type Uscc,
} from "@shifan/core"
import { instrumentSlug } from "../keep/init.js"
import { bureau, countyOf, nameOf, targetOf, unitOf, type ExampleDossier } from "./example-dossiers.js"
import { certify, declineRecommendation, recommend } from "./scenario-forms.js"
import { concludeReviews, fileReviews, reviewsDueIn, revokeForFalsification } from "./scenario-reviews.js"
import type { Scenario, ScenarioStep } from "./scenario-runner.js"

export interface ScenarioOutcome {
  /** A platform with an interesting history. */
  readonly platform: Uscc | undefined
  /** Number of platforms that hold the title at the end. */
  readonly certified: number
}

export function* scenario(dossiers: ReadonlyArray<ExampleDossier>, regulation: Regulation): Scenario<ScenarioOutcome> {
  const certified: Array<ExampleDossier> = []
  for (const year of [2020, 2021]) {
    yield* openCall(year)
    certified.push(...(yield* applications(year, dossiers, regulation)))
  }
  yield* earlyReview(certified)
  yield* openCall(2022)
  certified.push(...(yield* applications(2022, dossiers, regulation)))
  yield* callWithoutRule()
  yield* extension()
  const in2023 = yield* yearWithReviews(2023, certified, dossiers, regulation)
  const revoked = yield* revokeForFalsification(in2023.certified)
  const remaining = in2023.certified.filter((dossier) => dossier !== revoked)
  const in2024 = yield* yearWithReviews(2024, remaining, dossiers, regulation)
  return { platform: certified[0]?.uscc, certified: in2024.certified.length }
}

interface YearOutcome {
  /** Holders of the title at the end of the year. */
  readonly certified: ReadonlyArray<ExampleDossier>
}

/** Reviews are filed during the year's call and concluded after it. */
function* yearWithReviews(
  year: number,
  certified: ReadonlyArray<ExampleDossier>,
  dossiers: ReadonlyArray<ExampleDossier>,
  regulation: Regulation,
): Scenario<YearOutcome> {
  const due = reviewsDueIn(year, certified)
  yield* openCall(year)
  yield* fileReviews(due, year)
  yield bilingual(`${year}年度申报和认定`, `Applications of ${year}`)
  const joined = yield* applications(year, dossiers, regulation)
  const lost = yield* concludeReviews(due, year, regulation)
  return { certified: [...certified.filter((dossier) => !lost.includes(dossier)), ...joined] }
}

function* openCall(year: number): Scenario<void> {
  yield bilingual(`${year}年度申报`, `The call of ${year}`)
  const opensOn = civilDate(year === 2020 ? "2020-11-20" : `${year}-09-01`)
  const closesOn = civilDate(year === 2020 ? "2020-12-20" : `${year}-09-30`)
  const about = bilingual(`${opensOn}至${closesOn}`, `${opensOn} to ${closesOn}`)
  yield callStep(year, opensOn, { opensOn, closesOn }, about)
}

const callStep = (
  year: number,
  on: CivilDate,
  window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate },
  about: Bilingual,
): ScenarioStep => {
  const data = { year, ...window, document: `秦工信〔${year}〕示例1号` }
  return {
    on,
    actor: bureau("SJ-01"),
    target: { aggregate: "call", key: String(year), command: { type: "OpenCall", data } },
    about,
  }
}

/** A year's applications with the decisions of counties and bureau. Returns the certified platforms. */
function* applications(
  year: number,
  dossiers: ReadonlyArray<ExampleDossier>,
  regulation: Regulation,
): Scenario<ReadonlyArray<ExampleDossier>> {
  const applied: Array<ExampleDossier> = []
  for (const dossier of dossiers.filter(({ appliesOn }) => yearOf(appliesOn) === year))
    if (yield applicationStep(dossier)) applied.push(dossier)
  const recommended: Array<ExampleDossier> = []
  for (const dossier of applied) if (yield* recommendation(dossier, regulation)) recommended.push(dossier)
  const certified: Array<ExampleDossier> = []
  for (const dossier of recommended) if (yield certificationStep(dossier)) certified.push(dossier)
  for (const dossier of certified) yield plaqueStep(dossier)
  return certified
}

const applicationStep = (dossier: ExampleDossier): ScenarioStep => ({
  on: dossier.appliesOn,
  actor: unitOf(dossier),
  target: targetOf(dossier, { type: "Apply", data: dossier.application }),
  about: bilingual(`${dossier.name}（${dossier.case.zh}）`, `${dossier.name} (${dossier.case.en})`),
})

/** The county declines if the recommendation is refused. */
function* recommendation(dossier: ExampleDossier, regulation: Regulation): Scenario<boolean> {
  const on = plusDays(dossier.appliesOn, 7)
  const step = { on, actor: countyOf(dossier), about: nameOf(dossier) }
  const recommended = yield { ...step, target: targetOf(dossier, recommend(dossier, regulation, on)) }
  if (!recommended) yield { ...step, target: targetOf(dossier, declineRecommendation) }
  return recommended
}

const certificationStep = (dossier: ExampleDossier): ScenarioStep => {
  const on = plusDays(dossier.appliesOn, 28)
  return { on, actor: bureau("SJ-02"), target: targetOf(dossier, certify(dossier, on)), about: nameOf(dossier) }
}

const plaqueStep = (dossier: ExampleDossier): ScenarioStep => {
  const awardedOn = plusDays(dossier.appliesOn, 31)
  const target = targetOf(dossier, { type: "AwardPlaque", data: { awardedOn } })
  return { on: awardedOn, actor: bureau("SJ-02"), target, about: nameOf(dossier) }
}

/** Refused: in the second year, three years are not over. */
function* earlyReview([first]: ReadonlyArray<ExampleDossier>): Scenario<void> {
  if (first === undefined) return
  yield bilingual("复核未到期", "A review before its time")
  yield {
    on: civilDate("2021-11-01"),
    actor: countyOf(first),
    target: targetOf(first, { type: "AssessReview", data: { assessment: null, findings: [] } }),
    about: nameOf(first),
  }
}

/** Refused: the two years are over (art. 18), and until the instrument is extended no rule supports a decision. */
function* callWithoutRule(): Scenario<void> {
  yield bilingual(
    "办法失效（第十八条）：2022-11-12为最后一日",
    "The text lapses (Art. 18): 2022-11-12 was its last day",
  )
  const window = { opensOn: civilDate("2023-03-01"), closesOn: civilDate("2023-03-31") }
  const about = bilingual("开始2023年度申报", "opens the call of 2023")
  yield callStep(2023, civilDate("2023-02-20"), window, about)
}

function* extension(): Scenario<void> {
  yield bilingual("延长有效期", "The validity is extended")
  const from = civilDate("2023-06-01")
  const until = civilDate("2026-11-12")
  const data = { document: "秦工信规〔2023〕示例1号", from, until }
  yield {
    on: from,
    actor: bureau("SJ-01"),
    target: { aggregate: "instrument", key: instrumentSlug, command: { type: "Extend", data } },
    about: bilingual("2023-06-01至2026-11-12（示例）", "2023-06-01 to 2026-11-12 (invented)"),
  }
}
