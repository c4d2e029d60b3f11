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
import type { Session } from "../session.js"
import { exits, type Failure } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { titledRows } from "./roster-table.js"
import { csv } from "../table.js"

export interface PublishedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export const filesOf = (
  context: CommandContext,
  { regulation }: Session,
  folder: string,
  asOf: CivilDate,
  list: ReadonlyArray<RosterEntry>,
): ReadonlyArray<PublishedFile> => {
  const rows = titledRows((text) => say(context, text), regulation.territory, list)
  return [
    { path: join(folder, `roster-${asOf}.json`), bytes: canonicalList(list) },
    { path: join(folder, `roster-${asOf}.csv`), bytes: new TextEncoder().encode(csv(rows)) },
  ]
}

const isThere = ({ path, bytes }: PublishedFile): boolean =>
  existsSync(path) && Buffer.compare(readFileSync(path), bytes) === 0

/** A file that was published is never replaced by another. */
export const refuseToReplace = (files: ReadonlyArray<PublishedFile>): E.Either<Failure, void> => {
  const other = files.find((file) => existsSync(file.path) && !isThere(file))
  return other === undefined
    ? E.right(undefined)
    : E.left({
        exit: exits.failure,
        code: "FileExists",
        message: bilingual(`${other.path}已存在，内容不同`, `${other.path} is there, and is another`),
        hint: bilingual("用--out另选目录", "choose another folder with --out"),
      })
}

/** Each appears under its name when it is complete and on the disk; one that is there already stays as it is. */
export const writePublished = (folder: string, files: ReadonlyArray<PublishedFile>): E.Either<Failure, void> => {
  try {
    mkdirSync(folder, { recursive: true })
    const free = refuseToReplace(files)
    if (E.isLeft(free)) return free
    for (const file of files) if (!isThere(file)) writeWhole(file)
    return E.right(undefined)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return E.left({
      exit: exits.failure,
      code: "FilesNotWritten",
      message: bilingual(`文件未写成：${reason}`, `the files were not written: ${reason}`),
    })
  }
}

const writeWhole = ({ path, bytes }: PublishedFile): void => {
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
