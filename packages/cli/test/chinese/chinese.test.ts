import { describe, expect, it } from "vitest"
import { allCommands } from "../command-tree.js"
import { strangeWordsIn } from "./latin-words.js"
import { literalsIn, sourceTexts } from "./source-texts.js"

/** Markup, shell scripts and command lines, where texts occur between machine-readable parts. */
const pages = [
  "cli/src/examples.ts",
  "bundle/src/readme.ts",
  "bundle/src/report/render.ts",
  "verifier/src/build/verifier.ts",
  "site/src/pages/index-page.ts",
]

/** Packages whose texts users never see. */
const notShown = /^(?:benchmarks|coverage|testkit)\//

/** 万元 is the unit in English too. */
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text.replaceAll("万元", ""))

const commandWords = new Set([
  "shifan",
  "build",
  "npm",
  "run",
  "openssl",
  "ts",
  ...allCommands.flat(),
  "audit",
  "key",
  "review",
  "call",
  "roster",
  "instrument",
])

describe("a Chinese message", () => {
  it("contains no Latin word except those of the list", () => {
    const strange = sourceTexts()
      .filter(({ file, text }) => isChinese(text) && !notShown.test(file) && !pages.includes(file))
      .flatMap(({ file, line, text }) => {
        const words = strangeWordsIn(text, commandWords)
        return words.length === 0 ? [] : [`${file}:${line}: ${words.join(" ")}: ${text}`]
      })
    expect(strange).toEqual([])
  })
})

describe("the reader of sources", () => {
  it("finds texts in every kind of quotes, but none in comments or regular expressions", () => {
    const source = '// 一 \'a\'\n/* "二" */ const a = "三" + \'四\'\nconst b = /["\'`/]五/u\nf(`六${g("七")}八`, x / 2)'
    expect(literalsIn(source).map(({ text }) => text)).toEqual(["三", "四", "七", "六 八"])
  })
})
