/** An assessment, condition by condition. */
import { verdictCounts } from "@shifan/casework"
import { bilingual, type Assessment, type Regulation, type Verdict } from "@shifan/core"
import { divergenceText, explainAssessment, verdictNames, type ExplainedAssessment } from "@shifan/core/messages"
import { html, type Markup } from "@shifan/html"
import type { Visit } from "../http/visit.js"

export const assessmentSection = (visit: Visit, regulation: Regulation, assessment: Assessment): Markup => {
  const counts = verdictCounts(assessment).map(({ text }) => visit.say(text))
  const { divergences = [] } = assessment
  return html`<h2>${visit.say(bilingual("条件", "Conditions"))}</h2>
<p class="lead">${counts.join(visit.say(bilingual("，", ", ")))}</p>
<ul class="assessment">${assessmentNode(visit, explainAssessment(assessment, regulation))}</ul>
${divergences.length > 0 && html`<h3>${visit.say(bilingual("解读不同则结果不同", "What rests on a reading of the text"))}</h3><ul>${divergences.map((one) => html`<li>${visit.say(divergenceText(regulation, one))}</li>`)}</ul>`}`
}

const marks: { readonly [V in Verdict]: readonly [mark: string, tone: string] } = {
  met: ["✓", "good"],
  notMet: ["✗", "bad"],
  notYetJudged: ["?", "warning"],
  waived: ["~", "plain"],
}

const assessmentNode = (visit: Visit, node: ExplainedAssessment): Markup => {
  const [mark, tone] = marks[node.verdict]
  return html`<li><span class="verdict ${tone}"><span aria-hidden="true">${mark}</span> <span class="unseen">${visit.say(verdictNames[node.verdict])}</span></span> ${visit.say(node.name)}${
    node.figures !== null && html` <span class="hint">${visit.say(node.figures)}</span>`
  }${node.change !== null && html` <span class="${tone}">→ ${visit.say(node.change)}</span>`}${node.sources.map(
    (source) => html`<br><span class="hint">${visit.say(source)}</span>`,
  )}${node.parts.length > 0 && html`<ul>${node.parts.map((part) => assessmentNode(visit, part))}</ul>`}</li>\n`
}
