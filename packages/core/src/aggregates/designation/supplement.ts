/**
 * 补正 (supplement): before it assesses, the county requests missing parts of a form or its materials, and the unit files a
 * complete new version. From then on only the new version counts; the first one stays in its event.
 */
import type { Assessment } from "../../conditions/assessment.js"
import type { ApplicationForm } from "../../forms/application.js"
import type { Document, Dossier } from "../../forms/dossier.js"
import type { OperationReport } from "../../forms/operation-report.js"
import type { Sealed } from "../../forms/representation.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { Readings } from "../../law/readings.js"

/** A field or material by path (`form.basic.staff`, `dossier.personnelRoster`), and what is wrong with it. */
export interface Wanting {
  readonly at: string
  readonly text: string
}

/** Enclosures of a review report. */
export interface ReviewEnclosures {
  /** Work summaries of three years. */
  readonly workSummaries: ReadonlyArray<Document>
  readonly priorYearServiceAccounts: Document
  readonly specialAuditReport?: Document
}

export interface SupplementEventData {
  /** `until`: last day for the unit to answer, if the county set one. */
  readonly SupplementRequested: { readonly wanting: ReadonlyArray<Wanting>; readonly until?: CivilDate }
  /** `changed`: paths that differ from the previous form. Excludes sealed values, which cannot be compared. */
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

/** Supplements of an application or review. */
export interface Supplements {
  /** The county's last request, unless it has been answered. */
  readonly requested: {
    readonly on: CivilDate
    readonly wanting: ReadonlyArray<Wanting>
    /** `null` if the county set no deadline. */
    readonly until: CivilDate | null
  } | null
  /** Number of requests by the county. */
  readonly requests: number
  /** Day of the last supplement; `null` before the first. */
  readonly suppliedOn: CivilDate | null
}

export const noSupplements: Supplements = { requested: null, requests: 0, suppliedOn: null }

/** After a move to another county: drops the former county's requests. The new county may make its own. */
export const inOtherCounty = <A extends { readonly supplements: Supplements }>(pending: A): A => ({
  ...pending,
  supplements: { ...noSupplements, suppliedOn: pending.supplements.suppliedOn },
})

/** Last day for the unit to file a requested supplement; `null` if the county set no deadline or it has passed. */
export const awaitedUntil = ({ requested }: Supplements, on: CivilDate): CivilDate | null =>
  requested === null || requested.until === null || requested.until < on ? null : requested.until

/** The day as of which a form is evaluated: filing or last supplement, by reading `supplement.facts`. */
export const factsDayOf = (filedOn: CivilDate, { suppliedOn: on }: Supplements, readings: Readings): CivilDate =>
  readings["supplement.facts"] === "supplementDate" ? (on ?? filedOn) : filedOn
