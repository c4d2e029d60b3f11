/**
 * `main.js REPORT [--check]`: REPORT is the output of vitest's JSON reporter. Writes the page and the table that
 * `shifan coverage` shows; with `--check` compares them instead. Exit 1 if a row has no test, or if the page is outdated.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { argv, exit, stderr } from "node:process"
import { qinhuangdao2020, qinhuangdao2020Text } from "@shifan/core/regulations"
import { coverageOf, gaps, markdown, type TestRun } from "./coverage.js"
import { obligationsMarkdown, unheld, type Results } from "./obligation-results.js"
import { obligations } from "./obligations/index.js"

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly assertionResults: ReadonlyArray<{ readonly fullName: string; readonly status: string }>
  }>
}

const root = join(import.meta.dirname, "../../..")
const [report = "", mode] = argv.slice(2)
const { testResults }: Report = JSON.parse(readFileSync(report, "utf8"))

const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.flatMap(({ fullName, status }): ReadonlyArray<TestRun> =>
    status === "passed" ? [{ file: relative(root, name).replace(/^packages\//, ""), title: fullName }] : [],
  ),
)
/** The texts and the map name every provision, and a comment may name any: neither counts as an encoding. */
const aside = /\/(texts|text-map)\.ts$/
const comment = /\/\*[\s\S]*?\*\/|\/\/.*/g
const sources = new Map(
  globSync("packages/core/src/**/*.ts", { cwd: root })
    .filter((file) => !aside.test(file))
    .map((file) => [file.replace(/^packages\//, ""), readFileSync(join(root, file), "utf8").replaceAll(comment, "")]),
)

const coverage = coverageOf(qinhuangdao2020, qinhuangdao2020Text, tests, sources)
const results: Results = JSON.parse(readFileSync(join(root, "packages/coverage/obligations.json"), "utf8"))
const pages = [
  ["docs/coverage.md", markdown(coverage, obligationsMarkdown(obligations, results))],
  ["packages/cli/coverage.json", `${JSON.stringify(coverage, null, 1)}\n`],
] as const

const files = coverage.provisions.flatMap(({ where }) => where)
const faults = [
  ...gaps(coverage).map((row) => `no test names ${row}`),
  ...unheld(obligations, results),
  ...files.filter((file) => !existsSync(join(root, "packages", file))).map((file) => `there is no ${file}`),
]
for (const [file, text] of pages) {
  if (mode !== "--check") writeFileSync(join(root, file), text)
  else if (readFileSync(join(root, file), "utf8") !== text) faults.push(`${file} is old: npm run coverage`)
}
for (const fault of faults) stderr.write(`${fault}\n`)
exit(faults.length === 0 ? 0 : 1)
