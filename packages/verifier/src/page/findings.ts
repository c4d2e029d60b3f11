/** Faults and observations as lists, each with what it means and what to do. */
import {
  type AuditFault,
  auditFaultNames,
  type AuditReport,
  type Observation,
  observationNames,
  observationSaid,
  placeSaid,
} from "@shifan/bundle"
import { faultAdvice, faultOrder } from "../words/faults.js"
import { observationAdvice } from "../words/observations.js"
import { texts } from "../words/page.js"
import { missingSaid, proofAdvice, proofFaultNames } from "../words/proof.js"
import type { ProofReport } from "../work/proof-report.js"
import { element, foreign, said } from "./element.js"
import { facts, group, section } from "./group.js"

const grouped = <Finding extends { readonly code: string }>(
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<readonly [Finding["code"], ReadonlyArray<Finding>]> => [
  ...Map.groupBy(findings, (one): Finding["code"] => one.code),
]

/** Faults of like meaning stand together, in the order they were found; what they mean is said over the first. */
export const faultSections = ({ faults }: AuditReport): ReadonlyArray<HTMLElement> =>
  section(
    texts.faults,
    faultOrder.flatMap((advice) =>
      grouped(faults.filter(({ code }) => faultAdvice[code] === advice)).map(([code, some], i) =>
        group("bad", auditFaultNames[code], code, i === 0 ? advice : undefined, some.map(faultPlace), some.length),
      ),
    ),
  )

const faultPlace = ({ path, at, expected, found }: AuditFault): HTMLElement =>
  facts([
    ...(at === null ? [] : [[texts.record, foreign(placeSaid(at))] as const]),
    ...(path === "" ? [] : [[texts.file, foreign(path)] as const]),
    [texts.expected, said(expected)],
    [texts.found, said(found)],
  ])

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
  element("span", {}, ...("at" in one ? [foreign(placeSaid(one.at)), " "] : []), said(observationSaid(one)))

export const proofSections = ({ faults, missing }: ProofReport): ReadonlyArray<HTMLElement> => [
  ...section(
    texts.faults,
    faults.map(({ code, found }) => group("bad", proofFaultNames[code], code, proofAdvice[code], [said(found)], 1)),
  ),
  ...section(
    texts.missing,
    missing.map((one) => element("p", { class: "finding note" }, said(missingSaid[one]))),
  ),
]
