/** What happens in the demo, from the call of 2020 to the reviews of 2024. Invented, and each refusal is wanted. */
import { bilingual, civilDate as day, plusDays, yearOf, type Regulation, type Uscc } from "@shifan/core"
import { instrumentSlug } from "../keep/init.js"
import type { ExampleDossier } from "./example-dossiers.js"
import { bureau, county, unit } from "./scenario-runner.js"
import { matterOf, named, type Scenario } from "./scenario-step.js"
import { certify, declineRecommendation, recommend } from "./scenario-forms.js"
import { conclusions, dueIn, falsification, filings } from "./scenario-reviews.js"

export interface ScenarioOutcome {
  /** The platform whose history is worth showing. */
  readonly platform: Uscc | undefined
  readonly certified: number
}

export function* scenario(cases: ReadonlyArray<ExampleDossier>, regulation: Regulation): Scenario<ScenarioOutcome> {
  const certified: Array<ExampleDossier> = []
  for (const year of [2020, 2021]) {
    yield* call(year)
    certified.push(...(yield* round(year, cases, regulation)))
  }
  yield* earlyReview(certified)
  yield* call(2022)
  certified.push(...(yield* round(2022, cases, regulation)))
  yield* lapse()
  yield* extension()
  const [dropped2023, joined] = yield* withReviews(2023, certified, cases, regulation)
  const found = yield* falsification([...certified.filter((one) => !dropped2023.includes(one)), ...joined])
  const standing = [...certified, ...joined].filter((one) => !dropped2023.includes(one) && one !== found)
  const [dropped2024, last] = yield* withReviews(2024, standing, cases, regulation)
  return { platform: certified[0]?.uscc, certified: standing.length - dropped2024.length + last.length }
}

/** A year with reviews: they are filed within the call and concluded after it. Gives who lost and who won a title. */
function* withReviews(
  year: number,
  standing: ReadonlyArray<ExampleDossier>,
  cases: ReadonlyArray<ExampleDossier>,
  regulation: Regulation,
): Scenario<readonly [ReadonlyArray<ExampleDossier>, ReadonlyArray<ExampleDossier>]> {
  const due = dueIn(year, standing)
  yield* call(year)
  yield* filings(due, year)
  yield bilingual(`${year}年度申报和认定`, `Applications of ${year}`)
  const joined = yield* round(year, cases, regulation)
  const dropped = yield* conclusions(due, year, regulation)
  return [dropped, joined]
}

const windows = new Map([[2020, ["2020-11-20", "2020-12-20"]]])

function* call(year: number): Scenario<boolean> {
  yield bilingual(`${year}年度申报`, `The call of ${year}`)
  const [opensOn, closesOn] = (windows.get(year) ?? [`${year}-09-01`, `${year}-09-30`]).map(day)
  if (opensOn === undefined || closesOn === undefined) return false
  const data = { year, opensOn, closesOn, document: `秦工信〔${year}〕示例1号` }
  return yield {
    on: opensOn,
    actor: bureau("SJ-01"),
    target: { aggregate: "call", year, command: { type: "OpenCall", data } },
    about: bilingual(`${opensOn}至${closesOn}`, `${opensOn} to ${closesOn}`),
  }
}

/** Applications, then what the counties and the bureau make of them; gives the platforms that were certified. */
function* round(
  year: number,
  cases: ReadonlyArray<ExampleDossier>,
  regulation: Regulation,
): Scenario<ReadonlyArray<ExampleDossier>> {
  const applied: Array<ExampleDossier> = []
  for (const one of cases.filter(({ appliesOn }) => yearOf(appliesOn) === year))
    if (yield* applies(one)) applied.push(one)
  const recommended: Array<ExampleDossier> = []
  for (const one of applied) if (yield* toCounty(one, regulation)) recommended.push(one)
  const certified: Array<ExampleDossier> = []
  for (const one of recommended) if (yield* toBureau(one)) certified.push(one)
  for (const one of certified) yield* plaque(one)
  return certified
}

function* applies(one: ExampleDossier): Scenario<boolean> {
  return yield {
    on: one.appliesOn,
    actor: unit(one.uscc),
    target: matterOf(one, { type: "Apply", data: one.application }),
    about: bilingual(`${one.name}（${one.case.zh}）`, `${one.name} (${one.case.en})`),
  }
}

/** A county that is refused its recommendation declines, with the reason it was given. */
function* toCounty(one: ExampleDossier, regulation: Regulation): Scenario<boolean> {
  const on = plusDays(one.appliesOn, 7)
  const actor = county(one.application.form.countyOrDistrict)
  const recommended = yield { on, actor, target: matterOf(one, recommend(one, regulation, on)), about: named(one) }
  if (!recommended) yield { on, actor, target: matterOf(one, declineRecommendation), about: named(one) }
  return recommended
}

function* toBureau(one: ExampleDossier): Scenario<boolean> {
  const on = plusDays(one.appliesOn, 28)
  return yield { on, actor: bureau("SJ-02"), target: matterOf(one, certify(one, on)), about: named(one) }
}

function* plaque(one: ExampleDossier): Scenario<boolean> {
  const awardedOn = plusDays(one.appliesOn, 31)
  const target = matterOf(one, { type: "AwardPlaque", data: { awardedOn } })
  return yield { on: awardedOn, actor: bureau("SJ-02"), target, about: named(one) }
}

/** Three years are not over in the second. */
function* earlyReview([first]: ReadonlyArray<ExampleDossier>): Scenario<void> {
  if (first === undefined) return
  yield bilingual("复核未到期", "A review before its time")
  yield {
    on: day("2021-11-01"),
    actor: county(first.application.form.countyOrDistrict),
    target: matterOf(first, { type: "AssessReview", data: { assessment: null, findings: [] } }),
    about: named(first),
  }
}

/** Art. 18: two years, and then nothing rests on the text until it is prolonged. */
function* lapse(): Scenario<void> {
  yield bilingual(
    "办法失效（第十八条）：2022-11-12为最后一日",
    "The text lapses (Art. 18): 2022-11-12 was its last day",
  )
  const data = {
    year: 2023,
    opensOn: day("2023-03-01"),
    closesOn: day("2023-03-31"),
    document: "秦工信〔2023〕示例1号",
  }
  yield {
    on: day("2023-02-20"),
    actor: bureau("SJ-01"),
    target: { aggregate: "call", year: 2023, command: { type: "OpenCall", data } },
    about: bilingual("开始2023年度申报", "opens the call of 2023"),
  }
}

function* extension(): Scenario<void> {
  yield bilingual("延长有效期", "The validity is extended")
  const data = { document: "秦工信规〔2023〕示例1号", from: day("2023-06-01"), until: day("2026-11-12") }
  yield {
    on: day("2023-06-01"),
    actor: bureau("SJ-01"),
    target: { aggregate: "instrument", slug: instrumentSlug, command: { type: "Extend", data } },
    about: bilingual("2023-06-01至2026-11-12（示例）", "2023-06-01 to 2026-11-12 (invented)"),
  }
}
