/** Bundles as a citizen receives them: of the history that was lived, whole and spoilt, in a folder and in a .zip. */
import { printCheckpoint, printNote, printVerifierKey, signText } from "@shifan/tlog"
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"

import { bundleOf, leaves, origin, rootOf, type Files } from "../../bundle/test/history.js"

export { bundleOf, leaves, policy, rootOf, signedHead, type Files } from "../../bundle/test/history.js"

/** A bundle whose log signs with SM2 alone, and the policy that knows its key. */
export const signedWithSm2 = async (): Promise<{ readonly files: Files; readonly policy: Uint8Array }> => {
  const key = await testSigner("Sm2", origin, 9)
  const text = right(printCheckpoint({ origin, size: leaves.length, root: rootOf(leaves) }))
  const checkpoint = utf8(printNote({ text, signatures: [await must(signText(key, text))] }))
  const policy = utf8(`log ${printVerifierKey(key.verifier)}\nquorum none\n`)
  return { files: await bundleOf(leaves, { checkpoint, policy }), policy }
}

/** With one bit of the file at `path` turned. */
export const flipped = (files: ReadonlyMap<string, Uint8Array>, path: string, at: number): Map<string, Uint8Array> => {
  const bytes = files.get(path)?.slice() ?? new Uint8Array()
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return new Map(files).set(path, bytes)
}

export const theEntries = "tile/entries/000.p/12"

/** Where an entry begins in an entry bundle, behind the two bytes of its length. */
export const beginningOf = (entries: Uint8Array, index: number): number => {
  let at = 0
  for (let i = 0; i < index; i++) at += 2 + (entries[at] ?? 0) * 256 + (entries[at + 1] ?? 0)
  return at + 2
}

export interface Packing {
  readonly under?: string
  readonly password?: string
  /** Without packing. */
  readonly stored?: boolean
  /** Names whose content is the target of a link. */
  readonly links?: ReadonlyArray<string>
}

export const zipped = async (
  files: Iterable<readonly [string, Uint8Array]>,
  { under = "", password, stored = false, links = [] }: Packing = {},
): Promise<Blob> => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...(stored ? { level: 0 } : {}) })
  for (const [path, bytes] of files)
    await writer.add(under + path, new Uint8ArrayReader(bytes), password === undefined ? {} : { password })
  for (const path of links) await writer.add(under + path, new TextReader("../../etc/passwd"), { unixMode: 0o120777 })
  return new Blob([await writer.close()])
}

export const blobs = (files: Iterable<readonly [string, Uint8Array]>, under = "bundle/") =>
  Array.from(files, ([path, bytes]) => ({ path: under + path, file: new Blob([new Uint8Array(bytes)]) }))
