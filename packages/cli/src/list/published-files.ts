/** The files of a published list: canonical JSON, whose digest is recorded, and the same as a CSV for spreadsheets. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type CivilDate } from "@shifan/core"
import { canonicalList, type RosterEntry } from "@shifan/roster"
import { say, type CommandContext } from "../command-context.js"
import { errorMessage } from "../files.js"
import { exits, failure, type Failure } from "../result.js"
import type { Session } from "../session.js"
import { csv } from "../table.js"
import { rosterRows } from "./roster-table.js"

export interface PublishedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export const publishedFiles = (
  context: CommandContext,
  { regulation }: Session,
  folder: string,
  asOf: CivilDate,
  list: ReadonlyArray<RosterEntry>,
): ReadonlyArray<PublishedFile> => {
  const rows = rosterRows((text) => say(context, text), regulation.territory, list)
  return [
    { path: join(folder, `roster-${asOf}.json`), bytes: canonicalList(list) },
    { path: join(folder, `roster-${asOf}.csv`), bytes: new TextEncoder().encode(csv(rows)) },
  ]
}

const isWritten = ({ path, bytes }: PublishedFile): boolean =>
  existsSync(path) && Buffer.compare(readFileSync(path), bytes) === 0

/** A published file is never replaced by a different one. */
export const refuseToReplace = (files: ReadonlyArray<PublishedFile>): E.Either<Failure, void> => {
  const different = files.find((file) => existsSync(file.path) && !isWritten(file))
  if (different === undefined) return E.right(undefined)
  const { path } = different
  return E.left({
    ...failure(exits.failure, "FileExists", `${path}已存在，内容不同`, `${path} is there, and is another`),
    hint: bilingual("用--out另选目录", "choose another folder with --out"),
  })
}

/** Files that are there already stay as they are. */
export const writePublished = (folder: string, files: ReadonlyArray<PublishedFile>): E.Either<Failure, void> => {
  try {
    mkdirSync(folder, { recursive: true })
    const free = refuseToReplace(files)
    if (E.isLeft(free)) return free
    for (const file of files) if (!isWritten(file)) writeDurably(file)
    return E.right(undefined)
  } catch (thrown) {
    const reason = errorMessage(thrown)
    return E.left(
      failure(exits.failure, "FilesNotWritten", `文件未写成：${reason}`, `the files were not written: ${reason}`),
    )
  }
}

/** A file appears under its name once it is complete and on the disk. */
const writeDurably = ({ path, bytes }: PublishedFile): void => {
  const part = `${path}.part`
  rmSync(part, { force: true })
  const handle = openSync(part, "wx")
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(part, path)
}
