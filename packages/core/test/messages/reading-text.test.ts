import { describe, expect, it } from "vitest"
import { bilingual, type Regulation } from "../../src/index.js"
import { readingIds, readingOptions } from "../../src/law/index.js"
import { optionClause, readingText } from "../../src/messages/readings.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"

const { reviewEveryYears: _, ...lifecycle } = qinhuangdao2020.lifecycle

/** A text that says little: no citations, no review, no condition of years. */
const sparse: Regulation = {
  ...qinhuangdao2020,
  title: bilingual("示例办法", "Example Measures"),
  citations: {},
  lifecycle,
  materials: {},
  conditions: { _tag: "Finding", id: "art_5__para_1__point_7#demonstrationEffect" },
}

const texts = { qinhuangdao2020, sparse, none: null }

describe("the questions of the readings and their options", () => {
  it.each(Object.entries(texts))("are asked in the words of the text: %s", async (name, text) => {
    const lines = readingIds.flatMap((id) => {
      const { question } = readingText(id, text)
      const options = readingOptions[id].map((option) => {
        const { zh, en } = optionClause(id, option, text)
        return `  - ${option}: ${zh} / ${en}`
      })
      return [`- ${id}: ${question.zh} / ${question.en}`, ...options]
    })
    expect(lines.join("\n")).not.toMatch(/undefined|null/)
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`readings-of-${name}.md`)
  })
})
