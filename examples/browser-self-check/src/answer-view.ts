/** Renders the answer: a line per condition, then the faults of the form as a whole. */
import type { Assessment } from "@shifan/core"
import { conditions } from "@shifan/core/conditions"
import {
  changeText,
  contradictionText,
  describe,
  divergenceText,
  figuresText,
  formIssueText,
  materialName,
  verdictNames,
  whatWouldChange,
} from "@shifan/core/messages"
import { qinhuangdao2020 as regulation } from "@shifan/core/regulations"
import type { Answer } from "./answer.js"
import { element, inLanguage, say } from "./element.js"

const marks = { met: "✓", notMet: "✗", notYetJudged: "…", waived: "○" } as const

const line = (node: Assessment): HTMLElement => {
  const { id, verdict, figures } = node
  const change = whatWouldChange(node, regulation)
  const figuresShown = figures === undefined ? "" : `${say("：", ": ")}${inLanguage(figuresText(figures, regulation))}`
  return element(
    "li",
    { class: verdict, "data-condition": id },
    element("span", { class: "mark", "aria-hidden": "true" }, marks[verdict]),
    element(
      "div",
      {},
      `${inLanguage(describe(regulation, id))}${figuresShown}`,
      element(
        "small",
        {},
        `${inLanguage(verdictNames[verdict])}${change === undefined ? "" : `${say("，", ": ")}${inLanguage(change)}`}`,
      ),
    ),
  )
}

const section = (heading: string, lines: ReadonlyArray<string>): ReadonlyArray<Node> =>
  lines.length === 0
    ? []
    : [element("h3", {}, heading), element("ul", {}, ...lines.map((text) => element("li", {}, text)))]

const aboutTheWhole = ({ whole, issues, assessment }: Answer): ReadonlyArray<Node> => [
  ...section(
    say("任取一组改变后符合（主管部门均予认定的）", "any one of these would do, if officials find for the unit"),
    (whole?.changes.sets ?? []).map((set) =>
      set.map((change) => inLanguage(changeText(regulation, change))).join(say("；", "; ")),
    ),
  ),
  ...section(
    say("材料不齐", "materials that are missing"),
    (whole?.missing ?? []).map(({ item }) => inLanguage(materialName(item, regulation))),
  ),
  ...section(
    say("填报内容有误", "particulars that cannot be right"),
    (whole?.contradictions ?? []).map((contradiction) => inLanguage(contradictionText(contradiction))),
  ),
  ...section(
    say("条文未明确之处，另作解读的结果", "where the text is silent, and another reading would decide otherwise"),
    (assessment.divergences ?? []).map((divergence) => inLanguage(divergenceText(regulation, divergence))),
  ),
  ...(issues.length === 0
    ? []
    : [
        element(
          "details",
          {},
          element(
            "summary",
            {},
            say(`申请表尚有${issues.length}处未填或有误`, `${issues.length} more of the form to fill in or mend`),
          ),
          element("ul", {}, ...issues.map((issue) => element("li", {}, inLanguage(formIssueText("", issue))))),
        ),
      ]),
]

export const answerView = (answer: Answer): ReadonlyArray<Node> => {
  const { assessment } = answer
  const all = conditions(assessment)
  const count = (verdict: Assessment["verdict"]): number => all.filter((node) => node.verdict === verdict).length
  return [
    element("h2", {}, say("认定条件（第五条）", "the conditions (Art. 5)")),
    element(
      "p",
      { role: "status", class: assessment.verdict },
      say(
        `${verdictNames[assessment.verdict].zh}：符合${count("met")}项，不符合${count("notMet")}项，待认定${count("notYetJudged")}项`,
        `${verdictNames[assessment.verdict].en}: ${count("met")} met, ${count("notMet")} not met, ${count("notYetJudged")} not yet judged`,
      ),
    ),
    element("ul", { class: "conditions" }, ...all.map(line)),
    ...aboutTheWhole(answer),
  ]
}
