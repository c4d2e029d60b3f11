/** Classifies events into kinds of steps. Each kind has its own shape and colour, so neither is needed alone. */
import { bilingual, type Bilingual, type Event, type EventType } from "@shifan/core"

export type StepKind =
  | "filed"
  | "asked"
  | "examined"
  | "granted"
  | "refused"
  | "ended"
  | "honoured"
  | "changed"
  | "personal"
  | "damaged"

export const stepKindNames: { readonly [K in StepKind]: Bilingual } = {
  filed: bilingual("单位提交", "handed in by the unit"),
  asked: bilingual("要求补正或整改", "asked for, or ordered"),
  examined: bilingual("审查、公示与抽查", "examined, announced or checked"),
  granted: bilingual("推荐、认定或确认", "recommended, granted or confirmed"),
  refused: bilingual("不予推荐、认定，或未通过", "declined, or not passed"),
  ended: bilingual("撤回、撤销或终止", "withdrawn, revoked or ended"),
  honoured: bilingual("授牌、扶持与推荐省级", "plaque, support or nomination"),
  changed: bilingual("变更、更正与撤销原决定", "particulars, corrections and annulments"),
  personal: bilingual("个人信息的调阅或删除", "personal data opened or erased"),
  damaged: bilingual("无法读取的记录", "a record that cannot be read"),
}

const kinds: { readonly [T in EventType]: StepKind } = {
  Applied: "filed",
  ApplicationSupplemented: "filed",
  ReviewFiled: "filed",
  ReviewSupplemented: "filed",
  AnnualSummaryFiled: "filed",
  SupplementRequested: "asked",
  RectificationOrdered: "asked",
  StepTaken: "examined",
  NoticePublished: "examined",
  SpotChecked: "examined",
  ReviewAssessed: "examined",
  Recommended: "granted",
  Certified: "granted",
  Reviewed: "granted",
  TitleImported: "granted",
  TitleInherited: "granted",
  RecommendationDeclined: "refused",
  CertificationDeclined: "refused",
  Withdrawn: "ended",
  Revoked: "ended",
  TitleSurrendered: "ended",
  TitleSucceeded: "ended",
  UnitEnded: "ended",
  PlaqueAwarded: "honoured",
  PlaqueReturned: "ended",
  NominatedToProvince: "honoured",
  SupportGranted: "honoured",
  ParticularsChanged: "changed",
  RecordCorrected: "changed",
  DecisionAnnulled: "changed",
  PersonalDataErased: "personal",
  PersonalDataOpened: "personal",
}

/** The kind of some events depends on their outcome. */
export const stepKindOf = (event: Event): StepKind => {
  switch (event.type) {
    case "Reviewed":
      return event.data.outcome === "failed" ? "refused" : "granted"
    case "SpotChecked":
      return event.data.falsificationFound ? "refused" : "examined"
    case "StepTaken":
      return event.data.outcome === "notPassed" ? "refused" : "examined"
    default:
      return kinds[event.type]
  }
}
