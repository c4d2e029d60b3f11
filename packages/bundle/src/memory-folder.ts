/** A folder in memory: for a browser, and for tests. */
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { isBundlePath, type Folder, type NewFolder } from "./folder.js"

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
