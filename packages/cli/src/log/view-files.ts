/** Writes pages to a temporary folder next to the target, and renames it when all pages are there. */
import { existsSync, readdirSync, statSync } from "node:fs"
import { mkdtemp, rename, rm, rmdir, writeFile } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { createFolders } from "@shifan/tlog/node"
import type { Viewer } from "@shifan/viewer"
import { notWrittenFor, checkTakesFiles } from "../files.js"
import { exits, failure, type Failure } from "../result.js"
import { errorCode } from "../system-errors.js"

/** Fails if the path exists, unless it is an empty folder. */
export const checkNewFolder = (path: string): E.Either<Failure, void> =>
  existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0)
    ? E.left(failure(exits.usage, "FolderInUse", `${path}已有内容，未写入`, `${path} is in use: nothing was written`))
    : checkTakesFiles(path)

/** Returns the number of pages. A failure leaves nothing behind. */
export const writePages = async (path: string, viewer: Viewer): Promise<E.Either<Failure, number>> => {
  const target = resolve(path)
  let draft: string | undefined
  try {
    createFolders(dirname(target))
    draft = await mkdtemp(join(dirname(target), `.${basename(target)}.part-`))
    const pages = await writeAll(draft, viewer)
    if (existsSync(target)) await rmdir(target)
    await rename(draft, target)
    return E.right(pages)
  } catch (thrown) {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true })
    return E.left(notWrittenFor(path, errorCode(thrown)))
  }
}

const writeAll = async (folder: string, viewer: Viewer): Promise<number> => {
  const made = new Set<string>()
  const write = async (path: string, text: string): Promise<void> => {
    const file = join(folder, path)
    if (!made.has(dirname(file))) createFolders(dirname(file))
    made.add(dirname(file))
    await writeFile(file, text, { mode: 0o644 })
  }
  for (const [name, text] of viewer.files) await write(name, text)
  let pages = 0
  for (const path of viewer.paths()) {
    const page = viewer.page(path)
    if (page === undefined) continue
    await write(path, page)
    pages++
  }
  return pages
}
