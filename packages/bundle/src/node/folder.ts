import { closeSync, constants, fstatSync, lstatSync, openSync, read, type Stats } from "node:fs"
import { mkdtemp, opendir, readdir, rename, rm, rmdir } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import { promisify } from "node:util"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { createFolders, syncFolder, writeDurably } from "@shifan/tlog/node"
import type { Folder, FolderFault, NewFolder, NotAFile, WritingFault } from "../folder.js"
import { isBundlePath } from "../format.js"

/**
 * A folder on disk with untrusted content. Links inside it are not followed, only regular files are opened, and sizes are
 * checked before reading.
 *
 * @param root the user's own path, which may be a link
 */
export const nodeFolder = (root: string): Folder => ({
  read: (path, limit) => async () =>
    isBundlePath(path) ? readFile(root, path, limit) : E.left({ _tag: "BadPath", path }),
  paths: () => pathsBelow(root, [], 0),
})

type Bytes = Promise<E.Either<FolderFault, Uint8Array>>

/** Stats synchronously: the kernel answers from memory, faster than a turn of the event loop. Reads asynchronously. */
const readFile = async (root: string, path: string, limit: number): Bytes => {
  try {
    const parents = path.split("/").slice(0, -1)
    for (let depth = 1; depth <= parents.length; depth++) {
      const kind = kindOf(lstatSync(join(root, ...parents.slice(0, depth))))
      if (kind !== "folder") return notAFile(path, kind === "file" ? "device" : kind)
    }
    const kind = kindOf(lstatSync(join(root, path)))
    return kind === "file" ? await readRegularFile(join(root, path), path, limit) : notAFile(path, kind)
  } catch (thrown) {
    return E.left(folderFault(path, thrown))
  }
}

/** If the file has since become a link or a pipe, opening it fails, or at least does not block. */
const readRegularFile = async (file: string, path: string, limit: number): Bytes => {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) return notAFile(path, "device")
    if (stats.size > limit) return E.left({ _tag: "FileTooLarge", path, size: stats.size, limit })
    const bytes = new Uint8Array(stats.size)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await readAsync(descriptor, bytes, length, bytes.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return E.right(bytes.subarray(0, length))
  } finally {
    closeSync(descriptor)
  }
}

const readAsync = promisify(read)

const notAFile = (path: string, found: NotAFile["found"]): E.Either<FolderFault, never> =>
  E.left({ _tag: "NotAFile", path, found })

const kindOf = (stats: Stats): NotAFile["found"] | "file" => {
  if (stats.isSymbolicLink()) return "link"
  if (stats.isDirectory()) return "folder"
  return stats.isFile() ? "file" : "device"
}

const folderFault = (path: string, thrown: unknown): FolderFault => {
  const reason = codeOf(thrown)
  if (reason === "ENOENT") return { _tag: "FileMissing", path }
  if (reason === "ELOOP") return { _tag: "NotAFile", path, found: "link" }
  return { _tag: "FileUnreadable", path, reason }
}

/** No bundle is nested deeper. A folder at this depth is reported as if it were a file. */
const deepest = 12

async function* pathsBelow(
  root: string,
  parents: ReadonlyArray<string>,
  depth: number,
): AsyncGenerator<E.Either<FolderFault, string>> {
  const opened = await TE.tryCatch(
    () => opendir(join(root, ...parents)),
    (thrown) => folderFault(parents.join("/"), thrown),
  )()
  if (E.isLeft(opened)) return yield opened
  for await (const entry of opened.right) {
    const path = [...parents, entry.name]
    if (entry.isDirectory() && depth < deepest) yield* pathsBelow(root, path, depth + 1)
    else yield E.right(path.join("/"))
  }
}

/**
 * Begins a folder on disk: a hidden sibling that `publish` renames into place. Refuses at once if the path exists, unless
 * it is an empty folder.
 */
export const newNodeFolder =
  (path: string): TE.TaskEither<WritingFault, NewFolder> =>
  async () => {
    const target = resolve(path)
    if (!(await isFree(target))) return E.left({ _tag: "FolderInUse", path })
    try {
      createFolders(dirname(target))
      return E.right(newFolderIn(await mkdtemp(join(dirname(target), `.${basename(target)}.part-`)), target))
    } catch (thrown) {
      return E.left(notWritten(path, thrown))
    }
  }

const newFolderIn = (draft: string, target: string): NewFolder => {
  const folders = new Set([draft])
  return {
    write: (path, bytes) =>
      isBundlePath(path)
        ? TE.tryCatch(
            async () => {
              const file = join(draft, path)
              createFolders(dirname(file))
              for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
              await writeDurably(file, bytes)
            },
            (thrown) => notWritten(path, thrown),
          )
        : TE.left({ _tag: "NotWritten", path, reason: "EINVAL" }),
    read: nodeFolder(draft).read,
    publish: async () => {
      const published = await publish(draft, target, folders)
      if (E.isLeft(published)) await remove(draft)
      return published
    },
    discard: () => remove(draft),
  }
}

const publish = async (
  draft: string,
  target: string,
  folders: ReadonlySet<string>,
): Promise<E.Either<WritingFault, void>> => {
  try {
    for (const folder of folders) await syncFolder(folder)
    await removeEmptyFolder(target)
    await rename(draft, target)
    await syncFolder(dirname(target))
    return E.right(undefined)
  } catch (thrown) {
    return ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(codeOf(thrown))
      ? E.left({ _tag: "FolderInUse", path: target })
      : E.left(notWritten(target, thrown))
  }
}

/** Fails if the folder is not empty, even if it was filled just now. */
const removeEmptyFolder = async (folder: string): Promise<void> => {
  try {
    await rmdir(folder)
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT") throw thrown
  }
}

const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

const isFree = async (path: string): Promise<boolean> => {
  try {
    return (await readdir(path)).length === 0
  } catch (thrown) {
    return codeOf(thrown) === "ENOENT"
  }
}

const notWritten = (path: string, thrown: unknown): WritingFault => ({
  _tag: "NotWritten",
  path,
  reason: codeOf(thrown),
})

/** The code of a system error, such as `ENOSPC`. */
const codeOf = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined
  return typeof code === "string" ? code : String(thrown)
}
