/** Finds contradictions in a form: data that are well formed but cannot all be true. */
import { check, checks, notAfter, notBefore, type Contradiction } from "./check.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { yearOf, type CivilDate } from "../law/civil-date.js"
import type { Readings } from "../law/readings.js"
import type { ApplicationForm } from "./application.js"
import type { BasicParticulars } from "./basic-particulars.js"
import type { Dossier } from "./dossier.js"
import type { OperationReport } from "./operation-report.js"
import type { OperatingYear, ServiceProduct } from "./operation.js"
import { percent, wan } from "./quantity.js"

type Contradictions = ReadonlyArray<Contradiction>

/** The readings that affect what a form may contain. */
export type FormReadings = Pick<Readings, "operation.beforeRegistration" | "seals">

/** Contradictions in an application that states the facts of `on`. `handedInOn`: day of filing, if later. */
export const contradictionsInApplication = (
  form: ApplicationForm<unknown>,
  dossier: Dossier,
  on: CivilDate,
  readings: FormReadings,
  handedInOn = on,
): Contradictions => {
  const report = dossier.applicationReport
  const digests = report.status === "provided" ? report.documents.map(({ digest }) => digest) : []
  return checks([
    notAfter("form.filledOn", form.filledOn, handedInOn),
    checkSeal("form.seal", form.seal, readings),
    check(
      !form.serviceCategories.includes("other") || form.otherServices !== undefined,
      "form.otherServices",
      bilingual("服务类别选“其他”的须说明", "a description of the other services"),
      "",
    ),
    ...Object.entries(form.reportSections).map(([heading, digest]) =>
      check(
        report.status !== "provided" || digests.includes(digest),
        `form.reportSections.${heading}`,
        bilingual("申请报告所附文件之一的摘要", "the digest of a document of the report"),
        digest,
      ),
    ),
    ...inParticulars("form.basic", form.basic, on, readings),
    ...inYears("form.operation", form.operation, form.basic, earlier(form.filledOn, on)),
    ...inProducts("form.capability.serviceProducts", form.capability.serviceProducts),
  ])
}

/** Contradictions in the unit's parts of att_3, which state the facts of `on`. `handedInOn`: day of filing, if later. */
export const contradictionsInReport = (
  report: OperationReport<unknown>,
  on: CivilDate,
  readings: FormReadings,
  handedInOn = on,
): Contradictions =>
  checks([
    notAfter("report.filledOn", report.filledOn, handedInOn),
    checkSeal("report.seal", report.seal, readings),
    ...inParticulars("report.basic", report.basic, on, readings),
    ...inYears("report.lastThreeYears", report.lastThreeYears, report.basic, earlier(report.filledOn, on)),
    ...inProducts("report.serviceProducts", report.serviceProducts),
  ])

/** By reading `seals`, a form without its seal is only recorded as such, or refused. */
export const checkSeal = (path: string, seal: boolean, { seals }: Pick<Readings, "seals">): Contradiction | undefined =>
  check(seal || seals === "recordOnly", path, bilingual("加盖公章", "the seal"), String(seal))

const inParticulars = (
  path: string,
  basic: BasicParticulars<unknown>,
  on: CivilDate,
  readings: FormReadings,
): Contradictions => {
  const { diplomaOnly, titleOnly, diplomaAndTitle } = basic.qualifiedStaff
  const qualified = diplomaOnly + titleOnly + diplomaAndTitle
  const invested = basic.investors.reduce((total, { share }) => total + share, 0)
  return checks([
    notAfter(`${path}.registeredOn`, basic.registeredOn, on),
    notAfter(`${path}.operationStart`, basic.operationStart, on),
    readings["operation.beforeRegistration"] === "allowed"
      ? undefined
      : notBefore(`${path}.operationStart`, basic.operationStart, basic.registeredOn),
    check(
      qualified <= basic.staff,
      `${path}.qualifiedStaff`,
      bilingual(`不多于从业人数${basic.staff}人`, `no more than the ${basic.staff} staff`),
      String(qualified),
    ),
    check(
      invested <= 10_000,
      `${path}.investors`,
      bilingual("投资比例合计不超过100%", "shares of no more than 100% together"),
      percent(invested),
    ),
    check(
      basic.premisesTenure.owned || basic.ownedPremises === 0,
      `${path}.ownedPremises`,
      bilingual("未勾选“自有”时为0", "0 unless the premises are owned"),
      percent(basic.ownedPremises),
    ),
  ])
}

/** The earlier of two dates: a form cannot report on a year that was not over when it was filled in. */
const earlier = (one: CivilDate, other: CivilDate): CivilDate => (one < other ? one : other)

/** The first year in which the unit existed, as registered or already operating. */
const firstYear = ({ registeredOn, operationStart }: BasicParticulars<unknown>): number =>
  yearOf(operationStart !== undefined && operationStart < registeredOn ? operationStart : registeredOn)

const inYears = (
  path: string,
  rows: ReadonlyArray<OperatingYear>,
  basic: BasicParticulars<unknown>,
  on: CivilDate,
): Contradictions => {
  const first = firstYear(basic)
  return rows.flatMap((row, i) => {
    const before = rows[i - 1]
    const { year } = row
    const checkYear = (holds: boolean, expected: Bilingual): Contradiction | undefined =>
      check(holds, `${path}.${i}.year`, expected, String(year))
    return checks([
      checkYear(year >= first, bilingual(`不早于单位设立的${first}年`, `no year before ${first}`)),
      checkYear(year < yearOf(on), bilingual(`早于${yearOf(on)}年的完整年度`, `a full year before ${yearOf(on)}`)),
      checkYear(
        before === undefined || year === before.year + 1,
        bilingual("年度自前至后逐年排列", "the year after the row above"),
      ),
      check(
        row.serviceRevenue <= row.operatingRevenue,
        `${path}.${i}.serviceRevenue`,
        bilingual(
          `不高于营业收入${wan(row.operatingRevenue)}万元`,
          `no more than operating revenue, ${wan(row.operatingRevenue)} 万元`,
        ),
        wan(row.serviceRevenue),
      ),
      check(
        row.smesWithAgreement <= row.smesServed,
        `${path}.${i}.smesWithAgreement`,
        bilingual(`不多于服务企业${row.smesServed}家`, `no more than the ${row.smesServed} SMEs served`),
        String(row.smesWithAgreement),
      ),
    ])
  })
}

const inProducts = (path: string, products: ReadonlyArray<ServiceProduct>): Contradictions => {
  const total = products.reduce((sum, { revenueShare }) => sum + revenueShare, 0)
  const expected = bilingual("占年营业收入合计不超过100%", "shares of revenue of no more than 100% together")
  return checks([check(total <= 10_000, path, expected, percent(total))])
}
