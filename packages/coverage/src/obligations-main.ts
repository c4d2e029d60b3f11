/**
 * `obligations-main.js [--laws] [--changed] [WORD…]`: makes the small change of each obligation and runs its tests, which must
 * fail. WORDs select rows whose id contains one of them. `--changed` selects rows whose file or tests differ from the previous
 * commit, at most twenty; without it results are stored for the page. Exit 1 if a change survives. `--laws` runs the laws of
 * the testkit instead of the obligation's tests.
 */
import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { argv, env, exit, stdout } from "node:process"
import { lawMutants, reasonAgainst } from "./laws/law-mutants.js"
import { obligations, testsOf, type Obligation } from "./obligations/index.js"
import { withOutcomes, type Outcome, type Results } from "./obligation-results.js"

const root = join(import.meta.dirname, "../../..")
const atOnce = 2
const mostInCi = 20

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
}

/** Runs the tests of some obligations, with or without a change; `undefined` if they did not finish. */
const run = async (
  tests: Iterable<readonly [file: string, title: string]>,
  change?: Obligation["mutant"],
): Promise<Report | undefined> => {
  const all = [...tests]
  const folder = mkdtempSync(join(tmpdir(), "obligation-"))
  const file = join(folder, "report.json")
  const titles = [
    ...new Set(
      all.map(([, title]) => title.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/%[a-z]|\\\$\w+/g, ".*")),
    ),
  ]
  const files = [...new Set(all.map(([test]) => `packages/${test}`))]
  const flags = ["run", "--config", ".ci/vitest.obligations.ts", "--reporter=json", `--outputFile=${file}`]
  const child = spawn("vitest", [...flags, "-t", titles.join("|"), ...files], {
    cwd: root,
    stdio: "ignore",
    timeout: 300_000,
    env: { ...env, ...(change ? { OBLIGATION_CHANGE: JSON.stringify(change) } : {}) },
  })
  await new Promise((resolve) => child.once("close", resolve))
  try {
    const report: Report = JSON.parse(readFileSync(file, "utf8"))
    return report
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A failing test detects the change. A test that cannot be loaded, or does not exist, detects nothing. */
const outcomeOf = async (obligation: Obligation): Promise<Outcome> => {
  const report = await run(testsOf(obligation), obligation.mutant)
  if (report === undefined) return "did not end"
  if (report.numFailedTests > 0) return "killed"
  return report.numPassedTests > 0 ? "survived" : "no such test"
}

const changedFiles = (): ReadonlyArray<string> | undefined => {
  const { status, stdout: out } = spawnSync("git", ["diff", "--name-only", "HEAD~1"], { cwd: root, encoding: "utf8" })
  return status === 0 ? out.split("\n") : undefined
}

/** If the previous commit is not available, selects another twenty each day. */
const chosen = (all: ReadonlyArray<Obligation>): ReadonlyArray<Obligation> => {
  const files = changedFiles()
  if (files === undefined || lawsChanged()) {
    const turn = Math.floor(Date.now() / 86_400_000) * mostInCi
    return Array.from({ length: Math.min(mostInCi, all.length) }, (_, i) => all[(turn + i) % all.length]).filter(
      (one) => one !== undefined,
    )
  }
  const isChanged = (file: string): boolean => files.includes(`packages/${file}`)
  return all
    .filter((one) => isChanged(one.mutant?.file ?? "") || testsOf(one).some(([file]) => isChanged(file)))
    .slice(0, mostInCi)
}

/** If the laws themselves changed, selects another twenty each day. */
const lawsChanged = (): boolean =>
  ofLaws && (changedFiles() ?? []).some((file) => /^packages\/testkit\/src\/(?:laws|lifecycle|statement)\//.test(file))

const ofLaws = argv.includes("--laws")
const words = argv.slice(2).filter((word) => !word.startsWith("--"))
const withMutants = ofLaws
  ? lawMutants.filter((row) => reasonAgainst(row) === undefined)
  : obligations.filter(({ mutant }) => mutant !== null)
const rows = argv.includes("--changed")
  ? chosen(withMutants)
  : withMutants.filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)))

const sound = rows.length === 0 ? undefined : await run(rows.flatMap(testsOf))
if (rows.length > 0 && (sound === undefined || sound.numFailedTests > 0)) {
  stdout.write("the tests fail without any change\n")
  exit(1)
}
const outcomes = new Map<string, Outcome>()
const queue = [...rows]
const work = async (): Promise<void> => {
  for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
    const outcome = await outcomeOf(row)
    outcomes.set(row.id, outcome)
    if (outcome !== "killed") stdout.write(`${row.id}: ${outcome}\n`)
  }
}
await Promise.all(Array.from({ length: atOnce }, work))
const survivors = [...outcomes.values()].filter((outcome) => outcome !== "killed").length
stdout.write(`${outcomes.size} changes tried, ${survivors} of them not noticed\n`)
if (!argv.includes("--changed")) {
  const kept = join(root, "packages/coverage", ofLaws ? "laws.json" : "obligations.json")
  const before: Results = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {}
  writeFileSync(kept, `${JSON.stringify(withOutcomes(before, ofLaws ? lawMutants : obligations, outcomes), null, 1)}\n`)
}
exit(survivors === 0 ? 0 : 1)
