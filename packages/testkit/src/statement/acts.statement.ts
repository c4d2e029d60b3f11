/** Arts. 6, 9, 13 and 14: the phase in which each act has its place, and the acts excluded for a unit that has ended. */
import type { CommandType, Event } from "@shifan/core"
import { phaseOnFile, type PhaseName } from "./phases.statement.js"

const everKnown = ["applied", "recommended", "closed", "certified", "expired", "revoked", "ended"] as const
const titled = ["certified"] as const
/** A review in progress when a term ends is still completed. */
const titledOrLately = ["certified", "expired"] as const

const placeOf: { readonly [T in CommandType]: ReadonlyArray<PhaseName> } = {
  Apply: ["none", "closed", "revoked", "ended", "expired"],
  Withdraw: ["applied", "recommended"],
  Recommend: ["applied"],
  DeclineRecommendation: ["applied"],
  SupplementApplication: ["applied"],
  RequestSupplement: ["applied", ...titledOrLately],
  PublishNotice: ["recommended"],
  TakeStep: ["applied", "recommended", ...titledOrLately],
  Certify: ["recommended"],
  DeclineCertification: ["recommended"],
  AwardPlaque: titled,
  NominateToProvince: titled,
  FileAnnualSummary: titled,
  SpotCheck: titled,
  GrantSupport: titled,
  FileReview: titled,
  Revoke: titled,
  SurrenderTitle: titled,
  SucceedTitle: titled,
  SupplementReview: titledOrLately,
  AssessReview: titledOrLately,
  OrderRectification: titledOrLately,
  ConcludeReview: titledOrLately,
  ChangeParticulars: ["applied", "recommended", ...titledOrLately],
  ImportTitle: ["none", "closed", "ended"],
  InheritTitle: ["none", "closed", "expired", "revoked", "ended"],
  ReturnPlaque: ["revoked", "ended", "expired"],
  RecordEndOfUnit: everKnown,
  AnnulDecision: everKnown,
  CorrectRecord: everKnown,
  ErasePersonalData: everKnown,
  OpenPersonalData: everKnown,
}

/** Acts of the unit itself, and acts that would give it a title. */
const ofALivingUnit: ReadonlyArray<CommandType> = [
  "Apply",
  "Withdraw",
  "SupplementApplication",
  "SupplementReview",
  "FileAnnualSummary",
  "FileReview",
  "SurrenderTitle",
  "ImportTitle",
  "InheritTitle",
]

/** `events`: the effective events. */
export const againstPlace = (events: ReadonlyArray<Event>, type: CommandType, on: string): ReadonlyArray<string> => {
  const isOver = events.some((event) => event.type === "UnitEnded")
  const last = events.findLast((event) =>
    ["Certified", "TitleImported", "TitleSucceeded", "Applied"].includes(event.type),
  )
  const isNoMore = isOver || last?.type === "TitleSucceeded"
  return [
    ...(placeOf[type].includes(phaseOnFile(events, on)) ? [] : ["OutOfPlace"]),
    ...(isOver && type === "RecordEndOfUnit" ? ["OutOfPlace"] : []),
    ...(isNoMore && ofALivingUnit.includes(type) ? ["UnitHasEnded"] : []),
  ]
}
