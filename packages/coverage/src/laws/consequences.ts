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
  forbids(
    "art_14__para_1.findingsApart",
    "撤销一项认定不影响其他认定",
    "a finding of falsification that is annulled takes no other with it",
    [
      `${core}/annulment.ts`,
      "falsification: title.falsification.filter((one) => one.revision !== revision),",
      "falsification: [],",
    ],
    laws,
  ),
  obliges(
    "art_13__para_1.annulledConfirmation",
    "确认被撤销的，复核周期如同未确认",
    "after an annulled confirmation the review is due as before it",
    [
      `${core}/annulment.ts`,
      "{ ...title, ...title.confirmation.before }",
      "{ ...title, waivers: title.confirmation.before.waivers, confirmation: title.confirmation.before.confirmation }",
    ],
    laws,
  ),
  forbids(
    "art_13__para_1.annulledOrder",
    "撤销整改要求不影响复核",
    "an annulled order to rectify leaves the review as it is",
    [`${core}/annulment.ts`, "review: unlessNothingIsLeft({ ...review, rectification: null })", "review: null"],
    laws,
  ),
  forbids(
    "art_6__para_1.withdrawnForGood",
    "单位撤回的申请不因撤销而恢复",
    "an application that the unit withdrew does not come back",
    [`${core}/evolve.ts`, 'before: by.type === "Withdrawn" ? null : phase', "before: phase"],
    laws,
  ),
  forbids(
    "art_9__para_1.withoutRecommendation",
    "推荐被撤销的不得认定",
    "no title is given on a recommendation that is annulled",
    [
      `${core}/annulment.ts`,
      'without: () => ({ phase: { _tag: "applied", case: phase.case } }),',
      "without: () => ({ phase }),",
    ],
    laws,
  ),
  forbids(
    "art_14__para_1.annulledAfterTitle",
    "其后又获认定的，原撤销不再恢复称号",
    "a revocation is not annulled once another title was granted",
    [
      `${core}/annulment.ts`,
      "if (lastRevocation === null || hasLaterTitle(phase, lastRevocation.revision)) return undefined",
      "if (lastRevocation === null) return undefined",
    ],
    laws,
  ),
  forbids(
    "art_14__para_1.noFlight",
    "弄虚作假处理之前不得放弃称号",
    "no title is given up to escape a revocation",
    [
      `${core}/rules/end-of-title.ts`,
      "unlessObjected(falsificationPending(state.phase.title), ()",
      "unlessObjected([], ()",
    ],
    laws,
  ),
  forbids(
    "art_3__para_1.noCountyElsewhere",
    "不得迁入无推荐权的区划",
    "no unit moves to a division that does not recommend",
    [
      `${core}/rules/particulars.ts`,
      "after.countyOrDistrict === undefined\n          ? undefined",
      "true\n          ? undefined",
    ],
    laws,
  ),
]
