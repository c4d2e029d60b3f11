/** A folder on disk in the making: a hidden sibling of what it is to be, which takes its place when all is written. */
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { isBundlePath, type NewFolder, type WritingFault } from "../folder.js"
import { nodeFolder } from "./folder.js"
import { syncFolder, writeDurably } from "@shifan/tlog/node"

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
