/** Arts. 14 and 15: spot checks, falsification and support. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-9-to-15.test.ts"
const facts = "core/test/provisions/facts-against-facts.test.ts"
const lives = { "core/test/second-statement/lives.test.ts": "agree with those of the program" }
const acts = "core/src/aggregates/designation/acts.ts"
const title = "core/src/aggregates/designation/rules/title.ts"
const revoke = "core/src/aggregates/designation/rules/revoke.ts"
const duties = "core/src/aggregates/designation/duties.ts"

export const articles14And15: ReadonlyArray<Obligation> = [
  obliges(
    "art_14__para_1.byBureau",
    "市局对示范平台进行抽查",
    "the bureau checks platforms",
    [acts, 'SpotCheck: { by: ["bureau"]', 'SpotCheck: { by: ["bureau", "county"]'],
    {
      "core/test/provisions/articles-2-to-4.test.ts":
        "art_3__para_1: the unit applies and files, the county recommends and assesses",
    },
  ),
  obliges(
    "art_14__para_1.everyYear",
    "每年抽查",
    "every year some of them",
    [duties, "years(first + 1, yearOf(on))", "years(first + 2, yearOf(on))"],
    { [tests]: "art_14__para_1: is the bureau's duty for some platform each year" },
  ),
  allows(
    "art_14__para_1.regularOrNot",
    "定期或不定期",
    "regular or not",
    ["core/src/aggregates/designation/codecs.ts", "regular: bool,", 'regular: oneOf("Regular", [true as never]),'],
    { "core/test/provisions/annexes.test.ts": "art_14__para_1: a check must say whether it is regular" },
  ),
  forbids(
    "art_14__para_1.checkedSince",
    "抽查日期在持有称号期间内",
    "a check is of the time of the title",
    [title, 'sinceCertified(input, "checkedOn", data.checkedOn)', "[]"],
    { [tests]: "art_14__para_1: lies, for a check, between the certification and the record" },
  ),
  obliges(
    "art_14__para_1.found",
    "撤销须以抽查发现弄虚作假为依据",
    "a revocation rests on a check that found falsification",
    [revoke, "...when(!title.falsification.some(({ revision }) => revision === data.restsOn),", "...when(false,"],
    { [tests]: "art_14__para_1: revocation rests on a check that found falsification" },
  ),
  obliges(
    "art_14__para_1.word",
    "照录“撤销”",
    "in the text's own word 撤销",
    ["core/src/regulations/qinhuangdao-2020/index.ts", 'falsification: "撤销"', 'falsification: "撤消"'],
    { [tests]: "art_14__para_1: revocation rests on a check that found falsification" },
  ),
  obliges(
    "art_14__para_1.reasons",
    "撤销须说明理由",
    "with reasons",
    [revoke, '...reasonsMissing("Revoke", data.reasons),', ""],
    { [tests]: "art_14__para_1: revocation belongs to the bureau and needs reasons" },
  ),
  obliges(
    "art_14__para_1.plaque",
    "尚未授牌的予以注明",
    "that no plaque had been awarded is said",
    [revoke, "...(title.plaqueAwardedOn === null ? { textualGap: true as const } : {}),", ""],
    { [tests]: "art_14__para_1: revocation notes a gap in the text if and only if no plaque was awarded" },
  ),
  obliges(
    "art_14__para_1.hearingInOrder",
    "听取意见在公告之前",
    "the unit is heard before the announcement",
    [
      "core/src/aggregates/designation/rules/consistency.ts",
      "announcement?.date, hearing?.heldOn ?? since)",
      "announcement?.date, since)",
    ],
    { [facts]: "the unit is heard before the" },
  ),
  obliges(
    "art_14__para_1.actedOn",
    "发现弄虚作假的，市局应当处理",
    "what was found is the bureau's to act on",
    [duties, '...title.falsification.map(({ foundOn }) => duty("revocation", "bureau", foundOn, on)),', ""],
    { [tests]: "art_14__para_1: obliges the bureau to revoke from the day it was found" },
  ),
  forbids(
    "art_14__para_1.nothingMore",
    "处理之前不予确认、推荐和扶持",
    "until then no confirmation, nomination or support",
    [revoke, "first === undefined ? [] :", "first === undefined || true ? [] :"],
    { [tests]: "art_14__para_1: stops support, nomination and confirmation" },
  ),
  allows(
    "art_15__para_1.support",
    "对示范平台重点扶持，金额可有可无",
    "support for a titled platform, in money or not",
    [
      "core/src/aggregates/designation/codecs.ts",
      "amount: nullable(representation.amount)",
      "amount: representation.amount",
    ],
    {
      "core/test/provisions/annexes.test.ts": "art_15__para_1: support has an amount or none, but never a negative one",
    },
  ),
  forbids(
    "art_15__para_1.titledOnly",
    "称号到期后不再扶持",
    "none once the term of the title is over",
    [
      "core/src/aggregates/designation/state.ts",
      'phase._tag === "certified" && hasExpired(phase.title, on) ? "expired" : phase._tag',
      "phase._tag",
    ],
    lives,
  ),
  forbids(
    "art_15__para_1.grantedSince",
    "扶持日期在持有称号期间内",
    "support is of the time of the title",
    [title, 'sinceCertified(input, "grantedOn", data.grantedOn)', "[]"],
    { [tests]: "art_15__para_1: lies, for support, between the certification and the record" },
  ),
]
