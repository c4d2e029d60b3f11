/**
 * The fields of events in which a clerical error can be corrected: names, numbers, days that happened, documents. Excluded are
 * the grounds of an assessment and the effective day of an act: figures are supplemented before the recommendation, and wrong
 * decisions are annulled. A test of `@shifan/schema` compares the table with all fields of all events.
 */
import type { Document } from "../../forms/dossier.js"
import type { Role } from "../../kernel/actor.js"
import type { CivilDate } from "../../law/civil-date.js"

/** Kinds of values by event type and path in its data. `?` marks an optional field; `null` stands for a missing value. */
const kinds = {
  "Applied.form.applicantUnitName": "line",
  "Applied.form.platformName": "line",
  "ApplicationSupplemented.form.applicantUnitName": "line",
  "ApplicationSupplemented.form.platformName": "line",
  "NoticePublished.number": "line",
  "NoticePublished.address": "line",
  "StepTaken.takenOn": "day",
  "StepTaken.document": "document",
  "Certified.certificateNumber": "line",
  "Certified.appraisal.date": "day",
  "CertificationDeclined.appraisal.date": "day",
  "PlaqueAwarded.awardedOn": "day",
  "PlaqueReturned.returnedOn": "day",
  "NominatedToProvince.document": "document",
  "NominatedToProvince.nominatedOn": "day?",
  "AnnualSummaryFiled.year": "year",
  "AnnualSummaryFiled.document": "document",
  "AnnualSummaryFiled.receivedOn": "day?",
  "SpotChecked.checkedOn": "day?",
  "SupportGranted.kind": "line",
  "SupportGranted.amount": "amount?",
  "SupportGranted.document": "document",
  "SupportGranted.grantedOn": "day?",
  "RectificationOrdered.until": "day",
  "Revoked.announcement.number": "line",
  "Revoked.announcement.date": "day",
  "Revoked.announcement.address": "line",
  "Revoked.hearing.heldOn": "day",
  "Revoked.hearing.record": "document",
  "ParticularsChanged.after.operatingUnitName": "line",
  "ParticularsChanged.after.platformName": "line",
  "ParticularsChanged.document": "document",
  "TitleImported.operatingUnitName": "line",
  "TitleImported.platformName": "line",
  "TitleImported.grantedOn": "day",
  "TitleImported.grantingDocument": "line",
  "TitleImported.lastConfirmedOn": "day?",
  "TitleImported.validUntil": "day?",
  "UnitEnded.endedOn": "day",
  "UnitEnded.document": "document",
  "DecisionAnnulled.decidedOn": "day",
  "DecisionAnnulled.document": "document",
  "TitleSucceeded.document": "document",
  "TitleInherited.operatingUnitName": "line",
  "TitleInherited.document": "document",
} as const satisfies { readonly [field: string]: CorrectableKind }

/** The kind of a correctable value. */
export type CorrectableKind = keyof ValueOf

interface ValueOf {
  readonly line: string
  readonly day: CivilDate
  readonly "day?": CivilDate | null
  readonly document: Document
  readonly year: number
  readonly "amount?": number | null
}

/** A field in which a clerical error may be corrected. The outcome of an act is never among them. */
export type CorrectableField = keyof typeof kinds

export const kindsOfFields: { readonly [F in CorrectableField]: CorrectableKind } = kinds

export interface CorrectionOf<F extends CorrectableField> {
  /** Revision of the corrected event in this stream. */
  readonly revision: number
  readonly field: F
  readonly from: ValueOf[(typeof kinds)[F]]
  readonly to: ValueOf[(typeof kinds)[F]]
  readonly reason: string
  readonly document: Document
  /** Who approved the correction. Must not be the officer who enters it. */
  readonly approver: string
}

/** A correction of a field: its present value and the correct one. */
export type Correction = { readonly [F in CorrectableField]: CorrectionOf<F> }[CorrectableField]

export type CorrectableValue = Correction["to"]

/** The last day that the confirmation at a revision would have set, had the record been right at first. */
export interface ConfirmedUntil {
  readonly revision: number
  readonly validUntil: CivilDate | null
}

/** Set in the correction of a title's last day, if reviews have confirmed the title since. */
export interface ConfirmedSince {
  readonly confirmedUntil?: ReadonlyArray<ConfirmedUntil>
}

/** Values by field. */
export type CorrectedValues = { readonly [F in CorrectableField]?: CorrectableValue }

/** Kept of each event that has correctable fields. Small, since a replay keeps one per event. */
export interface CorrectableRecord {
  readonly revision: number
  /** Type of the event. */
  readonly type: string
  readonly role: Role
  /** Code of the acting county; `null` for the unit and the bureau, which are unique. */
  readonly county: string | null
  readonly effectiveOn: CivilDate
  /** Earliest day on which the recorded fact can have happened. */
  readonly since: CivilDate
  /** Revision of the event that a revocation is based on, or that is annulled. */
  readonly restsOn?: number
  /** The correctable values of the event. A document is represented by its digest. */
  readonly told: CorrectedValues
  /** Revision of the event that granted the title concerned; the event's own revision if there was no title. */
  readonly about: number
  /** Corrected values by field. */
  readonly corrected: CorrectedValues | null
  /** The records before. A linked list, since every event of a replay prepends to it. */
  readonly earlier: CorrectableRecords
}

export type CorrectableRecords = CorrectableRecord | null

export const correctableFields = Object.keys(kinds) as ReadonlyArray<CorrectableField>
