import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

export { nodeFlags } from "./node-flags.js"
export { must, right } from "./either.js"

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** How many bits some byte strings have together. */
export const bitCount = (parts: ReadonlyArray<Uint8Array>): number =>
  parts.reduce((bits, part) => bits + part.length * 8, 0)

/** The same byte strings with one bit inverted; `at` counts bits through all of them, laid end to end. */
export const flipBit = (parts: ReadonlyArray<Uint8Array>, at: number): ReadonlyArray<Uint8Array> => {
  let before = 0
  return parts.map((part) => {
    const bit = at - before
    before += part.length * 8
    if (bit < 0 || bit >= part.length * 8) return part
    return part.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  })
}

/**
 * An empty folder, removed when the test has finished, passed or not.
 *
 * @param whenOver where to register the removal: `afterAll` for a folder that a whole file shares.
 */
export const temporaryFolder = (whenOver: (remove: () => void) => void = onTestFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), "shifan-"))
  whenOver(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Nothing is read-only to root, whom tests may run as: then they are this user for a while. */
const ordinaryUser = 65_534

/** Runs `work` as a user who is bound by the permissions of files. Modules that it loads must have been loaded before. */
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
