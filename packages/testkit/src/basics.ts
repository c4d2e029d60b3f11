/** Helpers for all tests: unwrapped results, bytes, temporary folders, flags for Node processes. */
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

export { observed, type Harness, type HarnessFigures, type Observed } from "./observed.js"
export { bitCount, flipBit, left, must, nodeFlags, right, utf8 } from "./values.js"

/**
 * An empty folder, removed when the test has finished, passed or not.
 *
 * @param whenOver registers the removal: `afterAll` for a folder that a whole file shares
 */
export const temporaryFolder = (whenOver: (remove: () => void) => void = onTestFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), "shifan-"))
  whenOver(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Root may write read-only files, so a test running as root temporarily becomes this user. */
const ordinaryUser = 65_534

/** Runs `work` as a user to whom permissions apply. It can load only modules that are already loaded. */
export const asOrdinaryUser = async <A>(work: () => Promise<A>): Promise<A> => {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(ordinaryUser)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

/** Gives a file or folder to that user, with these permissions. */
export const setPermissions = (path: string, mode: number): void => {
  if (process.geteuid?.() === 0) chownSync(path, ordinaryUser, ordinaryUser)
  chmodSync(path, mode)
}
