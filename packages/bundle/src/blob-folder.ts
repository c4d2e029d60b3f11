/** A folder of the files a browser was handed: dropped on a page, chosen, or out of an archive. */
import { pipe } from "fp-ts/lib/function.js"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { isBundlePath, type Folder, type FolderFault } from "./folder.js"

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
