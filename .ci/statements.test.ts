/** Statements of the law share only types with the program, so they cannot repeat its mistakes. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const root = join(import.meta.dirname, "..")
const statements = globSync("{packages,examples}/*/{src,test}/**/*.statement.ts", { cwd: root }).filter(
  (file) => !file.includes("node_modules"),
)
/** The laws of a history, except those about the decider itself. */
const laws = globSync("packages/testkit/src/laws/*.ts", { cwd: root }).filter((file) => !file.endsWith("/decider.ts"))

/** Imports of a module that are not only types, other than from other statements. */
const valuesImportedIn = (text: string): ReadonlyArray<string> =>
  [
    ...text.matchAll(
      /\b(?:import|export)\s+(type\s)?[^"';]*?from\s+["']([^"']+)["']|\b(?:import|require)\s*\(|\bimport\s*["']/g,
    ),
  ]
    .filter(([, type, from]) => type === undefined && !isOfTheStatement(from ?? ""))
    .map(([whole]) => whole)

const isOfTheStatement = (from: string): boolean =>
  /^\.\/.*\.statement\.[jt]s$/.test(from) || from === "@shifan/testkit/statement"

/** Further imports allowed in a law: other laws, and the second statement through its entry. */
const isOfTheLaws = (line: string): boolean => /from "(?:\.\/[\w-]+\.js|\.\.\/statement\/index\.js)"$/.test(line)

describe("the second statements", () => {
  it("are exactly those listed here", () => {
    const names = statements.map((file) => file.replace(/^.*\//, "").replace(".statement.ts", ""))
    const all = [
      "act acts annullable applying competence correcting dates duties effective-events eligibility example-2021-9 facts figures",
      "file in-force judgement materials objections phases qinhuangdao quotas readings relaxation review review-period",
      "roster steps supplement-scope text titled wuhu",
    ]
    expect(names.toSorted()).toEqual(all.join(" ").split(" "))
  })

  it.each(statements)("include %s, which imports only types", (file) => {
    expect(valuesImportedIn(readFileSync(join(root, file), "utf8"))).toEqual([])
  })

  it.each(laws)("are the only values that %s, a law, imports besides other laws", (file) => {
    const values = valuesImportedIn(readFileSync(join(root, file), "utf8"))
    expect(values.filter((line) => !isOfTheLaws(line))).toEqual([])
  })

  it.each([
    'import { evaluate } from "../../src/index.js"',
    'import {\n  type Event,\n  evolve,\n} from "@shifan/core"',
    'import * as core from "@shifan/core"',
    'export { acts } from "@shifan/core"',
    'const { decide } = await import("@shifan/core")',
    'import "./eligibility-comparison.ts"',
    'import { firstDifference } from "./eligibility-comparison.ts"',
  ])("cannot contain this import unnoticed: %s", (line) => {
    expect(valuesImportedIn(line)).toHaveLength(1)
  })
})
