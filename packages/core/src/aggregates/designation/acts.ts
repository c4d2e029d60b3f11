/** Who may certify, recommend, revoke and so on: the roles, starting phases and legal basis of each act (art. 3). */
import type { Role } from "../../kernel/actor.js"
import type { CommandType } from "./commands.js"
import type { EventType } from "./events.js"
import type { PhaseName } from "./state.js"

/** The roles that may do an act, the phases it starts from, and the law it needs. */
export interface ActRule {
  readonly by: ReadonlyArray<Role>
  readonly from: ReadonlyArray<PhaseName>
  readonly gives: EventType
  /**
   * The law the act needs. `instrument`: a rule in force on its day. `existingTitle`: the same, unless reading
   * `instrument.afterExpiry` lets existing titles be concluded. `formality`: it grants nothing new, so reading
   * `instrument.formalities` decides whether it may still be done. `nothing`: a fact, or an act under other law.
   */
  readonly restsOn: "instrument" | "existingTitle" | "formality" | "nothing"
  /** Phases in which the act has already been decided. */
  readonly decidedIn?: ReadonlyArray<PhaseName>
}

/** Every phase except that before the first application. */
const onRecord = ["applied", "recommended", "closed", "certified", "expired", "revoked", "ended"] as const

const table = {
  Apply: {
    by: ["unit"],
    from: ["none", "closed", "revoked", "ended", "expired"],
    gives: "Applied",
    restsOn: "instrument",
  },
  Withdraw: { by: ["unit"], from: ["applied", "recommended"], gives: "Withdrawn", restsOn: "nothing" },
  Recommend: {
    by: ["county"],
    from: ["applied"],
    gives: "Recommended",
    restsOn: "instrument",
    decidedIn: ["recommended", "certified"],
  },
  DeclineRecommendation: {
    by: ["county"],
    from: ["applied"],
    gives: "RecommendationDeclined",
    restsOn: "formality",
    decidedIn: ["recommended", "closed"],
  },
  RequestSupplement: {
    by: ["county"],
    from: ["applied", "certified", "expired"],
    gives: "SupplementRequested",
    restsOn: "formality",
    decidedIn: ["recommended"],
  },
  SupplementApplication: {
    by: ["unit"],
    from: ["applied"],
    gives: "ApplicationSupplemented",
    restsOn: "formality",
    decidedIn: ["recommended"],
  },
  SupplementReview: {
    by: ["unit"],
    from: ["certified", "expired"],
    gives: "ReviewSupplemented",
    restsOn: "existingTitle",
  },
  PublishNotice: { by: ["bureau"], from: ["recommended"], gives: "NoticePublished", restsOn: "instrument" },
  TakeStep: {
    by: ["county", "bureau"],
    from: ["applied", "recommended", "certified", "expired"],
    gives: "StepTaken",
    restsOn: "formality",
  },
  Certify: {
    by: ["bureau"],
    from: ["recommended"],
    gives: "Certified",
    restsOn: "instrument",
    decidedIn: ["certified"],
  },
  DeclineCertification: {
    by: ["bureau"],
    from: ["recommended"],
    gives: "CertificationDeclined",
    restsOn: "formality",
    decidedIn: ["certified", "closed"],
  },
  AwardPlaque: { by: ["bureau"], from: ["certified"], gives: "PlaqueAwarded", restsOn: "formality" },
  NominateToProvince: { by: ["bureau"], from: ["certified"], gives: "NominatedToProvince", restsOn: "instrument" },
  FileAnnualSummary: { by: ["unit"], from: ["certified"], gives: "AnnualSummaryFiled", restsOn: "formality" },
  SpotCheck: { by: ["bureau"], from: ["certified"], gives: "SpotChecked", restsOn: "existingTitle" },
  GrantSupport: { by: ["bureau"], from: ["certified"], gives: "SupportGranted", restsOn: "instrument" },
  FileReview: { by: ["unit"], from: ["certified"], gives: "ReviewFiled", restsOn: "existingTitle" },
  AssessReview: {
    by: ["county"],
    from: ["certified", "expired"],
    gives: "ReviewAssessed",
    restsOn: "existingTitle",
  },
  OrderRectification: {
    by: ["bureau"],
    from: ["certified", "expired"],
    gives: "RectificationOrdered",
    restsOn: "existingTitle",
  },
  ConcludeReview: {
    by: ["bureau"],
    from: ["certified", "expired"],
    gives: "Reviewed",
    restsOn: "existingTitle",
    decidedIn: ["revoked"],
  },
  Revoke: {
    by: ["bureau"],
    from: ["certified"],
    gives: "Revoked",
    restsOn: "existingTitle",
    decidedIn: ["revoked"],
  },
  ChangeParticulars: {
    by: ["unit", "bureau"],
    from: ["applied", "recommended", "certified", "expired"],
    gives: "ParticularsChanged",
    restsOn: "nothing",
  },
  ImportTitle: {
    by: ["bureau"],
    from: ["none", "closed", "ended"],
    gives: "TitleImported",
    restsOn: "instrument",
    decidedIn: ["certified"],
  },
  ReturnPlaque: { by: ["bureau"], from: ["revoked", "ended", "expired"], gives: "PlaqueReturned", restsOn: "nothing" },
  SurrenderTitle: {
    by: ["unit"],
    from: ["certified"],
    gives: "TitleSurrendered",
    restsOn: "nothing",
    decidedIn: ["ended"],
  },
  RecordEndOfUnit: { by: ["bureau"], from: onRecord, gives: "UnitEnded", restsOn: "nothing" },
  AnnulDecision: { by: ["bureau", "county"], from: onRecord, gives: "DecisionAnnulled", restsOn: "nothing" },
  CorrectRecord: {
    by: ["unit", "county", "bureau"],
    from: onRecord,
    gives: "RecordCorrected",
    restsOn: "nothing",
  },
  SucceedTitle: {
    by: ["bureau"],
    from: ["certified"],
    gives: "TitleSucceeded",
    restsOn: "nothing",
    decidedIn: ["ended"],
  },
  InheritTitle: {
    by: ["bureau"],
    from: ["none", "closed", "expired", "revoked", "ended"],
    gives: "TitleInherited",
    restsOn: "nothing",
    decidedIn: ["certified"],
  },
  ErasePersonalData: {
    by: ["bureau"],
    from: onRecord,
    gives: "PersonalDataErased",
    restsOn: "nothing",
  },
  OpenPersonalData: {
    by: ["bureau"],
    from: onRecord,
    gives: "PersonalDataOpened",
    restsOn: "nothing",
  },
} as const satisfies { readonly [T in CommandType]: ActRule }

/**
 * The table of acts. `decide` refuses by it, and the diagram of the lifecycle is drawn from it.
 */
export const acts: { readonly [T in CommandType]: ActRule } = table

/** Acts that need no instrument: facts, and acts under other law. */
export type FactType = {
  readonly [T in CommandType]: (typeof table)[T]["restsOn"] extends "nothing" ? T : never
}[CommandType]
