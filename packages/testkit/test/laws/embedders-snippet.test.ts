/** Runs the laws like an embedder: the body is the code in docs/testkit.md, on which the changes of docs/laws.md are tried. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import fc from "fast-check"
import { history, lifecycleLaws } from "../../src/index.js"

it("the laws hold for generated histories", { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(history(), (generated) => {
      for (const [name, law] of Object.entries(lifecycleLaws)) assert.deepEqual(law(generated), [], name)
    }),
    { numRuns: 1_000 },
  )
})

it("docs/testkit.md shows the code of this test, with another number of runs", () => {
  const documents = readFileSync(join(import.meta.dirname, "../../../../docs/testkit.md"), "utf8")
  const plain = (text: string): string => text.replaceAll(/\s+/g, " ").replace(/numRuns: \d+/, "numRuns")
  const own = readFileSync(import.meta.filename, "utf8")
  const body = /fc\.assert\([\s\S]*?numRuns: \d+ },\s*\)/.exec(own)?.[0] ?? ""
  expect(plain(documents)).toContain(plain(body))
})
