/** Sentences for refusals about a title, its review and its revocation (arts. 13 and 14). */
import { divisionName, isDivisionCode } from "../../forms/division.js"
import { citedFor } from "../text-words.js"
import { says, type Sentences } from "./sentence.js"

export const title: Sentences<
  | "ReviewNotDue"
  | "ReviewNotProvided"
  | "NothingFiled"
  | "FiledForReview"
  | "ReviewNotAssessed"
  | "RectificationPending"
  | "CertificateNumberTaken"
  | "QuotaReached"
  | "AnnouncementMissing"
  | "HearingMissing"
  | "NothingFound"
  | "PlaqueMissing"
  | "NoPlaqueToReturn"
  | "NothingToAnnul"
  | "NothingToCorrect"
  | "NothingToInherit"
  | "FalsificationPending"
> = {
  ReviewNotDue: ({ from, year }) => {
    const due = from ?? `${year ?? ""}`
    const zh = from ?? `${year ?? ""}年`
    return says(`复核尚未到期，${zh}到期`, `no review is due before ${due}`, `${zh}起办理`, `from ${due} on`)
  },

  ReviewNotProvided: () =>
    says(
      "现行办法没有规定复核",
      "the regulation provides for no review",
      "无须复核；称号到期后可重新申报",
      "no review; a new application once the title has ended",
    ),

  NothingFiled: () =>
    says(
      "本次复核未提交材料",
      "nothing was filed for this review",
      "提交测评表及所附材料",
      "the assessment form and its enclosures",
    ),

  FiledForReview: ({ filedOn }, { county }) =>
    says(
      `该单位已于${filedOn}提交复核材料，尚待${county.zh}测评`,
      `the unit filed for review on ${filedOn}, and its ${county.en} has not assessed it`,
      "填写测评表第四部分，对已提交的材料进行测评",
      "an assessment of what was filed: part four of the form",
    ),

  ReviewNotAssessed: (refusal, names) => {
    const act = names.act(refusal.act)
    const { filedOn } = refusal
    const { county } = names
    return filedOn === null
      ? says(
          `该单位未提交复核材料，${county.zh}也未测评，不能${act.zh}`,
          `cannot ${act.en}: nothing was filed for review, and the ${county.en} has recorded nothing`,
          `由单位提交复核材料，或由${county.zh}登记其未提交`,
          `a review filed by the unit, or the ${county.en}'s record that nothing was filed`,
        )
      : says(
          `复核材料已于${filedOn}提交，${county.zh}尚未测评，不能${act.zh}`,
          `cannot ${act.en}: filed for review on ${filedOn}, not yet assessed by the ${county.en}`,
          `由${county.zh}先行测评`,
          `the ${county.en}'s assessment first`,
        )
  },

  RectificationPending: ({ until }) =>
    until === null
      ? says(
          "撤销前须责令限期整改",
          "a failed review requires a period for rectification first",
          "先责令整改",
          "an order to rectify",
        )
      : says(
          `整改期至${until}尚未届满`,
          `the period for rectification runs until ${until}`,
          "整改期满或重新测评后办理",
          "its end, or a new assessment",
        ),

  CertificateNumberTaken: ({ number, unit, revision }) =>
    says(
      `证书编号${number}已由${unit}使用（第${revision}号记录）`,
      `the certificate number ${number} belongs to ${unit}, at revision ${revision}`,
      "改用未使用过的编号",
      "a number never used for a title",
    ),

  QuotaReached: ({ callYear, act, county, most, held }, names) => {
    const { zh, en } = names.act(act)
    const of = county !== null && isDivisionCode(county) ? divisionName(names.regulation.territory, county) : undefined
    return says(
      `${callYear}年度${of ?? "合计"}${zh}名额${most}个，已有${held}个`,
      `cannot ${en}: the call of ${callYear} has places for ${most}${of === undefined ? " in all" : ` of ${of}`}, and ${held} are taken`,
      "已占名额的决定被撤销，或另行公布名额",
      "an annulment that frees a place, or another quota",
    )
  },

  AnnouncementMissing: () =>
    says(
      "撤销须有公告",
      "a revocation needs its announcement",
      "补充公告文号、日期和网址",
      "its number, date and address",
    ),

  HearingMissing: () =>
    says("撤销前须听取单位意见", "the unit must be heard first", "补充听取意见的记录", "the record of a hearing"),

  NothingFound: ({ restsOn }) =>
    says(
      `第${restsOn}号记录不是认定弄虚作假的抽查`,
      `revision ${restsOn} is not a spot check that found falsification`,
      "先登记抽查结果",
      "a spot check that found it",
    ),

  PlaqueMissing: () =>
    says(
      "尚未授牌，不适用该条撤销",
      "no plaque has been awarded",
      "依现行解读授牌后方可适用",
      "a plaque, under the reading in force",
    ),

  NoPlaqueToReturn: () =>
    says(
      "该单位没有应收回的牌匾",
      "no plaque of this title is outstanding",
      "未授牌或已收回的，无须办理",
      "nothing, if none was awarded or it was already returned",
    ),

  NothingToAnnul: ({ revision, takenOverBy }) =>
    takenOverBy === undefined
      ? says(
          `第${revision}号记录不是可以撤销的决定，或其后已有新的决定`,
          `revision ${revision} is not a decision that can be annulled, or later ones have replaced it`,
          "在办理情况中核对记录编号",
          "the revision of a decision that stands, as the history shows it",
        )
      : says(
          `第${revision}号决定所涉称号已由${takenOverBy}承继，不能先行撤销`,
          `the title that rests on revision ${revision} has been taken over by ${takenOverBy}`,
          `先在${takenOverBy}名下撤销承继称号的决定，再撤销本决定`,
          `an annulment of the takeover, recorded for ${takenOverBy}, and then this one`,
        ),

  NothingToCorrect: ({ revision, field, fields }) =>
    says(
      `第${revision}号记录没有可以更正的“${field}”`,
      `revision ${revision} has no ${field} that could be corrected`,
      fields.length === 0 ? "该记录没有可以更正的内容；决定有误的，撤销原决定" : `可以更正：${fields.join("、")}`,
      fields.length === 0 ? "an annulment, where a decision was wrong" : `one of ${fields.join(", ")}`,
    ),

  NothingToInherit: ({ predecessor }) =>
    says(
      `${predecessor}没有待转至本单位的称号`,
      `no title of ${predecessor} is waiting to pass to this unit`,
      "先在原单位名下登记称号承继",
      "the succession, recorded for the unit that holds the title",
    ),

  FalsificationPending: ({ revision }, { regulation }) => {
    const cited = citedFor(regulation, "FalsificationPending")
    const under = cited === undefined ? "" : ` under ${cited.en.replaceAll("Art.", "art.")}`
    return says(
      `第${revision}号抽查已认定弄虚作假，尚未处理`,
      `the spot check at revision ${revision} found falsification, which has not been decided on`,
      `先${cited === undefined ? "" : `依${cited.zh}`}撤销称号，或撤销该项认定`,
      `a revocation${under}, or an annulment of what was found`,
    )
  },
}
