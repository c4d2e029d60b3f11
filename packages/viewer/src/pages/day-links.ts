/** Links to days with pages (a script makes them a slider), and a field for any other day if a server answers forms. */
import { bilingual, type CivilDate } from "@shifan/core"
import { html, type Markup } from "@shifan/html"
import type { Address } from "./address.js"
import type { Place } from "./view.js"

export const dayLinks = (place: Place, on: CivilDate, addressOf: (on: CivilDate) => Address): Markup => {
  const { view, say, href } = place
  const label = say(bilingual("换一天", "Another day"))
  return html`<nav class="days" aria-label="${label}" data-days="${label}"><ol>
${view.points.map(
  ({ on: day, name }) =>
    html`<li><a href="${href(addressOf(day))}"${day === on && html` aria-current="page"`} title="${say(name)}">${day}</a></li>\n`,
)}</ol>
${view.answersForms && dayField(place, on, addressOf)}</nav>
`
}

/** The server answers with the page of that day. */
const dayField = ({ href, say, address }: Place, on: CivilDate, addressOf: (on: CivilDate) => Address): Markup => {
  const field = say(bilingual("任一日", "Any day"))
  return html`<form method="get" action="${href(addressOf(on))}" data-view="${address.view}"><label>${field} <input type="date" name="on" value="${on}" required></label> <button>${say(bilingual("查看", "Show"))}</button></form>
`
}
