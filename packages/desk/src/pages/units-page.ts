/** Every unit on record, searchable by name or code. */
import { countyName, unitNames, type OfficeState } from "@shifan/casework"
import { bilingual, countyOf, phaseOn, regulationNear, type Regulation, type State } from "@shifan/core"
import { asHead, phaseNames, textWords } from "@shifan/core/messages"
import { html, phaseBadge, table, type Content, type Markup } from "@shifan/html"
import { actAddress, mayRecord } from "../acts/possible-acts.js"
import type { Visit } from "../http/visit.js"
import { choice, keptView } from "./worklist-page.js"
import type { Page } from "../parts/page.js"

/** Every phase that a unit on record can be in, in the order of a case. */
const phases = ["applied", "recommended", "certified", "expired", "closed", "revoked", "ended"] as const

/** Further units are not shown: use the search. */
const mostShown = 200

export const unitsPage = (visit: Visit, { law, units }: OfficeState, fallback: Regulation): Page => {
  const regulation = regulationNear(law.applicable, visit.on) ?? fallback
  const { q = "", phase = "" } = visit.parameters
  const isOfPhase = (state: State): boolean => phase === "" || phaseOn(state, visit.on) === phase
  const found = [...units.values()].filter((state) => isOfPhase(state) && matches(state, q.trim()))
  const shown = found.slice(0, mostShown)
  const isCut = shown.length < found.length
  const count = bilingual(
    `共${found.length}家${isCut ? `，列出前${mostShown}家` : ""}。`,
    `${found.length} in all${isCut ? `, the first ${mostShown} shown` : ""}.`,
  )
  return {
    title: bilingual("单位", "Units"),
    section: "/units",
    body: html`<form class="filters" method="get" action="/units">${keptView(visit)}
<label><span>${visit.say(bilingual("名称或代码", "Name or code"))}</span><input name="q" value="${q}"></label>
${choice("phase", visit.say(bilingual("状态", "State")), phase, [["", visit.say(bilingual("全部", "all"))], ...phases.map((one) => [one, visit.say(phaseNames[one])] as const)])}
<button>${visit.say(bilingual("查找", "Find"))}</button></form>
${newApplication(visit)}
<p>${visit.say(count)}</p>
${shown.length > 0 && unitsTable(visit, shown, regulation)}`,
  }
}

/** Every word of the search is in the names or the code, whatever its case and width: ９１１３ is typed for 9113. */
const matches = (state: State, search: string): boolean => {
  const names = unitNames(state)
  const all = plain([state.unit, names?.unit ?? "", names?.platform ?? ""].join("\n"))
  return plain(search)
    .split(/\s+/)
    .every((word) => all.includes(word))
}

const plain = (text: string): string => text.normalize("NFKC").toLowerCase()

const newApplication = (visit: Visit): Content => {
  if (visit.readOnly || !mayRecord(visit.session.officer, { role: "unit" })) return null
  const address = visit.link(actAddress("Apply"), { as: "unit" })
  return html`<p><a class="act" href="${address}">${visit.say(bilingual("登记一份申报", "Put an application on record"))}</a></p>`
}

const unitsTable = (visit: Visit, units: ReadonlyArray<State>, regulation: Regulation): Markup =>
  table({
    columns: [
      { head: visit.say(bilingual("平台", "Platform")) },
      { head: visit.say(bilingual("单位", "Unit")) },
      { head: visit.say(bilingual("代码", "Code")), kind: "fixed" },
      { head: visit.say(asHead(textWords(regulation).division)), kind: "fixed" },
      { head: visit.say(bilingual("状态", "State")), kind: "fixed" },
    ],
    rows: units.map((state) => {
      const names = unitNames(state)
      return [
        html`<a href="${visit.link(`/units/${state.unit}`)}">${names?.platform ?? state.unit}</a>`,
        names?.unit ?? "",
        html`<span class="code">${state.unit}</span>`,
        countyName(countyOf(state) ?? null, regulation),
        phaseBadge(phaseOn(state, visit.on), visit.language),
      ]
    }),
  })
