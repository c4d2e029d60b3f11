/** Runs the laws like an embedder: the body is the code in docs/testkit.md, on which the changes of docs/laws.md are tried. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { env } from "node:process"
import { expect, it } from "vitest"
import fc from "fast-check"
import { history, lifecycleLaws } from "../../src/index.js"

/** As many as it takes for each change of docs/laws.md to be met; the laws as they are hold in the tests of `core` as well. */
const runs = env["OBLIGATION_CHANGE"] === undefined ? 100 : 2000

it("the laws hold for generated histories", { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(history(), (generated) => {
      for (const [name, law] of Object.entries(lifecycleLaws)) assert.deepEqual(law(generated), [], name)
    }),
    { numRuns: runs },
  )
})

it("docs/testkit.md shows the code of this test, with another number of runs", () => {
  const documents = readFileSync(join(import.meta.dirname, "../../../../docs/testkit.md"), "utf8")
  const plain = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll(/numRuns: \w+/g, "numRuns")
  const own = readFileSync(import.meta.filename, "utf8")
  const body = /fc\.assert\([\s\S]*?numRuns: \w+ },\s*\)/.exec(own)?.[0] ?? ""
  expect(body).toContain("lifecycleLaws")
  expect(plain(documents)).toContain(plain(body))
})
