/** 秦工信规〔2020〕2号 of Qinhuangdao's Bureau of Industry and Information Technology, dated 2020-11-12. */
import { division } from "../../forms/division.js"
import type { Citable } from "../../aggregates/registry.js"
import type { ProvisionId } from "../../law/provision.js"
import { civilDate } from "../../law/civil-date.js"
import { bilingual } from "../../law/bilingual.js"
import { defaultReadings } from "../../law/readings.js"
import type { Regulation } from "../../kernel/regulation.js"
import { article5 } from "./article-5.js"
import { materials } from "./article-8.js"
import { texts } from "./texts.js"

/** 秦工信规〔2020〕2号, Qinhuangdao's regulation on demonstration platforms, as one value. */
export const qinhuangdao2020: Regulation = {
  id: "qinhuangdao-2020-2",
  encoding: 1,
  title: bilingual(
    "秦皇岛市中小企业公共服务示范平台管理办法",
    "Measures of Qinhuangdao for SME Public Service Demonstration Platforms",
  ),
  documentNumber: "秦工信规〔2020〕2号",
  issuer: "秦皇岛市工业和信息化局",
  /** Seven counties and districts (GB/T 2260), and two zones that recommend like counties (statistical codes). */
  territory: {
    bureau: division("130300", "秦皇岛市"),
    counties: [
      division("130302", "海港区"),
      division("130303", "山海关区"),
      division("130304", "北戴河区"),
      division("130306", "抚宁区"),
      division("130321", "青龙满族自治县"),
      division("130322", "昌黎县"),
      division("130324", "卢龙县"),
      division("130371", "秦皇岛市经济技术开发区"),
      division("130372", "北戴河新区"),
    ],
  },
  /** Art. 18: from the day of publication. */
  firstDay: civilDate("2020-11-12"),
  validityYears: 2,
  conditions: article5,
  materials,
  /** No term, public notice or rectification, since the text has none. */
  lifecycle: { legalPersonsOnly: true, reviewEveryYears: 3 },
  duties: { annualSummary: {}, spotCheck: {} },
  revocationWords: { reviewFailed: "撤消", falsification: "撤销" },
  readings: defaultReadings,
  citations: {
    Enacted: ["art_18__para_1"],
    Extended: ["art_18__para_1"],
    Superseded: ["art_18__para_1"],
    Repealed: ["art_18__para_1"],
    InterpretationIssued: ["art_17__para_1"],
    CallOpened: ["art_13__para_1"],
    CallClosed: ["art_13__para_1"],
    RosterPublished: ["art_11__para_1"],
    LogKeyIntroduced: ["art_16__para_1"],
    LogKeyRetired: ["art_16__para_1"],
    Applied: ["art_8__para_1", "att_2"],
    SupplementRequested: ["art_7__para_1", "art_8__para_1"],
    ApplicationSupplemented: ["art_8__para_1", "att_2"],
    ReviewSupplemented: ["art_13__para_1", "att_3"],
    Recommended: ["art_6__para_1", "art_7__para_1", "att_1"],
    RecommendationDeclined: ["art_6__para_1"],
    Certified: ["art_9__para_1", "art_10__para_1"],
    CertificationDeclined: ["art_9__para_1", "art_10__para_1"],
    PlaqueAwarded: ["art_3__para_1"],
    NominatedToProvince: ["art_9__para_1"],
    AnnualSummaryFiled: ["art_12__para_1"],
    SpotChecked: ["art_14__para_1"],
    SupportGranted: ["art_15__para_1"],
    ReviewFiled: ["art_13__para_1", "att_3"],
    ReviewAssessed: ["art_13__para_1", "att_3"],
    Reviewed: ["art_13__para_1"],
    TitleImported: ["art_18__para_1"],
    PlaqueReturned: ["art_3__para_1"],
    UnitEnded: ["art_2__para_1"],
    PersonalDataOpened: ["art_16__para_1"],
    NotCompetent: ["art_3__para_1"],
    SameOfficer: ["art_3__para_1", "art_4__para_1"],
    NoRuleInForce: ["art_18__para_1"],
    NotLegalPerson: ["art_2__para_1"],
    DossierIncomplete: ["art_8__para_1"],
    ConditionsNotMet: ["art_5__para_1"],
    FindingMissing: ["art_5__para_1"],
    FigureMissing: ["art_5__para_1"],
    WaiverNotAllowed: ["art_5__para_1__point_7"],
    OutsideCall: ["art_13__para_1"],
    SupplementPending: ["art_7__para_1", "art_8__para_1"],
    SupplementNotRequested: ["art_7__para_1", "art_8__para_1"],
    SupplementTooLate: ["art_7__para_1", "art_8__para_1"],
    ReviewNotDue: ["art_13__para_1"],
    CertificateNumberTaken: ["art_9__para_1", "art_11__para_1"],
    AnnouncementMissing: ["art_13__para_1"],
    NothingFiled: ["art_13__para_1"],
    FiledForReview: ["art_13__para_1"],
    ReviewNotAssessed: ["art_13__para_1"],
    NothingFound: ["art_14__para_1"],
    PlaqueMissing: ["art_14__para_1"],
    NoPlaqueToReturn: ["art_3__para_1"],
    UnitHasEnded: ["art_2__para_1"],
    FalsificationPending: ["art_14__para_1"],
    ReasonsMissing: ["art_9__para_1"],
  } satisfies { readonly [Subject in Citable]?: ReadonlyArray<ProvisionId> },
  texts,
}
