/** Opens a bundle as received: a folder, or a `.zip` of it. */
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "@shifan/bundle"
import { nodeFolder } from "@shifan/bundle/node"
import { bilingual } from "@shifan/core"
import { atPath, readAsBlob } from "../input/read-file.js"
import { exits, type Failure } from "../result.js"

export const openBundle = async (path: string): Promise<E.Either<Failure, Folder>> => {
  const found = atPath(path)
  if (E.isLeft(found)) return found
  return found.right._tag === "File" ? openArchive(path) : E.right(nodeFolder(path))
}

/** These refusals happen before verification, so they must not look like a verdict. */
const openArchive = async (path: string): Promise<E.Either<Failure, Folder>> => {
  const { formatInputFault, openZip } = await import("@shifan/bundle/input")
  const archive = await readAsBlob(path)
  if (E.isLeft(archive)) return archive
  const opened = await openZip(archive.right)()
  if (E.isRight(opened)) return E.right(opened.right.folder)
  const { zh, en } = formatInputFault(opened.left)
  return E.left({
    exit: exits.verificationFailed,
    code: opened.left._tag,
    message: bilingual(`未核验${path}：${zh}`, `${path} was not verified: ${en}`),
  })
}
