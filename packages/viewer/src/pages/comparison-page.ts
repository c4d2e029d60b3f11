/** Compares two days: additions to the list, removals, changed rows, and the decisions in between. */
import { bilingual, type Bilingual, type CivilDate } from "@shifan/core"
import { changedFields, rosterDifference, type RosterEntry } from "@shifan/roster"
import { html, notice, type Content, type Markup } from "@shifan/html"
import { unitLink } from "./day-page.js"
import { frame } from "./frame.js"
import { decides, recordLine, recordsBetween } from "./records-between.js"
import { written, type Place } from "./view.js"

/** @param from the earlier day */
export const comparisonPage = (place: Place, from: CivilDate, to: CivilDate): Markup | undefined => {
  if (from > to) return undefined
  const { view, say } = place
  const { regulation } = view.known(view.on)
  const { added, removed, changed } = rosterDifference(view.list(from), view.list(to))
  const isSame = added.length + removed.length + changed.length === 0
  return frame(place, {
    title: bilingual("两日对比", "Two days compared"),
    body: [
      html`<p class="lead"><span class="fixed">${from}</span> → <span class="fixed">${to}</span></p>\n`,
      dayPairs(place, from, to),
      isSame && notice("plain", say(bilingual("两日的名单相同", "The list is the same on both days"))),
      entries(place, bilingual("新增", "Added"), "+", added, () => []),
      entries(place, bilingual("移出", "Removed"), "−", removed, () => []),
      entries(
        place,
        bilingual("变更", "Changed"),
        "~",
        changed.map(({ after }) => after),
        (i) => {
          const pair = changed[i]
          return pair === undefined ? [] : changedFields(regulation, pair.before, pair.after)
        },
      ),
      decisionsBetween(place, from, to),
    ],
  })
}

/** Maximum per kind, to keep the page readable. */
const mostShown = 100

const entries = (
  place: Place,
  heading: Bilingual,
  mark: string,
  all: ReadonlyArray<RosterEntry>,
  detailsOf: (i: number) => ReadonlyArray<Bilingual>,
): Content => {
  const { say } = place
  const more = all.length - mostShown
  return (
    all.length > 0 &&
    html`<h2>${say(heading)} × ${all.length}</h2>
<ul class="difference">${all.slice(0, mostShown).map((entry, i) => {
      const details = detailsOf(i)
      return html`<li><span class="mark" aria-hidden="true">${mark}</span> ${unitLink(place, entry)} <span class="fixed">${entry.uscc}</span>${details.length > 0 && html`<ul>${details.map((one) => html`<li>${written(say(one))}</li>`)}</ul>`}</li>\n`
    })}</ul>
${more > 0 && html`<p>${say(bilingual(`另有${more}家`, `and ${more} more`))}</p>\n`}`
  )
}

const decisionsBetween = (place: Place, from: CivilDate, to: CivilDate): Markup => {
  const { view, say } = place
  const { shown, more } = recordsBetween(view.log, from, to, decides)
  const none = bilingual("其间没有决定。", "No decision lies between them.")
  return html`<h2>${say(bilingual("其间的决定", "Decisions between them"))}</h2>
${shown.length === 0 ? html`<p>${say(none)}</p>` : html`<ul>${shown.map((one) => html`<li>${recordLine(place, one)}</li>`)}</ul>`}
${more > 0 && html`<p>${say(bilingual(`另有${more}项`, `and ${more} more`))}</p>`}
`
}

/** Links to the pairs that have pages: each day with the previous one, and with the latest. */
const dayPairs = ({ view, href, say }: Place, from: CivilDate, to: CivilDate): Markup => {
  const link = (a: CivilDate, b: CivilDate): Markup =>
    html`<li><a href="${href({ view: "comparison", from: a, to: b })}"${a === from && b === to && html` aria-current="page"`}>${a} → ${b}</a></li>\n`
  return html`<nav class="days" aria-label="${say(bilingual("换两天", "Two other days"))}"><ol>
${comparedDays(view.points.map(({ on }) => on)).map(([a, b]) => link(a, b))}</ol>
${
  view.answersForms &&
  html`<form method="get" action="${href({ view: "comparison", from, to })}"><label>${say(bilingual("自", "From"))} <input type="date" name="from" value="${from}" required></label> <label>${say(bilingual("至", "to"))} <input type="date" name="to" value="${to}" required></label> <button>${say(bilingual("对比", "Compare"))}</button></form>\n`
}</nav>
`
}

export const comparedDays = (days: ReadonlyArray<CivilDate>): ReadonlyArray<readonly [CivilDate, CivilDate]> => {
  const last = days.at(-1)
  const pairs = days.flatMap((day, i) => {
    const before = days[i - 1]
    return [
      ...(before === undefined ? [] : [[before, day] as const]),
      ...(last === undefined || i >= days.length - 2 ? [] : [[day, last] as const]),
    ]
  })
  const [only] = days
  return pairs.length === 0 && only !== undefined ? [[only, only]] : pairs
}
