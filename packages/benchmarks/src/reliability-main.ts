/**
 * `npm run reliability`: runs the harnesses, and writes docs/reliability.json and .md from the figures they report. Takes about two
 * minutes on two idle cores; `SHIFAN_KILLS` and `SHIFAN_FUZZ` ask for more, and the time grows with them.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { env, execPath, stdout } from "node:process"
import type { Observed } from "@shifan/testkit/basics"
import { root } from "./databases.js"
import { reliabilityPage, settingsText, sumsOf, timeOf, type Reliability } from "./reliability.js"
import { machineAt } from "./report.js"

const asked = {
  SHIFAN_KILLS: env["SHIFAN_KILLS"] ?? "40",
  SHIFAN_FUZZ: env["SHIFAN_FUZZ"] ?? "1000",
}

const harnesses: ReadonlyArray<readonly [project: string, ...files: ReadonlyArray<string>]> = [
  [
    "long",
    "packages/sqlite/test/event-store",
    "packages/sqlite/test/read-models",
    "packages/service/test/crash",
    "packages/cli/test/keep/copy-killed",
    "packages/bundle/test/fuzz",
  ],
  ["tests", "packages/sqlite/test/event-store/faults.test.ts", "packages/cli/test/files.test.ts"],
]

const dataFile = join(root, "docs/reliability.json")
const last: Reliability = JSON.parse(readFileSync(dataFile, "utf8"))
stdout.write(`the last run took ${timeOf(last)}; this one has ${settingsText(asked)}\n`)

const vitest = join(root, "node_modules/vitest/vitest.mjs")
const folder = mkdtempSync(join(tmpdir(), "shifan-reliability-"))
try {
  const file = join(folder, "observed")
  const since = performance.now()
  for (const [project, ...files] of harnesses) {
    const args = ["run", "--config", "vitest.workspace.ts", "--project", project, "--no-file-parallelism", ...files]
    const ran = spawnSync(execPath, [vitest, ...args], {
      cwd: root,
      env: { ...env, ...asked, SHIFAN_OBSERVED: file },
      stdio: "inherit",
    })
    if (ran.status !== 0) throw new Error("a harness failed; nothing was written")
  }
  const lines = readFileSync(file, "utf8").trimEnd().split("\n")
  const reliability: Reliability = {
    machine: machineAt(folder),
    ranOn: new Date().toISOString().slice(0, 10),
    seconds: Math.round((performance.now() - since) / 1000),
    asked,
    figures: sumsOf(lines.map((line): Observed => JSON.parse(line))),
  }
  writeFileSync(dataFile, `${JSON.stringify(reliability, undefined, 2)}\n`)
  writeFileSync(join(root, "docs/reliability.md"), reliabilityPage(reliability))
  stdout.write(`this run took ${timeOf(reliability)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
