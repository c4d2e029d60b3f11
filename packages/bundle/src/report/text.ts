/** The report for a terminal: the verdict, the first fault first, then what was observed. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { type AuditFault, auditFaultNames } from "../finding.js"
import type { Observation } from "../observation.js"
import type { AuditReport } from "../verify/report.js"
import { forTerminal } from "./escape.js"
import { summary, unlisted, verdictSaid } from "./summary.js"
import { observationNames, observationSaid, placeSaid } from "./words.js"

/** Colours, where the terminal has them. */
export interface Palette {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly note: (text: string) => string
}

const plain = (text: string): string => text

const colourless: Palette = { good: plain, bad: plain, note: plain }

/** Every text from the bundle passes through `say`, which makes it harmless. */
export const reportText = (report: AuditReport, language: Language, palette: Palette = colourless): string => {
  const say = (text: Bilingual): string => forTerminal(text[language])
  const colon = say(bilingual("：", ": "))

  const fault = ({ code, path, at, expected, found }: AuditFault): ReadonlyArray<string> => [
    `${palette.bad("✗")} ${at === null ? "" : `${forTerminal(placeSaid(at))} `}${code}${colon}${say(auditFaultNames[code])}${path === "" ? "" : ` [${forTerminal(path)}]`}`,
    `    ${say(bilingual("应为", "expected"))}${colon}${say(expected)}`,
    `    ${say(bilingual("实为", "found"))}${colon}${say(found)}`,
  ]

  const observation = (one: Observation): string =>
    `${palette.note("!")} ${"at" in one ? `${forTerminal(placeSaid(one.at))} ` : ""}${say(observationNames[one.code])}${colon}${say(observationSaid(one))}`

  const more = unlisted(report)
  return [
    ...report.faults.flatMap(fault),
    ...report.observations.map(observation),
    ...(more === undefined ? [] : [say(more)]),
    ...summary(report).map(({ name, says }) => `${say(name)}${colon}${say(says)}`),
    (report.sound ? palette.good : palette.bad)(say(verdictSaid(report))),
  ].join("\n")
}
