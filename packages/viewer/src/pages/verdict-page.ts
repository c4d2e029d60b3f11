/** The verdict first; then the checks made, the faults, and the observations. */
import { formatObservation, formatPlaceInWords, observationNames, type Observation } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { definitionList, html, type Content, type Markup } from "@shifan/html"
import { faultsByName, type FaultFound } from "../examination/examination.js"
import { frame, verdictNotice } from "./frame.js"
import { code, type Place } from "./view.js"

export const verdictPage = (place: Place): Markup => {
  const { view, say } = place
  const { examination } = view
  return frame(place, {
    title: bilingual("核验结论", "Verdict"),
    body: [
      verdictNotice(place),
      examination.faults.length > 0 && faultSection(place),
      html`<h2>${say(bilingual("核对了什么", "What was checked"))}</h2>\n`,
      definitionList(examination.checked.map(({ label, text }) => [say(label), say(text)] as const)),
      examination.observations.length > 0 && observationSection(place),
    ],
  })
}

const faultSection = (place: Place): Markup => {
  const { view, say } = place
  const { examination } = view
  const more = examination.faultCount - examination.faults.length
  return html`<h2>${say(bilingual("不符之处", "What does not hold"))}</h2>
${faultsByName(examination).map(
  ([name, faults]) => html`<h3>${say(name)}${faults[0]?.code && html` ${code(faults[0].code)}`} × ${faults.length}</h3>
<ol class="faults">${faults.slice(0, shownOfAKind).map((fault) => html`<li>${faultOf(place, fault)}</li>`)}</ol>
${andMore(place, faults.length - shownOfAKind)}`,
)}${andMore(place, more)}`
}

/** Maximum per kind, to keep the page readable. */
const shownOfAKind = 20

const andMore = ({ say }: Place, more: number): Content =>
  more > 0 && html`<p>${say(bilingual(`另有${more}项`, `and ${more} more`))}</p>\n`

const faultOf = (place: Place, { expected, found, path, leaf }: FaultFound): Markup => {
  const { say } = place
  return html`${leaf !== null && recordLink(place, leaf.index, formatPlaceInWords(leaf))}${path !== "" && html` ${code(path)}`}
${definitionList([
  ...(expected === null ? [] : [[say(bilingual("应为", "expected")), say(expected)] as const]),
  [say(bilingual("实为", "found")), say(found)],
])}`
}

/** A leaf that could not be read has no page. */
export const recordLink = ({ view, href, say }: Place, index: number, text: Bilingual): Content =>
  view.log.byIndex.has(index) ? html`<a href="${href({ view: "record", index })}">${say(text)}</a>` : say(text)

const observationSection = (place: Place): Markup => {
  const { view, say } = place
  const { observations, observationCounts } = view.examination
  const byCode = [...Map.groupBy(observations, ({ code: of }) => of)]
  return html`<h2>${say(bilingual("值得注意", "Worth a look"))}</h2>
<p class="hint">${say(bilingual("这些不是不符，而是审计时应过目的事项。", "These are not faults, but an auditor should look at them."))}</p>
${byCode.map(([of, some]) => {
  const count = observationCounts[of] ?? some.length
  return html`<details${count <= 3 && html` open`}><summary>${say(observationNames[of])} × ${count}</summary>
<ul>${some.slice(0, shownOfAKind).map((one) => html`<li>${observationOf(place, one)}</li>`)}</ul>
${andMore(place, count - Math.min(some.length, shownOfAKind))}</details>\n`
})}`
}

const observationOf = (place: Place, observation: Observation): Markup => {
  const at =
    "at" in observation
      ? html`${recordLink(place, observation.at.index, formatPlaceInWords(observation.at))} `
      : undefined
  return html`${at}${place.say(formatObservation(observation))}`
}
