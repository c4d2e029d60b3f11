import * as E from "fp-ts/lib/Either.js"
import type { Task } from "fp-ts/lib/Task.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { isBundlePath } from "./format.js"

export interface FileMissing {
  readonly _tag: "FileMissing"
  readonly path: string
}

/** `size` and `limit` in bytes. */
export interface FileTooLarge {
  readonly _tag: "FileTooLarge"
  readonly path: string
  readonly size: number
  readonly limit: number
}

/** Not a regular file. Links are not followed. */
export interface NotAFile {
  readonly _tag: "NotAFile"
  readonly path: string
  readonly found: "folder" | "link" | "device"
}

/** Not a valid name for a file of a bundle: see `isBundlePath`. */
export interface BadPath {
  readonly _tag: "BadPath"
  readonly path: string
}

export interface FileUnreadable {
  readonly _tag: "FileUnreadable"
  readonly path: string
  readonly reason: string
}

/** Why a file of a bundle cannot be read. A path that leads out of the folder is `BadPath`. */
export type FolderFault = FileMissing | FileTooLarge | NotAFile | BadPath | FileUnreadable

/** The files of a bundle from any source: a disk, an archive, a browser's file picker. */
export interface Folder {
  /** Refuses a file longer than `limit` bytes before reading it. */
  readonly read: (path: string, limit: number) => TE.TaskEither<FolderFault, Uint8Array>
  /** Paths from the root of everything except folders, in no particular order. Ends after the first `Left`. */
  readonly paths: () => AsyncIterable<E.Either<FolderFault, string>>
}

/** Something already exists at the path of the new folder. */
export interface FolderInUse {
  readonly _tag: "FolderInUse"
  readonly path: string
}

export interface NotWritten {
  readonly _tag: "NotWritten"
  readonly path: string
  readonly reason: string
}

/** Why a bundle cannot be written: the path is taken, or the disk fails. */
export type WritingFault = FolderInUse | NotWritten

/** A folder being written. It appears at its path only on `publish`, so nobody mistakes half of it for a bundle. */
export interface NewFolder {
  /** Each path can be written only once. */
  readonly write: (path: string, bytes: Uint8Array) => TE.TaskEither<WritingFault, void>
  /** Reads a file written so far. */
  readonly read: Folder["read"]
  /** Makes all files durable, then visible at once. Refuses to replace a folder that is not empty. */
  readonly publish: TE.TaskEither<WritingFault, void>
  readonly discard: Task<void>
}

/** Stops at the first file that cannot be written. */
export const writeFiles = async (
  folder: NewFolder,
  files: ReadonlyArray<readonly [path: string, bytes: Uint8Array]>,
): Promise<E.Either<WritingFault, void>> => {
  for (const [path, bytes] of files) {
    const written = await folder.write(path, bytes)()
    if (E.isLeft(written)) return written
  }
  return E.right(undefined)
}

/** A folder over available files. Calls `read` only for existing files with valid paths. */
export const folderOver = <File>(
  files: ReadonlyMap<string, File>,
  read: (file: File, path: string, limit: number) => TE.TaskEither<FolderFault, Uint8Array>,
): Folder => ({
  read: (path, limit) => {
    if (!isBundlePath(path)) return TE.left({ _tag: "BadPath", path })
    const file = files.get(path)
    return file === undefined ? TE.left({ _tag: "FileMissing", path }) : read(file, path, limit)
  },
  paths: async function* paths() {
    for (const path of files.keys()) yield E.right(path)
  },
})

/** A bundle in memory: its files by path, from a browser or a test. */
export const memoryFolder = (files: ReadonlyMap<string, Uint8Array>): Folder =>
  folderOver(files, (bytes, path, limit) =>
    bytes.length > limit ? TE.left({ _tag: "FileTooLarge", path, size: bytes.length, limit }) : TE.right(bytes.slice()),
  )

/**
 * A bundle from a browser: its files by path from the bundle's root. For a chosen folder, that is `webkitRelativePath`
 * without its first segment.
 */
export const blobFolder = (files: ReadonlyMap<string, Blob>): Folder =>
  folderOver(files, (blob, path, limit) =>
    blob.size > limit
      ? TE.left({ _tag: "FileTooLarge", path, size: blob.size, limit })
      : TE.tryCatch(
          async () => new Uint8Array(await blob.arrayBuffer()),
          (thrown): FolderFault => ({ _tag: "FileUnreadable", path, reason: String(thrown) }),
        ),
  )

/**
 * A folder in memory to write a bundle to, for browsers and tests. A path that is written twice, or that no bundle has, is
 * `NotWritten`; what was written before `discard` is gone.
 *
 * @param publish receives all files, by path from the bundle's root, when the bundle is complete
 */
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
