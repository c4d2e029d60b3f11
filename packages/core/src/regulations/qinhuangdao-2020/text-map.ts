/** 秦工信规〔2020〕2号 by provision: how each is encoded, and the readings that concern it. */
import { bilingual } from "../../law/bilingual.js"
import type { ProvisionEntry, TextMap } from "../text-map.js"
import { materials } from "./article-8.js"
import { dossierItemNames } from "../../forms/dossier.js"

const entry = (id: ProvisionEntry["id"], as: ProvisionEntry["as"], zh?: string, en = ""): ProvisionEntry => ({
  id,
  as,
  ...(zh === undefined ? {} : { remark: bilingual(zh, en) }),
})

const within = (one: ProvisionEntry, ...where: ReadonlyArray<string>): ProvisionEntry => ({ ...one, where })

const dossier = dossierItemNames.map((item) =>
  within(entry(materials[item].provision, ["rule"]), "core/src/regulations/qinhuangdao-2020/article-8.ts"),
)

/** The provisions of 秦工信规〔2020〕2号 in order, and the provisions that each reading concerns. */
export const qinhuangdao2020Text: TextMap = {
  provisions: [
    entry(
      "art_1",
      ["notEncoded"],
      "立法目的；省级办法仅为制定依据，其规则不并入",
      "a purpose; the provincial measures are its basis only, and no rule of theirs is read into it",
    ),
    entry("art_2__para_1", ["rule"]),
    within(
      entry(
        "art_2__para_2",
        ["form"],
        "申请表的服务类别和平台类型，选“其他”须说明",
        "the form's service categories and kind of platform; other asks for a description",
      ),
      "core/src/forms/application.ts",
    ),
    within(
      entry("art_3__para_1", ["rule", "act"], "职权分工；授牌", "who may do what; the plaque"),
      "core/src/aggregates/designation/acts.ts",
    ),
    entry(
      "art_4__para_1",
      ["notEncoded"],
      "原则；体现为名单公开、说明理由、回避和全程留痕",
      "a principle; served by the public roster, reasons for every no, separate officers and the audit trail",
    ),
    entry("art_5__para_1__point_1", ["rule", "finding"]),
    entry("art_5__para_1__point_2", ["rule", "finding"]),
    entry("art_5__para_1__point_3", ["rule", "finding"]),
    entry("art_5__para_1__point_4", ["rule", "finding"]),
    entry("art_5__para_1__point_5", ["finding"]),
    entry("art_5__para_1__point_6", ["finding"]),
    entry(
      "art_5__para_1__point_7",
      ["finding", "rule"],
      "两项认定均成立方可放宽（一）（三）（四）",
      "both findings open waivers of (1), (3) and (4)",
    ),
    entry("art_6__para_1", ["act"]),
    entry("art_7__para_1", ["act"]),
    ...dossier,
    entry("art_9__para_1", ["act"]),
    entry("art_10__para_1", ["act"]),
    within(
      entry(
        "art_11__para_1",
        ["view", "act"],
        "名单投影，可查任一日；每次公布均记录在案，可重算核对",
        "the roster, as of any day; each publication is on record, to be computed again",
      ),
      "roster/src/roster.ts",
      "core/src/aggregates/publication.ts",
      "audit/src/publication-audit.ts",
    ),
    within(
      entry(
        "art_12__para_1",
        ["duty", "act"],
        "每年一份总结，逾期提示，不产生其他后果",
        "one summary a year; overdue is a flag with no sanction of its own",
      ),
      "core/src/aggregates/designation/duties.ts",
    ),
    within(
      entry(
        "art_13__para_1",
        ["act", "duty"],
        "复核到期与逾期提示；不合格与撤消在同一次写入",
        "due and overdue are flags; failure and revocation are one append",
      ),
      "core/src/aggregates/designation/duties.ts",
      "core/src/aggregates/designation/rules/review-filing.ts",
    ),
    entry("art_14__para_1", ["act"]),
    entry("art_15__para_1", ["act"], "仅作记录，不计算任何应得权益", "recorded; no entitlement is computed"),
    within(
      entry(
        "art_16__para_1",
        ["view", "act"],
        "重放核对、假设推演、按权限调阅",
        "replay, what-if, openings on the record",
      ),
      "audit/src/replay.ts",
      "audit/src/what-if.ts",
      "service/src/disclosure.ts",
      "core/src/aggregates/log-keys.ts",
    ),
    entry("art_17__para_1", ["act"]),
    within(
      entry("art_18__para_1", ["rule", "act"], "有效期之外不作决定", "no decision outside its validity"),
      "core/src/kernel/applicable-law.ts",
    ),
    within(entry("att_1", ["form"]), "core/src/forms/recommendation.ts"),
    within(entry("att_2", ["form"]), "core/src/forms/application.ts"),
    within(entry("att_3", ["form"]), "core/src/forms/operation-report.ts"),
  ],
  readings: {
    "instrument.lastDay": ["art_18__para_1"],
    "instrument.afterExpiry": ["art_13__para_1", "art_18__para_1"],
    "instrument.formalities": ["art_3__para_1", "art_9__para_1", "art_12__para_1", "art_18__para_1"],
    "instrument.applicable": ["art_18__para_1"],
    "title.term": ["art_9__para_1", "art_13__para_1"],
    "operation.beforeRegistration": ["art_5__para_1__point_1"],
    "period.operatingYears": ["art_5__para_1__point_1"],
    "period.operatingFrom": ["art_5__para_1__point_1", "att_2"],
    "asOf.facts": ["art_5__para_1__point_1", "art_5__para_1__point_3"],
    "staff.qualified": ["art_5__para_1__point_3", "att_2"],
    "served.unit": ["art_5__para_1__point_4", "att_2", "att_3"],
    "served.year": ["art_5__para_1__point_4"],
    "growth.steady": ["art_5__para_1__point_4"],
    "growth.newUnit": ["art_5__para_1__point_4"],
    "satisfaction.source": ["art_5__para_1__point_4", "att_1", "att_3"],
    "figures.source": ["art_5__para_1", "art_7__para_1", "art_13__para_1"],
    "waiver.authority": ["art_5__para_1__point_7", "art_9__para_1", "art_10__para_1"],
    "waiver.depth": ["art_5__para_1__point_7"],
    "review.due": ["art_13__para_1"],
    "review.completion": ["art_13__para_1"],
    "review.notFiled": ["art_13__para_1"],
    "review.standard": ["art_13__para_1"],
    "duties.text": ["art_12__para_1", "art_13__para_1", "art_14__para_1"],
    "summary.due": ["art_12__para_1"],
    "spotCheck.scope": ["art_14__para_1"],
    "fraud.beforePlaque": ["art_14__para_1"],
    "revocation.word": ["art_13__para_1", "art_14__para_1"],
    "revocation.reapply": ["art_13__para_1", "art_14__para_1"],
    "announcement.falsification": ["art_14__para_1"],
    hearing: ["art_13__para_1", "art_14__para_1"],
    seals: ["att_1", "att_2", "att_3"],
    "materials.none": [
      "art_8__para_1__point_8",
      "art_8__para_1__point_9",
      "art_8__para_1__point_10",
      "art_8__para_1__point_11",
    ],
    "supplement.requests": ["art_7__para_1", "art_8__para_1", "art_13__para_1"],
    "supplement.scope": ["art_8__para_1", "art_13__para_1"],
    "supplement.facts": ["art_5__para_1", "art_8__para_1", "art_13__para_1"],
    "supplement.afterCall": ["art_8__para_1", "art_13__para_1"],
    "supplement.late": ["art_8__para_1", "art_13__para_1"],
    "supplement.unasked": ["art_8__para_1", "art_13__para_1"],
    "application.route": ["art_6__para_1", "art_7__para_1"],
  },
}
