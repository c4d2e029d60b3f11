/**
 * Updates the folder of a previously built site: finds the files a new build changes, and puts them in place. A list in
 * the folder names the site's own files, so that no other file is ever replaced or deleted.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { Files } from "@shifan/site"
import { createFolders } from "@shifan/tlog/node"
import { attempt, fileMode, makeFolder, replaceFile } from "../files.js"
import { readJson } from "../input/json.js"
import { readBytes } from "../input/read-file.js"
import { exits, failure, type Failure } from "../result.js"
import { whileLocked } from "./folder-lock.js"

const listName = ".shifan-site.json"

/** Folder for new files until all of them are written. */
const stageName = ".shifan-site.new"

/** The lock that excludes concurrent builds. */
const lockName = ".shifan-site.lock"

/** Leftovers of an interrupted first build. */
const unfinished: ReadonlyArray<string> = [stageName, lockName, `${listName}.new`]

export interface SiteChanges {
  /** New or different files. */
  readonly changed: ReadonlyArray<string>
  /** Files of an earlier build that are no longer part of the site. */
  readonly removed: ReadonlyArray<string>
  readonly unchanged: number
}

/** Fails if the folder has files that no build wrote. */
export const siteChanges = (folder: string, files: Files): E.Either<Failure, SiteChanges> => {
  const own = ownFiles(folder)
  if (E.isLeft(own)) return own
  const changed = [...files].filter(([path, bytes]) => !isWritten(join(folder, path), bytes)).map(([path]) => path)
  const removed = own.right.filter((path) => !files.has(path) && existsSync(join(folder, path)))
  return E.right({ changed, removed, unchanged: files.size - changed.length })
}

/**
 * Changes nothing until all new files are written; then replaces each atomically. A crash in between leaves a mixture of
 * complete pages, which the next build repairs. Of two concurrent builds the second fails.
 */
export const writeSite = (folder: string, files: Files): E.Either<Failure, SiteChanges> => {
  const made = makeFolder(folder)
  if (E.isLeft(made)) return made
  return whileLocked(join(folder, lockName), () => {
    // Another build may have finished since the changes were last computed.
    const changes = siteChanges(folder, files)
    if (E.isLeft(changes)) return changes
    const placed = placeFiles(folder, files, changes.right)
    return E.isLeft(placed) ? placed : changes
  })
}

const placeFiles = (folder: string, files: Files, { changed, removed }: SiteChanges): E.Either<Failure, void> => {
  const stage = join(folder, stageName)
  const staged = stageFiles(stage, files, changed)
  if (E.isLeft(staged)) {
    rmSync(stage, { recursive: true, force: true })
    return staged
  }
  const known = replaceFile(join(folder, listName), listOf([...files.keys(), ...removed]))
  if (E.isLeft(known)) return known
  const placed = attempt(folder, () => {
    for (const [i, path] of changed.entries()) {
      createFolders(dirname(join(folder, path)))
      renameSync(join(stage, String(i)), join(folder, path))
    }
    for (const path of removed) rmSync(join(folder, path), { force: true })
    rmSync(stage, { recursive: true, force: true })
  })
  return E.isLeft(placed) ? placed : replaceFile(join(folder, listName), listOf([...files.keys()]))
}

/** Does not sync each file, which would take minutes: the next build detects and rewrites files torn by a power failure. */
const stageFiles = (stage: string, files: Files, changed: ReadonlyArray<string>): E.Either<Failure, void> =>
  attempt(stage, () => {
    rmSync(stage, { recursive: true, force: true })
    createFolders(stage)
    for (const [i, path] of changed.entries())
      writeFileSync(join(stage, String(i)), files.get(path) ?? "", { mode: fileMode })
  })

const listOf = (paths: ReadonlyArray<string>): string => `${JSON.stringify(paths.toSorted(), null, 1)}\n`

const isWritten = (file: string, bytes: Uint8Array): boolean => {
  if (!existsSync(file) || statSync(file).size !== bytes.length) return false
  const written = readBytes(file, bytes.length)
  return E.isRight(written) && Buffer.compare(written.right, bytes) === 0
}

/** Paths of the last build; none for an empty or missing folder. */
const ownFiles = (folder: string): E.Either<Failure, ReadonlyArray<string>> => {
  if (!existsSync(folder)) return E.right([])
  const list = join(folder, listName)
  if (existsSync(list)) return parseList(list)
  const isEmpty = statSync(folder).isDirectory() && readdirSync(folder).every((name) => unfinished.includes(name))
  return isEmpty ? E.right([]) : E.left(notASite(folder))
}

/** A relative path that stays below the folder. */
const ownPath = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/

const parseList = (file: string): E.Either<Failure, ReadonlyArray<string>> => {
  const read = readJson(file, {})
  if (E.isLeft(read)) return read
  return isListOfPaths(read.right) ? E.right(read.right) : E.left(notASite(dirname(file)))
}

const isListOfPaths = (list: unknown): list is ReadonlyArray<string> =>
  Array.isArray(list) && list.every((path) => typeof path === "string" && ownPath.test(path))

const notASite = (folder: string): Failure => ({
  ...failure(
    exits.usage,
    "FolderInUse",
    `${folder}不是空目录，也不是本命令生成的网站`,
    `${folder} is neither empty nor a site built by this command`,
  ),
  hint: bilingual("用--out另选目录", "choose another folder with --out"),
})
