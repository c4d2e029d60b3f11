/** The generator produces enough cases for the laws: a law without cases proves nothing. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readingIds, readingOptions } from "@shifan/core/law"
import { conditionIds } from "@shifan/testkit/statement"
import { history } from "../../src/index.js"
import { countsIn, roundedDown } from "./counts.js"

const kept = join(import.meta.dirname, "least-counts.json")
const least: Readonly<Record<string, number>> = JSON.parse(readFileSync(kept, "utf8"))

describe("a thousand generated histories", () => {
  const counts = countsIn(fc.sample(history(), { numRuns: 1000, seed: 20201112 }))

  it("contain each event, refusal, reading and waiver at least so often (empty the file to `{}`, then -u, to count anew)", async () => {
    const tooFew = Object.entries(least).filter(([what, few]) => (counts.get(what) ?? 0) < few)
    const fresh = [...counts]
      .map(([what, count]) => [what, roundedDown(count)] as const)
      .filter(([, few]) => few > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    const holds = tooFew.length === 0 && Object.keys(least).length > 0
    const text = holds ? readFileSync(kept, "utf8") : `${JSON.stringify(Object.fromEntries(fresh), null, 1)}\n`
    await expect(text).toMatchFileSnapshot(kept)
  })

  it("leave out no option of a reading, and no condition for which a waiver can be refused", () => {
    const met = (what: string): boolean => (least[what] ?? 0) > 0
    expect(readingIds.flatMap((id) => readingOptions[id].filter((option) => !met(`reading ${id}=${option}`)))).toEqual(
      [],
    )
    expect(conditionIds.filter((id) => !met(`waiver refused of ${id}`))).toEqual([])
  })
})
