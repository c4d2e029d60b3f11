/** The conditions assessed for a decision: each with its figures, the required level, and what would change the result. */
import { verdictCounts } from "@shifan/casework"
import { bilingual, type Assessment, type Regulation, type Verdict } from "@shifan/core"
import { divergenceText, explainAssessment, verdictNames, type ExplainedAssessment } from "@shifan/core/messages"
import { html, type Content, type Markup } from "@shifan/html"
import { written, type Place } from "./view.js"

const marks: { readonly [V in Verdict]: { readonly mark: string; readonly tone: string } } = {
  met: { mark: "✓", tone: "good" },
  notMet: { mark: "✗", tone: "bad" },
  notYetJudged: { mark: "?", tone: "warning" },
  waived: { mark: "~", tone: "warning" },
}

export const assessmentSection = (place: Place, assessment: Assessment, regulation: Regulation): Markup => {
  const { say } = place
  return html`<h2>${say(bilingual("条件", "The conditions"))}</h2>
<p>${tally(place, assessment)}</p>
<ul class="tree">${node(place, explainAssessment(assessment, regulation))}</ul>
${divergences(place, assessment, regulation)}`
}

/** 符合17项，放宽1项 */
const tally = ({ say, language }: Place, assessment: Assessment): Content =>
  verdictCounts(assessment).map(({ verdict, text }, i) => {
    const { mark, tone } = marks[verdict]
    const comma = i === 0 ? "" : language === "zh" ? "，" : ", "
    return html`${comma}<span class="${tone}"><span aria-hidden="true">${mark}</span> ${say(text)}</span>`
  })

const node = (place: Place, explained: ExplainedAssessment): Markup => {
  const { say } = place
  const { verdict, name, figures, levels, change, sources, parts } = explained
  const { mark, tone } = marks[verdict]
  return html`<li><span class="verdict ${tone}"><span aria-hidden="true">${mark}</span> ${say(verdictNames[verdict])}</span> <span class="condition">${say(name)}</span>${
    figures !== null && html` <span class="figures">${written(say(figures))}</span>`
  }${levels !== null && figureBar(levels)}${change !== null && html` <span class="change ${tone}">→ ${written(say(change))}</span>`}${
    sources.length > 0 &&
    html`<ul class="sources">${sources.map((source) => html`<li>${written(say(source))}</li>`)}</ul>`
  }${parts.length > 0 && html`<ul>${parts.map((part) => node(place, part))}</ul>`}</li>
`
}

/** The actual figure as a bar, against a line at the required figure. The numbers are printed too. */
const figureBar = ({ statutory, actual }: NonNullable<ExplainedAssessment["levels"]>): Content => {
  const longest = Math.max(statutory, actual)
  if (longest <= 0) return undefined
  const share = (n: number): number => Math.round((Math.max(0, n) * 100) / longest)
  const reached = actual >= statutory ? "reached" : "short"
  return html` <svg class="bar ${reached}" viewBox="0 0 104 12" width="104" height="12" aria-hidden="true"><rect class="track" x="1" y="3" width="100" height="6"/><rect x="1" y="3" width="${share(actual)}" height="6"/><path d="M${1 + share(statutory)} 0v12"/></svg>`
}

const divergences = ({ say }: Place, { divergences: others = [] }: Assessment, regulation: Regulation): Content =>
  others.length > 0 &&
  html`<h3>${say(bilingual("解读不同则结果不同", "Results that depend on a reading of the text"))}</h3>
<ul>${others.map((one) => html`<li>${say(divergenceText(regulation, one))}</li>`)}</ul>
`
