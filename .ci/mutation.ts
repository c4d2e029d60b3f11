/**
 * `npm run mutation -- PACKAGE`: mutates a package's sources one place at a time, runs its tests on each mutant, and
 * updates the package's row in docs/mutation.md. With `--sample N` it draws N of the mutants and states how far the score of all
 * may lie from theirs. Further options go to Stryker; with `--mutate` only a part is mutated, and no row is written.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { argv, env } from "node:process"
import { resultOf, withTable, type Report, type Runs } from "./mutation-table.ts"

const [name = "", ...options] = argv.slice(2)
if (!existsSync(`packages/${name}/test`)) throw new Error(`not a package with tests: ${name}`)

const at = options.indexOf("--sample")
const [, size] = at === -1 ? [] : options.splice(at, 2)
if (at !== -1 && !/^[1-9]\d*$/.test(size ?? "")) throw new Error("--sample takes the number of mutants to draw")

// Each day draws another sample: the survivors of the last one have tests by now, and would flatter the score.
const ranOn = new Date().toISOString().slice(0, 10)
const { status } = spawnSync("stryker", ["run", ".stryker.config.mjs", ...options], {
  stdio: "inherit",
  env: { ...env, MUTATED_PACKAGE: name, ...(size !== undefined && { MUTATION_SAMPLE: size, MUTATION_SEED: ranOn }) },
})
process.exitCode = status ?? 1

if (status === 0 && !options.includes("--mutate")) {
  const report: Report = JSON.parse(readFileSync(`reports/mutation/${name}.json`, "utf8"))
  const earlier: Runs = JSON.parse(readFileSync("docs/mutation.json", "utf8"))
  const runs: Runs = { ...earlier, [name]: resultOf(report, ranOn) }
  writeFileSync("docs/mutation.json", `${JSON.stringify(runs, undefined, 2)}\n`)
  writeFileSync("docs/mutation.md", withTable(readFileSync("docs/mutation.md", "utf8"), runs))
}
