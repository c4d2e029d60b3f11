/** Small changes that show only after something else has happened. Histories must reach that far. */
import { allows, forbids, obliges, type Obligation } from "../obligations/obligation.js"

const core = "core/src/aggregates/designation"

/** Tests are those of the laws alone. */
const laws = {}

/** What comes of an earlier supplement, review or interpretation. */
export const consequences: ReadonlyArray<Obligation> = [
  obliges(
    "art_7__para_1.answeredOnce",
    "补正后原要求即告完成",
    "a supplement answers the request",
    [
      `${core}/evolve-supplement.ts`,
      ": { requested: null, requests, suppliedOn: effectiveOn }",
      ": { requested: pending.supplements.requested, requests, suppliedOn: effectiveOn }",
    ],
    laws,
  ),
  forbids(
    "art_7__para_1.scope",
    "未要求补正的内容不得变更",
    "a supplement changes nothing that was not asked for",
    [
      `${core}/rules/supplement.ts`,
      'requested === null || rule.readings["supplement.scope"] === "anything"',
      "requested === null || true",
    ],
    laws,
  ),
  allows(
    "art_7__para_1.scopeOpen",
    "解释允许的，补正时可一并变更其他内容",
    "where the reading lets it, a supplement changes anything",
    [
      `${core}/rules/supplement.ts`,
      'requested === null || rule.readings["supplement.scope"] === "anything"',
      "requested === null",
    ],
    laws,
  ),
  obliges(
    "art_7__para_1.otherCounty",
    "单位迁入其他县区的，原县区的补正要求失效",
    "another county makes its own requests",
    [
      `${core}/supplement.ts`,
      "supplements: { ...noSupplements, suppliedOn: pending.supplements.suppliedOn }",
      "supplements: pending.supplements",
    ],
    laws,
  ),
  obliges(
    "art_13__para_1.fromLastConfirmation",
    "复核周期自最近一次确认起算",
    "the next review is due three years after the last confirmation",
    [`${core}/state.ts`, "lastConfirmedOn ?? certifiedOn", "certifiedOn"],
    laws,
  ),
  obliges(
    "art_13__para_1.termGone",
    "不再设期限的，确认后的称号无期限",
    "a title that is confirmed once no term is read into the text has none",
    [
      `${core}/rules/term.ts`,
      "validUntil: term === undefined ? null :",
      "validUntil: term === undefined ? validUntil :",
    ],
    laws,
  ),
  obliges(
    "art_13__para_1.firstTerm",
    "首次期限至对应日届满",
    "a first term ends on the corresponding day",
    ["core/src/kernel/lifecycle.ts", ": plusYears(from, years)", ": yearEnd(yearOf(from) + years)"],
    laws,
  ),
  obliges(
    "art_13__para_1.rectificationEnds",
    "再次测评后整改即告完成",
    "an order to rectify is over once the county has assessed again",
    [
      `${core}/rules/rectification.ts`,
      "(order.over || order.until < context.effectiveOn)",
      "order.until < context.effectiveOn",
    ],
    laws,
  ),
]
