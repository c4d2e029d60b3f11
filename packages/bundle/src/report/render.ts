import { type AuditFault, auditFaultNames, type LeafPlace } from "@shifan/audit"
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { toHex } from "@shifan/tlog"
import type { Observation } from "../observations.js"
import type { AuditReport } from "../verify/findings.js"
import { forHtml, forTerminal } from "./escape.js"
import { formatObservation, observationNames } from "./observation-sentences.js"
import { faultPlace, formatPlace, formatPlaceInWords, formatUnlisted, formatVerdict, summary } from "./sentences.js"

/** `schemaVersion` of the JSON report; raised if a field changes its meaning or is removed. */
export const reportVersion = 1

/**
 * The report for programs: `AuditReport` with `root` in hex, faults as `{ code, path, at, expected, found, name }`, and
 * observations with added `name` and `says`. Texts are not escaped; print the JSON through `forJson`.
 */
export const reportJson = (report: AuditReport): Readonly<Record<string, unknown>> => ({
  schemaVersion: reportVersion,
  ...report,
  root: report.root === null ? null : toHex(report.root),
  faults: report.faults.map((fault) => faultJson(fault, report)),
  observations: report.observations.map((observation) => ({
    ...observation,
    name: observationNames[observation.code],
    says: formatObservation(observation),
  })),
})

const faultJson = (fault: AuditFault, report: AuditReport) => {
  const { code, expected, found } = fault
  const { path, leaf } = faultPlace(fault, report)
  return { code, path, at: leaf, expected, found, name: auditFaultNames[code] }
}

/** Colours for terminal output. */
export interface Palette {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly note: (text: string) => string
}

const unchanged = (text: string): string => text

const colourless: Palette = { good: unchanged, bad: unchanged, note: unchanged }

/** Number of observations listed per kind, worst first. */
const shownOfAKind = 3

/** Groups observations by kind; kinds are ordered by their first observation. */
const byKind = ({
  observations,
}: AuditReport): ReadonlyArray<readonly [Observation["code"], ReadonlyArray<Observation>]> =>
  [...Map.groupBy(observations, ({ code }) => code)].map(([code, some]) => [code, some.toSorted(worseFirst)])

const worseFirst = (a: Observation, b: Observation): number => weightOf(b) - weightOf(a)

/** In days, if the kind has days; other observations keep their order. */
const weightOf = (observation: Observation): number => ("days" in observation ? observation.days : 0)

/** The report for a terminal: faults, checks made, verdict, and then the observations by kind. */
export const reportText = (report: AuditReport, language: Language, palette: Palette = colourless): string => {
  const say = (text: Bilingual): string => forTerminal(text[language])
  const colon = say(bilingual("：", ": "))

  const faultLines = (fault: AuditFault): ReadonlyArray<string> => {
    const { code, expected, found } = fault
    const { path, leaf } = faultPlace(fault, report)
    const place = leaf === null ? "" : `${forTerminal(formatPlace(leaf))} `
    const file = path === "" ? "" : ` [${forTerminal(path)}]`
    return [
      `${palette.bad("✗")} ${place}${say(bilingual(auditFaultNames[code].zh, `${code}: ${auditFaultNames[code].en}`))}${file}`,
      `    ${say(bilingual("应为", "expected"))}${colon}${say(expected)}`,
      `    ${say(bilingual("实为", "found"))}${colon}${say(found)}`,
    ]
  }

  const kindLines = ([code, some]: readonly [
    Observation["code"],
    ReadonlyArray<Observation>,
  ]): ReadonlyArray<string> => {
    const count = report.observationCounts[code] ?? some.length
    const more = count - Math.min(some.length, shownOfAKind)
    return [
      `${palette.note("!")} ${say(observationNames[code])} × ${count}`,
      ...some.slice(0, shownOfAKind).map((observation) => {
        const place = "at" in observation ? `${forTerminal(formatPlace(observation.at))} ` : ""
        return `    ${place}${say(formatObservation(observation))}`
      }),
      ...(more > 0 ? [`    ${say(bilingual(`另有${more}项`, `and ${more} more`))}`] : []),
    ]
  }

  const unlisted = formatUnlisted(report)
  return [
    ...report.faults.flatMap(faultLines),
    ...summary(report).map(({ label, text }) => `${say(label)}${colon}${say(text)}`),
    toneOf(report, palette)(say(formatVerdict(report))),
    ...byKind(report).flatMap(kindLines),
    ...(unlisted === undefined ? [] : [say(unlisted)]),
  ].join("\n")
}

/** An empty log is not good news. */
const toneOf = ({ sound, size }: AuditReport, { good, bad, note }: Palette): Palette["good"] =>
  sound ? (size === 0 ? note : good) : bad

/** The report as a page to print and file, in both languages. It has no script and loads nothing. */
export const reportHtml = (report: AuditReport): string => {
  const unlisted = formatUnlisted(report)
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>核验报告 · Audit report</title>
<style>${css}</style>
</head>
<body>
<h1>${both(bilingual("核验报告", "Audit report"))}</h1>
<p class="${report.sound ? "good" : "bad"}">${both(formatVerdict(report))}</p>
<table>${summary(report)
    .map(({ label, text }) => `<tr><th scope="row">${both(label)}</th><td>${both(text)}</td></tr>`)
    .join("\n")}</table>
${section(
  bilingual("不符", "Faults"),
  report.faults.map((fault) => faultItem(fault, report)),
)}
${section(
  bilingual("值得注意", "Observations"),
  byKind(report).map((kind) => kindItem(kind, report)),
)}
${unlisted === undefined ? "" : `<p>${both(unlisted)}</p>`}
</body>
</html>
`
}

const css = `
body{font:11pt/1.5 serif;max-width:50em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
h1{font-size:1.5em}h2{font-size:1.15em;border-bottom:1px solid #999}
[lang=en]{color:#555;margin-inline-start:.6em}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3em .5em;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{width:14em;font-weight:normal}li{margin:.6em 0;overflow-wrap:anywhere}dl{margin:0}dt{float:inline-start;clear:both;margin-inline-end:.6em}
code{font-size:.9em}.good{border-inline-start:.4em solid #286;padding-inline-start:.6em}.bad{border-inline-start:.4em solid #b22;padding-inline-start:.6em}
@media print{body{margin:0;max-width:none}li{break-inside:avoid}}
@page{margin:2cm}
`

/** Both languages, or the text once if they are equal. */
const both = ({ zh, en }: Bilingual): string =>
  zh === en
    ? `<bdi>${forHtml(zh)}</bdi>`
    : `<span lang="zh-CN">${forHtml(zh)}</span> <span lang="en">${forHtml(en)}</span>`

const section = (title: Bilingual, items: ReadonlyArray<string>): string =>
  items.length === 0 ? "" : `<h2>${both(title)}</h2>\n<ol>\n${items.join("\n")}\n</ol>`

const codeSpan = (text: string): string => ` <code><bdi>${forHtml(text)}</bdi></code>`

/** In words, and as in the log for looking it up. */
const placeSpan = (place: LeafPlace): string => ` ${both(formatPlaceInWords(place))}${codeSpan(formatPlace(place))}`

const faultItem = (fault: AuditFault, report: AuditReport): string => {
  const { code, expected, found } = fault
  const { path, leaf } = faultPlace(fault, report)
  const place = leaf === null ? "" : placeSpan(leaf)
  const file = path === "" ? "" : codeSpan(path)
  return `<li><strong>${both(auditFaultNames[code])}</strong> <code>${code}</code>${place}${file}
<dl><dt>${both(bilingual("应为", "expected"))}</dt><dd>${both(expected)}</dd><dt>${both(bilingual("实为", "found"))}</dt><dd>${both(found)}</dd></dl></li>`
}

const kindItem = (
  [code, some]: readonly [Observation["code"], ReadonlyArray<Observation>],
  { observationCounts }: AuditReport,
): string => {
  const count = observationCounts[code] ?? some.length
  return `<li><strong>${both(observationNames[code])}</strong> × ${count}<ol>${some.map(observationItem).join("\n")}</ol></li>`
}

const observationItem = (observation: Observation): string => {
  const place = "at" in observation ? placeSpan(observation.at) : ""
  return `<li>${place} ${both(formatObservation(observation))}</li>`
}
