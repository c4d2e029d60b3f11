/** The report for a terminal: the verdict, the first fault first, then what was observed. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { toHex } from "@shifan/tlog"
import { type AuditFault, auditFaultNames } from "@shifan/audit"
import type { Observation } from "../observations.js"
import type { AuditReport } from "../verify/findings.js"
import { forHtml, forTerminal } from "./escape.js"
import {
  faultPlace,
  observationNames,
  formatObservation,
  formatPlace,
  summary,
  formatUnlisted,
  formatVerdict,
} from "./sentences.js"

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

  const faultLines = (fault: AuditFault): ReadonlyArray<string> => {
    const { code, expected, found } = fault
    const { path, leaf } = faultPlace(fault, report)
    return [
      `${palette.bad("✗")} ${leaf === null ? "" : `${forTerminal(formatPlace(leaf))} `}${code}${colon}${say(auditFaultNames[code])}${path === "" ? "" : ` [${forTerminal(path)}]`}`,
      `    ${say(bilingual("应为", "expected"))}${colon}${say(expected)}`,
      `    ${say(bilingual("实为", "found"))}${colon}${say(found)}`,
    ]
  }

  const observation = (one: Observation): string =>
    `${palette.note("!")} ${"at" in one ? `${forTerminal(formatPlace(one.at))} ` : ""}${say(observationNames[one.code])}${colon}${say(formatObservation(one))}`

  const more = formatUnlisted(report)
  return [
    ...report.faults.flatMap(faultLines),
    ...report.observations.map(observation),
    ...(more === undefined ? [] : [say(more)]),
    ...summary(report).map(({ name, says }) => `${say(name)}${colon}${say(says)}`),
    (report.sound ? palette.good : palette.bad)(say(formatVerdict(report))),
  ].join("\n")
}

/** The report as one page to print and file: both languages side by side, no script, nothing fetched. */

/** Every text from the bundle passes through `forHtml`. */
export const reportHtml = (report: AuditReport): string => `<!doctype html>
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
  .map(({ name, says }) => `<tr><th scope="row">${both(name)}</th><td>${both(says)}</td></tr>`)
  .join("\n")}</table>
${section(
  bilingual("不符", "Faults"),
  report.faults.map((fault) => faultItem(fault, report)),
)}
${section(bilingual("值得注意", "Observations"), report.observations.map(observationItem))}
${more(report)}
</body>
</html>
`

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

/** Once where both languages say the same. */
const both = ({ zh, en }: Bilingual): string =>
  zh === en
    ? `<bdi>${forHtml(zh)}</bdi>`
    : `<span lang="zh-CN">${forHtml(zh)}</span> <span lang="en">${forHtml(en)}</span>`

const section = (title: Bilingual, items: ReadonlyArray<string>): string =>
  items.length === 0 ? "" : `<h2>${both(title)}</h2>\n<ol>\n${items.join("\n")}\n</ol>`

const place = (text: string): string => `<code><bdi>${forHtml(text)}</bdi></code>`

const faultItem = (fault: AuditFault, report: AuditReport): string => {
  const { code, expected, found } = fault
  const { path, leaf } = faultPlace(fault, report)
  return `<li><strong>${both(auditFaultNames[code])}</strong> <code>${code}</code>${leaf === null ? "" : ` ${place(formatPlace(leaf))}`}${path === "" ? "" : ` ${place(path)}`}
<dl><dt>${both(bilingual("应为", "expected"))}</dt><dd>${both(expected)}</dd><dt>${both(bilingual("实为", "found"))}</dt><dd>${both(found)}</dd></dl></li>`
}

const observationItem = (one: Observation): string =>
  `<li><strong>${both(observationNames[one.code])}</strong>${"at" in one ? ` ${place(formatPlace(one.at))}` : ""} ${both(formatObservation(one))}</li>`

const more = (report: AuditReport): string => {
  const said = formatUnlisted(report)
  return said === undefined ? "" : `<p>${both(said)}</p>`
}

/** The report as data, for programs. Texts are as the bundle has them; the printer of the JSON escapes what steers. */

/** Raised when a field changes its meaning or goes. */
export const reportVersion = 1

export const reportJson = (report: AuditReport): Readonly<Record<string, unknown>> => ({
  schemaVersion: reportVersion,
  ...report,
  root: report.root === null ? null : toHex(report.root),
  faults: report.faults.map((fault) => faultJson(fault, report)),
  observations: report.observations.map((one) => ({
    ...one,
    name: observationNames[one.code],
    says: formatObservation(one),
  })),
})

const faultJson = (fault: AuditFault, report: AuditReport) => {
  const { code, expected, found } = fault
  const { path, leaf } = faultPlace(fault, report)
  return { code, path, at: leaf, expected, found, name: auditFaultNames[code] }
}
