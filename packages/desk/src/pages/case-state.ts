/** A case's state in words: since when it is so, by which act, and the particulars of its title. */
import { countyName, textOfCase, unitNames } from "@shifan/casework"
import { bilingual, countyOf, phaseOn, type Bilingual, type Regulation } from "@shifan/core"
import { asHead, eventDetail, eventName, textWords } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { dateInText, definitionList, html, phaseBadge, type Content, type Markup } from "@shifan/html"
import type { Visit } from "../http/visit.js"
import type { CaseView } from "./case-view.js"

export const particulars = (visit: Visit, view: CaseView): Markup => {
  const { state, history } = view
  const regulation = textOfCase(history, view.textOf, view.regulation)
  const names = unitNames(state)
  const phase = phaseOn(state, visit.on)
  const since = whatLedTo(visit, view)
  const entries: ReadonlyArray<readonly [Bilingual, Content]> = [
    [
      bilingual("状态", "State"),
      html`${phaseBadge(phase, visit.language)}${since !== undefined && html` <span class="hint">${since}</span>`}`,
    ],
    [bilingual("单位", "Unit"), html`${names?.unit ?? ""} <span class="code">${state.unit}</span>`],
    [asHead(textWords(regulation).division), countyName(countyOf(state) ?? null, regulation)],
    ...ofTitle(visit, view),
  ]
  return definitionList(entries.map(([term, description]) => [visit.say(term), description]))
}

const ofTitle = (
  { language, on }: Visit,
  { state }: CaseView,
): ReadonlyArray<readonly [term: Bilingual, description: Content]> => {
  if (!("title" in state.phase)) return []
  const { certificateNumber, certifiedOn, lastConfirmedOn, validUntil } = state.phase.title
  const isInForce = phaseOn(state, on) === "certified"
  const until = isInForce ? bilingual("有效期至", "Valid until") : bilingual("原有效期至", "Was valid until")
  return [
    [bilingual("证书编号", "Certificate"), certificateNumber ?? "—"],
    [bilingual("认定日期", "Certified on"), dateInText(certifiedOn, language)],
    ...(lastConfirmedOn === null
      ? []
      : [[bilingual("最近确认", "Confirmed on"), dateInText(lastConfirmedOn, language)] as const]),
    ...(validUntil === null ? [] : [[until, dateInText(validUntil, language)] as const]),
  ]
}

/** The act that ended an application or a title, or that its term is over; `undefined` while it goes on. */
const whatLedTo = (visit: Visit, { state, history, textOf }: CaseView): Content => {
  const { phase } = state
  const event =
    "by" in phase ? history.find(({ revision }) => revision === phase.by.revision) : lastRevocation(state, history)
  if (event !== undefined) return told(visit, event, textOf(event))
  const until = phaseOn(state, visit.on) === "expired" && "title" in phase ? phase.title.validUntil : null
  if (until === null) return undefined
  return visit.language === "zh"
    ? html`${dateInText(until, "zh")}期满，未再确认`
    : html`the term ended on ${dateInText(until, "en")}, without another confirmation`
}

const lastRevocation = ({ phase }: CaseView["state"], history: CaseView["history"]): Envelope | undefined =>
  phase._tag === "revoked" ? history.findLast(({ type }) => type === "Revoked") : undefined

const told = (visit: Visit, event: Envelope, regulation: Regulation): Markup => {
  const detail = isDesignationEvent(event) ? eventDetail(event, regulation) : undefined
  const what = visit.say(eventName(event.type, regulation))
  const more = detail !== undefined && visit.say(bilingual(`：${detail.zh}`, `: ${detail.en}`))
  const on = dateInText(event.effectiveOn, visit.language)
  return html`${on}${visit.say(bilingual("", ", "))}${what}${more}`
}
