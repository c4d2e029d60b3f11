/** Attempts on the unit of 海港区 after its certification. */
import { announcementOn, document, reasons, type Attempt } from "@shifan/testkit"
import { civilDate as day, type DivisionCode, type Uscc } from "../../src/index.js"
import { certified, town } from "../unit-scenario.js"

const by = town.bureau
export const applicationDay = day("2020-12-01")
export const filed = [...certified, town.fileReview(day("2023-09-10"))]
export const assessed = [...filed, town.assessReview(day("2023-10-10"))]
export const rectify = town.act(by, day("2023-10-20"), "OrderRectification", { until: day("2023-11-10"), reasons })
export const notice = town.act(by, day("2020-12-10"), "PublishNotice", {
  opensOn: day("2020-12-10"),
  closesOn: day("2020-12-16"),
  number: "示例1号",
  address: "https://example.cn/1",
})
export const check = (falsificationFound: boolean): Attempt =>
  town.act(by, day("2021-05-01"), "SpotCheck", {
    regular: true,
    findings: "示例",
    falsificationFound,
    evidence: [document],
  })
export const revoke = (change: object = {}): Attempt =>
  town.act(by, day("2021-06-01"), "Revoke", {
    restsOn: 3,
    reasons,
    announcement: announcementOn(day("2021-06-01")),
    ...change,
  })
export const surrender = town.act(town.us, day("2021-07-01"), "SurrenderTitle", { reason: "不再运营" })
export const endOfUnit = town.act(by, day("2021-07-02"), "RecordEndOfUnit", { endedOn: day("2021-06-30"), document })
export const annul = (revision: number, change: object = {}): Attempt =>
  town.act(by, day("2021-08-01"), "AnnulDecision", {
    revision,
    ground: "court",
    effect: "fromBeginning",
    decidedOn: day("2021-07-20"),
    document,
    reasons: "认定事实不清",
    ...change,
  })
const successor = "91110108551385082Q" as Uscc
export const succeed = town.act(by, day("2021-07-05"), "SucceedTitle", { successor, cause: "merger", document })
export const inherit = town.act(by, day("2021-07-06"), "InheritTitle", {
  predecessor: successor,
  operatingUnitName: "示例承继有限公司",
  countyOrDistrict: town.county.code as DivisionCode,
  document,
})
/** A correction of the certificate number at revision 2. */
export const correct = (change: object = {}): Attempt =>
  town.act(by, day("2021-08-01"), "CorrectRecord", {
    revision: 2,
    field: "Certified.certificateNumber",
    from: "示例-1",
    to: "示例-2",
    reason: "录入笔误",
    document,
    approver: "SJ-09",
    ...change,
  })
export const plaque = town.act(by, day("2021-01-05"), "AwardPlaque", { awardedOn: day("2021-01-05") })
