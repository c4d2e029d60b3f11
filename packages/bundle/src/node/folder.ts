/** A folder on disk, read without trust: no link is followed, nothing but plain files is opened, sizes are asked first. */
import { closeSync, constants, fstatSync, lstatSync, openSync, read, type Stats } from "node:fs"
import { mkdir, mkdtemp, opendir, readdir, rename, rm, rmdir } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import { promisify } from "node:util"
import { syncFolder, writeDurably } from "@shifan/tlog/node"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import {
  type Folder,
  type FolderFault,
  isBundlePath,
  type NewFolder,
  type NotAFile,
  type WritingFault,
} from "../folder.js"

/** `root` is the user's own word, and may be a link. */
export const nodeFolder = (root: string): Folder => ({
  read: (path, limit) => () => (isBundlePath(path) ? readFile(root, path, limit) : Promise.resolve(badPath(path))),
  paths: () => pathsIn(root, [], 0),
})

const badPath = (path: string): E.Either<FolderFault, never> => E.left({ _tag: "BadPath", path })

type Bytes = Promise<E.Either<FolderFault, Uint8Array>>

/** What is asked of a name is answered from memory, so it is not worth a turn of the event loop; the bytes are. */
const readFile = async (root: string, path: string, limit: number): Bytes => {
  try {
    const parents = path.split("/").slice(0, -1)
    for (let depth = 1; depth <= parents.length; depth++) {
      const found = kindOf(lstatSync(join(root, ...parents.slice(0, depth))))
      if (found !== "folder") return notAFile(path, found === "file" ? "device" : found)
    }
    const found = kindOf(lstatSync(join(root, path)))
    return found === "file" ? await readPlain(join(root, path), path, limit) : notAFile(path, found)
  } catch (thrown) {
    return E.left(faultOf(path, thrown))
  }
}

/** Should the file have become a link or a pipe since it was looked at, opening fails, or does not wait. */
const readPlain = async (file: string, path: string, limit: number): Bytes => {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) return notAFile(path, "device")
    if (stats.size > limit) return E.left({ _tag: "FileTooLarge", path, size: stats.size, limit })
    const bytes = new Uint8Array(stats.size)
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await reading(descriptor, bytes, at, bytes.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return E.right(bytes.subarray(0, at))
  } finally {
    closeSync(descriptor)
  }
}

const reading = promisify(read)

const notAFile = (path: string, found: NotAFile["found"]): E.Either<FolderFault, never> =>
  E.left({ _tag: "NotAFile", path, found })

const kindOf = (stats: Stats): NotAFile["found"] | "file" => {
  if (stats.isSymbolicLink()) return "link"
  if (stats.isDirectory()) return "folder"
  return stats.isFile() ? "file" : "device"
}

const faultOf = (path: string, thrown: unknown): FolderFault => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined
  if (code === "ENOENT") return { _tag: "FileMissing", path }
  if (code === "ELOOP") return { _tag: "NotAFile", path, found: "link" }
  return { _tag: "FileUnreadable", path, reason: typeof code === "string" ? code : String(thrown) }
}

/** No bundle is deeper; what lies deeper still is named by the folder it lies in. */
const deepest = 12

async function* pathsIn(
  root: string,
  under: ReadonlyArray<string>,
  depth: number,
): AsyncGenerator<E.Either<FolderFault, string>> {
  const opened = await TE.tryCatch(
    () => opendir(join(root, ...under)),
    (thrown) => faultOf(under.join("/"), thrown),
  )()
  if (E.isLeft(opened)) return yield opened
  for await (const entry of opened.right) {
    const path = [...under, entry.name]
    if (entry.isDirectory() && depth < deepest) yield* pathsIn(root, path, depth + 1)
    else yield E.right(path.join("/"))
  }
}

/** A folder on disk in the making: a hidden sibling of what it is to be, which takes its place when all is written. */

/** Refuses at once where something stands; an empty folder may. */
export const newNodeFolder = (path: string): TE.TaskEither<WritingFault, NewFolder> => {
  const place = resolve(path)
  return async () => {
    if (!(await isFree(place))) return E.left({ _tag: "FolderInUse", path })
    return TE.tryCatch(
      async () => {
        await mkdir(dirname(place), { recursive: true })
        const making = await mkdtemp(join(dirname(place), `.${basename(place)}.part-`))
        return newFolderIn(making, place)
      },
      (thrown) => notWritten(path, thrown),
    )()
  }
}

const newFolderIn = (making: string, place: string): NewFolder => {
  const folders = new Set([making])
  return {
    write: (path, bytes) =>
      isBundlePath(path)
        ? TE.tryCatch(
            async () => {
              const file = join(making, path)
              await mkdir(dirname(file), { recursive: true })
              for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
              await writeDurably(file, bytes)
            },
            (thrown) => notWritten(path, thrown),
          )
        : TE.left({ _tag: "NotWritten", path, reason: "EINVAL" }),
    read: nodeFolder(making).read,
    publish: async () => {
      const published = await publish(making, place, folders)()
      if (E.isLeft(published)) await remove(making)
      return published
    },
    discard: () => remove(making),
  }
}

const publish = (making: string, place: string, folders: ReadonlySet<string>): TE.TaskEither<WritingFault, void> =>
  TE.tryCatch(
    async () => {
      for (const folder of folders) await syncFolder(folder)
      // Fails where the folder is not empty, whoever filled it since.
      await rmdir(place).catch(ignoringMissing)
      await rename(making, place)
      await syncFolder(dirname(place))
    },
    (thrown) =>
      ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(codeOf(thrown))
        ? { _tag: "FolderInUse", path: place }
        : notWritten(place, thrown),
  )

const ignoringMissing = (thrown: unknown): void => {
  if (codeOf(thrown) !== "ENOENT") throw thrown
}

const remove = (making: string): Promise<void> => rm(making, { recursive: true, force: true })

const isFree = async (place: string): Promise<boolean> => {
  try {
    return (await readdir(place)).length === 0
  } catch (thrown) {
    return codeOf(thrown) === "ENOENT"
  }
}

const codeOf = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined
  return typeof code === "string" ? code : String(thrown)
}

const notWritten = (path: string, thrown: unknown): WritingFault => ({
  _tag: "NotWritten",
  path,
  reason: codeOf(thrown),
})
