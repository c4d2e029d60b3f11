/** Supervision in the demo (arts. 12 to 14): summaries, reviews passed and failed, and one falsification. */
import { bilingual, civilDate, yearOf, type CivilDate, type FilledCommand, type Regulation } from "@shifan/core"
import { bureau, countyOf, nameOf, targetOf, unitOf, type ExampleDossier } from "./example-dossiers.js"
import {
  countyAssessment,
  demoDocument,
  findingsOf,
  inspectionOf,
  operationReport,
  ordinaryInspection,
  waiversFor,
  type Inspection,
} from "./scenario-forms.js"
import type { Scenario } from "./scenario-runner.js"

/** A review due, with its outcome in the scenario. */
export interface DueReview {
  readonly dossier: ExampleDossier
  readonly files: boolean
  readonly inspection: Inspection
}

/** Indices among the platforms due in 2023: one fails on its figures, one files nothing. */
const failingIn2023 = 1
const silentIn2023 = 2

/** Reviews of the platforms certified three years before. */
export const reviewsDueIn = (year: number, certified: ReadonlyArray<ExampleDossier>): ReadonlyArray<DueReview> =>
  certified
    .filter(({ appliesOn }) => yearOf(appliesOn) === year - 3)
    .map((dossier, i) => ({
      dossier,
      files: year !== 2023 || i !== silentIn2023,
      inspection:
        year === 2023 && i === failingIn2023 ? { ...ordinaryInspection, satisfaction: 7999 } : inspectionOf(dossier),
    }))

/** Reviews are filed during the call, like applications. */
export function* fileReviews(due: ReadonlyArray<DueReview>, year: number): Scenario<void> {
  yield bilingual(`${year}年复核：提交（第十三条）`, `The reviews of ${year}: filed (Art. 13)`)
  for (const { dossier, files } of due) if (files) yield* fileReview(dossier, year)
}

function* fileReview(dossier: ExampleDossier, year: number): Scenario<void> {
  const on = civilDate(`${year}-09-08`)
  const about = nameOf(dossier)
  const summary: FilledCommand = {
    type: "FileAnnualSummary",
    data: { year: year - 1, document: demoDocument(`${dossier.name}${year - 1}年度工作总结`) },
  }
  yield { on, actor: unitOf(dossier), target: targetOf(dossier, summary), about }
  yield { on, actor: unitOf(dossier), target: targetOf(dossier, reviewFiling(dossier, year, on)), about }
}

const reviewFiling = ({ application, name }: ExampleDossier, year: number, on: CivilDate): FilledCommand => ({
  type: "FileReview",
  data: {
    callYear: year,
    report: operationReport(application, on),
    workSummaries: [demoDocument(`${name}三年工作总结`)],
    priorYearServiceAccounts: demoDocument(`${name}${year - 1}年度服务收支财务报表`),
    specialAuditReport: demoDocument(`${name}${year - 1}年度服务收支专项审计报告`),
  },
})

/** Returns the platforms that lost their title. */
export function* concludeReviews(
  due: ReadonlyArray<DueReview>,
  year: number,
  regulation: Regulation,
): Scenario<ReadonlyArray<ExampleDossier>> {
  yield bilingual(`${year}年复核：测评和结论`, `The reviews of ${year}: assessed and concluded`)
  for (const review of due) yield* assessReview(review, year, regulation)
  const lost: Array<ExampleDossier> = []
  for (const review of due) {
    const confirmed = yield* concludeReview(review, year)
    if (!confirmed) lost.push(review.dossier)
  }
  return lost
}

/** If nothing was filed, the county records that after the call has closed. */
function* assessReview(
  { dossier, files, inspection }: DueReview,
  year: number,
  regulation: Regulation,
): Scenario<void> {
  const on = civilDate(`${year}-10-12`)
  const data = files
    ? { assessment: countyAssessment(inspection, on), findings: findingsOf(regulation, inspection) }
    : { assessment: null, findings: [] }
  const target = targetOf(dossier, { type: "AssessReview", data })
  yield { on, actor: countyOf(dossier), target, about: nameOf(dossier) }
}

/** The bureau tries to confirm, and if refused fails the review. Returns whether the title was confirmed. */
function* concludeReview({ dossier, files }: DueReview, year: number): Scenario<boolean> {
  const step = { on: civilDate(`${year}-11-06`), actor: bureau("SJ-03"), about: nameOf(dossier) }
  const confirmation: FilledCommand = {
    type: "ConcludeReview",
    data: { outcome: "confirmed", reasons: [], findings: [], waivers: files ? waiversFor(dossier) : [] },
  }
  const confirmed = yield { ...step, target: targetOf(dossier, confirmation) }
  if (confirmed) return true
  const reason = files ? "用户满意度低于80%。" : "未按期提交复核材料，经县区催报仍未提交。"
  const failed = yield { ...step, target: targetOf(dossier, failingConclusion(year, reason)) }
  return !failed
}

const failingConclusion = (year: number, text: string): FilledCommand => ({
  type: "ConcludeReview",
  data: {
    outcome: "failed",
    reasons: [{ provision: "art_13__para_1", text }],
    findings: [],
    waivers: [],
    announcement: {
      number: `秦工信公告〔${year}〕示例2号`,
      date: civilDate(`${year}-11-06`),
      address: "https://example.cn/announcements/2",
    },
  },
})

/**
 * The bureau may not revoke until a spot check has found falsification; then it does. The title revoked, and returned, is
 * that of the last platform.
 */
export function* revokeForFalsification(
  certified: ReadonlyArray<ExampleDossier>,
): Scenario<ExampleDossier | undefined> {
  const dossier = certified.at(-1)
  if (dossier === undefined) return undefined
  yield bilingual("抽查与弄虚作假（第十四条）", "A spot check and a falsification (Art. 14)")
  const actor = bureau("SJ-03")
  const about = nameOf(dossier)
  // Applied, Recommended, Certified, PlaqueAwarded are revisions 0 to 3; the spot check is next.
  yield { on: civilDate("2024-04-10"), actor, target: targetOf(dossier, revocation(3, "2024-04-10")), about }
  yield { on: civilDate("2024-04-15"), actor, target: targetOf(dossier, spotCheck), about }
  yield { on: civilDate("2024-05-20"), actor, target: targetOf(dossier, revocation(4, "2024-05-20")), about }
  return dossier
}

const spotCheck: FilledCommand = {
  type: "SpotCheck",
  data: {
    regular: true,
    findings: "抽查服务协议名单，发现不实。",
    falsificationFound: true,
    evidence: [demoDocument("抽查记录（示例）")],
  },
}

const revocation = (restsOn: number, announcedOn: string): FilledCommand => ({
  type: "Revoke",
  data: {
    restsOn,
    reasons: [{ provision: "art_14__para_1", text: "服务协议名单中有12家企业未接受过服务，签字系伪造。" }],
    announcement: {
      number: "秦工信公告〔2024〕示例1号",
      date: civilDate(announcedOn),
      address: "https://example.cn/announcements/1",
    },
  },
})
