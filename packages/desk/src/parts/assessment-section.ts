/** Renders an assessment by condition: met, not met, or the data still missing. */
import { verdictCounts } from "@shifan/casework"
import { bilingual, type Assessment, type Bilingual, type Regulation, type Verdict } from "@shifan/core"
import {
  divergenceText,
  enumerate,
  explainAssessment,
  figureName,
  verdictNames,
  type ExplainedAssessment,
} from "@shifan/core/messages"
import { html, type Markup } from "@shifan/html"
import type { Visit } from "../http/visit.js"

/** For each condition, the names of the missing figures, dates and words. */
type Missing = ReadonlyMap<string, ReadonlyArray<string>>

const nothing: Missing = new Map()

export const assessmentSection = (
  visit: Visit,
  regulation: Regulation,
  assessment: Assessment,
  missing: Missing = nothing,
): Markup => {
  const { divergences = [] } = assessment
  const counts = countsOf(assessment, missing).map((text) => visit.say(text))
  const node = (one: ExplainedAssessment): Markup => assessmentNode(visit, one, regulation, missing)
  return html`<h2>${visit.say(bilingual("条件", "Conditions"))}</h2>
<p class="lead">${counts.join(visit.say(bilingual("，", ", ")))}</p>
<ul class="assessment">${node(explainAssessment(assessment, regulation))}</ul>
${divergences.length > 0 && html`<h3>${visit.say(bilingual("解读不同则结果不同", "Results that depend on a reading of the text"))}</h3><ul>${divergences.map((one) => html`<li>${visit.say(divergenceText(regulation, one))}</li>`)}</ul>`}`
}

/** Such as 符合3项，待认定9项，缺数据5项: conditions with missing figures are counted separately from those to be judged. */
const countsOf = (assessment: Assessment, missing: Missing): ReadonlyArray<Bilingual> =>
  missing.size === 0
    ? verdictCounts(assessment).map(({ text }) => text)
    : [
        ...verdictCounts(assessment, (id) => !missing.has(id)).map(({ text }) => text),
        bilingual(`${noFigure.zh}${missing.size}项`, `${missing.size} ${noFigure.en}`),
      ]

const noFigure = bilingual("缺数据", "without a figure")

const marks: { readonly [V in Verdict]: readonly [mark: string, tone: string] } = {
  met: ["✓", "good"],
  notMet: ["✗", "bad"],
  notYetJudged: ["?", "warning"],
  waived: ["~", "plain"],
}

const assessmentNode = (visit: Visit, node: ExplainedAssessment, regulation: Regulation, missing: Missing): Markup => {
  const lacks = missing.get(node.id)
  const [mark, tone] = lacks === undefined ? marks[node.verdict] : (["…", "plain"] as const)
  const change = lacks === undefined ? changeOf(node, missing) : wanting(lacks, regulation)
  return html`<li><span class="verdict ${tone}"><span aria-hidden="true">${mark}</span> <span class="unseen">${visit.say(lacks === undefined ? verdictNames[node.verdict] : noFigure)}</span></span> ${visit.say(node.name)}${
    node.figures !== null && html` <span class="hint">${visit.say(node.figures)}</span>`
  }${change !== null && html` <span class="${tone}">→ ${visit.say(change)}</span>`}${node.sources.map(
    (source) => html`<br><span class="hint">${visit.say(source)}</span>`,
  )}${node.parts.length > 0 && html`<ul>${node.parts.map((part) => assessmentNode(visit, part, regulation, missing))}</ul>`}</li>\n`
}

/** If missing figures are shown separately, all other open conditions await an official's finding. */
const changeOf = ({ verdict, change }: ExplainedAssessment, missing: Missing): Bilingual | null =>
  change !== null && verdict === "notYetJudged" && missing !== nothing
    ? bilingual("由主管部门认定", "an authority's finding")
    : change

/** Such as 缺：从业人数、总资产. */
const wanting = (names: ReadonlyArray<string>, regulation: Regulation): Bilingual => {
  const texts = names.map((name) => figureName(name, regulation))
  return bilingual(`缺：${enumerate(texts).zh}`, `missing: ${enumerate(texts).en}`)
}
