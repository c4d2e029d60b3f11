import { BlobReader, configure, ZipReader, type FileEntry } from "@zip.js/zip.js/lib/zip-core-native.js"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { type Folder, type FolderFault, folderOver } from "../folder.js"
import { limits, type Limits } from "./limits.js"
import type { InputFault } from "./input-fault.js"
import { findBundle, type OpenedBundle } from "./subject.js"

// We already run in our own worker, and the browser does the inflating.
configure({ useWebWorkers: false })

const strict = { strictness: "strict", checkSignature: true, checkOverlappingEntry: true } as const

/** Opens a bundle in a `.zip`, entry by entry. Refuses an archive that other programs might unpack differently. */
export const openZip =
  (archive: Blob, within: Limits = limits): TE.TaskEither<InputFault, OpenedBundle> =>
  async () => {
    const entries = await entriesIn(archive, within)
    if (E.isLeft(entries)) return entries
    const bundle = findBundle(entries.right.map((file) => ({ path: file.filename, file })))
    if (E.isLeft(bundle)) return bundle
    return E.right({ folder: zipFolder(bundle.right.files), outside: bundle.right.outside })
  }

/** Stops at the first refused entry: an archive may list entries without end. */
const entriesIn = async (archive: Blob, within: Limits): Promise<E.Either<InputFault, ReadonlyArray<FileEntry>>> => {
  const entries: Array<FileEntry> = []
  const mostFiles = Math.floor(Math.min(within.files, within.fewFiles + archive.size / within.bytesPerFile))
  let total = 0
  let listed = 0
  // Check the count first: an entry is cheap to list but expensive to inspect.
  const countListed = (_: number, all: number): void => {
    listed = all
  }
  if (await hasAnotherEnd(archive)) return E.left({ _tag: "ArchiveRefused", reason: "an archive within its comment" })
  try {
    const reader = new ZipReader(new BlobReader(archive), strict)
    for await (const entry of reader.getEntriesGenerator({ onprogress: countListed })) {
      if (Math.max(listed, entries.length) > mostFiles) return E.left({ _tag: "TooManyFiles", limit: mostFiles })
      if (entry.directory) continue
      entries.push(entry)
      total += entry.uncompressedSize
      const fault = entryFault(entry, { total, archive: archive.size }, within)
      if (fault !== undefined) return E.left(fault)
    }
    return E.right(entries)
  } catch (thrown) {
    return E.left(archiveFault(thrown))
  }
}

/** In bytes: the end record of an archive (PKWARE APPNOTE, 4.3.16), and the longest comment after it. */
const [endLength, longestComment] = [22, 0xffff]

/** Programs search for the end record from behind. A second record in the comment would make some read other contents. */
const hasAnotherEnd = async (archive: Blob): Promise<boolean> => {
  const tail = new Uint8Array(await archive.slice(-(endLength + longestComment)).arrayBuffer())
  const ends = [...tail.keys()].filter((at) => isEnd(tail, at))
  const own = ends.find((at) => at + endLength + (tail[at + 20] ?? 0) + 256 * (tail[at + 21] ?? 0) === tail.length)
  return own !== undefined && ends.some((at) => at > own)
}

const isEnd = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6

const entryFault = (
  { filename: path, uncompressedSize, compressedSize, encrypted }: FileEntry,
  read: { readonly total: number; readonly archive: number },
  { total, ratio, ratioFrom, overall, overallFrom }: Limits,
): InputFault | undefined => {
  if (encrypted) return { _tag: "Encrypted", path }
  if (read.total > total) return { _tag: "TooLarge", limit: total }
  if (uncompressedSize > ratioFrom && uncompressedSize > ratio * compressedSize)
    return { _tag: "TooDense", path, limit: ratio }
  if (read.total > overallFrom && read.total > overall * read.archive) return { _tag: "TooDense", path, limit: overall }
  return undefined
}

/** If the name is the problem, zip.js includes it in its error. */
const archiveFault = (thrown: unknown): InputFault => {
  const path: unknown = thrown instanceof Error ? Reflect.get(thrown, "filename") : undefined
  return typeof path === "string"
    ? { _tag: "BadName", path }
    : { _tag: "ArchiveRefused", reason: thrown instanceof Error ? thrown.message : String(thrown) }
}

const zipFolder = (files: ReadonlyMap<string, FileEntry>): Folder =>
  folderOver(files, (entry, path, limit) => {
    if (entry.symlink) return TE.left({ _tag: "NotAFile", path, found: "link" })
    const size = entry.uncompressedSize
    if (size > limit) return TE.left({ _tag: "FileTooLarge", path, size, limit })
    return TE.tryCatch(
      () => inflate(entry, size),
      (thrown): FolderFault => ({
        _tag: "FileUnreadable",
        path,
        reason: thrown instanceof Error ? thrown.message : String(thrown),
      }),
    )
  })

/** Never yields more bytes than the archive declared, even if the stream produces more. */
const inflate = async (entry: FileEntry, size: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(size)
  let length = 0
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => {
      // Throws if the chunk extends past the end.
      bytes.set(chunk, length)
      length += chunk.length
    },
  })
  await entry.getData(writable, strict)
  if (length !== size) throw new Error("shorter than the archive says")
  return bytes
}
