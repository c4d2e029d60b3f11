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

/** Links are not followed, and only regular files are opened. */
export interface NotAFile {
  readonly _tag: "NotAFile"
  readonly path: string
  readonly found: "folder" | "link" | "device"
}

/** No bundle has a file of that name: see `isBundlePath`. */
export interface BadPath {
  readonly _tag: "BadPath"
  readonly path: string
}

export interface FileUnreadable {
  readonly _tag: "FileUnreadable"
  readonly path: string
  readonly reason: string
}

/** Why a file of a bundle is not read. A path that would lead out of the folder is `BadPath`. */
export type FolderFault = FileMissing | FileTooLarge | NotAFile | BadPath | FileUnreadable

/** The files of a bundle, wherever they are: on disk, in an archive, handed to a browser. */
export interface Folder {
  /** Refuses a file longer than `limit` bytes without reading it. */
  readonly read: (path: string, limit: number) => TE.TaskEither<FolderFault, Uint8Array>
  /** Paths from the root of everything but folders, in no order. Ends after the first `Left`. */
  readonly paths: () => AsyncIterable<E.Either<FolderFault, string>>
}

/** Something exists already where the folder was to be made. */
export interface FolderInUse {
  readonly _tag: "FolderInUse"
  readonly path: string
}

export interface NotWritten {
  readonly _tag: "NotWritten"
  readonly path: string
  readonly reason: string
}

/** Why a bundle is not written: something is there already, or the disk would not take it. */
export type WritingFault = FolderInUse | NotWritten

/** A folder being written. It appears in its place only when it is published, so nobody takes half of it for a bundle. */
export interface NewFolder {
  /** A path may be written once. */
  readonly write: (path: string, bytes: Uint8Array) => TE.TaskEither<WritingFault, void>
  /** Reads what has been written so far. */
  readonly read: Folder["read"]
  /** Makes all of it durable, then visible at once; refuses to replace a folder that is not empty. */
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

/** A folder over files that are at hand; `read` is asked only for files that exist, by paths a bundle may have. */
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

/** A bundle whose files are in memory, by their paths: what a browser was handed, or a test. */
export const memoryFolder = (files: ReadonlyMap<string, Uint8Array>): Folder =>
  folderOver(files, (bytes, path, limit) =>
    bytes.length > limit ? TE.left({ _tag: "FileTooLarge", path, size: bytes.length, limit }) : TE.right(bytes.slice()),
  )

/**
 * Files that a browser was handed, by path from the bundle's root: for a chosen folder, `webkitRelativePath` without its
 * first segment.
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

/** @param publish receives all files when the folder is published. */
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
