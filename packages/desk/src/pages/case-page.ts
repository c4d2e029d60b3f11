/** A case: its state, pending steps, possible acts, and its history in words. */
import { owedByName, citationsText, stepNameOfYear, unitNames, typistText } from "@shifan/casework"
import { bilingual, isInstant, isUscc, shanghaiDate, type Actor, type Bilingual, type Regulation } from "@shifan/core"
import { actNames, eventDetail, eventName, actorName, roleName } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { dateInTable, html, notice, table, type Content, type Markup } from "@shifan/html"
import { actAddress, possibleActs, type PossibleAct } from "../acts/possible-acts.js"
import type { Visit } from "../http/visit.js"
import type { CaseView } from "./case-view.js"
import { particulars } from "./case-state.js"
import { daysLeft } from "./worklist-page.js"
import type { Page } from "../parts/page.js"

export const casePage = (visit: Visit, view: CaseView): Page => {
  const names = unitNames(view.state)
  return {
    title: bilingual(names?.platform ?? view.state.unit, names?.platform ?? view.state.unit),
    section: "/units",
    body: html`${recordedNotice(visit, view)}
${particulars(visit, view)}
${waitingNow(visit, view)}
${!visit.readOnly && actsNow(visit, view)}
<p><a href="${visit.link(`/units/${view.state.unit}/corrections`)}">${visit.say(bilingual("更正与撤销", "Corrections and annulments"))}</a></p>
<h2 id="history">${visit.say(bilingual("经过", "History"))}</h2>
${timeline(visit, view)}`,
  }
}

/** Names the act just recorded. */
const recordedNotice = (visit: Visit, { history, textOf }: CaseView): Content => {
  const revision = visit.parameters["recorded"]
  const event = history.find((one) => String(one.revision) === revision)
  return (
    event !== undefined &&
    notice(
      "good",
      html`${visit.say(bilingual("已办理：", "Recorded: "))}${visit.say(eventName(event.type, textOf(event)))}`,
    )
  )
}

const waitingNow = (visit: Visit, { waiting, regulation }: CaseView): Content =>
  waiting.length > 0 &&
  html`<h2>${visit.say(bilingual("待办", "Waiting"))}</h2>
${table({
  columns: [
    { head: visit.say(bilingual("环节", "Step")) },
    { head: visit.say(bilingual("办理人", "Acts next")) },
    { head: visit.say(bilingual("期限", "Due")), kind: "fixed" },
    { head: visit.say(bilingual("剩余天数", "Days left")), kind: "number" },
  ],
  rows: waiting.map((entry) => [
    visit.say(stepNameOfYear(entry, regulation)),
    visit.say(owedByName(entry, regulation)),
    entry.dueOn === null ? "—" : dateInTable(entry.dueOn),
    daysLeft(visit, entry),
  ]),
})}`

/** Pending acts first, then all others that the state allows. Corrections and annulments are chosen on a page of their own. */
const actsNow = (visit: Visit, { state, waiting, regulation, readings }: CaseView): Markup => {
  const { officer } = visit.session
  const asked = { state, readings, waiting: new Set(waiting.flatMap(({ act }) => act ?? [])) }
  const possible = possibleActs(asked, visit.on, officer, regulation)
  const isNext = ({ act, by }: PossibleAct): boolean =>
    waiting.some((one) => one.act === act && one.owedBy === by && one.recordedOf === state.unit)
  const list = (acts: ReadonlyArray<PossibleAct>): Content =>
    acts.length > 0 &&
    html`<ul class="acts">${acts.map(
      (one) =>
        html`<li><a class="act" href="${visit.link(actAddress(one.act), { unit: state.unit, as: one.by })}">${visit.say(actNames[one.act])}</a>${
          one.by !== officer.role && html` <span class="hint">${visit.say(enteredFor(one.by, regulation))}</span>`
        }</li>`,
    )}</ul>`
  const next = possible.filter(isNext)
  const others = possible.filter((one) => !isNext(one))
  const heading = html`<h2>${visit.say(bilingual("可办理的事项", "What can be done"))}</h2>\n`
  if (possible.length === 0)
    return html`${heading}<p>${visit.say(bilingual("该单位没有由您办理的事项。", "There is nothing for you to do about this unit."))}</p>`
  return html`${heading}${list(next)}
<details${next.length === 0 && html` open`}><summary>${visit.say(bilingual(`其他事项（${others.length}）`, `Other acts (${others.length})`))}</summary>${list(others)}</details>`
}

const enteredFor = (by: Actor["role"], regulation: Regulation): Bilingual => {
  const { zh, en } = roleName(by, regulation)
  return bilingual(`代录：${zh}的行为`, `entered for the ${en}`)
}

const timeline = (visit: Visit, view: CaseView): Markup =>
  html`<ol class="timeline">${view.history.toReversed().map((event) => html`<li>${eventEntry(visit, view, event)}</li>\n`)}</ol>`

const eventEntry = (visit: Visit, view: CaseView, event: Envelope): Markup => {
  const { state, textOf, typedBy } = view
  const regulation = textOf(event)
  const detail = isDesignationEvent(event) ? eventDetail(event, regulation) : undefined
  const cited = citationsText(event.provisions)
  const typist = typedBy(event)
  const { actor, effectiveOn, recordedAt, revision } = event
  const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  return html`<p>${dateInTable(effectiveOn)} <strong>${visit.say(eventName(event.type, regulation))}</strong>${
    detail !== undefined && visit.say(bilingual(`：${detail.zh}`, `: ${detail.en}`))
  }${otherUnit(visit, view, event)}</p>
<p class="hint">${visit.say(bilingual(`第${revision}号，`, `No. ${revision}, `))}${visit.say(actorName(actor, regulation))} ${actor.officer}${
    typist !== undefined && html`${visit.say(bilingual("，", ", "))}${visit.say(typistText(typist))}`
  }${cited.zh !== "" && visit.say(bilingual(`，依据${cited.zh}`, `, under ${cited.en}`))}${
    recordedOn > effectiveOn && visit.say(bilingual(`，${recordedOn}登记`, `, recorded ${recordedOn}`))
  } · <a href="${visit.link(`/units/${state.unit}/events/${revision}`)}">${visit.say(bilingual("理由", "Why"))}</a></p>`
}

/** The unit that a title came from or goes to, by name, if it is on record. */
const otherUnit = (visit: Visit, { others }: CaseView, event: Envelope): Content => {
  const data: { readonly successor?: unknown; readonly predecessor?: unknown } = Object(event.data)
  const code =
    event.type === "TitleSucceeded" ? data.successor : event.type === "TitleInherited" ? data.predecessor : null
  const other = typeof code === "string" && isUscc(code) ? others.get(code) : undefined
  const name = other && unitNames(other)?.unit
  return name !== undefined && html` <a href="${visit.link(`/units/${other?.unit}`)}">${name}</a>`
}
