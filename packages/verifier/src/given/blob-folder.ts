/** A bundle as files of a browser: nothing is read before it is asked for, and its length is asked first. */
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { isBundlePath, type Folder } from "@shifan/audit"

export const blobFolder = (files: ReadonlyMap<string, Blob>): Folder => ({
  read: (path, limit) => {
    if (!isBundlePath(path)) return TE.left({ _tag: "BadPath", path })
    const file = files.get(path)
    if (file === undefined) return TE.left({ _tag: "FileMissing", path })
    if (file.size > limit) return TE.left({ _tag: "FileTooLarge", path, size: file.size, limit })
    return TE.tryCatch(
      async () => new Uint8Array(await file.arrayBuffer()),
      (thrown) => ({ _tag: "FileUnreadable", path, reason: String(thrown) }),
    )
  },
  paths: async function* paths() {
    for (const path of files.keys()) yield E.right(path)
  },
})
