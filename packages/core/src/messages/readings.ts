/** Texts of the readings: the question of each, and the meaning of its options. */
import { bilingual as both, type Bilingual } from "../law/bilingual.js"
import { listedOption, numbered, type ReadingId } from "../law/readings.js"
import { conditionClauses, type ClausesOf } from "./condition-clauses.js"
import { readingsOfText, type ReadingOfText } from "./readings-of-text.js"
import type { SpeakingText } from "./text-words.js"

/** The question of a reading and a clause for each option, in both languages. */
export interface ReadingText<Id extends ReadingId> {
  readonly question: Bilingual
  readonly clauses: ClausesOf<Id>
}

const reading = <Id extends ReadingId>(question: Bilingual, clauses: ClausesOf<Id>): ReadingText<Id> => ({
  question,
  clauses,
})

const clauses = conditionClauses(null)

/** The readings that sound alike under every text. Typed so that a missing one does not compile. */
const fixed: { readonly [Id in Exclude<ReadingId, ReadingOfText>]: ReadingText<Id> } = {
  "instrument.afterExpiry": reading(
    both(
      "办法失效后，已授称号的复核与撤销是否继续",
      "whether existing titles are still reviewed and revoked after expiry",
    ),
    {
      refuse: both("办法失效后不再办理复核与撤销", "existing titles are no longer reviewed or revoked after expiry"),
      concludeExistingTitles: both(
        "办法失效后继续办理已授称号的复核与撤销",
        "existing titles are still reviewed and revoked after expiry",
      ),
    },
  ),
  "instrument.formalities": reading(
    both(
      "办法失效后，可否办结未决申报、授牌、报送总结",
      "whether pending applications, plaques and yearly summaries may be completed after expiry",
    ),
    {
      allowed: both("办法失效后仍可办结未决申报、授牌、报送总结", "they may still be completed after expiry"),
      refuse: both("办法失效后不再办结未决申报、授牌、报送总结", "they may no longer be completed after expiry"),
    },
  ),
  "instrument.applicable": reading(
    both("在办案件适用哪一时点的规定", "which version of the text governs a pending case"),
    {
      decisionDate: both("适用作出决定时的规定", "the version in force on the day of the decision governs"),
      applicationDate: both("适用申报时的规定", "the version in force on the day of the application governs"),
    },
  ),
  "title.term": reading(both("称号是否有期限", "whether the title expires"), {
    none: both("称号没有期限", "a title does not expire"),
    threeYears: both("称号有效期为三年", "a title expires after three years"),
  }),
  "operation.beforeRegistration": reading(
    both("运营起始可否早于注册日期", "whether operation may begin before registration"),
    {
      refuse: both("运营起始不得早于注册日期", "operation may not begin before registration"),
      allowed: both("运营起始可以早于注册日期", "operation may begin before registration"),
    },
  ),
  "period.operatingFrom": reading(
    both("运营年限自何时起算", "from when years of operation are counted"),
    clauses["period.operatingFrom"],
  ),
  "asOf.facts": reading(both("申报条件以何日的事实为准", "which day's facts count"), clauses["asOf.facts"]),
  "staff.qualified": reading(
    both("学历和职称是择一即可还是同时具备", "whether a diploma or a professional title is enough, or both are needed"),
    clauses["staff.qualified"],
  ),
  "served.unit": reading(
    both("服务中小企业按家数还是户次计", "whether enterprises or visits are counted"),
    clauses["served.unit"],
  ),
  "served.year": reading(both("“年服务”指哪一年度", "which year's services are counted"), clauses["served.year"]),
  "growth.steady": reading(
    both("“近两年稳定增长”如何认定", "what counts as steady growth over two years"),
    clauses["growth.steady"],
  ),
  "growth.newUnit": reading(
    both(
      "成立不足三个完整年度的单位，增长以已有年度认定还是不作认定",
      "how the growth of a unit too young for three full years is judged",
    ),
    clauses["growth.newUnit"],
  ),
  "waiver.depth": reading(both("适度放宽的幅度", "how far a condition may be relaxed"), {
    unbounded: both("放宽幅度不限", "there is no limit"),
    "floor(80)": both("放宽后不低于规定标准的80%", "the limit is 80 % of the requirement"),
  }),
  "review.completion": reading(both("复核测评和结论应何时完成", "when a review must be assessed and concluded"), {
    endOfYear: both("复核测评和结论于当年年底前完成", "both are due by the end of the year of the review"),
    none: both("复核测评和结论没有期限", "neither has a deadline"),
  }),
  "review.notFiled": reading(both("未提交复核材料如何处理", "what happens if nothing is filed for a review"), {
    bureauMayFail: both("未提交的可作不合格处理", "the bureau may fail the review"),
    flagOnly: both("未提交的仅作提示", "the review is only flagged"),
  }),
  "review.standard": reading(both("复核以何时的条件为准", "which conditions a review is judged by"), {
    conditionsInForceNow: both("以复核时的条件为准", "the conditions in force on the day of the review count"),
    conditionsAtCertification: both("以认定时的条件为准", "the conditions in force at certification count"),
  }),
  "duties.text": reading(both("称号存续期间的义务以何时的办法为准", "which text sets the duties of a title"), {
    inForceNow: both("以现行办法规定的义务为准", "the text in force sets them"),
    atCertification: both("以认定时的办法规定的义务为准", "the text in force at certification sets them"),
  }),
  "summary.due": reading(both("年度工作总结何时报送", "when a yearly summary is due"), {
    endOfNextYear: both("年度工作总结于次年年底前报送", "it is due by the end of the following year"),
    endOfYear: both("年度工作总结于当年年底前报送", "it is due by the end of the year it covers"),
  }),
  "spotCheck.scope": reading(both("每年抽查的范围", "which platforms are spot-checked each year"), {
    somePlatforms: both("每年抽查部分平台", "some platforms are checked each year"),
    everyPlatform: both("每年抽查所有平台", "every platform is checked each year"),
  }),
  "revocation.reapply": reading(both("被撤销单位可否再次申报", "whether a revoked unit may apply again"), {
    noBar: both("可再次申报", "it may apply again"),
    "years(3)": both("3年内不得再次申报", "it may not apply for 3 years"),
  }),
  "announcement.falsification": reading(
    both("因弄虚作假撤销是否须发布公告", "whether a revocation for falsification must be announced"),
    {
      recordIfPublished: both("发布公告的予以记录", "an announcement is recorded if one was published"),
      required: both("须发布公告", "an announcement is required"),
    },
  ),
  hearing: reading(both("撤销前是否听取单位意见", "whether the unit must be heard before revocation"), {
    recordIfHeld: both("听取意见的予以记录", "a hearing is recorded if one was held"),
    required: both("须听取意见", "a hearing is required"),
  }),
  seals: reading(both("表格未加盖公章的如何处理", "what happens if a form lacks its seal"), {
    recordOnly: both("未加盖公章的仅作记录", "a missing seal is only recorded"),
    required: both("须加盖公章", "the seal is required"),
  }),
  "supplement.scope": reading(
    both("补正可否改动未要求补正的内容", "whether a supplement may change more than was asked for"),
    {
      askedOnly: both("仅可改动要求补正的内容", "it may change only what was asked for"),
      anything: both("可一并改动其他内容", "it may change the rest as well"),
    },
  ),
  "supplement.facts": reading(both("补正后以何日的事实为准", "which day's facts count after a supplement"), {
    filingDate: both("补正后仍以提交日的事实为准", "the facts on the day of filing still count"),
    supplementDate: both("补正后以补正日的事实为准", "the facts on the day of the supplement count"),
  }),
  "supplement.afterCall": reading(
    both("申报期届满后可否补正", "whether a supplement may be filed after the call has closed"),
    {
      allowed: both("申报期届满后仍可补正", "it may be filed after the call has closed"),
      refuse: both("申报期届满后不得补正", "it must be filed before the call closes"),
    },
  ),
  "supplement.late": reading(both("逾期补正如何处理", "what happens to a supplement filed after its deadline"), {
    accepted: both("逾期补正的，在作出决定前仍予接收", "it is accepted until a decision is taken"),
    refuse: both("逾期补正的不予接收", "it is refused"),
  }),
  "supplement.unasked": reading(both("单位可否主动补正", "whether a unit may supplement without being asked"), {
    refuse: both("未经要求不得补正", "it may not"),
    allowed: both("单位可主动补正", "it may"),
  }),
}

/** The question and the clauses of a reading, with the words and figures of the text that it reads. */
export const readingText = <Id extends ReadingId>(id: Id, text: SpeakingText): ReadingText<Id> => textsOf(text)[id]

type ReadingTexts = { readonly [Id in ReadingId]: ReadingText<Id> }

const textsOf = (text: SpeakingText): ReadingTexts => ({ ...fixed, ...readingsOfText(text) })

/**
 * The clause for an option: what applies if it is chosen. For an unknown option, the option itself.
 *
 * @example optionClause("waiver.depth", "floor(60)", qinhuangdao2020).zh // 放宽后不低于规定标准的60%
 */
export const optionClause = (id: ReadingId, option: string, text: SpeakingText): Bilingual => {
  const listed = listedOption(id, option)
  const all: { readonly [option: string]: Bilingual } = readingText(id, text).clauses
  const clause = listed === undefined ? undefined : all[listed]
  if (clause === undefined) return both(option, option)
  const n = numbered.exec(option)?.[2]
  const known = numbered.exec(listed ?? "")?.[2]
  return n === undefined || known === undefined
    ? clause
    : both(clause.zh.replace(known, n), clause.en.replace(known, n))
}
