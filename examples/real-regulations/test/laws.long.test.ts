/** The laws of a history with the articles of Wuhu: they hold, and they detect slips in the regulation's value. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { history, lawsOf } from "@shifan/testkit"
import { wuhu } from "../src/index.js"
import { invented } from "./invented.ts"
import { slips } from "./slips.ts"
import { statedWuhu } from "./wuhu.statement.ts"

const laws = lawsOf({ text: statedWuhu })
const regulation = invented(wuhu)

describe("the laws of a history with the articles of Wuhu", () => {
  it("hold for generated histories", () => {
    fc.assert(
      fc.property(history({ regulation }), (lived) => {
        const broken = Object.entries(laws).map(([name, law]) => [name, law(lived)])
        expect(broken.filter(([, violations]) => violations?.length !== 0)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it("are listed in the README with the changes they notice", () => {
    const table = slips.map(({ what, law }) => `| ${what} | ${law} |`)
    expect(readFileSync(join(import.meta.dirname, "../README.md"), "utf8")).toContain(table.join("\n"))
  })

  it.each(slips)("notice this change: $what", ({ law: name, change }) => {
    const law = laws[name]
    if (law === undefined) throw new Error(`no such law: ${name}`)
    const { failed } = fc.check(
      fc.property(history({ regulation: change(regulation) }), (lived) => law(lived).length === 0),
      { numRuns: 600, seed: 2017, endOnFailure: true },
    )
    expect(failed).toBe(true)
  })
})
