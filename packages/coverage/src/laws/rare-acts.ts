/** Small changes to corrections, supplements, imports and other acts that are seldom done. */
import { allows, forbids, obliges, type Obligation } from "../obligations/obligation.js"

const core = "core/src/aggregates/designation"

/** Tests are those of the laws alone. */
const laws = {}

const corrections: ReadonlyArray<Obligation> = [
  forbids(
    "art_3__para_1.correctedByOthers",
    "更正由作出记载的机关或者单位为之",
    "a record is corrected by whoever made it",
    [
      `${core}/rules/correct-record.ts`,
      "role !== actor.role || (county !== null && county !== actor.code)",
      "county !== null && county !== actor.code",
    ],
    laws,
  ),
  obliges(
    "art_4__para_1.correctionApproved",
    "更正须由他人批准",
    "somebody else approves a correction",
    [
      `${core}/rules/correct-record.ts`,
      "        approvedByAnother(data.approver, actor, officersOfOther(actor, state)),\n",
      "",
    ],
    laws,
  ),
  obliges(
    "art_4__para_1.correctedFrom",
    "更正须载明现记载的内容",
    "a correction says what the record says now",
    [`${core}/rules/correct-record.ts`, "textOf(from) === now,", "true,"],
    laws,
  ),
  forbids(
    "art_4__para_1.correctedToSame",
    "更正须有不同",
    "a correction changes something",
    [`${core}/rules/correct-record.ts`, "textOf(to) !== textOf(from),", "true,"],
    laws,
  ),
  obliges(
    "art_4__para_1.correctedAgain",
    "再次更正以上次更正后的内容为准",
    "a second correction starts from the first",
    [`${core}/corrections.ts`, "{ ...one.corrected, [field]: to } : one.corrected", "one.corrected : one.corrected"],
    laws,
  ),
  obliges(
    "art_7__para_1.correctedName",
    "更正后的单位名称为准",
    "a corrected name is the unit's name",
    [`${core}/corrections.ts`, '(field.endsWith("Name") ? renamed : effects[field])', "effects[field]"],
    laws,
  ),
]

const supplements: ReadonlyArray<Obligation> = [
  forbids(
    "art_7__para_1.askedTwice",
    "解释限一次的，不得再次要求补正",
    "where the reading lets the county ask once, it asks once",
    [`${core}/rules/supplement.ts`, "supplements.requests > 0", "supplements.requests > 1"],
    laws,
  ),
  obliges(
    "art_7__para_1.askedCounted",
    "每次补正要求均计次数",
    "each request for a supplement counts",
    [`${core}/evolve-supplement.ts`, "requests: requests + 1,", "requests,"],
    laws,
  ),
  forbids(
    "art_7__para_1.askedOfAnother",
    "只就已提交的内容要求补正",
    "a supplement is asked of what was filed",
    [`${core}/rules/supplement.ts`, "isPartOf(parts, at) || mayLack.includes(at)", "true"],
    laws,
  ),
  forbids(
    "art_13__para_1.suppliedAfterAssessment",
    "测评后不得补正测评表",
    "no report is supplemented once it is assessed",
    [`${core}/rules/supplement.ts`, "return review.assessed === null\n", "return review.assessed !== undefined\n"],
    laws,
  ),
  obliges(
    "art_13__para_1.suppliedByHolder",
    "补正的测评表与称号的单位一致",
    "a supplemented report is of the unit that holds the title",
    [`${core}/rules/supplement.ts`, "          nameIsTheTitles(title, data.report),\n", ""],
    laws,
  ),
  forbids(
    "art_13__para_1.suppliedAfterCall",
    "解释不许的，申报期满后不得补正测评表",
    "where the reading refuses it, no report is supplemented after the call",
    [
      `${core}/rules/supplement.ts`,
      "boundToCall ? outsideCall(input, callYear) : []",
      "false ? outsideCall(input, callYear) : []",
    ],
    laws,
  ),
]

const others: ReadonlyArray<Obligation> = [
  obliges(
    "art_13__para_1.freshWaiverFirst",
    "复核时新的放宽取代原放宽",
    "a new waiver takes the place of the one that stands",
    [
      `${core}/waivers.ts`,
      "({ condition }) => !requests.some((fresh) => fresh.condition === condition),",
      "() => true,",
    ],
    laws,
  ),
  forbids(
    "art_5__para_1__point_3.shareOfNone",
    "无从业人员的，比例不作认定",
    "of a staff of none no share is known",
    ["core/src/conditions/outcome.ts", " || all === 0", ""],
    laws,
  ),
  allows(
    "art_7__para_1.measuredInstead",
    "县区实测数据按解释取代申报数据",
    "by its reading the county's count takes the place of the unit's",
    [
      "core/src/conditions/measurement.ts",
      '(source === "declared" || (source === "stricter" && margin(ofUnit) < margin(ofCounty)))',
      "true",
    ],
    laws,
  ),
  obliges(
    "art_11__para_1.eraseApproved",
    "销毁个人信息须由他人批准",
    "somebody else approves an erasure",
    [`${core}/decide.ts`, "invalid([approvedByAnother(data.approver, actor, officersOfOther(actor, state))])", "[]"],
    laws,
  ),
  obliges(
    "art_12__para_1.receivedYear",
    "总结的年度不晚于收到之年",
    "a summary is of no year after the one in which it was received",
    [`${core}/rules/title.ts`, "yearOf(data.receivedOn ?? context.effectiveOn)", "yearOf(context.effectiveOn)"],
    laws,
  ),
  obliges(
    "art_13__para_1.movedUnderReview",
    "复核期间迁出的，原测评不再有效",
    "a unit that moves during its review is assessed by its new county",
    [`${core}/evolve.ts`, "review: unlessNothingIsLeft(anew)", "review"],
    laws,
  ),
  forbids(
    "art_14__para_1.importedRevoked",
    "已撤销的称号不得以转入恢复",
    "no import restores a title that was revoked here",
    [`${core}/rules/title.ts`, "notImportable(state.lastRevokedOn !== null, ", "notImportable(false, "],
    laws,
  ),
  obliges(
    "art_3__para_1.importedCounty",
    "转入的称号属有推荐权的区划",
    "an imported title lies in a division that recommends",
    [
      `${core}/rules/title.ts`,
      '        checkCounty(rule.regulation.territory, "countyOrDistrict", data.countyOrDistrict),\n',
      "",
    ],
    laws,
  ),
]

/** Each tried with the laws alone. */
export const rareActs: ReadonlyArray<Obligation> = [...corrections, ...supplements, ...others]
