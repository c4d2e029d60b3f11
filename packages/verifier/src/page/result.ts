import * as E from "fp-ts/lib/Either.js"
import {
  type Folder,
  formatUnlisted,
  proofSummary,
  receiptSummary,
  statementSummary,
  summary,
  type SummaryLine,
} from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { formatInputFault, type Subject } from "@shifan/bundle/input"
import { headlineOf, policySource } from "../messages/verdict.js"
import { texts } from "../messages/page.js"
import { type Audited, open, type Outcome } from "../verification/job.js"
import { element, inPageLanguage, language, localized, onLanguage, untrusted } from "./element.js"
import { faultSections, observationSections, proofSections, statementSections } from "./findings.js"
import { receiptSections } from "./receipt.js"
import type { Handed, Stage } from "./session.js"
import { unitSections } from "./units.js"

export interface ResultRegion {
  readonly show: (stage: Stage) => void
  readonly region: HTMLElement
}

/** Only the verdict is a `status`, which screen readers announce; users read the details themselves. */
export const resultRegion = (cancel: () => void): ResultRegion => {
  let stage: Stage = { _tag: "Idle" }
  const status = element("div", { role: "status" })
  const bar = element("progress", { max: "1" })
  const cancelButton = localized(element("button", { type: "button" }), texts.cancel)
  const count = element("span", {})
  const progress = element("div", { class: "progress", hidden: "" }, bar, count, cancelButton)
  const details = element("div", {})
  cancelButton.addEventListener("click", cancel)

  const draw = (): void => {
    const [first, ...rest] = contentOf(stage)
    status.replaceChildren(...(first === undefined ? [] : [first]))
    details.replaceChildren(...rest)
  }
  onLanguage(() => {
    bar.setAttribute("aria-label", texts.working[language()])
    draw()
  })

  return {
    show: (next) => {
      const sameContent = stage._tag === "Working" && next._tag === "Working"
      stage = next
      progress.hidden = stage._tag !== "Working"
      if (stage._tag === "Working") updateProgress(bar, count, stage)
      if (!sameContent) draw()
    },
    region: element(
      "section",
      { class: "result" },
      localized(element("h2", {}), texts.result),
      status,
      progress,
      details,
    ),
  }
}

/** A bar without a value shows that the duration is unknown. */
const updateProgress = (
  bar: HTMLProgressElement,
  count: HTMLElement,
  { leaves, size }: Extract<Stage, { readonly _tag: "Working" }>,
): void => {
  const step = size === 0 ? texts.opening : leaves < size ? texts.records : texts.finishing
  count.replaceChildren(inPageLanguage(step), size > 0 ? ` ${leaves} / ${size}` : "")
  if (size > 0) bar.value = leaves / size
  else bar.removeAttribute("value")
}

const contentOf = (stage: Stage): ReadonlyArray<HTMLElement> => {
  switch (stage._tag) {
    case "Idle":
      return [element("p", {}, inPageLanguage(texts.nothingYet))]
    case "Working":
      return [element("p", {}, inPageLanguage(texts.working), "…")]
    case "Cancelled":
      return [element("p", {}, inPageLanguage(texts.cancelled))]
    case "Failed":
      return [element("p", {}, inPageLanguage(texts.failed)), element("p", {}, untrusted(stage.reason))]
    case "Done":
      return [verdict(stage.outcome), ...detailsOf(stage.outcome, stage.handed), recordOnPaper(stage.handed)]
  }
}

const verdict = (outcome: Outcome): HTMLElement => {
  const { tone, verdict: word, explanation } = headlineOf(outcome)
  return element(
    "div",
    { class: `verdict ${tone}`, id: "verdict" },
    element("p", { class: "word" }, inPageLanguage(word)),
    element("p", {}, inPageLanguage(explanation)),
  )
}

/** Faults first, then observations, then the checks made. */
const detailsOf = (outcome: Outcome, { subject }: Handed): ReadonlyArray<HTMLElement> => {
  switch (outcome._tag) {
    case "Refused":
      return [element("p", { class: "finding note" }, inPageLanguage(formatInputFault(outcome.fault)))]
    case "Proved":
      return [...proofSections(outcome.report), summaryTable(proofSummary(outcome.report))]
    case "Stated":
      return [...statementSections(outcome.report), summaryTable(statementSummary(outcome.report))]
    case "Promised":
      return [...receiptSections(outcome.report), summaryTable(receiptSummary(outcome.report))]
    case "Audited":
      return [
        ...faultSections(outcome.report),
        ...unitSections(outcome, () => folderOf(subject)),
        ...observationSections(outcome.report),
        ...paragraph(formatUnlisted(outcome.report)),
        ...paragraph(formatOutside(outcome.outside)),
        summaryTable([policyLine(outcome), ...summary(outcome.report)]),
      ]
  }
}

const paragraph = (text: Bilingual | undefined): ReadonlyArray<HTMLElement> =>
  text === undefined ? [] : [element("p", {}, inPageLanguage(text))]

const policyLine = (outcome: Audited): SummaryLine => ({
  label: bilingual("信任策略", "policy"),
  text: policySource(outcome),
})

/** Opens the input again; `undefined` if that fails. */
const folderOf = async (subject: Subject | undefined): Promise<Folder | undefined> => {
  if (subject?._tag !== "Bundle" && subject?._tag !== "Zip") return undefined
  const opened = await open(subject)
  return E.isRight(opened) ? opened.right.folder : undefined
}

/** The files, the time and the version of the page, for filing a printed result. */
const recordOnPaper = ({ names, finishedAt }: Handed): HTMLElement =>
  element(
    "section",
    { class: "record" },
    element("h3", {}, inPageLanguage(texts.paper)),
    element(
      "table",
      {},
      ...[
        [texts.handedOver, untrusted(names.subject)] as const,
        [texts.policy, names.policy === undefined ? inPageLanguage(texts.none) : untrusted(names.policy)] as const,
        [texts.kept, names.kept === undefined ? inPageLanguage(texts.none) : untrusted(names.kept)] as const,
        [texts.finishedAt, untrusted(localTime(finishedAt))] as const,
        [texts.version, untrusted(pageVersion())] as const,
      ].map(([label, value]) =>
        element("tr", {}, element("th", { scope: "row" }, inPageLanguage(label)), element("td", {}, value)),
      ),
    ),
  )

const two = (n: number): string => String(n).padStart(2, "0")

/** By the reader's own clock, with its offset from UTC. */
const localTime = (time: Date): string => {
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  const offset = -time.getTimezoneOffset()
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())} ${zone}`
}

const pageVersion = (): string => document.querySelector("meta[name=version]")?.getAttribute("content") ?? "—"

const formatOutside = (outside: number): Bilingual | undefined =>
  outside === 0
    ? undefined
    : bilingual(
        `另有${outside}个文件在核验包的文件夹之外，没有核对。`,
        `${outside} more files are outside the bundle's folder and were not checked.`,
      )

const summaryTable = (lines: ReadonlyArray<SummaryLine>): HTMLElement =>
  element("section", {}, element("h3", {}, inPageLanguage(texts.facts)), element("table", {}, ...lines.map(summaryRow)))

const summaryRow = ({ label, text }: SummaryLine): HTMLElement =>
  element("tr", {}, element("th", { scope: "row" }, inPageLanguage(label)), element("td", {}, inPageLanguage(text)))
