/** The applications of each yearly call with their stages. */
import {
  bilingual,
  type ApplicationForm,
  type Bilingual,
  type CivilDate,
  type DivisionCode,
  type EventOf,
  type State,
  type Uscc,
} from "@shifan/core"
import type { Sealed } from "@shifan/core/forms"
import { eventName, type SpeakingText } from "@shifan/core/messages"
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

const stageNames: { readonly [S in CallStage]: string | Bilingual } = {
  applied: bilingual("已申报", "applied"),
  recommended: "Recommended",
  certified: bilingual("已认定", "certified"),
  recommendationDeclined: "RecommendationDeclined",
  certificationDeclined: "CertificationDeclined",
  withdrawn: "Withdrawn",
  annulled: bilingual("认定已撤销", "certification annulled"),
}

/** Name of a stage, with the authority as the text calls it: 县区推荐. */
export const callStageName = (stage: CallStage, text: SpeakingText): Bilingual => {
  const name = stageNames[stage]
  return typeof name === "string" ? eventName(name, text) : name
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
  /** Revision of the application, in the unit's stream. */
  readonly applied: number
}

/** By unit; a repeated application is a separate case. */
export class CallCases {
  readonly #cases = new Map<string, Array<Followed>>()

  /** Takes the events in order, each with the state of its unit after it. */
  take(event: Envelope, { phase }: State): void {
    if (!isDesignationEvent(event)) return
    const cases = this.#cases.get(event.stream) ?? []
    this.#cases.set(event.stream, cases)
    const last = event.type === "Applied" ? newCase(event) : cases.pop()
    if (last !== undefined) cases.push(caseIn(phase, last))
  }

  /** Sorted by county, then by code. */
  of(year: number): ReadonlyArray<CallCase> {
    return [...this.#cases.values()]
      .flat()
      .filter(({ callYear }) => callYear === year)
      .toSorted((a, b) => (`${a.county}${a.uscc}` < `${b.county}${b.uscc}` ? -1 : 1))
  }
}

const particulars = (form: ApplicationForm<Sealed>): Pick<CallCase, "unitName" | "platformName" | "county"> => ({
  unitName: form.applicantUnitName,
  platformName: form.platformName,
  county: form.countyOrDistrict,
})

const newCase = ({ revision, effectiveOn, data }: Envelope & EventOf<"Applied">): Followed => ({
  ...particulars(data.form),
  uscc: data.form.uscc,
  callYear: data.callYear,
  appliedOn: effectiveOn,
  stage: "applied",
  applied: revision,
})

const stagesOfClosed: { readonly [endedBy: string]: CallStage } = {
  RecommendationDeclined: "recommendationDeclined",
  CertificationDeclined: "certificationDeclined",
  Withdrawn: "withdrawn",
}

/** Follows the phase, not the events, so that annulments, corrections and moves count here as they do in a decision. */
const caseIn = (phase: State["phase"], last: Followed): Followed => {
  const { certificateNumber: _, certifiedOn: __, ...open } = last
  switch (phase._tag) {
    case "none":
      return last
    case "applied":
    case "recommended":
      return { ...open, ...particulars(phase.case.form), stage: phase._tag }
    case "closed":
      return { ...open, ...particulars(phase.case.form), stage: stagesOfClosed[phase.by.type] ?? last.stage }
    default: {
      const { revision, importedOn, predecessor, certificateNumber, certifiedOn } = phase.title
      const isOfThisCase = revision > last.applied && importedOn === null && predecessor === null
      if (!isOfThisCase) return last
      if (phase._tag === "ended" && phase.by.type === "DecisionAnnulled") return { ...open, stage: "annulled" }
      return { ...open, stage: "certified", certifiedOn, ...(certificateNumber !== null && { certificateNumber }) }
    }
  }
}
