/** Refusals to grant or revoke a title, and to annul or correct a decision. */
import type { RefusalCode } from "@shifan/core"
import { entry, type ErrorEntry } from "./entry.js"

export const refusalsOfDecisions = {
  CertificateNumberTaken: entry(
    409,
    "证书编号已被使用",
    "the certificate number belongs to another title",
    "改用未使用过的编号",
    "give a number that no title has had",
  ),
  QuotaReached: entry(
    409,
    "申报名额已满",
    "the call has no place left",
    "已占名额的决定被撤销后再办理，或另行公布名额",
    "act once a decision that has a place is annulled, or under another quota",
  ),
  AnnouncementMissing: entry(
    422,
    "撤销须有公告",
    "a revocation needs its announcement",
    "补充公告文号、日期和网址",
    "give its number, date and address",
  ),
  HearingMissing: entry(
    422,
    "撤销前须听取单位意见",
    "the unit has to be heard first",
    "补充听取意见的记录",
    "give the record of the hearing",
  ),
  ReasonsMissing: entry(
    422,
    "缺少理由和依据",
    "reasons are missing",
    "说明理由和依据条款",
    "give reasons with provisions",
  ),
  NothingFound: entry(
    422,
    "所依据的记录没有认定弄虚作假",
    "the record it rests on found no falsification",
    "先登记抽查结果",
    "record the spot check first, and name its revision",
  ),
  PlaqueMissing: entry(
    409,
    "尚未授牌，依现行解读不适用",
    "no plaque was awarded, but the reading in force requires one",
    "授牌后方可适用",
    "award the plaque first, or use another reading",
  ),
  NoPlaqueToReturn: entry(409, "没有应收回的牌匾", "no plaque is out", "无须办理", "nothing"),
  NothingToAnnul: entry(
    409,
    "该记录不是可以撤销的决定",
    "there is no decision to annul at that revision",
    "核对记录编号",
    "name the revision of a decision that stands",
  ),
  NothingToInherit: entry(
    409,
    "没有待转至本单位的称号",
    "no title is to pass to this unit",
    "先在原单位名下登记承继",
    "record the succession at the other unit first",
  ),
  NothingToCorrect: entry(
    409,
    "该记录没有可以更正的此栏",
    "this field cannot be corrected",
    "在所列各栏中选择，或撤销原决定",
    "choose one of the fields named, or annul the decision",
  ),
} as const satisfies { readonly [C in RefusalCode]?: ErrorEntry }
