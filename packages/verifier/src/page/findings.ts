import {
  type AuditFault,
  auditFaultNames,
  type AuditReport,
  faultPlace,
  formatObservation,
  formatPlaceInWords,
  missingTexts,
  type Observation,
  type ProofReport,
  observationNames,
  proofFaultNames,
  statementFaultNames,
  type StatementReport,
} from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { type Advice, faultAdvice, faultOrder } from "../messages/advice.js"
import { observationAdvice } from "../messages/observation-advice.js"
import { texts } from "../messages/page.js"
import { proofAdvice, statementAdvice } from "../messages/verdict.js"
import { element, inPageLanguage, untrusted } from "./element.js"

/** Groups faults with the same advice, in the order found, and gives the advice once. */
export const faultSections = (report: AuditReport): ReadonlyArray<HTMLElement> =>
  section(
    texts.faults,
    faultOrder.flatMap((advice) => {
      const faults = report.faults.filter(({ code }) => faultAdvice[code] === advice)
      return byCode(faults).map(([code, ofCode], i) =>
        findingGroup({
          tone: "bad",
          name: auditFaultNames[code],
          code,
          advice: i === 0 ? advice : undefined,
          places: ofCode.map((fault) => faultFacts(fault, report)),
          count: ofCode.length,
        }),
      )
    }),
  )

const faultFacts = (fault: AuditFault, report: AuditReport): HTMLElement => {
  const { path, leaf } = faultPlace(fault, report)
  return facts([
    ...(leaf === null ? [] : [[texts.record, inPageLanguage(formatPlaceInWords(leaf))] as const]),
    ...(path === "" ? [] : [[texts.file, untrusted(path)] as const]),
    [texts.expected, inPageLanguage(fault.expected)],
    [texts.found, inPageLanguage(fault.found)],
  ])
}

export const observationSections = ({ observations, observationCounts }: AuditReport): ReadonlyArray<HTMLElement> =>
  section(
    texts.observations,
    byCode(observations).map(([code, ofCode]) =>
      findingGroup({
        tone: "note",
        name: observationNames[code],
        code,
        advice: observationAdvice[code],
        places: ofCode.map(observationPlace),
        count: observationCounts[code] ?? ofCode.length,
      }),
    ),
  )

const observationPlace = (observation: Observation): HTMLElement =>
  element(
    "span",
    {},
    ...("at" in observation ? [inPageLanguage(formatPlaceInWords(observation.at)), " "] : []),
    inPageLanguage(formatObservation(observation)),
  )

export const proofSections = ({ faults, missing }: ProofReport): ReadonlyArray<HTMLElement> =>
  claimSections(
    faults.map((fault) => ({ ...fault, name: proofFaultNames[fault.code], advice: proofAdvice[fault.code] })),
    missing,
  )

export const statementSections = ({ faults, missing }: StatementReport): ReadonlyArray<HTMLElement> =>
  claimSections(
    faults.map((fault) => ({ ...fault, name: statementFaultNames[fault.code], advice: statementAdvice[fault.code] })),
    missing,
  )

interface ClaimFault {
  readonly code: string
  readonly name: Bilingual
  readonly advice: Advice
  readonly found: Bilingual
}

/** Faults of a proof or a statement, and missing parts. */
const claimSections = (
  faults: ReadonlyArray<ClaimFault>,
  missing: ReadonlyArray<keyof typeof missingTexts>,
): ReadonlyArray<HTMLElement> => [
  ...section(
    texts.faults,
    faults.map(({ code, name, advice, found }) =>
      findingGroup({ tone: "bad", name, code, advice, places: [inPageLanguage(found)], count: 1 }),
    ),
  ),
  ...section(
    texts.missing,
    missing.map((part) => element("p", { class: "finding note" }, inPageLanguage(missingTexts[part]))),
  ),
]

const byCode = <Finding extends { readonly code: string }>(
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<readonly [Finding["code"], ReadonlyArray<Finding>]> => [
  ...Map.groupBy(findings, ({ code }): Finding["code"] => code),
]

const section = (title: Bilingual, children: ReadonlyArray<Node>): ReadonlyArray<HTMLElement> =>
  children.length === 0 ? [] : [element("section", {}, element("h3", {}, inPageLanguage(title)), ...children)]

const facts = (pairs: ReadonlyArray<readonly [Bilingual, HTMLElement]>): HTMLElement =>
  element(
    "dl",
    {},
    ...pairs.map(([name, value]) =>
      element("div", {}, element("dt", {}, inPageLanguage(name)), element("dd", {}, value)),
    ),
  )

interface FindingGroup {
  readonly tone: "bad" | "note"
  readonly name: Bilingual
  readonly code: string
  readonly advice: Advice | undefined
  readonly places: ReadonlyArray<HTMLElement>
  /** May exceed the number of places: beyond a limit places are only counted. */
  readonly count: number
}

const findingGroup = ({ tone, name, code, advice, places, count }: FindingGroup): HTMLElement =>
  element(
    "article",
    { class: `finding ${tone}` },
    element("h4", {}, inPageLanguage(name), " ", element("span", { class: "code" }, `${code} × ${count}`)),
    ...(advice === undefined ? [] : [adviceFacts(advice)]),
    ...placeLists(places),
  )

const adviceFacts = ({ means, todo }: Advice): HTMLElement =>
  facts([
    [texts.means, inPageLanguage(means)],
    [texts.todo, inPageLanguage(todo)],
  ])

/** Further places are collapsed. */
const shownPlaces = 5

const placeLists = (places: ReadonlyArray<HTMLElement>): ReadonlyArray<HTMLElement> => {
  const items = places.map((place) => element("li", {}, place))
  const shown = element("ul", {}, ...items.slice(0, shownPlaces))
  const folded = items.slice(shownPlaces)
  if (folded.length === 0) return [shown]
  const label = bilingual(`另有${folded.length}项`, `${folded.length} more`)
  return [shown, element("details", {}, element("summary", {}, inPageLanguage(label)), element("ul", {}, ...folded))]
}
