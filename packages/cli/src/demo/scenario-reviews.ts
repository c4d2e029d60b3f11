/** Arts. 12 to 14 in the demo: summaries, reviews confirmed and failed, and one falsification. */
import { bilingual, civilDate as day, yearOf, type CivilDate, type Regulation } from "@shifan/core"
import type { FilledCommand } from "@shifan/service"
import type { ExampleDossier } from "./example-dossiers.js"
import { countyAssessment, findingsOf, operationReport, paper } from "./scenario-forms.js"
import { eyesOn, plainEyes, waiversFor, type OfficialView } from "./scenario-findings.js"
import { bureau, county, unit } from "./scenario-runner.js"
import { matterOf, named, type Scenario } from "./scenario-step.js"

/** Which of the platforms due in 2023, in their order, fails on its figures, and which files nothing. */
const failing = 1
const silent = 2

/** How a platform goes into its review. */
export interface Reviewed {
  readonly one: ExampleDossier
  readonly files: boolean
  readonly eyes: OfficialView
}

/** The platforms certified three years before. */
export const dueIn = (year: number, certified: ReadonlyArray<ExampleDossier>): ReadonlyArray<Reviewed> =>
  certified
    .filter(({ appliesOn }) => yearOf(appliesOn) === year - 3)
    .map((one, i) => ({
      one,
      files: year !== 2023 || i !== silent,
      eyes: year === 2023 && i === failing ? { ...plainEyes, satisfaction: 7999 } : eyesOn(one),
    }))

/** Within the call, as applications are. */
export function* filings(due: ReadonlyArray<Reviewed>, year: number): Scenario<void> {
  yield bilingual(`${year}年复核：提交（第十三条）`, `The reviews of ${year}: filed (Art. 13)`)
  for (const { one, files } of due) if (files) yield* file(one, year)
}

/** Gives the platforms that lost their title. */
export function* conclusions(
  due: ReadonlyArray<Reviewed>,
  year: number,
  regulation: Regulation,
): Scenario<ReadonlyArray<ExampleDossier>> {
  yield bilingual(`${year}年复核：测评和结论`, `The reviews of ${year}: assessed and concluded`)
  for (const each of due) yield* assess(each, year, regulation)
  const dropped: Array<ExampleDossier> = []
  for (const each of due) if (yield* conclude(each, year)) dropped.push(each.one)
  return dropped
}

function* file(one: ExampleDossier, year: number): Scenario<void> {
  const on = day(`${year}-09-08`)
  const summary = { year: year - 1, document: paper(`${one.name}${year - 1}年度工作总结`) }
  yield {
    on,
    actor: unit(one.uscc),
    target: matterOf(one, { type: "FileAnnualSummary", data: summary }),
    about: named(one),
  }
  yield { on, actor: unit(one.uscc), target: matterOf(one, filing(one, year, on)), about: named(one) }
}

/** Where nothing was filed the county says so, once the call has closed. */
function* assess({ one, files, eyes }: Reviewed, year: number, regulation: Regulation): Scenario<void> {
  const on = day(`${year}-10-12`)
  const data = files
    ? { assessment: countyAssessment(eyes, on), findings: findingsOf(regulation, eyes) }
    : { assessment: null, findings: [] }
  const actor = county(one.application.form.countyOrDistrict)
  yield { on, actor, target: matterOf(one, { type: "AssessReview", data }), about: named(one) }
}

/** The bureau tries to confirm; where that is refused it fails the review, with its announcement. */
function* conclude({ one, files }: Reviewed, year: number): Scenario<boolean> {
  const [on, actor] = [day(`${year}-11-06`), bureau("SJ-03")]
  const confirmed = yield { on, actor, target: matterOf(one, confirmation(one)), about: named(one) }
  if (confirmed) return false
  const why = files ? "用户满意度低于80%。" : "未按期提交复核材料，经县区催报仍未提交。"
  return yield { on, actor, target: matterOf(one, failure(year, why)), about: named(one) }
}

const filing = (one: ExampleDossier, year: number, on: CivilDate): FilledCommand => ({
  type: "FileReview",
  data: {
    callYear: year,
    report: operationReport(one.application, on),
    workSummaries: [paper(`${one.name}三年工作总结`)],
    priorYearServiceAccounts: paper(`${one.name}${year - 1}年度服务收支财务报表`),
    specialAuditReport: paper(`${one.name}${year - 1}年度服务收支专项审计报告`),
  },
})

const confirmation = (one: ExampleDossier): FilledCommand => ({
  type: "ConcludeReview",
  data: { outcome: "confirmed", reasons: [], findings: [], waivers: waiversFor(one) },
})

const failure = (year: number, text: string): FilledCommand => ({
  type: "ConcludeReview",
  data: {
    outcome: "failed",
    reasons: [{ provision: "art_13__para_1", text }],
    findings: [],
    waivers: [],
    announcement: announcement(year),
  },
})

const announcement = (year: number) => ({
  number: `秦工信公告〔${year}〕示例2号`,
  date: day(`${year}-11-06`),
  address: "https://example.cn/announcements/2",
})

const revoke = (restsOn: number): FilledCommand => ({
  type: "Revoke",
  data: {
    restsOn,
    reasons: [{ provision: "art_14__para_1", text: "服务协议名单中有12家企业未接受过服务，签字系伪造。" }],
    announcement: {
      number: "秦工信公告〔2024〕示例1号",
      date: day("2024-05-20"),
      address: "https://example.cn/announcements/1",
    },
  },
})

/** The bureau may not revoke before a spot check has found anything; then it does. Gives whose title it was. */
export function* falsification(standing: ReadonlyArray<ExampleDossier>): Scenario<ExampleDossier | undefined> {
  const one = standing.at(-1)
  if (one === undefined) return undefined
  yield bilingual("抽查与弄虚作假（第十四条）", "A spot check and a falsification (Art. 14)")
  // Applied, Recommended, Certified, PlaqueAwarded are revisions 0 to 3; the spot check is the next.
  const check: FilledCommand = {
    type: "SpotCheck",
    data: {
      regular: true,
      findings: "抽查服务协议名单，发现不实。",
      falsificationFound: true,
      evidence: [paper("抽查记录（示例）")],
    },
  }
  yield { on: day("2024-04-10"), actor: bureau("SJ-03"), target: matterOf(one, revoke(3)), about: named(one) }
  yield { on: day("2024-04-15"), actor: bureau("SJ-03"), target: matterOf(one, check), about: named(one) }
  yield { on: day("2024-05-20"), actor: bureau("SJ-03"), target: matterOf(one, revoke(4)), about: named(one) }
  return one
}
