/** Small changes to annulments and ends of titles and units, which are rare. */
import { forbids, obliges, type Obligation } from "../obligations/obligation.js"

const core = "core/src/aggregates/designation"

/** Tests are those of the laws alone. */
const laws = {}

const annulments: ReadonlyArray<Obligation> = [
  forbids(
    "art_14__para_1.annulledBeforeMade",
    "撤销决定之日不早于原决定",
    "no decision is annulled before it was made",
    [
      `${core}/rules/annul-decision.ts`,
      "data.decidedOn, found.decidedOn, effectiveOn",
      "data.decidedOn, data.decidedOn, effectiveOn",
    ],
    laws,
  ),
  forbids(
    "art_6__para_1.annulledByOthers",
    "县区只撤销本机关的决定，其余由市局登记",
    "a county annuls its own decisions only, and the bureau enters all others",
    [`${core}/rules/annul-decision.ts`, "      ...notCompetent(actor, data, found),\n", ""],
    laws,
  ),
  obliges(
    "art_3__para_1.annulledGrantPlaque",
    "认定被撤销的，标牌仍须交回",
    "the plaque of an annulled title is still to be returned",
    [
      `${core}/annulment.ts`,
      '      phase: { _tag: "ended", title, by },\n',
      '      phase: { _tag: "ended", title: { ...title, plaqueAwardedOn: null }, by },\n',
    ],
    laws,
  ),
  obliges(
    "art_9__para_1.annulledGrantEnds",
    "认定被撤销的，称号终止，而非从未申报",
    "a title whose grant is annulled has ended, and is not as if the unit never applied",
    [`${core}/annulment.ts`, '      phase: { _tag: "ended", title, by },\n', '      phase: { _tag: "none", by },\n'],
    laws,
  ),
  forbids(
    "art_13__para_1.givenBackOverdue",
    "称号恢复之前不能报送的，不算逾期",
    "what a unit could not file before its title was given back is not overdue",
    [
      `${core}/annulment.ts`,
      'phase._tag === "certified" && !withinTitle.includes(decision)',
      'phase._tag === "certified" && false',
    ],
    laws,
  ),
  obliges(
    "art_13__para_1.neverGone",
    "撤销检查认定或整改要求的，复核期限不变",
    "to annul a finding or an order gives no title back, and no more time",
    [
      `${core}/annulment.ts`,
      'phase._tag === "certified" && !withinTitle.includes(decision)',
      'phase._tag === "certified"',
    ],
    laws,
  ),
  forbids(
    "art_3__para_1.plaqueGivenBack",
    "撤销决定被撤销的，已交回的标牌不因此恢复",
    "an annulled revocation does not bring back a plaque that was returned",
    [
      `${core}/evolve.ts`,
      "{ ...lastRevocation, title: { ...lastRevocation.title, plaqueAwardedOn: null } }",
      "lastRevocation",
    ],
    laws,
  ),
  forbids(
    "art_2__para_1.endedFromNow",
    "单位终止的登记只能自始撤销",
    "the end of a unit was true or not from the beginning",
    [`${core}/rules/annul-decision.ts`, 'decision !== "UnitEnded" || effect === "fromBeginning"', "true"],
    laws,
  ),
  forbids(
    "art_2__para_1.deadRevived",
    "单位已终止的，撤销决定不恢复称号",
    "an annulment gives nothing back to a unit that has ended",
    [`${core}/annulment.ts`, "if (unitEnded === null) return changed", "if (unitEnded !== undefined) return changed"],
    laws,
  ),
]

const ends: ReadonlyArray<Obligation> = [
  forbids(
    "art_13__para_1.succeededUnderReview",
    "复核未结束的，称号不得承继",
    "no title passes on while it is under review",
    [`${core}/rules/succession.ts`, "when(phase.title.review !== null, ", "when(false, "],
    laws,
  ),
  forbids(
    "art_14__para_1.succeededFalsified",
    "弄虚作假处理之前称号不得承继",
    "no title passes on before a finding of falsification is dealt with",
    [`${core}/rules/succession.ts`, "      ...falsificationPending(phase.title),\n", ""],
    laws,
  ),
  forbids(
    "art_2__para_1.succeedsItself",
    "单位不得承继自己",
    "no unit succeeds itself",
    [`${core}/rules/succession.ts`, "data.successor !== unit,", "true,"],
    laws,
  ),
  forbids(
    "art_2__para_1.succeededApplies",
    "已由他单位承继的，不得再申报",
    "a unit that goes on under another code applies no more",
    [`${core}/preconditions.ts`, 'phase._tag === "ended" && phase.by.successor !== undefined', "false"],
    laws,
  ),
  obliges(
    "art_3__para_1.surrenderedPlaque",
    "放弃称号的，标牌仍须交回",
    "the plaque of a title that was given up is still to be returned",
    [
      `${core}/evolve.ts`,
      'return "title" in phase ? endedWith(phase.title, endedBy(event, revision)) : phase',
      'return "title" in phase ? endedWith({ ...phase.title, plaqueAwardedOn: null }, endedBy(event, revision)) : phase',
    ],
    laws,
  ),
  obliges(
    "art_2__para_1.endedInLife",
    "单位终止不早于最近一次申报",
    "no unit ended before it last applied",
    [`${core}/rules/end-of-title.ts`, "appliedOn ?? certifiedOn ?? on, last", "on, last"],
    laws,
  ),
  obliges(
    "art_2__para_1.endClosesCase",
    "单位终止的，申报随之终结",
    "the end of a unit ends its application",
    [`${core}/annulment.ts`, 'return { _tag: "closed", case: phase.case, by, before: phase }', "return phase"],
    laws,
  ),
  obliges(
    "art_3__para_1.returnedPlaque",
    "标牌交回后不再在单位处",
    "a plaque that was returned is the unit's no more",
    [`${core}/evolve-title.ts`, "return { ...title, plaqueAwardedOn: null }", "return title"],
    laws,
  ),
  forbids(
    "art_3__para_1.returnedBefore",
    "标牌不早于授牌交回",
    "no plaque is returned before it was awarded",
    [
      `${core}/rules/end-of-title.ts`,
      'invalid([between("returnedOn", data.returnedOn, awardedOn, effectiveOn)])',
      "[]",
    ],
    laws,
  ),
]

/** Each tried with the laws alone. */
export const rareEndings: ReadonlyArray<Obligation> = [...annulments, ...ends]
