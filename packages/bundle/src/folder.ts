/** The files of a bundle, wherever they lie: a folder on disk, an archive, what was dropped on a page. */
import * as E from "fp-ts/lib/Either.js"
import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { Task } from "fp-ts/lib/Task.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

export interface FileMissing {
  readonly _tag: "FileMissing"
  readonly path: string
}

/** In bytes. */
export interface FileTooLarge {
  readonly _tag: "FileTooLarge"
  readonly path: string
  readonly size: number
  readonly limit: number
}

/** A link is not followed, and what is neither file nor folder is not opened. */
export interface NotAFile {
  readonly _tag: "NotAFile"
  readonly path: string
  readonly found: "folder" | "link" | "device"
}

/** No bundle has a file of such a name: it climbs out, or is not spelt as the names of a bundle are. */
export interface BadPath {
  readonly _tag: "BadPath"
  readonly path: string
}

export interface FileUnreadable {
  readonly _tag: "FileUnreadable"
  readonly path: string
  readonly reason: string
}

export type FolderFault = FileMissing | FileTooLarge | NotAFile | BadPath | FileUnreadable

export interface Folder {
  /** A file longer than `limit` bytes is refused before it is read. */
  readonly read: (path: string, limit: number) => TaskEither<FolderFault, Uint8Array>
  /** Whatever lies in it but folders, by paths from its root, in no order; ends after the first `Left`. */
  readonly paths: () => AsyncIterable<Either<FolderFault, string>>
}

/** Where the folder was to be, there is something already. */
export interface FolderInUse {
  readonly _tag: "FolderInUse"
  readonly path: string
}

export interface NotWritten {
  readonly _tag: "NotWritten"
  readonly path: string
  readonly reason: string
}

export type WritingFault = FolderInUse | NotWritten

/** A folder in the making. Nobody takes it for a whole one: it stands in its place only once it is published. */
export interface NewFolder {
  /** Each path once. */
  readonly write: (path: string, bytes: Uint8Array) => TaskEither<WritingFault, void>
  /** What was written already. */
  readonly read: Folder["read"]
  /** All of it, durably and at once; never over a folder that is not empty. */
  readonly publish: TaskEither<WritingFault, void>
  readonly discard: Task<void>
}

/** Segments of plain ASCII, none of them `.` or `..`: more no name of the formats needs. */
export const isBundlePath = (path: string): boolean =>
  /^[A-Za-z0-9_.-]{1,255}(?:\/[A-Za-z0-9_.-]{1,255})*$/.test(path) && !path.split("/").some((one) => /^\.+$/.test(one))

/** A folder in memory: for a browser, and for tests. */

export const memoryFolder = (files: ReadonlyMap<string, Uint8Array>): Folder => ({
  read: (path, limit) => {
    if (!isBundlePath(path)) return TE.left({ _tag: "BadPath", path })
    const bytes = files.get(path)
    if (bytes === undefined) return TE.left({ _tag: "FileMissing", path })
    return bytes.length > limit
      ? TE.left({ _tag: "FileTooLarge", path, size: bytes.length, limit })
      : TE.right(bytes.slice())
  },
  paths: async function* paths() {
    for (const path of files.keys()) yield E.right(path)
  },
})

/** `publish` is given the files, all at once. */
export const newMemoryFolder = (publish: (files: ReadonlyMap<string, Uint8Array>) => void): NewFolder => {
  const files = new Map<string, Uint8Array>()
  return {
    write: (path, bytes) => {
      if (!isBundlePath(path) || files.has(path)) return TE.left({ _tag: "NotWritten", path, reason: "bad path" })
      files.set(path, bytes.slice())
      return TE.right(undefined)
    },
    read: memoryFolder(files).read,
    publish: TE.fromIO(() => publish(files)),
    discard: () => Promise.resolve(files.clear()),
  }
}

/** A folder of the files a browser was handed: dropped on a page, chosen, or out of an archive. */

/** By path from the bundle's root: of a chosen folder, `webkitRelativePath` without its first segment. */
export const blobFolder = (files: ReadonlyMap<string, Blob>): Folder => ({
  read: (path, limit) => {
    if (!isBundlePath(path)) return TE.left({ _tag: "BadPath", path })
    const blob = files.get(path)
    if (blob === undefined) return TE.left({ _tag: "FileMissing", path })
    if (blob.size > limit) return TE.left({ _tag: "FileTooLarge", path, size: blob.size, limit })
    return pipe(
      TE.tryCatch(
        () => blob.arrayBuffer(),
        (thrown): FolderFault => ({ _tag: "FileUnreadable", path, reason: String(thrown) }),
      ),
      TE.map((buffer) => new Uint8Array(buffer)),
    )
  },
  paths: async function* paths() {
    for (const path of files.keys()) yield E.right(path)
  },
})
