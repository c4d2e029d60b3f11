/** The result: the verdict first, then faults, then observations, then what was checked. */
import { summary, unlisted } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { givenFaultSaid } from "../given/fault.js"
import { headlineOf } from "../words/headline.js"
import { texts } from "../words/page.js"
import { proofLines } from "../words/proof.js"
import type { Outcome } from "../work/job.js"
import { element, said } from "./element.js"
import { faultSections, observationSections, proofSections } from "./findings.js"

export const resultOf = (outcome: Outcome): ReadonlyArray<HTMLElement> => [verdict(outcome), ...details(outcome)]

const verdict = (outcome: Outcome): HTMLElement => {
  const { tone, verdict: word, says } = headlineOf(outcome)
  return element(
    "div",
    { class: `verdict ${tone}`, id: "verdict" },
    element("p", { class: "word" }, said(word)),
    element("p", {}, said(says)),
  )
}

const details = (outcome: Outcome): ReadonlyArray<HTMLElement> => {
  switch (outcome._tag) {
    case "Refused":
      return [element("p", { class: "finding note" }, said(givenFaultSaid(outcome.fault)))]
    case "Proved":
      return [...proofSections(outcome.report), table(proofLines(outcome.report))]
    case "Audited":
      return [
        ...faultSections(outcome.report),
        ...observationSections(outcome.report),
        ...paragraph(unlisted(outcome.report)),
        ...paragraph(outsideSaid(outcome.outside)),
        table([policyLine(outcome.ownPolicy), ...summary(outcome.report)]),
      ]
  }
}

const paragraph = (text: Bilingual | undefined): ReadonlyArray<HTMLElement> =>
  text === undefined ? [] : [element("p", {}, said(text))]

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
    element("h3", {}, said(texts.facts)),
    element(
      "table",
      {},
      ...lines.map(({ name, says }) =>
        element("tr", {}, element("th", { scope: "row" }, said(name)), element("td", {}, said(says))),
      ),
    ),
  )
