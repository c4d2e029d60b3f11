/** `npm run mutation -- PACKAGE`: mutates a package's sources one place at a time, and runs its tests on each mutant. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { argv, env } from "node:process"

const [name = "", ...options] = argv.slice(2)
if (!existsSync(`packages/${name}/test`)) throw new Error(`not a package with tests: ${name}`)
const { status } = spawnSync("stryker", ["run", ".stryker.config.mjs", ...options], {
  stdio: "inherit",
  env: { ...env, MUTATED_PACKAGE: name },
})
process.exitCode = status ?? 1
