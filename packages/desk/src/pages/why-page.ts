/** A decision with everything it rests on, like `why` on the command line. */
import { changesOf, citationsText, subjectOf, unitNames, type TextOfAct } from "@shifan/casework"
import { bilingual, type Bilingual, type Event, type Regulation } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import { isReadingId } from "@shifan/core/law"
import {
  describe,
  eventDetail,
  eventName,
  optionClause,
  reasonsIn,
  actorName,
  waiversIn,
  waiverText,
} from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { capitalized, dateInText, definitionList, html, type Content } from "@shifan/html"
import { filedParts } from "../acts/filed-parts.js"
import { assessmentSection } from "../parts/assessment-section.js"
import type { Visit } from "../http/visit.js"
import type { CaseView } from "./case-view.js"
import type { Page } from "../parts/page.js"

export const whyPage = (visit: Visit, view: CaseView, event: Envelope): Page => {
  const { history, textOf, typedBy } = view
  const regulation = textOf(event)
  const name = eventName(event.type, regulation)
  const detail = isDesignationEvent(event) ? eventDetail(event, regulation) : undefined
  const typist = typedBy(event)
  const entries: ReadonlyArray<readonly [Bilingual, Content]> = [
    [
      bilingual("单位", "Unit"),
      html`<a href="${visit.link(`/units/${view.state.unit}`)}">${visit.say(subjectOf(event.stream, history, regulation))}</a>`,
    ],
    [bilingual("生效", "In effect"), dateInText(event.effectiveOn, visit.language)],
    [bilingual("办理人", "Done by"), html`${visit.say(actorName(event.actor, regulation))} ${event.actor.officer}`],
    ...(typist === undefined
      ? []
      : [
          [
            bilingual("录入人", "Entered by"),
            typist ?? visit.say(bilingual("代号未见于记录", "not in the record")),
          ] as const,
        ]),
    ...(detail === undefined ? [] : [[bilingual("内容", "What"), visit.say(detail)] as const]),
    [bilingual("依据", "Under"), event.provisions.map((id) => html`<p>${visit.say(describe(regulation, id))}</p>`)],
  ]
  return {
    title: bilingual(
      `${name.zh}：${unitNames(view.state)?.platform ?? ""}`,
      `${capitalized(name.en)}: ${unitNames(view.state)?.platform ?? ""}`,
    ),
    section: "/units",
    body: html`${definitionList(entries.map(([term, what]) => [visit.say(term), what]))}
${isDesignationEvent(event) && grounds(visit, regulation, event)}
${changes(visit, changesOf(history, event.revision), textOf)}
${readings(visit, event, regulation)}`,
  }
}

const grounds = (visit: Visit, regulation: Regulation, event: Event): Content => {
  const assessment = assessmentOf(event)
  const waivers = waiversIn(event)
  const reasons = reasonsIn(event)
  return [
    assessment !== null && assessmentSection(visit, regulation, assessment),
    waivers.length > 0 &&
      html`<h2>${visit.say(bilingual("放宽", "Waived"))}</h2><ul>${waivers.map((waiver) => html`<li>${visit.say(waiverText(waiver, regulation))}</li>`)}</ul>`,
    reasons.length > 0 &&
      html`<h2>${visit.say(bilingual("理由", "Reasons"))}</h2>${definitionList(reasons.map(({ about, text }) => [visit.say(describe(regulation, about)), text]))}`,
    event.type === "SupplementRequested" &&
      html`<h2>${visit.say(bilingual("须补正的内容", "What is wanting"))}</h2>${definitionList(event.data.wanting.map(({ at, text }) => [partName(visit, regulation, at), text]))}`,
  ]
}

/** A part of a filing by its label; one that an earlier form had and this one has not keeps its path. */
const partName = (visit: Visit, regulation: Regulation, path: string): string => {
  const name = filedParts(/^(?:form|dossier)\./.test(path) ? "Apply" : "FileReview", regulation).get(path)
  return name === undefined ? path : visit.say(name)
}

/** Later corrections and annulments. */
const changes = (visit: Visit, events: ReadonlyArray<Envelope>, textOf: TextOfAct): Content =>
  events.length > 0 &&
  html`<h2>${visit.say(bilingual("其后", "Since then"))}</h2><ul>${events.map((event) => {
    const regulation = textOf(event)
    const detail = isDesignationEvent(event) ? eventDetail(event, regulation) : undefined
    return html`<li>${dateInText(event.effectiveOn, visit.language)} ${visit.say(eventName(event.type, regulation))} ${detail !== undefined && visit.say(detail)} ${visit.say(citationsText(event.provisions))}</li>`
  })}</ul>`

const readings = (visit: Visit, event: Envelope, regulation: Regulation): Content => {
  const reliedOn = Object.entries(event.readings)
  return (
    reliedOn.length > 0 &&
    html`<h2>${visit.say(bilingual("所依据的解读", "Readings relied on"))}</h2><ul>${reliedOn.map(
      ([id, option]) =>
        html`<li>${isReadingId(id) ? visit.say(optionClause(id, option, regulation)) : html`<span class="code">${id} = ${option}</span>`}</li>`,
    )}</ul>`
  )
}
