/** The filters of a worklist. Imports only types of the law, because the parser needs the names before the law is loaded. */
import type { Duty } from "@shifan/core"
import type { WaitingStep } from "@shifan/core/registry"
import type { FindingOptions } from "./result.js"

type Acting = Duty["owedBy"]

export interface WorklistOptions extends FindingOptions {
  readonly for?: Acting
  readonly county?: string
  readonly step?: WaitingStep
  /** Such as `30d`. */
  readonly within?: string
}

/** A missing role does not compile. */
const everyRole: { readonly [R in Acting]: true } = { unit: true, county: true, bureau: true }

/** In the order in which a case goes through them. */
const everyStep: { readonly [S in WaitingStep]: true } = {
  supplement: true,
  ownStep: true,
  recommendation: true,
  noticePublication: true,
  notice: true,
  certification: true,
  plaque: true,
  annualSummary: true,
  spotCheck: true,
  call: true,
  review: true,
  reviewAssessment: true,
  rectification: true,
  reviewConclusion: true,
  revocation: true,
  succession: true,
  plaqueReturn: true,
}

export const roles: ReadonlyArray<string> = Object.keys(everyRole)

export const steps: ReadonlyArray<string> = Object.keys(everyStep)
