/** The applications of each yearly call with their stages, derived from the events. */
import { bilingual, type Bilingual, type CivilDate, type DivisionCode, type Uscc } from "@shifan/core"
import { eventNames } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"

/** The stage of an application. */
export type CallStage =
  | "applied"
  | "recommended"
  | "certified"
  | "recommendationDeclined"
  | "certificationDeclined"
  | "withdrawn"
  | "annulled"

/** In the order in which a case may go through them. */
export const callStageNames: { readonly [S in CallStage]: Bilingual } = {
  applied: bilingual("已申报", "applied"),
  recommended: eventNames.Recommended,
  certified: bilingual("已认定", "certified"),
  recommendationDeclined: eventNames.RecommendationDeclined,
  certificationDeclined: eventNames.CertificationDeclined,
  withdrawn: eventNames.Withdrawn,
  annulled: bilingual("认定已撤销", "certification annulled"),
}

/** An application in a yearly call. */
export interface CallCase {
  readonly uscc: Uscc
  readonly unitName: string
  readonly platformName: string
  readonly county: DivisionCode
  readonly callYear: number
  readonly appliedOn: CivilDate
  readonly stage: CallStage
  readonly certificateNumber?: string
  readonly certifiedOn?: CivilDate
}

interface Followed extends CallCase {
  /** Revision of the certification, in the unit's stream. */
  readonly certified?: number
}

/** By unit; a repeated application is a separate case. Takes events in order. */
export class CallCases {
  readonly #cases = new Map<string, Array<Followed>>()

  take(event: Envelope): void {
    if (!isDesignationEvent(event)) return
    const cases = this.#cases.get(event.stream) ?? []
    this.#cases.set(event.stream, cases)
    if (event.type === "Applied") {
      const { form, callYear } = event.data
      cases.push({
        unitName: form.applicantUnitName,
        uscc: form.uscc,
        platformName: form.platformName,
        county: form.countyOrDistrict,
        appliedOn: event.effectiveOn,
        stage: "applied",
        callYear,
      })
      return
    }
    const last = cases.at(-1)
    const next = last === undefined ? undefined : afterEvent(last, event)
    if (next !== undefined) cases[cases.length - 1] = next
  }

  /** Sorted by county, then by code. */
  of(year: number): ReadonlyArray<CallCase> {
    return [...this.#cases.values()]
      .flat()
      .filter(({ callYear }) => callYear === year)
      .toSorted((a, b) => (`${a.county}${a.uscc}` < `${b.county}${b.uscc}` ? -1 : 1))
  }
}

const stagesAfter = {
  Recommended: "recommended",
  RecommendationDeclined: "recommendationDeclined",
  CertificationDeclined: "certificationDeclined",
  Withdrawn: "withdrawn",
} as const

const afterEvent = (last: Followed, event: Envelope): Followed | undefined => {
  if (!isDesignationEvent(event)) return undefined
  switch (event.type) {
    case "ApplicationSupplemented": {
      const { applicantUnitName: unitName, platformName } = event.data.form
      return { ...last, unitName, platformName }
    }
    case "Recommended":
    case "RecommendationDeclined":
    case "CertificationDeclined":
    case "Withdrawn":
      return { ...last, stage: stagesAfter[event.type] }
    case "Certified":
      return {
        ...last,
        stage: "certified",
        certificateNumber: event.data.certificateNumber,
        certifiedOn: event.effectiveOn,
        certified: event.revision,
      }
    case "RecordCorrected": {
      const { field, revision, to } = event.data
      return field === "Certified.certificateNumber" && revision === last.certified && typeof to === "string"
        ? { ...last, certificateNumber: to }
        : undefined
    }
    case "DecisionAnnulled": {
      if (event.data.revision !== last.certified) return undefined
      const { certificateNumber: _, certifiedOn: __, certified: ___, ...before } = last
      return { ...before, stage: "annulled" }
    }
    default:
      return undefined
  }
}
