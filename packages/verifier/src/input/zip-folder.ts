/** A bundle in a .zip, read entry by entry: what another program might unpack otherwise is refused, not guessed. */
import { type Folder, type FolderFault, isBundlePath } from "@shifan/bundle"
import { BlobReader, configure, type FileEntry, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { type OpenedBundle, findBundle } from "./bundle-root.js"
import type { InputFault } from "./input-fault.js"
import { limits, type Limits } from "./subject.js"

// The work is in a worker of ours already, and the browser inflates.
configure({ useWebWorkers: false })

const strict = { strictness: "strict", checkSignature: true, checkOverlappingEntry: true } as const

export const openZip =
  (archive: Blob, within: Limits = limits): TE.TaskEither<InputFault, OpenedBundle> =>
  async () => {
    const entries = await entriesIn(archive, within)()
    if (E.isLeft(entries)) return entries
    const bundle = findBundle(entries.right.map((file) => ({ path: file.filename, file })))
    return E.isLeft(bundle) ? bundle : E.right({ folder: zipFolder(bundle.right.files), outside: bundle.right.outside })
  }

/** Stops at the first that is refused: a list of entries may be made to be endless too. */
const entriesIn =
  (archive: Blob, within: Limits): TE.TaskEither<InputFault, ReadonlyArray<FileEntry>> =>
  async () => {
    const entries: Array<FileEntry> = []
    let total = 0
    try {
      for await (const entry of new ZipReader(new BlobReader(archive), strict).getEntriesGenerator()) {
        if (entry.directory) continue
        entries.push(entry)
        total += entry.uncompressedSize
        const fault = refusal(entry, { files: entries.length, total }, within)
        if (fault !== undefined) return E.left(fault)
      }
      return E.right(entries)
    } catch (thrown) {
      return E.left(archiveFault(thrown))
    }
  }

const refusal = (
  { filename: path, uncompressedSize, compressedSize, encrypted }: FileEntry,
  sofar: Pick<Limits, "files" | "total">,
  { files, total, ratio, dense }: Limits,
): InputFault | undefined => {
  if (encrypted) return { _tag: "Encrypted", path }
  if (sofar.files > files) return { _tag: "TooManyFiles", limit: files }
  if (sofar.total > total) return { _tag: "TooLarge", limit: total }
  if (uncompressedSize > dense && uncompressedSize > ratio * compressedSize)
    return { _tag: "TooDense", path, limit: ratio }
  return undefined
}

const archiveFault = (thrown: unknown): InputFault => {
  const path: unknown = thrown instanceof Error ? Reflect.get(thrown, "filename") : undefined
  return typeof path === "string"
    ? { _tag: "BadName", path }
    : { _tag: "ArchiveRefused", reason: thrown instanceof Error ? thrown.message : String(thrown) }
}

const zipFolder = (files: ReadonlyMap<string, FileEntry>): Folder => ({
  read: (path, limit) => {
    if (!isBundlePath(path)) return TE.left({ _tag: "BadPath", path })
    const entry = files.get(path)
    if (entry === undefined) return TE.left({ _tag: "FileMissing", path })
    if (entry.symlink) return TE.left({ _tag: "NotAFile", path, found: "link" })
    const size = entry.uncompressedSize
    if (size > limit) return TE.left({ _tag: "FileTooLarge", path, size, limit })
    return TE.tryCatch(
      () => inflated(entry, size),
      (thrown): FolderFault => ({
        _tag: "FileUnreadable",
        path,
        reason: thrown instanceof Error ? thrown.message : String(thrown),
      }),
    )
  },
  paths: async function* paths() {
    for (const path of files.keys()) yield E.right(path)
  },
})

/** Never more bytes than the archive said there are, whatever comes out. */
const inflated = async (entry: FileEntry, size: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(size)
  let at = 0
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => {
      // Beyond the end it throws.
      bytes.set(chunk, at)
      at += chunk.length
    },
  })
  await entry.getData(writable, strict)
  if (at !== size) throw new Error("shorter than the archive says")
  return bytes
}
