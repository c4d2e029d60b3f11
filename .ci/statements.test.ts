/** What says the law a second time knows types of the program, and nothing it could repeat a mistake from. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const root = join(import.meta.dirname, "..")
const statements = globSync("packages/*/test/**/*.statement.ts", { cwd: root })

/** What a module brings in that is more than a type, other than from another statement. */
const valuesImportedIn = (text: string): ReadonlyArray<string> =>
  [
    ...text.matchAll(
      /\b(?:import|export)\s+(type\s)?[^"';]*?from\s+["']([^"']+)["']|\b(?:import|require)\s*\(|\bimport\s*["']/g,
    ),
  ]
    .filter(([, type, from]) => type === undefined && !(from?.startsWith("./") && from.endsWith(".statement.ts")))
    .map(([whole]) => whole)

describe("the second statements", () => {
  it("are of eligibility, readings, annulments, phases, due dates and the list", () => {
    expect(statements.map((file) => file.replace(/^.*\//, "")).toSorted()).toEqual(
      ["annulments", "dates", "duties", "eligibility", "phases", "readings", "roster"].map(
        (name) => `${name}.statement.ts`,
      ),
    )
  })

  it.each(statements)("%s imports types alone", (file) => {
    expect(valuesImportedIn(readFileSync(join(root, file), "utf8"))).toEqual([])
  })

  it.each([
    'import { evaluate } from "../../src/index.js"',
    'import {\n  type Event,\n  evolve,\n} from "@shifan/core"',
    'import * as core from "@shifan/core"',
    'export { acts } from "@shifan/core"',
    'const { decide } = await import("@shifan/core")',
    'import "./eligibility-comparison.ts"',
    'import { firstDifference } from "./eligibility-comparison.ts"',
  ])("could not import anything else: %s", (line) => {
    expect(valuesImportedIn(line)).toHaveLength(1)
  })
})
