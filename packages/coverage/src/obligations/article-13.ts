/** Art. 13: reviews. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-9-to-15.test.ts"
const facts = "core/test/provisions/facts-against-facts.test.ts"
const ofTheTitle = "core/test/provisions/readings-of-the-title.test.ts"
const ofDuties = "core/test/provisions/readings-of-duties.test.ts"
const lives = { "core/test/second-statement/lives.test.ts": "agree with those of the program" }
const filing = "core/src/aggregates/designation/rules/review-filing.ts"
const consistency = "core/src/aggregates/designation/rules/consistency.ts"
const conclusion = "core/src/aggregates/designation/rules/review-conclusion.ts"
const duties = "core/src/aggregates/designation/duties.ts"
const call = "core/src/aggregates/call.ts"

export const article13: ReadonlyArray<Obligation> = [
  obliges(
    "art_13__para_1.everyThreeYears",
    "每3年复核一次",
    "a review every three years",
    ["core/src/regulations/qinhuangdao-2020/index.ts", "reviewEveryYears: 3", "reviewEveryYears: 4"],
    { [tests]: "art_13__para_1: is filed with the third year's call" },
  ),
  obliges(
    "art_13__para_1.cycle",
    "下一周期自上次确认起算",
    "the next three years count from the last confirmation",
    ["core/src/aggregates/designation/state.ts", "lastConfirmedOn ?? certifiedOn", "certifiedOn"],
    { [tests]: "art_13__para_1: starts the next three years when it confirms the title" },
  ),
  obliges(
    "art_13__para_1.withTheCall",
    "复核与年度申报同时进行",
    "the review runs with the yearly call",
    [filing, "...outsideCall(input, callYear),", ""],
    { [tests]: "art_13__para_1: is filed with the third year's call" },
  ),
  forbids(
    "art_13__para_1.beforeAnniversaryYear",
    "按满三年计的，当年首日起方可提交",
    "by the anniversary: from the first day of its year, and not before",
    [filing, "opensOn !== null && on < opensOn", "opensOn !== null && on <= opensOn"],
    { [ofTheTitle]: "review.due=anniversary: the review is filed from the year of the anniversary on" },
  ),
  obliges(
    "art_13__para_1.callInItsYear",
    "年度申报在当年内进行",
    "the yearly call lies in its year",
    [call, "yearOf(date) === year", "true"],
    { "core/test/aggregates/instrument-and-call.test.ts": "must open and close within its year" },
  ),
  forbids(
    "art_13__para_1.callNotLengthened",
    "截止申报不得延长申报期",
    "closing the call never lengthens it",
    [call, 'between("closedOn", closedOn, state.window.opensOn, state.window.closesOn)', "undefined"],
    {
      "core/test/aggregates/instrument-and-call.test.ts":
        "can be closed only on a day from its first to its last, and so is never lengthened",
    },
  ),
  obliges(
    "art_13__para_1.summaries",
    "提交3年工作总结",
    "the unit files its summaries",
    [
      "core/src/aggregates/designation/codecs.ts",
      "workSummaries: list(Document, { from: 1,",
      "workSummaries: list(Document, { from: 0,",
    ],
    { "core/test/provisions/annexes.test.ts": "att_3: requires summaries and last year's accounts" },
  ),
  obliges(
    "art_13__para_1.ownReport",
    "测评表的单位与称号一致",
    "the report is of the unit that holds the title",
    [consistency, "report.operatingUnitName === operatingUnitName,", "true,"],
    { [facts]: "the unit's name is that of the title" },
  ),
  obliges(
    "art_13__para_1.countyFirst",
    "县区测评后市局方可复核",
    "the county assesses before the bureau concludes",
    [
      conclusion,
      'if (review?.assessed == null) return E.left([reviewNotAssessed("ConcludeReview", review)])\n  const judged = review.filed && judgeAs(input, title, review.filed, review.assessed, data)',
      'if (review?.filed == null) return E.left([reviewNotAssessed("ConcludeReview", review)])\n  const nothing = { nothingFiled: false, findings: [], waiversProposed: [], measurements: [] }\n  const judged = judgeAs(input, title, review.filed, review.assessed ?? nothing, data)',
    ],
    { [tests]: "art_13__para_1: passes from the unit to its county and then to the bureau" },
  ),
  obliges(
    "art_13__para_1.newCounty",
    "迁出的单位由新县区重新测评",
    "a unit that has moved is assessed by its new county",
    ["core/src/aggregates/designation/evolve.ts", "{ ...review, assessed: null,", "{ ...review,"],
    { [facts]: "art_13__para_1: a review must be assessed by the new county" },
  ),
  obliges(
    "art_13__para_1.countyAfterFiling",
    "县区测评不早于提交",
    "the county assesses after the filing",
    [filing, "filed.supplements.suppliedOn ?? filed.on,", "assessment.assessedOn,"],
    { [facts]: "the county assesses after the filing" },
  ),
  obliges(
    "art_13__para_1.beforeTheTermEnds",
    "称号有期限的，复核在期限届满前一年内提交",
    "a title with a term is reviewed before it ends",
    [
      "core/src/aggregates/designation/review-period.ts",
      "validUntil === null || yearOf(validUntil) > thirdYear",
      "true",
    ],
    { [ofTheTitle]: "title.term=threeYears: its review is filed in the last year of the term" },
  ),
  forbids(
    "art_13__para_1.nothingFiledEarly",
    "期限未过不得认定未提交",
    "that nothing was filed cannot be said before the time is over",
    [filing, "when(!isOverdue(period, context.effectiveOn),", "when(false,"],
    { [ofDuties]: "art_13__para_1: must be overdue before the county can report that no review was filed" },
  ),
  obliges(
    "art_13__para_1.asOfFiling",
    "复核以提交之日的事实为准",
    "a review is judged as of the day it was filed",
    [
      "core/src/aggregates/designation/rules/review-evidence.ts",
      "const asOf = factsDayOf(filed.on, filed.supplements, rule.readings)",
      "const asOf = context.effectiveOn",
    ],
    { "core/test/second-statement/eligibility.test.ts": "give the same verdicts" },
  ),
  obliges(
    "art_13__para_1.confirmed",
    "合格的予以确认，不合格的不予确认",
    "what passes is confirmed, and what does not pass is not",
    [conclusion, ": unmet(judged.rule.regulation.conditions, judged)),", ": []),"],
    { [tests]: "art_13__para_1: cannot confirm a unit that does not meet the conditions" },
  ),
  obliges(
    "art_13__para_1.latestFinding",
    "复核中同一条件以市局的认定为准",
    "in a review too, of two findings on a condition the bureau's counts",
    [
      conclusion,
      "findings: [...assessed.findings, ...data.findings]",
      "findings: [...data.findings, ...assessed.findings]",
    ],
    { "core/test/second-statement/eligibility.test.ts": "give the same verdicts" },
  ),
  obliges(
    "art_13__para_1.failedRevokes",
    "不合格的同时撤消",
    "what fails is revoked, in the same append",
    [
      conclusion,
      "[reviewed(data, title, judged, {}), revoked(input, data, announcement)]",
      "[reviewed(data, title, judged, {})]",
    ],
    { [tests]: "art_13__para_1: revokes the title in the same append when it fails" },
  ),
  obliges(
    "art_13__para_1.announced",
    "撤消须发布公告",
    "the revocation is announced",
    [
      conclusion,
      '? E.left([{ code: "AnnouncementMissing" }, ...objections])',
      "? unlessObjected(objections, () => [reviewed(data, title, judged, {})])",
    ],
    { [tests]: "art_13__para_1: revokes the title in the same append when it fails" },
  ),
  obliges(
    "art_13__para_1.word",
    "照录“撤消”",
    "in the text's own word 撤消",
    ["core/src/regulations/qinhuangdao-2020/index.ts", 'reviewFailed: "撤消"', 'reviewFailed: "撤销"'],
    { [tests]: "art_13__para_1: revokes the title in the same append when it fails" },
  ),
  obliges(
    "art_13__para_1.failReasons",
    "不合格须说明理由",
    "a failure has its reasons",
    [conclusion, '...reasonsMissing("ConcludeReview", data.reasons),', ""],
    { [tests]: "art_13__para_1: revokes the title in the same append when it fails" },
  ),
  allows(
    "art_13__para_1.late",
    "逾期提交的仍可复核",
    "one that comes late is still a review",
    [filing, "review?.filed != null && !again", "review != null && !again"],
    { [ofTheTitle]: "art_13__para_1: a late review can still be filed" },
  ),
  forbids(
    "art_13__para_1.noLapse",
    "逾期仅作提示，称号不失效",
    "overdue is a flag, and no title ends by it",
    [duties, "overdue: dueOn < on", "overdue: dueOn <= on"],
    lives,
  ),
  forbids(
    "art_13__para_1.reapplicationBar",
    "设有年限的，期满当日仍不得再次申报",
    "where there is a bar of years, it holds on its last day",
    ["core/src/aggregates/designation/rules/apply.ts", "context.effectiveOn <= until", "context.effectiveOn < until"],
    { [ofTheTitle]: "revocation.reapply=years(" },
  ),
]
