/**
 * The fields of events in which a clerical error can be corrected. Excluded are the grounds of an assessment and the
 * effective day of an act: figures are supplemented before the recommendation, and wrong decisions are annulled.
 */
import type * as t from "io-ts"
import { nullable, oneOf } from "../../codec/codec.js"
import { record, tagged, type Cases } from "../../codec/record.js"
import { Document } from "../../forms/dossier.js"
import { Count, Year } from "../../forms/quantity.js"
import type { Representation } from "../../forms/representation.js"
import { Cell, Line } from "../../forms/text.js"
import { Pseudonym, type Role } from "../../kernel/actor.js"
import { CivilDate } from "../../law/civil-date.js"

/** Codecs by event type and path in its data. Brackets mark an optional field; `null` stands for a missing value. */
const fieldsOf = (amount: t.Type<number, unknown>) =>
  ({
    "Applied.form.applicantUnitName": Line,
    "Applied.form.platformName": Line,
    "ApplicationSupplemented.form.applicantUnitName": Line,
    "ApplicationSupplemented.form.platformName": Line,
    "NoticePublished.number": Line,
    "NoticePublished.address": Line,
    "StepTaken.takenOn": CivilDate,
    "StepTaken.document": Document,
    "Certified.certificateNumber": Line,
    "Certified.appraisal.date": CivilDate,
    "CertificationDeclined.appraisal.date": CivilDate,
    "PlaqueAwarded.awardedOn": CivilDate,
    "PlaqueReturned.returnedOn": CivilDate,
    "NominatedToProvince.document": Document,
    "AnnualSummaryFiled.year": Year,
    "AnnualSummaryFiled.document": Document,
    "SpotChecked.checkedOn": [CivilDate],
    "SupportGranted.kind": Line,
    "SupportGranted.amount": [amount],
    "SupportGranted.document": Document,
    "RectificationOrdered.until": CivilDate,
    "Revoked.announcement.number": Line,
    "Revoked.announcement.date": CivilDate,
    "Revoked.announcement.address": Line,
    "ParticularsChanged.after.operatingUnitName": Line,
    "ParticularsChanged.after.platformName": Line,
    "ParticularsChanged.document": Document,
    "TitleImported.operatingUnitName": Line,
    "TitleImported.platformName": Line,
    "TitleImported.grantedOn": CivilDate,
    "TitleImported.grantingDocument": Line,
    "TitleImported.lastConfirmedOn": [CivilDate],
    "UnitEnded.endedOn": CivilDate,
  }) as const

type Codecs = ReturnType<typeof fieldsOf>

/** A field in which a clerical error may be corrected. The outcome of an act is never among them. */
export type CorrectableField = keyof Codecs

type ValueOf<C> = C extends readonly [t.Type<infer A, unknown>]
  ? A | null
  : C extends t.Type<infer A, unknown>
    ? A
    : never

export interface CorrectionOf<F extends CorrectableField> {
  /** Revision of the corrected event in this stream. */
  readonly revision: number
  readonly field: F
  readonly from: ValueOf<Codecs[F]>
  readonly to: ValueOf<Codecs[F]>
  readonly reason: string
  readonly document: Document
  /** Who approved the correction. Must not be the officer who enters it. */
  readonly approver: string
}

/** A correction of a field: its present value and the correct one. */
export type Correction = { readonly [F in CorrectableField]: CorrectionOf<F> }[CorrectableField]

/* @__NO_SIDE_EFFECTS__ */
export const correctionCodec = <P>({ amount }: Representation<P>): t.Type<Correction, unknown> => {
  const cases = Object.entries<t.Mixed | readonly [t.Mixed]>(fieldsOf(amount)).map(([field, codec]) => {
    const value = "is" in codec ? codec : nullable(codec[0])
    return [
      field,
      record("Correction", {
        revision: Count,
        field: oneOf("field", [field]),
        from: value,
        to: value,
        reason: Cell,
        document: Document,
        approver: Pseudonym,
      }),
    ]
  })
  return tagged<Correction, "field">("Correction", "field", Object.fromEntries(cases) as Cases<Correction, "field">)
}

export type CorrectableValue = Correction["to"]

/** Kept of each event that has correctable fields or begins something new. Small, since a replay keeps one per event. */
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
  /** The correctable part of the event's data. A document is represented by its digest. */
  readonly told: unknown
  /** Revision of the event that granted the title concerned; the event's own revision if there was no title. */
  readonly about: number
  /** Corrected values by field. */
  readonly corrected: { readonly [F in CorrectableField]?: CorrectableValue } | null
  /** The records before. A linked list, since every event of a replay prepends to it. */
  readonly earlier: CorrectableRecords
}

export type CorrectableRecords = CorrectableRecord | null

export const correctableFields = Object.keys(fieldsOf(Count)) as ReadonlyArray<CorrectableField>
