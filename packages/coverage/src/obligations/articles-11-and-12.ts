/** Arts. 11 and 12: the list, and standing duties. */
import { bilingual } from "@shifan/core"
import { allows, forbids, obliges, outside, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-9-to-15.test.ts"
const facts = "core/test/provisions/facts-against-facts.test.ts"
const list = { "roster/test/second-statement.test.ts": "equals the roster as of any day" }
const title = "core/src/aggregates/designation/rules/title.ts"
const duties = "core/src/aggregates/designation/duties.ts"
const roster = "roster/src/roster.ts"
const publication = "core/src/aggregates/publication.ts"
const succession = "core/test/provisions/succession.test.ts"
const annulment = "core/src/aggregates/designation/annulment.ts"
const annulling = "core/src/aggregates/designation/rules/annul-decision.ts"

export const articles11And12: ReadonlyArray<Obligation> = [
  obliges(
    "art_11__para_1.asOfDay",
    "名单以某日为准，当日生效的计入",
    "the list is of a day, with what takes effect on it",
    [roster, "effectiveOn <= asOf", "effectiveOn < asOf"],
    list,
  ),
  obliges(
    "art_11__para_1.knownAt",
    "可查某一时刻已记录的名单",
    "and as it was known at an instant",
    [roster, "recordedAt <= knownAt", "recordedAt < knownAt"],
    list,
  ),
  forbids(
    "art_11__para_1.revoked",
    "已撤销的不列入",
    "a title that was revoked is not on it",
    [roster, 'phase._tag === "certified" ? phase.title : null', '"title" in phase ? phase.title : null'],
    list,
  ),
  forbids(
    "art_11__para_1.expired",
    "已到期的不列入",
    "nor is one whose term is over",
    [roster, "on === undefined || !hasExpired(entry, on)", "true"],
    list,
  ),
  forbids(
    "art_11__para_1.laterDay",
    "不公布以后日期的名单",
    "no list of a day to come is published",
    [publication, 'notAfter("asOf", data.asOf, effectiveOn), ', ""],
    { "core/test/aggregates/publication.test.ts": "are made by the bureau, list no day after their own" },
  ),
  forbids(
    "art_11__para_1.knowsLess",
    "后公布的名单不得依据更早的记录",
    "no later list knows less of the record than one before",
    [publication, "logSize >= before.logSize", "true"],
    {
      "core/test/aggregates/publication.test.ts":
        "are made by the bureau, list no day after their own, and never go back in day or log size",
    },
  ),
  obliges(
    "art_11__para_1.recomputed",
    "公布的名单可重新计算核对",
    "what was published can be computed again and compared",
    ["audit/src/publication-audit.ts", "logSize > place.index", "logSize > place.index + 1000"],
    { "audit/test/publication-audit.test.ts": "reports a list that claims more leaves than came before it" },
  ),
  obliges(
    "art_11__para_1.unitMap",
    "随名单公布的单位状况表可重新计算核对",
    "the map of all units that a list commits to is computed again and compared",
    ["audit/src/publication-audit.ts", "units.root !== publication.units.root", "false"],
    { "audit/test/publication-audit.test.ts": "reports a map of all units of which only the %s is wrong" },
  ),
  obliges(
    "art_11__para_1.lastRecord",
    "状况表写明每家单位的最后一条记录",
    "the map names the last record of every unit",
    [
      "roster/src/publication.ts",
      "lastRecords.set(stream, lastRecordOf(envelope, index, leaf))",
      "lastRecords.set(stream, lastRecords.get(stream) ?? lastRecordOf(envelope, index, leaf))",
    ],
    { "roster/test/standings.test.ts": "consists of its phase on that day, its last record" },
  ),
  forbids(
    "art_11__para_1.grantPassedOn",
    "称号已由他单位承继的，未撤销承继不得撤销原认定",
    "no grant is annulled while a successor holds the title",
    [annulling, "if (heir !== undefined && isOfThePassed(state, revision))", "if (heir === state.unit)"],
    { [succession]: "lets nothing of the title be annulled before the takeover, and says whose" },
  ),
  allows(
    "art_11__para_1.takeoverAnnulled",
    "承继被撤销的，称号归还原单位",
    "an annulled takeover gives the title back to the unit that gave it",
    [annulment, "inheritedFrom.filter((unit) => unit !== predecessor)", "inheritedFrom"],
    { [succession]: "is undone step by step, down to the certification" },
  ),
  forbids(
    "art_11__para_1.takeoverRestored",
    "被撤销的承继须重新办理",
    "an annulled takeover is done anew and never restored",
    [annulment, 'phase.by.type === "DecisionAnnulled" && passesOn(phase) ? undefined : ', ""],
    { [succession]: "whose takeover was annulled waits again, is not restored by another annulment" },
  ),
  obliges(
    "art_12__para_1.summary",
    "每年报送工作总结，逾期提示",
    "a work summary every year, flagged when it is overdue",
    [duties, ".filter((year) => !summaries.includes(year))", ".filter(() => false)"],
    { [tests]: "art_12__para_1: is owed once the year is over" },
  ),
  forbids(
    "art_12__para_1.once",
    "同一年度不重复报送",
    "one summary of a year, not two",
    [title, "...when(summaries.includes(data.year),", "...when(false,"],
    { [tests]: "art_12__para_1: is filed once for each year from the certification to the current one" },
  ),
  forbids(
    "art_12__para_1.sinceTitle",
    "认定之前的年度无须报送，也不受理",
    "none of a year before the title",
    [title, "first <= data.year && data.year <= last", "data.year <= last"],
    { [tests]: "art_12__para_1: is filed once for each year from the certification to the current one" },
  ),
  obliges(
    "art_12__para_1.received",
    "补录的收到日期在持有称号期间内",
    "received while the title lasts, by the day of the record",
    [title, 'between("receivedOn", data.receivedOn, certifiedOn, context.effectiveOn),', ""],
    { [facts]: "the summary is received by the day of its record" },
  ),
  outside(
    "art_12__para_1.publicService",
    bilingual("提高服务能力、开展公益服务、承担委托任务", "better services, public-interest work, commissioned tasks"),
    bilingual("办法未规定应留存的记录", "the text names no record of them"),
  ),
  outside(
    "art_12__para_1.publicSupervision",
    bilingual("发布服务信息、接受社会监督", "publishing service information, accepting public supervision"),
    bilingual("在平台自身渠道进行，不在本系统", "done in the platform's own channels"),
  ),
]
