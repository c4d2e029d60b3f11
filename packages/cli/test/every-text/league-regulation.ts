/**
 * An invented text that shares nothing with the first or the sixth: one authority for everything and no divisions below it,
 * annexes of other numbers, no review and no summaries, a term of five years, and a title that is no 办法.
 */
import { bilingual, civilDate as day, division, type Regulation } from "@shifan/core"
import { allOf, atLeast, figure, finding, own } from "@shifan/core/conditions"
import { defaultReadings } from "@shifan/core/law"
import { document } from "@shifan/testkit"
import type { Change } from "../../../audit/test/office-under.js"

export const league: Regulation = {
  id: "meng-2022",
  encoding: 1,
  title: bilingual("云山盟牧区技术驿站评选规程", "Protocol of an invented league for herders' technical stations"),
  documentNumber: "云署发〔2022〕30号",
  territory: { bureau: division("152500", "云山盟"), counties: [division("152500", "云山盟")] },
  authorities: { county: bilingual("评选办公室", "selection office"), bureau: bilingual("盟科技局", "league office") },
  issuer: "云山盟行政公署科学技术局",
  wording: { platform: bilingual("技术驿站", "station") },
  firstDay: day("2022-03-01"),
  validityYears: 6,
  conditions: allOf("art_21", [
    atLeast("art_21__para_1#visits", figure(own("visits")), 30, "times"),
    finding("art_21__para_2#open"),
  ]),
  own: {
    figures: { visits: bilingual("入户次数", "calls on herders") },
    materials: {
      routeMap: { ...bilingual("服务路线图", "map of routes"), provision: "art_33__para_1", mayBeNone: false },
    },
    steps: {
      herdersVote: {
        ...bilingual("牧民测评", "vote of the herders"),
        by: "county",
        before: "Recommend",
        provision: "art_24__para_1",
      },
    },
  },
  extensions: { visits: { as: "count", required: true } },
  materials: { applicationReport: { provision: "art_33__para_1", mayBeNone: false } },
  lifecycle: {
    legalPersonsOnly: false,
    term: { years: 5, ends: "correspondingDay", from: "certification" },
  },
  revocationWords: { reviewFailed: "注销", falsification: "摘牌" },
  readings: { ...defaultReadings, "revocation.reapply": "years(4)" },
  citations: {
    Applied: ["art_33__para_1", "att_5"],
    Recommended: ["art_24__para_1", "att_7"],
    Certified: ["art_25__para_1"],
    RosterPublished: ["art_26__para_1"],
  },
  texts: {
    art_21: bilingual("评选条件", "conditions"),
    art_24: bilingual("评选程序", "procedure"),
    art_25: bilingual("命名", "naming"),
    art_26: bilingual("公布", "publication"),
    art_33: bilingual("申报资料", "what goes with an application"),
    att_5: bilingual("申报书", "application"),
    att_7: bilingual("推荐函", "recommendation"),
    "art_21__para_1#visits": bilingual("入户次数", "calls on herders"),
    "art_21__para_2#open": bilingual("常年开放", "open all year"),
  },
}

/** An application with what this text asks beyond the annexes. */
export const filledForLeague: Change = (data: { readonly form: object; readonly dossier: object }) => ({
  ...data,
  form: { ...data.form, extensions: { count: { visits: 31 } } },
  dossier: { ...data.dossier, own: { routeMap: { status: "provided", documents: [document] } } },
})
