/** Bundles in the forms that a browser accepts. */
import { must, right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { printCheckpoint, printNote, printVerifierKey, signText } from "@shifan/tlog"
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js"
import { bundleOf, type Files, leaves, origin, rootOf } from "../../bundle/test/sample-bundle.js"

type FileList = Iterable<readonly [path: string, bytes: Uint8Array]>

export const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)])

export const inFolder = (files: FileList, folder = "bundle/") =>
  Array.from(files, ([path, bytes]) => ({ path: folder + path, file: blob(bytes) }))

export interface ZipOptions {
  readonly folder?: string
  readonly password?: string
  /** Uncompressed. */
  readonly stored?: boolean
  /** Separate entries for folders, as most programs write them. */
  readonly folders?: ReadonlyArray<string>
  /** Names of symbolic links that lead out of the folder. */
  readonly links?: ReadonlyArray<string>
}

export const zipped = async (
  files: FileList,
  { folder = "", password, stored = false, folders = [], links = [] }: ZipOptions = {},
): Promise<Blob> => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...(stored ? { level: 0 } : {}) })
  for (const path of folders) await writer.add(path, undefined, { directory: true })
  for (const [path, bytes] of files)
    await writer.add(folder + path, new Uint8ArrayReader(bytes), password === undefined ? {} : { password })
  for (const path of links) await writer.add(folder + path, new TextReader("../../etc/passwd"), { unixMode: 0o120777 })
  return new Blob([await writer.close()])
}

/** The entry bundle of the sample. */
export const entriesPath = `tile/entries/000.p/${leaves.length}`

/** Offset of an entry in an entry bundle, after the two bytes of its length. */
export const entryStart = (entries: Uint8Array, index: number): number => {
  let at = 0
  for (let i = 0; i < index; i++) at += 2 + (entries[at] ?? 0) * 256 + (entries[at + 1] ?? 0)
  return at + 2
}

/** A proof from the sample, with the leaf it proves. */
export const proofAndLeaf = (files: ReadonlyMap<string, Uint8Array>) => {
  const [path = "", proof = new Uint8Array()] = [...files].find(([name]) => name.startsWith("proof/")) ?? []
  const index = Number(/^index (\d+)$/m.exec(new TextDecoder().decode(proof))?.[1])
  const leaf = leaves[index]
  if (leaf === undefined) throw new Error(`${path} proves no leaf`)
  return { name: path.slice("proof/".length), proof, leaf, index }
}

/** A bundle whose log signs only with SM2, and a policy with its key. */
export const signedWithSm2 = async (): Promise<{ readonly files: Files; readonly policy: Uint8Array }> => {
  const key = await testSigner("Sm2", origin, 9)
  const text = right(printCheckpoint({ origin, size: leaves.length, root: rootOf(leaves) }))
  const checkpoint = utf8(printNote({ text, signatures: [await must(signText(key, text))] }))
  const policy = utf8(`log ${printVerifierKey(key.verifier)}\nquorum none\n`)
  return { files: await bundleOf(leaves, { checkpoint, policy }), policy }
}
