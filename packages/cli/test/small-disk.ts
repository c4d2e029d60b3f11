import { spawnSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { onTestFinished } from "vitest"

/** A separate file system until the test ends, if this process may mount one. */
export const smallDisk = (size: string): string | undefined => {
  const disk = join(temporaryFolder(), "disk")
  mkdirSync(disk)
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk]).status !== 0) return undefined
  onTestFinished(() => void spawnSync("umount", [disk]))
  return disk
}
