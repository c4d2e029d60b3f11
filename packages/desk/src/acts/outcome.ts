/** Shows an act's outcome as filled in so far: its sentence once complete, and always the assessment by condition. */
import { actSentence, caseAssessment, subjectOf } from "@shifan/casework"
import { isCivilDate, type ApplicableLaw, type Regulation } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import { isDesignationEvent } from "@shifan/event-store"
import { html, type Content, type Markup } from "@shifan/html"
import type { CommandResult } from "@shifan/service"
import type { Visit } from "../http/visit.js"
import type { UnitRecord } from "../office.js"
import { assessmentSection } from "../parts/assessment-section.js"
import { dataIn } from "./answers.js"
import type { FilledAct } from "./filled-act.js"

export interface OutcomeOf {
  readonly record: UnitRecord | undefined
  readonly law: ApplicableLaw
  readonly regulation: Regulation
}

export const outcomeOf = (
  visit: Visit,
  filled: FilledAct,
  { record, law, regulation }: OutcomeOf,
  result?: CommandResult,
): Markup | null => {
  const event = result?.events[0]
  const decided = event !== undefined && isDesignationEvent(event) ? assessmentOf(event) : null
  const { act, values } = filled
  const data = dataIn(act, values, regulation)
  const on = isCivilDate(filled.on) ? filled.on : visit.today
  const soFar = caseAssessment({ act, data, state: record?.state, law, on })
  const subject = result && subjectOf(result.stream, [...(record?.history ?? []), ...result.events], regulation)
  const sentences: Content =
    subject !== undefined &&
    result !== undefined &&
    html`<ul class="sentences">${result.events.map((one) => html`<li>${visit.say(actSentence(subject, one, regulation))}</li>`)}</ul>`
  if (sentences === false && decided === null && soFar === undefined) return null
  return html`${sentences}${decided === null ? soFar && assessmentSection(visit, soFar.regulation, soFar.assessment, soFar.missing) : assessmentSection(visit, regulation, decided)}`
}
