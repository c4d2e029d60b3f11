/** A unit: its particulars, its swim lanes, and a table with the same content. */
import { sameInBoth } from "@shifan/audit"
import { bilingual, countyOf, phaseOn, shanghaiDate, type State } from "@shifan/core"
import { isInstant } from "@shifan/core/law"
import { divisionName, eventDetail, eventName, textWords } from "@shifan/core/messages"
import { citationsText, unitNames } from "@shifan/casework"
import { definitionList, html, phaseBadge, table, type Content, type Markup } from "@shifan/html"
import { drawLanes, laneLine, laneName } from "../drawings/lanes.js"
import { legend, shapeInText } from "../drawings/shapes.js"
import { laneChart, type LaneChart, type Mark } from "../lanes/lane-chart.js"
import { stepKindNames } from "../lanes/step-kinds.js"
import { historyName, type History } from "../log/log-records.js"
import { frame } from "./frame.js"
import { pager } from "./pager.js"
import { pageCount, regulationOf, regulationOfPage, written, type Place } from "./view.js"

/** Marks per picture. */
export const marksAPage = 100

export const unitPage = (place: Place, history: History, page: number): Markup | undefined => {
  const { view, say } = place
  const pages = pageCount(history.records.length, marksAPage)
  if (page > pages) return undefined
  const known = view.known(view.on)
  const state = known.units.get(history.unit)
  const platform = state && unitNames(state)?.platform
  const chart = laneChart(history.records, {
    ...laneLine,
    law: known.law,
    on: view.on,
    shown: { from: (page - 1) * marksAPage, until: page * marksAPage },
  })
  const name = historyName(history.division, history.unit)
  return frame(place, {
    title: sameInBoth(platform ?? history.unit),
    body: [
      unitFacts(place, history, state),
      html`<h2>${say(bilingual("办理经过", "What happened"))}</h2>\n`,
      lanesFigure(place, chart),
      absences(place, chart),
      recordTable(place, chart),
      pager(place, pages, page, (to) => ({ view: "unit", name, page: to })),
    ],
  })
}

const unitFacts = (place: Place, { unit, records }: History, state: State | undefined): Markup => {
  const { view, language, say } = place
  const last = records.findLast(({ event }) => event !== null)?.event
  const regulation = last == null ? regulationOfPage(place) : regulationOf(place, last)
  const county = state === undefined ? undefined : countyOf(state)
  const name = state && unitNames(state)?.unit
  const phase = state === undefined ? "none" : phaseOn(state, view.on)
  return definitionList([
    [say(bilingual("运营单位", "operated by")), name === undefined ? "—" : written(name)],
    [say(bilingual("统一社会信用代码", "social credit code")), html`<span class="fixed">${unit}</span>`],
    [say(textWords(regulation).division), county === undefined ? "—" : divisionName(regulation.territory, county)],
    [say(bilingual(`${view.on}的状态`, `state on ${view.on}`)), phaseBadge(phase, language)],
    [say(bilingual("记录", "records")), records.length],
  ])
}

const tableId = "records"

const lanesFigure = (place: Place, chart: LaneChart): Markup => {
  const { language, say } = place
  const kinds = new Set(chart.marks.map(({ kind }) => kind))
  const label = bilingual(
    "各方办理经过的泳道图，同样的内容见下表",
    "Swim lanes of who did what when; the table below has the same",
  )
  return html`<figure><div class="wide" tabindex="0" role="region" aria-label="${say(label)}">${drawLanes(chart, {
    language,
    label: say(label),
    regulationOf: (event) => regulationOf(place, event),
    regulation: regulationOfPage(place),
    href: ({ record }) => `#r${record.revision}-${record.index}`,
  })}</div>
<figcaption>${legend(kinds, language)}</figcaption></figure>
`
}

/** Gaps in words; the picture shows the same. */
const absences = ({ say }: Place, { withoutRule, silences, marks }: LaneChart): Content => {
  const found = [
    ...marks
      .filter(({ missingBefore }) => missingBefore > 0)
      .map(({ record, missingBefore }) =>
        bilingual(
          `第${record.revision}号之前缺少${missingBefore}条记录`,
          `${missingBefore} records are missing before number ${record.revision}`,
        ),
      ),
    ...silences.map(({ from, until, days }) =>
      bilingual(
        `${from}至${until}，${days}天没有任何记录`,
        `from ${from} to ${until}, ${days} days, nothing was recorded`,
      ),
    ),
    ...withoutRule.map(({ from, until }) =>
      bilingual(`${from}至${until}没有生效的规定`, `from ${from} to ${until} no rule was in force`),
    ),
  ]
  if (found.length === 0) return undefined
  return html`<h3>${say(bilingual("空缺", "What is not there"))}</h3>
<ul class="absences">${found.map((one) => html`<li>${say(one)}</li>`)}</ul>
`
}

const recordTable = (place: Place, { marks }: LaneChart): Markup => {
  const { say } = place
  return table({
    id: tableId,
    caption: say(bilingual("与图中的标记一一对应", "A row for each mark of the picture")),
    columns: [
      { head: say(bilingual("修订号", "no.")), kind: "number" },
      { head: say(bilingual("生效日", "takes effect")), kind: "fixed" },
      { head: say(bilingual("事项", "what")) },
      { head: say(bilingual("办理人", "by whom")) },
      { head: say(bilingual("依据", "under")) },
      { head: say(bilingual("登记日", "recorded")), kind: "fixed" },
    ],
    rows: marks.map((mark) => rowOf(place, mark)),
  })
}

const rowOf = (place: Place, mark: Mark): ReadonlyArray<Content> => {
  const { view, language, say, href } = place
  const { record, event, kind, lane, day } = mark
  const anchor = html`<span id="r${record.revision}-${record.index}">${record.revision}</span>`
  const fault =
    view.faults.has(record.index) && html` <strong class="bad">✗ ${say(bilingual("不符", "does not hold"))}</strong>`
  const link = (content: Content) => html`<a href="${href({ view: "record", index: record.index })}">${content}</a>`
  if (event === null || record.event === null)
    return [anchor, "—", html`${shapeInText(kind)} ${link(say(stepKindNames.damaged))}${fault}`, "—", "—", "—"]
  const regulation = regulationOf(place, record.event)
  const detail = eventDetail(event, regulation)
  const { recordedAt, provisions, actor } = record.event
  return [
    anchor,
    day,
    html`${shapeInText(kind)} ${link(say(eventName(event.type, regulation)))}${detail !== undefined && html`<br>${written(detail[language])}`}${fault}`,
    html`${laneName(lane, regulation)[language]} ${written(actor.officer)}`,
    say(citationsText(provisions)),
    isInstant(recordedAt) ? shanghaiDate(recordedAt) : "—",
  ]
}
