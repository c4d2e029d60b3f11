/** Small changes that show on few days or at an exact level. Histories must reach them. */
import { allows, forbids, obliges, type Obligation } from "../obligations/obligation.js"

const core = "core/src/aggregates/designation"

/** Tests are those of the laws alone. */
const laws = {}

/** First and last days of a time limit. */
const limits: ReadonlyArray<Obligation> = [
  allows(
    "art_7__para_1.supplementLastDay",
    "补正期限的最后一日仍可补正",
    "a supplement is in time on the last day that the county gave",
    [
      `${core}/rules/supplement.ts`,
      "until !== null && until < context.effectiveOn",
      "until !== null && until <= context.effectiveOn",
    ],
    laws,
  ),
  forbids(
    "art_7__para_1.decidedWhileAwaited",
    "补正期限的最后一日县区不得先行作出决定",
    "on that day the county still waits",
    [`${core}/supplement.ts`, "requested.until < on ? null", "requested.until <= on ? null"],
    laws,
  ),
  forbids(
    "art_7__para_1.deadlineShortened",
    "再次要求补正不得缩短原期限",
    "a further request takes away no time that an earlier one gave",
    [
      `${core}/rules/supplement.ts`,
      "latest(nextDay(context.effectiveOn), supplements.requested?.until)",
      "nextDay(context.effectiveOn)",
    ],
    laws,
  ),
  obliges(
    "art_13__para_1.nextTerm",
    "确认后的期限自原期限届满之日起算",
    "a confirmed title lasts for a term more, from the end of the present one",
    ["core/src/kernel/lifecycle.ts", ": plusYears(last, years)", ": plusYears(last, years - 1)"],
    laws,
  ),
  obliges(
    "art_13__para_1.termOfLeapDay",
    "2月29日起算的期限届满于2月的最后一日",
    "a term from 29 February ends with February",
    [
      "core/src/law/civil-date.ts",
      "return dateOf({ year: year + years, month, day: Math.min(day, monthLength(year + years, month)) })",
      "return day > monthLength(year + years, month) ? dateOf({ year: year + years, month: month + 1, day: 1 }) : dateOf({ year: year + years, month, day })",
    ],
    laws,
  ),
  allows(
    "art_13__para_1.termLastDay",
    "期限的最后一日称号仍有效",
    "a title lasts on the last day of its term",
    [`${core}/state.ts`, "validUntil !== null && validUntil < on", "validUntil !== null && validUntil <= on"],
    laws,
  ),
  forbids(
    "art_13__para_1.termLastYear",
    "有期限的称号在最后一年之前不得报送复核",
    "a review of a title with a term is not filed before the first day of its last year",
    [`${core}/review-period.ts`, "opensOn: nextDay(plusYears(validUntil, -1))", "opensOn: plusYears(validUntil, -1)"],
    laws,
  ),
  allows(
    "art_13__para_1.opensOn",
    "自可报送复核之日起即可报送",
    "a review may be filed on the first day of its period",
    [`${core}/rules/review-filing.ts`, "opensOn !== null && on < opensOn", "opensOn !== null && on <= opensOn"],
    laws,
  ),
  forbids(
    "art_13__para_1.dueDay",
    "复核期限的最后一日不得认定未报送",
    "on the last day to file nothing is overdue yet",
    [`${core}/review-period.ts`, "opensOn !== null && dueOn < on", "opensOn !== null && dueOn <= on"],
    laws,
  ),
  forbids(
    "art_13__para_1.rectificationLastDay",
    "整改期限的最后一日不得判定不合格",
    "on the last day to rectify no review fails",
    [`${core}/rules/rectification.ts`, "order.until < context.effectiveOn", "order.until <= context.effectiveOn"],
    laws,
  ),
  allows(
    "art_13__para_1.rectifiedAtOnce",
    "当日整改完毕即可再次测评和作出结论",
    "a unit that rectifies on the day of the order is assessed, and the review concluded, on that day",
    [
      `${core}/evolve-title.ts`,
      "{ ...review.rectification, over: true }",
      "{ ...review.rectification, over: effectiveOn > review.rectification.orderedOn }",
    ],
    laws,
  ),
]

/** Levels and figures at exactly their limit, and relaxations that stand. */
const levels: ReadonlyArray<Obligation> = [
  allows(
    "art_5__para_1__point_7.floorItself",
    "解释设有下限的，可放宽至下限本身",
    "where there is a floor, a level may be relaxed to exactly that",
    [`${core}/waivers.ts`, "100 * relaxedTo < floor * level.statutory", "100 * relaxedTo <= floor * level.statutory"],
    laws,
  ),
  forbids(
    "art_5__para_1__point_7.noRelaxation",
    "放宽的标准须低于原标准",
    "a level that is not below the text's own is no relaxation",
    [`${core}/waivers.ts`, "relaxedTo >= level.statutory", "relaxedTo > level.statutory"],
    laws,
  ),
  forbids(
    "art_5__para_1__point_7.askedTwice",
    "同一条件不得两次放宽",
    "one condition is not relaxed twice at once",
    [`${core}/waivers.ts`, "requests.findIndex(({ condition }) => condition === request.condition) < i", "false"],
    laws,
  ),
  obliges(
    "art_5__para_1__point_7.waivedBy",
    "放宽须载明经办人员",
    "a waiver says who gave it",
    [`${core}/waivers.ts`, "    officer,\n    reasons,", '    officer: "",\n    reasons,'],
    laws,
  ),
  obliges(
    "art_5__para_1__point_3.roundedUp",
    "比例所需人数有小数的进为整数",
    "60 % of eleven people are seven",
    ["core/src/conditions/outcome.ts", "const hundredths = percent * whole + 99", "const hundredths = percent * whole"],
    laws,
  ),
  obliges(
    "art_5__para_1__point_4.lastInterval",
    "解释只比较一个年度间隔的，比较最近两年",
    "where one interval is compared it is the latest",
    [
      "core/src/conditions/outcome.ts",
      'reading === "strictOneInterval" ? series.slice(-2) : series',
      'reading === "strictOneInterval" ? series.slice(0, 2) : series',
    ],
    laws,
  ),
  obliges(
    "art_5__para_1__point_4.beganOnNewYear",
    "1月1日成立的，当年为完整年度",
    "a unit that began on the first of January existed for that year",
    ["core/src/conditions/outcome.ts", "began <= yearStart(calendarYear)", "began < yearStart(calendarYear)"],
    laws,
  ),
]

/** Each tried with the laws alone. */
export const rareDays: ReadonlyArray<Obligation> = [...limits, ...levels]
