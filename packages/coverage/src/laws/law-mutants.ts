/**
 * The small changes that the laws of `@shifan/testkit` must detect in an embedder's generated histories: those of the
 * obligations about decisions, and some that belong to no obligation.
 */
import { bilingual } from "@shifan/core"
import { obligations } from "../obligations/index.js"
import { obliges, forbids, type Mutant, type Obligation } from "../obligations/obligation.js"
import { consequences } from "./consequences.js"
import { rareActs } from "./rare-acts.js"
import { rareDays } from "./rare-days.js"
import { rareEndings } from "./rare-endings.js"
import { seldomReached, whySeldom } from "./seldom-reached.js"

/** The code in docs/testkit.md, as a test. */
const snippet = { "testkit/test/laws/embedders-snippet.test.ts": "the laws hold for generated histories" }

const core = "core/src/aggregates/designation"

/** Found by an embedder who broke a copy of `core`: the laws of that time all passed. */
const further: ReadonlyArray<Obligation> = [
  forbids(
    "art_5__para_1__point_7.pointTwo",
    "第（二）项不得放宽",
    "point 2 is never relaxed",
    [
      "core/src/regulations/qinhuangdao-2020/article-5.ts",
      '"art_5__para_1__point_3", "art_5__para_1__point_4"],',
      '"art_5__para_1__point_2", "art_5__para_1__point_3", "art_5__para_1__point_4"],',
    ],
    snippet,
  ),
  forbids(
    "art_5__para_1__point_7.reaches",
    "放宽只及于所列各项",
    "an exception reaches the points it names, and no others",
    [
      "core/src/conditions/criterion.ts",
      "from.some((point) => liesIn(condition, point))",
      "from.length > 0 && condition !== from[0]",
    ],
    snippet,
  ),
  obliges(
    "art_14__para_1.announcedWhereRequired",
    "解释要求公告的，撤销须公告",
    "where the reading asks for it a revocation for falsification is announced",
    [
      `${core}/rules/revoke.ts`,
      'readings["announcement.falsification"] === "required" && data.announcement === undefined',
      "false",
    ],
    snippet,
  ),
  obliges(
    "art_13__para_1.failedUnannounced",
    "复核不合格的撤消须有公告",
    "a review that fails does not revoke without an announcement",
    [
      `${core}/rules/review-conclusion.ts`,
      '? E.left([{ code: "AnnouncementMissing" }, ...objections])',
      '? unlessObjected(objections, () => [reviewed(data, title, judged, {}), revoked(input, data, { number: "", date: input.context.effectiveOn, address: "" })])',
    ],
    snippet,
  ),
  obliges(
    "art_9__para_1.declineFindings",
    "不予认定时的认定也须为应由主管部门认定的条件，且每项一次",
    "the findings of a refusal too concern conditions that officials judge, each once",
    [
      `${core}/rules/certify.ts`,
      "...checkFindings(judged.assessment, data.findings),\n        ...checkReasons",
      "...checkReasons",
    ],
    snippet,
  ),
  forbids(
    "art_3__para_1.countyConcludes",
    "县区不得作出复核结论",
    "no county concludes a review",
    [`${core}/acts.ts`, 'ConcludeReview: {\n    by: ["bureau"],', 'ConcludeReview: {\n    by: ["bureau", "county"],'],
    snippet,
  ),
  forbids(
    "art_3__para_1.unitRecommends",
    "单位不得自行推荐",
    "no unit recommends itself",
    [`${core}/acts.ts`, 'Recommend: {\n    by: ["county"],', 'Recommend: {\n    by: ["county", "unit"],'],
    snippet,
  ),
]

const isOfCore = ({ mutant }: Obligation): boolean => mutant?.file.startsWith("core/src/") ?? false

/** Each change with the laws as its only test. */
export const lawMutants: ReadonlyArray<Obligation & { readonly mutant: Mutant }> = [
  ...obligations.filter(isOfCore),
  ...further,
  ...rareDays,
  ...consequences,
  ...rareActs,
  ...rareEndings,
  ...seldomReached,
].flatMap((row) => (row.mutant === null ? [] : [{ ...row, mutant: row.mutant, tests: snippet }]))

const codec = bilingual(
  "表单的编码，在作出决定之前",
  "how a form is read, before anything is decided: histories hold what was read",
)
const otherStream = bilingual("其他流：历史只有一个单位", "of another stream: a history is of one unit")
const duty = bilingual("到期提示，不是决定", "what is due, which is no decision: the second statement of duties has it")

const reasonByFile: ReadonlyArray<readonly [RegExp, typeof codec]> = [
  [/^core\/src\/forms\//, codec],
  [/\/codecs\.ts$/, codec],
  [/aggregates\/(?:call|publication|log-keys|instrument\/.*)\.ts$/, otherStream],
  [/\/duties\.ts$/, duty],
]

/** Changes that the laws do not detect, with the reasons. */
export const unnoticed: { readonly [id: string]: string } = {
  ...whySeldom,
  "art_6__para_1.once": "the refusal has another name, and is a refusal all the same",
  "art_17__para_1.byBureau": otherStream.en,
  "art_18__para_1.gapStaysGap": otherStream.en,
  "art_4__para_1.twoLevels": "the histories are of a text with one level that recommends",
  "art_9__para_1.termNotOver": "the histories are of a text whose terms count from the certification",
  "art_11__para_1.grantPassedOn": otherStream.en,
  "art_11__para_1.takeoverAnnulled": otherStream.en,
  "art_11__para_1.takeoverRestored": otherStream.en,
}

/** Why a change is outside the laws' scope; `undefined` if they must detect it. */
export const reasonAgainst = ({ id, mutant }: Obligation): string | undefined =>
  unnoticed[id] ?? reasonByFile.find(([file]) => file.test(mutant?.file ?? ""))?.[1].en
