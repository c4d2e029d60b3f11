/** Faults and observations as lists, each with what it means and what to do. */
import {
  type AuditFault,
  auditFaultNames,
  type AuditReport,
  faultPlace,
  type Observation,
  observationNames,
  formatObservation,
  formatPlace,
} from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { type Advice, faultAdvice, faultOrder, observationAdvice } from "../messages/advice.js"
import { texts } from "../messages/page.js"
import { missingTexts, proofAdvice, proofFaultNames } from "../messages/proof.js"
import type { ProofReport } from "../verification/proof.js"
import { element, untrusted, inPageLanguage } from "./element.js"

const grouped = <Finding extends { readonly code: string }>(
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<readonly [Finding["code"], ReadonlyArray<Finding>]> => [
  ...Map.groupBy(findings, (one): Finding["code"] => one.code),
]

/** Faults of like meaning stand together, in the order they were found; what they mean is said over the first. */
export const faultSections = (report: AuditReport): ReadonlyArray<HTMLElement> =>
  section(
    texts.faults,
    faultOrder.flatMap((advice) =>
      grouped(report.faults.filter(({ code }) => faultAdvice[code] === advice)).map(([code, some], i) =>
        group(
          "bad",
          auditFaultNames[code],
          code,
          i === 0 ? advice : undefined,
          some.map((fault) => faultFacts(fault, report)),
          some.length,
        ),
      ),
    ),
  )

const faultFacts = (fault: AuditFault, report: AuditReport): HTMLElement => {
  const { path, leaf } = faultPlace(fault, report)
  return facts([
    ...(leaf === null ? [] : [[texts.record, untrusted(formatPlace(leaf))] as const]),
    ...(path === "" ? [] : [[texts.file, untrusted(path)] as const]),
    [texts.expected, inPageLanguage(fault.expected)],
    [texts.found, inPageLanguage(fault.found)],
  ])
}

export const observationSections = ({ observations, observationCounts }: AuditReport): ReadonlyArray<HTMLElement> =>
  section(
    texts.observations,
    grouped(observations).map(([code, some]) =>
      group(
        "note",
        observationNames[code],
        code,
        observationAdvice[code],
        some.map(observationPlace),
        observationCounts[code] ?? some.length,
      ),
    ),
  )

const observationPlace = (one: Observation): HTMLElement =>
  element(
    "span",
    {},
    ...("at" in one ? [untrusted(formatPlace(one.at)), " "] : []),
    inPageLanguage(formatObservation(one)),
  )

export const proofSections = ({ faults, missing }: ProofReport): ReadonlyArray<HTMLElement> => [
  ...section(
    texts.faults,
    faults.map(({ code, found }) =>
      group("bad", proofFaultNames[code], code, proofAdvice[code], [inPageLanguage(found)], 1),
    ),
  ),
  ...section(
    texts.missing,
    missing.map((one) => element("p", { class: "finding note" }, inPageLanguage(missingTexts[one]))),
  ),
]

/** Findings of one kind: what they are called, what they mean, what to do, and where they are. */

export const section = (title: Bilingual, children: ReadonlyArray<Node>): ReadonlyArray<HTMLElement> =>
  children.length === 0 ? [] : [element("section", {}, element("h3", {}, inPageLanguage(title)), ...children)]

export const facts = (pairs: ReadonlyArray<readonly [Bilingual, HTMLElement]>): HTMLElement =>
  element(
    "dl",
    {},
    ...pairs.map(([name, value]) =>
      element("div", {}, element("dt", {}, inPageLanguage(name)), element("dd", {}, value)),
    ),
  )

const advised = ({ means, todo }: Advice): HTMLElement =>
  facts([
    [texts.means, inPageLanguage(means)],
    [texts.todo, inPageLanguage(todo)],
  ])

/** What one kind of finding means is said once; its places are listed, the first few in sight. */
export const group = (
  tone: string,
  name: Bilingual,
  code: string,
  advice: Advice | undefined,
  places: ReadonlyArray<HTMLElement>,
  count: number,
): HTMLElement =>
  element(
    "article",
    { class: `finding ${tone}` },
    element("h4", {}, inPageLanguage(name), " ", element("span", { class: "code" }, `${code} × ${count}`)),
    ...(advice === undefined ? [] : [advised(advice)]),
    ...placesListed(places),
  )

const inSight = 5

const moreSaid = (more: number): Bilingual => bilingual(`另有${more}项`, `${more} more`)

const placesListed = (places: ReadonlyArray<HTMLElement>): ReadonlyArray<HTMLElement> => {
  const items = places.map((place) => element("li", {}, place))
  const rest = items.slice(inSight)
  return [
    element("ul", {}, ...items.slice(0, inSight)),
    ...(rest.length === 0
      ? []
      : [
          element(
            "details",
            {},
            element("summary", {}, inPageLanguage(moreSaid(rest.length))),
            element("ul", {}, ...rest),
          ),
        ]),
  ]
}
