/**
 * Clerical errors that can be put right: which field of which event. What an assessment rests on is not among them, nor the
 * day from which an act has effect: figures are supplemented before the recommendation, and a decision that was wrong is
 * annulled.
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

/** By the type of the event and the path in its data; in brackets a field that may lack, for which `null` stands. */
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

/** The fields of an act that a clerical error may be put right in. What an act decides is none of them. */
export type CorrectableField = keyof Codecs

type ValueOf<C> = C extends readonly [t.Type<infer A, unknown>]
  ? A | null
  : C extends t.Type<infer A, unknown>
    ? A
    : never

export interface CorrectionOf<F extends CorrectableField> {
  /** Of the event, in this stream. */
  readonly revision: number
  readonly field: F
  readonly from: ValueOf<Codecs[F]>
  readonly to: ValueOf<Codecs[F]>
  readonly reason: string
  readonly document: Document
  /** Who approved it: somebody else than who enters it. */
  readonly approver: string
}

/** A field that is put right, with its value as recorded and as it should read. */
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

/** What is kept of an event with fields that can be corrected, and of one that begins anew: little, since a replay keeps it of each. */
export interface CorrectableRecord {
  readonly revision: number
  /** Of the event. */
  readonly type: string
  readonly role: Role
  /** Of the county that acted; `null` for the unit and the bureau, of which there is one each. */
  readonly county: string | null
  readonly effectiveOn: CivilDate
  /** The day before which nothing that the event tells can have happened. */
  readonly since: CivilDate
  /** The event's data, as far as they can be corrected; a document by its digest. */
  readonly told: unknown
  /** The revision from which the title dates that the event is about; its own where there was none. */
  readonly about: number
  /** What was corrected since, by field. */
  readonly corrected: { readonly [F in CorrectableField]?: CorrectableValue } | null
  /** A list that grows at its head, since every event of a replay adds to one. */
  readonly earlier: CorrectableRecords
}

export type CorrectableRecords = CorrectableRecord | null

export const correctableFields = Object.keys(fieldsOf(Count)) as ReadonlyArray<CorrectableField>
