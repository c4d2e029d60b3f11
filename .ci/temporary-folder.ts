/** Global test set-up: every run gets its own temporary folder, which is removed when the run ends, however it ends. */
import { spawn } from "node:child_process"
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"

const prefix = "shifan-tests-"

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Removes folders of runs whose watcher died with them, for example in a power failure. */
const removeLeftovers = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = /^shifan-tests-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

/** The script outlives this process: its input ends when this process does, even if killed. */
const removeWhenThisProcessEnds = (folder: string): void => {
  const script = 'cat >/dev/null; until rm -rf "$0"; do sleep 1; done'
  const watcher = spawn("sh", ["-c", script, folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] })
  watcher.unref()
}

export default function setup(): (() => void) | undefined {
  // Vitest calls this for every project.
  const parent = tmpdir()
  if (basename(parent).startsWith(prefix)) return undefined
  removeLeftovers(parent)
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  // Tests that drop root's rights, to test refused access, must still reach it.
  chmodSync(folder, 0o755)
  removeWhenThisProcessEnds(folder)
  process.env["TMPDIR"] = folder
  // Programs that tests start load the same hundreds of modules.
  process.env["NODE_COMPILE_CACHE"] ??= join(folder, "compiled")
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
