import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

export { must, right } from "./outcomes.js"

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
