/** What comes of an act as it is filled in so far: its sentence once it is whole, and the assessment all the while. */
import { actSentence, caseAssessment, formAssessment, subjectOf } from "@shifan/casework"
import { assessmentOf, type ApplicableLaw, type FindingMade, type Regulation } from "@shifan/core"
import { ConditionIdCodec } from "@shifan/core/registry"
import { isDesignationEvent } from "@shifan/event-store"
import { html, type Content } from "@shifan/html"
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
): ReturnType<typeof html> => {
  const event = result?.events[0]
  const decided = event !== undefined && isDesignationEvent(event) ? assessmentOf(event) : null
  const data = dataIn(filled.act, filled.values, regulation)
  const ofCase = record && caseAssessment(record.state, law, visit.today, findingsIn(data))
  const assessment = decided ?? formAssessment(fieldOf(data, "form"), law, visit.today) ?? ofCase
  const subject = result && subjectOf(result.stream, [...(record?.history ?? []), ...result.events])
  const sentences: Content =
    subject !== undefined &&
    result !== undefined &&
    html`<ul class="sentences">${result.events.map((one) => html`<li>${visit.say(actSentence(subject, one))}</li>`)}</ul>`
  return html`${sentences}${assessment !== undefined && assessmentSection(visit, regulation, assessment)}`
}

const fieldOf = (data: unknown, name: string): unknown =>
  typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined

/** Those that are whole so far. */
const findingsIn = (data: unknown): ReadonlyArray<FindingMade> => {
  const list = fieldOf(data, "findings")
  if (!Array.isArray(list)) return []
  return list.flatMap((one: unknown) => {
    const { condition, met, reasons = "" } = Object(one)
    return ConditionIdCodec.is(condition) && typeof met === "boolean"
      ? [{ condition, met, reasons: String(reasons) }]
      : []
  })
}
