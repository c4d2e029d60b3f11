/** What a worker is asked, and what it answers: plain data, which can be posted. */
import type { AuditReport } from "@shifan/bundle"
import type { GivenFault } from "../given/fault.js"
import type { Subject } from "../given/subject.js"
import type { ProofReport } from "./proof-report.js"

export interface Job {
  readonly subject: Subject
  /** A policy had from elsewhere. */
  readonly policy: Blob | undefined
  /** A checkpoint kept from an earlier time. */
  readonly kept: Blob | undefined
}

export type Outcome =
  | { readonly _tag: "Refused"; readonly fault: GivenFault }
  /** `outside`: files that lie beside the folder of the bundle, and were not looked at. */
  | { readonly _tag: "Audited"; readonly report: AuditReport; readonly outside: number; readonly ownPolicy: boolean }
  | { readonly _tag: "Proved"; readonly report: ProofReport }

/** Called seldom enough to cost nothing. In leaves. */
export type Progress = (leaves: number, size: number) => void
