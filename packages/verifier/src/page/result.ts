/** The region of the result. What is announced to a screen reader is the verdict alone; the rest is there to be read. */
import { summary, formatUnlisted } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { formatInputFault } from "../input/input-fault.js"
import { headlineOf } from "../messages/headline.js"
import { texts } from "../messages/page.js"
import { proofLines } from "../messages/proof.js"
import type { Outcome } from "../verification/job.js"
import { element, untrusted, language, inPageLanguage, localized, onLanguage } from "./element.js"
import { faultSections, observationSections, proofSections } from "./findings.js"
import type { Stage } from "./session.js"

export interface ResultRegion {
  readonly show: (stage: Stage) => void
  readonly region: HTMLElement
}

export const resultRegion = (cancel: () => void): ResultRegion => {
  let stage: Stage = { _tag: "Idle" }
  const status = element("div", { role: "status" })
  const bar = element("progress", { max: "1" })
  const stop = localized(element("button", { type: "button" }), texts.cancel)
  const count = element("span", {})
  const progress = element("div", { class: "progress", hidden: "" }, bar, count, stop)
  const details = element("div", {})
  stop.addEventListener("click", cancel)

  const draw = (): void => {
    const [first, ...rest] = drawn(stage)
    status.replaceChildren(...(first === undefined ? [] : [first]))
    details.replaceChildren(...rest)
  }
  onLanguage(() => {
    bar.setAttribute("aria-label", texts.working[language()])
    draw()
  })

  return {
    show: (next) => {
      const goesOn = stage._tag === "Working" && next._tag === "Working"
      stage = next
      progress.hidden = stage._tag !== "Working"
      if (stage._tag === "Working") advance(bar, count, stage)
      if (!goesOn) draw()
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

/** Without a value a bar says that nobody knows how long. */
const advance = (
  bar: HTMLProgressElement,
  count: HTMLElement,
  { leaves, size }: Extract<Stage, { readonly _tag: "Working" }>,
): void => {
  count.textContent = size > 0 ? `${leaves} / ${size}` : ""
  if (size > 0) bar.value = leaves / size
  else bar.removeAttribute("value")
}

const drawn = (stage: Stage): ReadonlyArray<HTMLElement> => {
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
      return resultOf(stage.outcome)
  }
}

/** The result: the verdict first, then faults, then observations, then what was checked. */

export const resultOf = (outcome: Outcome): ReadonlyArray<HTMLElement> => [verdict(outcome), ...details(outcome)]

const verdict = (outcome: Outcome): HTMLElement => {
  const { tone, verdict: word, says } = headlineOf(outcome)
  return element(
    "div",
    { class: `verdict ${tone}`, id: "verdict" },
    element("p", { class: "word" }, inPageLanguage(word)),
    element("p", {}, inPageLanguage(says)),
  )
}

const details = (outcome: Outcome): ReadonlyArray<HTMLElement> => {
  switch (outcome._tag) {
    case "Refused":
      return [element("p", { class: "finding note" }, inPageLanguage(formatInputFault(outcome.fault)))]
    case "Proved":
      return [...proofSections(outcome.report), table(proofLines(outcome.report))]
    case "Audited":
      return [
        ...faultSections(outcome.report),
        ...observationSections(outcome.report),
        ...paragraph(formatUnlisted(outcome.report)),
        ...paragraph(outsideSaid(outcome.outside)),
        table([policyLine(outcome.ownPolicy), ...summary(outcome.report)]),
      ]
  }
}

const paragraph = (text: Bilingual | undefined): ReadonlyArray<HTMLElement> =>
  text === undefined ? [] : [element("p", {}, inPageLanguage(text))]

const policyLine = (own: boolean) => ({
  name: bilingual("信任策略", "policy"),
  says: own
    ? bilingual("由核验者另行取得", "the reader's, had from elsewhere")
    : bilingual("取自核验包", "the bundle's own"),
})

const outsideSaid = (outside: number): Bilingual | undefined =>
  outside === 0
    ? undefined
    : bilingual(
        `另有${outside}个文件在核验包的文件夹之外，没有核对。`,
        `${outside} more files lie outside the bundle's folder and were not checked.`,
      )

const table = (lines: ReadonlyArray<{ readonly name: Bilingual; readonly says: Bilingual }>): HTMLElement =>
  element(
    "section",
    {},
    element("h3", {}, inPageLanguage(texts.facts)),
    element(
      "table",
      {},
      ...lines.map(({ name, says }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, inPageLanguage(name)),
          element("td", {}, inPageLanguage(says)),
        ),
      ),
    ),
  )
