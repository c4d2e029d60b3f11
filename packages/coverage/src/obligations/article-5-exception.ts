/** Art. 5(7): what may be relaxed, how far and by whom. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-5-to-8.test.ts"
const second = { "core/test/second-statement/eligibility.test.ts": "give the same verdicts" }
const article5 = "core/src/regulations/qinhuangdao-2020/article-5.ts"
const waivers = "core/src/aggregates/designation/waivers.ts"

export const article5Exception: ReadonlyArray<Obligation> = [
  obliges(
    "art_5__para_1__point_7.bothFindings",
    "业绩突出和示范带动明显须同时认定",
    "outstanding performance and an evident effect, both",
    [waivers, "reaching.when.some(({ id })", "reaching.when.every(({ id })"],
    { [tests]: "art_5__para_1__point_7: without %s the gate is closed" },
  ),
  obliges(
    "art_5__para_1__point_7.bothOpenTheGate",
    "只有其一的，已提出的放宽不生效",
    "with one alone a waiver that was asked for waives nothing",
    [
      "core/src/conditions/evaluate.ts",
      'verdictOfGroup(gate.length, verdictsOf(gate)) === "met"',
      'verdictOfGroup(1, verdictsOf(gate)) === "met"',
    ],
    second,
  ),
  allows(
    "art_5__para_1__point_7.points",
    "第（一）、（三）、（四）项可放宽",
    "points 1, 3 and 4 may be relaxed",
    [article5, '"art_5__para_1__point_3", "art_5__para_1__point_4"],', '"art_5__para_1__point_3"],'],
    { [tests]: "art_5__para_1__point_7: a finding of (1), (3) or (4) can be relaxed with reasons" },
  ),
  forbids(
    "art_5__para_1__point_7.neverAutomatic",
    "未提出的不放宽",
    "nothing is relaxed that nobody asked for",
    [
      "core/src/conditions/evaluate.ts",
      "if (asked === undefined) return false",
      "if (asked === undefined) return mayWaive(id)",
    ],
    second,
  ),
  obliges(
    "art_5__para_1__point_7.toALevel",
    "放宽须写明低于规定标准的幅度",
    "a waiver names the level, below the one of the text",
    [waivers, "relaxedTo === undefined || relaxedTo >= level.statutory", "relaxedTo === undefined"],
    second,
  ),
  obliges(
    "art_5__para_1__point_7.levelReached",
    "放宽后的标准仍须达到",
    "the relaxed level is still reached",
    [waivers, "if (level.actual < relaxedTo)", "if (level.actual < relaxedTo - 1)"],
    second,
  ),
  forbids(
    "art_5__para_1__point_7.alreadyMet",
    "已符合的不再放宽",
    "what is met is not relaxed",
    [waivers, "if (holds(node.verdict)) return", "if (false) return"],
    { "core/test/aggregates/refusals.test.ts": "are refused for %s" },
  ),
  obliges(
    "art_5__para_1__point_7.recorded",
    "放宽记录规定标准、实际数值和放宽后标准",
    "the statutory level, the actual one and the relaxed one are recorded",
    [waivers, "actual: level?.actual ?? null,", "actual: level?.statutory ?? null,"],
    second,
  ),
  forbids(
    "art_5__para_1__point_7.authority",
    "无权放宽的机关不得放宽",
    "the authority that does not decide on waivers grants none",
    ["core/src/aggregates/designation/rules/certify.ts", "...(byCounty ? notTheAuthority(data.waivers) : []),", ""],
    { "core/test/provisions/readings-of-conditions.test.ts": "waiver.authority=county" },
  ),
]
