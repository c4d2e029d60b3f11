/** Which reviews are due when: a picture, and a table with the same content. */
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { citedFor, divisionName, dutyName, inBrackets, roleName, textWords } from "@shifan/core/messages"
import { dateInText, html, table, type Markup } from "@shifan/html"
import { drawHeatMap, urgencies } from "../drawings/heat-map.js"
import type { DueRow, HeatMap } from "../due/heat-map.js"
import { historyName } from "../log/log-records.js"
import { dayLinks } from "./day-links.js"
import { frame } from "./frame.js"
import { pager } from "./pager.js"
import { pageCount, regulationOfPage, rowsOf, written, type Place } from "./view.js"
import type { CivilDate } from "@shifan/core"

export const duePage = (place: Place, on: CivilDate, page: number): Markup | undefined => {
  const { view, language, say } = place
  const map = view.reviews(on)
  const pages = pageCount(map.rows.length)
  if (page > pages) return undefined
  const rows = rowsOf(map.rows, page)
  const none = bilingual("这一天没有应办的复核。", "No review is owed on this day.")
  return frame(place, {
    title: bilingual("复核到期", "Reviews due"),
    body: [
      html`<p>${say(bilingual("截至", "As of "))}${dateInText(on, language)}${say(order(regulationOfPage(place)))}</p>\n`,
      dayLinks(place, on, (day) => ({ view: "due", on: day, page: 1 })),
      map.rows.length === 0 ? html`<p>${say(none)}</p>` : [picture(place, map, rows), dueTable(place, rows)],
      pager(place, pages, page, (to) => ({ view: "due", on, page: to })),
    ],
  })
}

/** A review is filed in response to a call, and that call has not been opened yet. */
const awaitsCall = (regulation: Regulation): Bilingual => {
  const [review, call] = [dutyName("review", regulation), dutyName("call", regulation)]
  return bilingual(`${review.zh}（待${call.zh}）`, `${review.en}, once ${call.en} is open`)
}

const order = (regulation: Regulation): Bilingual => {
  const { zh, en } = inBrackets(citedFor(regulation, "Reviewed"))
  return bilingual(
    `，按各平台下一步应办之日排列${zh}。`,
    `, by the day on which the next step of each review is due${en}.`,
  )
}

const unitAddress = ({ view }: Place, { unit }: DueRow) => {
  const { code } = view.known(view.on).regulation.territory.bureau
  return { view: "unit", name: historyName(code, unit), page: 1 } as const
}

const picture = (place: Place, map: HeatMap, rows: ReadonlyArray<DueRow>): Markup => {
  const { language, say, href } = place
  const label = say(
    bilingual("复核到期热图，同样的内容见下表", "Heat map of the reviews due; the table below has the same"),
  )
  const drawn = drawHeatMap(map, rows, { language, label, href: (row) => href(unitAddress(place, row)) })
  return html`<figure><div class="wide" tabindex="0" role="region" aria-label="${label}">${drawn}</div>
<figcaption><ul class="legend">${Object.entries(urgencies).map(([kind, { mark, name }]) => html`<li class="due-name ${kind}"><span aria-hidden="true">${mark}</span> ${say(name)}</li>`)}</ul></figcaption></figure>
`
}

const dueTable = (place: Place, rows: ReadonlyArray<DueRow>): Markup => {
  const { view, say, href } = place
  const { regulation } = view.known(view.on)
  return table({
    caption: say(bilingual("与图中的格子一一对应", "A row for each mark of the picture")),
    columns: [
      { head: say(bilingual("平台", "platform")) },
      { head: say(textWords(regulation).division), kind: "short" },
      { head: say(bilingual("应办事项", "what is owed")), kind: "short" },
      { head: say(bilingual("由谁", "by whom")), kind: "short" },
      { head: say(bilingual("可办之日", "opens")), kind: "fixed" },
      { head: say(bilingual("到期日", "due")), kind: "fixed" },
      { head: say(bilingual("剩余天数", "days left")), kind: "number" },
    ],
    rows: rows.flatMap((row) =>
      row.dues.map(({ duty, owedBy, opensOn, dueOn, daysLeft, urgency }) => [
        html`<a href="${href(unitAddress(place, row))}">${written(row.platformName ?? row.unit)}</a>`,
        row.county === null ? "—" : divisionName(regulation.territory, row.county),
        say(duty === "call" ? awaitsCall(regulation) : dutyName(duty, regulation)),
        say(roleName(owedBy, regulation)),
        opensOn ?? "—",
        dueOn,
        html`<span class="due-name ${urgency}"><span aria-hidden="true">${urgencies[urgency].mark}</span> ${daysLeft < 0 ? say(bilingual(`逾期${-daysLeft}日`, `${-daysLeft} overdue`)) : daysLeft}</span>`,
      ]),
    ),
  })
}
