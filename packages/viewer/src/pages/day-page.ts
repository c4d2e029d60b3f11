/** A single day: the list, the law, and what took effect since the previous day with a page. */
import { bilingual, phaseOn, ruleStatusOn, type Bilingual, type CivilDate, type Regulation } from "@shifan/core"
import { citedFor, inBrackets, phaseNames, textWords } from "@shifan/core/messages"
import type { PhaseName } from "@shifan/core/registry"
import { cellOf, columnsOf, type RosterEntry } from "@shifan/roster"
import { dateInText, definitionList, html, table, type Content, type Markup } from "@shifan/html"
import { historyName } from "../log/log-records.js"
import { dayLinks } from "./day-links.js"
import { frame } from "./frame.js"
import { pager } from "./pager.js"
import { recordLine, recordsBetween } from "./records-between.js"
import { pageCount, rowsOf, written, type Place } from "./view.js"

export const dayPage = (place: Place, on: CivilDate, page: number): Markup | undefined => {
  const { view, language, say } = place
  const list = view.list(on)
  const pages = pageCount(list.length)
  if (page > pages) return undefined
  const { platform } = textWords(view.known(view.on).regulation)
  return frame(place, {
    title: bilingual("某日的名单", "On a day"),
    body: [
      html`<p class="lead">${dateInText(on, language)}${say(bilingual(`：在有效期内的${platform.zh}${list.length}家`, `: ${list.length} platforms in force`))}</p>\n`,
      dayLinks(place, on, (day) => ({ view: "day", on: day, page: 1 })),
      page === 1 && situation(place, on),
      rosterTable(place, rowsOf(list, page)),
      pager(place, pages, page, (to) => ({ view: "day", on, page: to })),
      page === 1 && since(place, on),
    ],
  })
}

/** The rule in force, and the number of units in each phase. */
const situation = ({ view, say, href }: Place, on: CivilDate): Markup => {
  const { law, units } = view.known(on)
  const status = ruleStatusOn(law, on)
  const rule =
    status._tag === "InForce"
      ? written(status.rule.regulation.documentNumber)
      : say(bilingual("没有生效的规定", "no rule is in force"))
  const phases = Map.groupBy([...units.values()], (state): PhaseName => phaseOn(state, on))
  const counts = [...phases].map(([phase, states]) => {
    const { zh, en } = phaseNames[phase]
    return bilingual(`${zh}${states.length}家`, `${states.length} ${en}`)
  })
  return definitionList([
    [say(bilingual("适用的规定", "rule in force")), rule],
    [
      say(bilingual("各单位的状态", "states of the units")),
      say(bilingual(counts.map(({ zh }) => zh).join("、"), counts.map(({ en }) => en).join(", "))),
    ],
    [
      say(bilingual("复核", "reviews")),
      html`<a href="${href({ view: "due", on, page: 1 })}">${say(bilingual("这一天看何时到期", "what is due, as of this day"))}</a>`,
    ],
  ])
}

export const unitLink = ({ view, href }: Place, { uscc, platformName }: RosterEntry): Content => {
  const name = historyName(view.known(view.on).regulation.territory.bureau.code, uscc)
  return html`<a href="${href({ view: "unit", name, page: 1 })}">${written(platformName)}</a>`
}

const listUnder = (regulation: Regulation): Bilingual => {
  const { zh, en } = inBrackets(citedFor(regulation, "RosterPublished"))
  return bilingual(`名单${zh}`, `The list${en}`)
}

const rosterTable = (place: Place, rows: ReadonlyArray<RosterEntry>): Content => {
  const { view, say } = place
  if (rows.length === 0) return undefined
  const { regulation } = view.known(view.on)
  // Under a regulation without terms, titles do not expire.
  const columns = columnsOf(regulation).filter(
    ({ field }) => field !== "validUntil" || rows.some((entry) => entry[field] !== null),
  )
  return table({
    caption: say(listUnder(regulation)),
    rowHead: 1,
    columns: columns.map(({ field, head }) => ({
      head: say(head),
      ...(field.endsWith("Name")
        ? {}
        : { kind: field === "countyOrDistrict" ? ("short" as const) : ("fixed" as const) }),
    })),
    rows: rows.map((entry) =>
      columns.map(({ field }) =>
        field === "platformName" ? unitLink(place, entry) : written(cellOf(regulation.territory, entry, field)),
      ),
    ),
  })
}

const since = (place: Place, on: CivilDate): Content => {
  const { view, say, href } = place
  const before = view.points.findLast((point) => point.on < on)?.on
  if (before === undefined) return undefined
  const { shown, more } = recordsBetween(view.log, before, on)
  return html`<h2>${say(bilingual(`${before}以来`, `Since ${before}`))}</h2>
<p><a href="${href({ view: "comparison", from: before, to: on })}">${say(bilingual("名单的变化和其间的决定", "What changed on the list, and the decisions between"))}</a></p>
<ul>${shown.map((one) => html`<li>${recordLine(place, one)}</li>`)}</ul>
${more > 0 && html`<p>${say(bilingual(`另有${more}条`, `and ${more} more`))}</p>`}
`
}
