/** Puts an assessment in words: for each node its name, figures, their sources, and what would change the verdict. */
import { levels, type Assessment, type Verdict } from "../conditions/assessment.js"
import { paragraphOf, cite, type ConditionId } from "../law/provision.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { describe, type Regulation } from "../kernel/regulation.js"
import { figuresText, sourceText, whatWouldChange } from "./rendering.js"
import { textWords } from "./text-words.js"

/** An assessment in words, as a tree, for a page or a letter. */
export interface ExplainedAssessment {
  readonly id: ConditionId
  readonly verdict: Verdict
  readonly name: Bilingual
  /** The actual and the required figure; `null` for a group and for a finding. */
  readonly figures: Bilingual | null
  /** The required and the actual level, as given by `levels`. */
  readonly levels: ReturnType<typeof levels>
  /** What would meet a condition that is not met or not yet judged; `null` for all others. */
  readonly change: Bilingual | null
  /** The source of each figure that a county measured. */
  readonly sources: ReadonlyArray<Bilingual>
  /** The parts of a group; empty for a condition. */
  readonly parts: ReadonlyArray<ExplainedAssessment>
}

/** Explains the whole tree. The root gets the name of the article with the conditions. */
export const explainAssessment = (root: Assessment, regulation: Regulation): ExplainedAssessment => ({
  ...explainNode(root, regulation),
  ...(root.parts === undefined ? {} : { name: headOf(root, regulation) }),
})

const explainNode = (node: Assessment, regulation: Regulation): ExplainedAssessment => {
  const { id, verdict, figures, sources = [], parts } = node
  const unit = figures !== undefined && "unit" in figures ? figures.unit : undefined
  return {
    id,
    verdict,
    name: parts === undefined ? (regulation.texts[id] ?? cite(id)) : describe(regulation, id),
    figures: figures === undefined ? null : figuresText(figures, regulation),
    levels: levels(figures),
    change: (parts === undefined ? whatWouldChange(node, regulation) : undefined) ?? null,
    sources: sources.map((source) => sourceText(source, unit, regulation)),
    parts: (parts ?? []).map((part) => explainNode(part, regulation)),
  }
}

/** Name of the root. It is the article's: the root node itself is just the exception that may relax some conditions. */
const headOf = (root: Assessment, regulation: Regulation): Bilingual => {
  const { zh, en } = cite(paragraphOf((root.parts?.[0] ?? root).id))
  const { platform } = textWords(regulation)
  const level = regulation.territory.bureau.name.endsWith("市") ? "市级" : ""
  return bilingual(`${zh} ${level}${platform.zh}的条件`, `${en}: the conditions of a ${platform.en}`)
}
