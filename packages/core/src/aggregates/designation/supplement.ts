/**
 * 补正: the county asks, before it assesses, for what a form or its materials lack, and the unit hands in the whole anew.
 * From then on everything rests on the new one; the first stays in its event.
 */
import type { Assessment } from "../../conditions/assessment.js"
import type { ApplicationForm } from "../../forms/application.js"
import type { Document, Dossier } from "../../forms/dossier.js"
import type { OperationReport } from "../../forms/operation-report.js"
import type { Sealed } from "../../forms/representation.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { Readings } from "../../law/readings.js"

/** A field or a material, as its path has it (`form.basic.staff`, `dossier.personnelRoster`), and what is wrong with it. */
export interface Wanting {
  readonly at: string
  readonly text: string
}

/** What goes with the report of a review. */
export interface ReviewEnclosures {
  /** Three years of work summaries. */
  readonly workSummaries: ReadonlyArray<Document>
  readonly priorYearServiceAccounts: Document
  readonly specialAuditReport?: Document
}

export interface SupplementEventData {
  /** `until`: the last day on which the unit has time, if the county set one. */
  readonly SupplementRequested: { readonly wanting: ReadonlyArray<Wanting>; readonly until?: CivilDate }
  /** `changed`: what differs from the form before, as paths. Sealed values cannot be compared and are not among them. */
  readonly ApplicationSupplemented: {
    readonly form: ApplicationForm<Sealed>
    readonly dossier: Dossier
    readonly changed: ReadonlyArray<string>
    readonly selfAssessment: Assessment
  }
  readonly ReviewSupplemented: ReviewEnclosures & {
    readonly report: OperationReport<Sealed>
    readonly changed: ReadonlyArray<string>
  }
}

export interface SupplementCommandData {
  readonly RequestSupplement: SupplementEventData["SupplementRequested"]
  readonly SupplementApplication: Omit<SupplementEventData["ApplicationSupplemented"], "changed" | "selfAssessment">
  readonly SupplementReview: Omit<SupplementEventData["ReviewSupplemented"], "changed">
}

export const supplementEventTypes = ["SupplementRequested", "ApplicationSupplemented", "ReviewSupplemented"] as const

/** Of one application or review. */
export interface Supplements {
  /** What the county asked for last, unless it has been handed in. */
  readonly requested: {
    readonly on: CivilDate
    readonly wanting: ReadonlyArray<Wanting>
    /** `null` where the county set no day. */
    readonly until: CivilDate | null
  } | null
  /** How often its county asked. */
  readonly requests: number
  /** The day of the last supplement; `null` before the first. */
  readonly suppliedOn: CivilDate | null
}

export const noSupplements: Supplements = { requested: null, requests: 0, suppliedOn: null }

/** What the county that the unit has left asked for, its new one may ask for again. */
export const inOtherCounty = <A extends { readonly supplements: Supplements }>(pending: A): A => ({
  ...pending,
  supplements: { ...noSupplements, suppliedOn: pending.supplements.suppliedOn },
})

/** The last day on which the unit still has time, if it has any. A county that set no day is not bound by one. */
export const awaitedUntil = ({ requested }: Supplements, on: CivilDate): CivilDate | null =>
  requested === null || requested.until === null || requested.until < on ? null : requested.until

/** Reading `supplement.facts`: the day a form that was supplemented is judged as of. */
export const factsDayOf = (filedOn: CivilDate, { suppliedOn: on }: Supplements, readings: Readings): CivilDate =>
  readings["supplement.facts"] === "supplementDate" ? (on ?? filedOn) : filedOn
