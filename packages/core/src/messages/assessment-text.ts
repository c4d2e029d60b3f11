/** An assessment for a reader, node by node: what each condition is called, its figures, whence they are, what would change it. */
import { levels, type Assessment, type Verdict } from "../conditions/assessment.js"
import { paragraphOf, cite, type ConditionId } from "../law/provision.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { describe, type Regulation } from "../kernel/regulation.js"
import { figuresText, sourceText, whatWouldChange } from "./rendering.js"

/** An assessment in words, for a page or a letter: the tree it is made of, each with its name and figures. */
export interface ExplainedAssessment {
  readonly id: ConditionId
  readonly verdict: Verdict
  readonly name: Bilingual
  /** What there is against what is required; `null` for a group, and for what officials find. */
  readonly figures: Bilingual | null
  /** The level required and the level there is, as `levels` has them. */
  readonly levels: ReturnType<typeof levels>
  /** Of a condition that is not met, or not yet judged. */
  readonly change: Bilingual | null
  /** Of each figure that a county measured. */
  readonly sources: ReadonlyArray<Bilingual>
  /** Empty for a condition. */
  readonly parts: ReadonlyArray<ExplainedAssessment>
}

/** The whole tree; its root is called by the article that has the conditions. */
export const explainAssessment = (root: Assessment, regulation: Regulation): ExplainedAssessment => ({
  ...explainNode(root, regulation),
  ...(root.parts === undefined ? {} : { name: headOf(root) }),
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
    sources: sources.map((source) => sourceText(source, unit, regulation.own)),
    parts: (parts ?? []).map((part) => explainNode(part, regulation)),
  }
}

/** The conditions as a whole are those of their article: the first node is the exception that may relax some of them. */
const headOf = (root: Assessment): Bilingual => {
  const { zh, en } = cite(paragraphOf((root.parts?.[0] ?? root).id))
  return bilingual(`${zh} 市级示范平台的条件`, `${en}: the conditions of a demonstration platform`)
}
