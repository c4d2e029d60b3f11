/** All units of the log, each as a lane on a common time line, and a table with the same content. */
import { bilingual, phaseOn, countyOf } from "@shifan/core"
import { divisionName, textWords } from "@shifan/core/messages"
import { unitNames } from "@shifan/casework"
import { html, phaseBadge, table, type Content, type Markup } from "@shifan/html"
import type { History } from "../log/log-records.js"
import { frame } from "./frame.js"
import { pager } from "./pager.js"
import { pageCount, regulationOfPage, rowsOf, written, type Place } from "./view.js"

export const platformsPage = (place: Place, page: number): Markup | undefined => {
  const { view, say } = place
  const histories = [...view.log.histories]
  const pages = pageCount(histories.length)
  if (page > pages) return undefined
  const shown = rowsOf(histories, page)
  return frame(place, {
    title: bilingual("平台", "Platforms"),
    body: [
      html`<p>${say(bilingual(`记录中共有${histories.length}家单位，状态截至${view.on}。`, `${histories.length} units are on record; their state is as of ${view.on}.`))}</p>\n`,
      unitTable(place, shown),
      pager(place, pages, page, (to) => ({ view: "platforms", page: to })),
    ],
  })
}

const unitTable = (place: Place, shown: ReadonlyArray<readonly [name: string, history: History]>): Markup => {
  const { say } = place
  return table({
    columns: [
      { head: say(bilingual("平台", "platform")) },
      { head: say(bilingual("统一社会信用代码", "social credit code")), kind: "fixed" },
      { head: say(textWords(regulationOfPage(place)).division), kind: "short" },
      { head: say(bilingual("状态", "state")) },
      { head: say(bilingual("记录", "records")), kind: "number" },
      { head: say(bilingual("最近", "last")), kind: "fixed" },
    ],
    rows: shown.map(([name, history]) => rowOf(place, name, history)),
  })
}

const rowOf = (
  { view, language, say, href }: Place,
  name: string,
  { unit, records }: History,
): ReadonlyArray<Content> => {
  const known = view.known(view.on)
  const state = known.units.get(unit)
  const names = state && unitNames(state)
  const county = state === undefined ? undefined : countyOf(state)
  const isFaulty = records.some(({ index }) => view.faults.has(index))
  return [
    html`<a href="${href({ view: "unit", name, page: 1 })}">${written(names?.platform ?? names?.unit ?? unit)}</a>${isFaulty && html` <strong class="bad">✗ ${say(bilingual("有记录不符", "a record does not hold"))}</strong>`}`,
    unit,
    county === undefined ? "—" : divisionName(known.regulation.territory, county),
    phaseBadge(state === undefined ? "none" : phaseOn(state, view.on), language),
    records.length,
    state?.lastEffectiveOn ?? "—",
  ]
}
