/**
 * Disks that take time to sync. A virtual disk often acknowledges a sync from memory, within 0.1 ms; a disk that keeps data
 * through a power failure takes some milliseconds. How much grouped commits gain depends on nothing else as much.
 */
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { platform } from "node:process"
import { root } from "./databases.js"
import type { Result } from "./measurement.js"

/** A consumer SSD with a flush of its cache, and a magnetic disk or a volume over the network. */
const delays = [2, 8]

export interface SlowSync {
  /** How much longer than on this machine's disk each sync takes. */
  readonly milliseconds: number
  /** Environment of a process on such a disk. */
  readonly env: Readonly<Record<string, string>>
}

/** The slower disks that can be had here: none without Linux and a C compiler. */
export const slowSyncs = (folder: string): ReadonlyArray<SlowSync> => {
  if (platform !== "linux") return []
  const library = join(folder, "slow-sync.so")
  const source = join(root, "packages/benchmarks/src/slow-sync.c")
  const { status } = spawnSync("cc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], { stdio: "ignore" })
  if (status !== 0) return []
  return delays.map((milliseconds) => ({
    milliseconds,
    env: { LD_PRELOAD: library, SLOW_SYNC_MS: String(milliseconds) },
  }))
}

/** The result, with the disk it was measured on in its name. */
export const onDisk =
  ({ milliseconds }: SlowSync) =>
  (result: Result): Result => ({ ...result, work: `${result.work}, each sync ${milliseconds} ms longer` })
