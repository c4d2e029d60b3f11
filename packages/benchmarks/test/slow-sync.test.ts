import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { execPath } from "node:process"
import { temporaryFolder } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import type { Result } from "../src/measurement.js"
import { onDisk, slowSyncs } from "../src/slow-sync.js"

/** How long a sync takes in a process, in milliseconds. */
const timeOfSync = (folder: string, env: Readonly<Record<string, string>>): number => {
  const program = `const { openSync, fsyncSync } = process.getBuiltinModule("node:fs")
    const file = openSync(process.argv[1], "w")
    const since = performance.now()
    fsyncSync(file)
    process.stdout.write(String(performance.now() - since))`
  return Number(execFileSync(execPath, ["-e", program, join(folder, "file")], { env, encoding: "utf8" }))
}

describe("a disk that takes time to sync", () => {
  it("is one of two, and is named with the work that was measured on it", ({ skip }) => {
    const disks = slowSyncs(temporaryFolder())
    skip(disks.length === 0, "no C compiler, or not Linux")
    const result = { work: "a cycle", target: null } as Result
    expect(disks.map((disk) => [disk.env["SLOW_SYNC_MS"], onDisk(disk)(result).work])).toEqual([
      ["2", "a cycle, each sync 2 ms longer"],
      ["8", "a cycle, each sync 8 ms longer"],
    ])
  })

  it("delays every sync of a process", ({ skip }) => {
    const folder = temporaryFolder()
    const disks = slowSyncs(folder)
    skip(disks.length === 0, "no C compiler, or not Linux")
    for (const { env } of disks) expect(timeOfSync(folder, { ...env, SLOW_SYNC_MS: "700" })).toBeGreaterThanOrEqual(700)
  })
})
