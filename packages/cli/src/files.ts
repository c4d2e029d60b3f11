/** Writes whole files for commands. For reading, see `input`. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { dirname, join, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { createFolders } from "@shifan/tlog/node"
import { exits, failure, type Failure } from "./result.js"
import { errorCode, systemWords } from "./system-errors.js"

// Set explicitly: with a lax umask anybody could otherwise overwrite what the bureau publishes, signs or keeps.
export const fileMode = 0o644

/** Fails if the file already exists, or if there is no folder that accepts it. */
export const checkNew = (file: string): E.Either<Failure, void> => {
  if (existsSync(file)) return E.left(fileInUse(file))
  return existsSync(dirname(file)) ? checkTakesFiles(file) : E.left(noFolder(dirname(file)))
}

/**
 * Fails if nothing can be made at or in a path. Call it before long work. It tries, because neither permissions nor the
 * type of the file system give a certain answer.
 */
export const checkTakesFiles = (path: string): E.Either<Failure, void> => {
  let folder = resolve(path)
  while (!existsSync(folder)) folder = dirname(folder)
  try {
    rmdirSync(mkdtempSync(join(folder, ".shifan-")))
    return E.right(undefined)
  } catch (thrown) {
    const code = errorCode(thrown)
    // For names that a file system such as /proc does not accept, it reports ENOENT.
    return E.left(notWrittenFor(path, code === "ENOENT" ? "ENOTSUP" : code))
  }
}

/** Fails if the file already exists. */
export const writeNew = (file: string, content: string | Uint8Array): E.Either<Failure, void> => {
  if (existsSync(file)) return E.left(fileInUse(file))
  return attempt(file, () => createDurably(file, content, fileMode))
}

/** Atomic: after a crash the file has the new content or the old, never a part. A failure leaves no temporary file. */
export const replaceFile = (
  file: string,
  content: string | Uint8Array,
  mode: number = fileMode,
): E.Either<Failure, void> => {
  const draft = `${file}.new`
  return attempt(file, () => {
    rmSync(draft, { force: true })
    createDurably(draft, content, mode)
    renameSync(draft, file)
    syncFolder(dirname(file))
  })
}

/** Makes a folder and its parents if missing. */
export const makeFolder = (folder: string): E.Either<Failure, void> => attempt(folder, () => void createFolders(folder))

/** Runs work on files, and converts a system error to a failure. */
export const attempt = (file: string, work: () => void): E.Either<Failure, void> => {
  try {
    return E.right(work())
  } catch (thrown) {
    return E.left(errorCode(thrown) === "EEXIST" ? fileInUse(file) : notWritten(file, thrown))
  }
}

/** Writes durably. A partially written file is removed. */
const createDurably = (file: string, content: string | Uint8Array, mode: number): void => {
  const handle = openSync(file, "wx", mode)
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } catch (thrown) {
    rmSync(file, { force: true })
    throw thrown
  } finally {
    closeSync(handle)
  }
  syncFolder(dirname(file))
}

/** Makes the name of a new file durable. */
const syncFolder = (folder: string): void => {
  const handle = openSync(folder, "r")
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const fileInUse = (file: string): Failure =>
  failure(exits.usage, "FileExists", `${file}已存在`, `${file} already exists`)

export const noFolder = (folder: string): Failure => ({
  ...failure(exits.failure, "NotWritten", `没有文件夹${folder}`, `there is no folder ${folder}`),
  hint: bilingual("先建立文件夹", "create it first"),
})

const notWritten = (file: string, thrown: unknown): Failure => notWrittenFor(file, errorCode(thrown))

/** @param system code of the system error, such as `ENOSPC` */
export const notWrittenFor = (file: string, system: string): Failure => {
  const code = system === "ENOENT" && existsSync(dirname(file)) ? "ENOTSUP" : system
  const says = code === "ENOENT" || code === "ENOTDIR" ? noSuchFolder : systemWords(code)
  const hint = hints[code]
  return {
    ...failure(exits.failure, "NotWritten", `无法写入${file}：${says.zh}`, `${file} cannot be written: ${says.en}`, {
      file,
      code,
    }),
    ...(hint === undefined ? {} : { hint }),
  }
}

const noSuchFolder = bilingual("文件夹不存在", "there is no such folder")

const makeRoom = bilingual(
  "腾出空间后再运行，未留下残缺文件",
  "free some space and run it again; no partial file was left",
)

const hints: Readonly<Record<string, Bilingual>> = {
  ENOSPC: makeRoom,
  EDQUOT: makeRoom,
  ENOENT: bilingual("先建立文件夹", "create it first"),
  ENOTSUP: bilingual("换一个文件夹", "choose another folder"),
}
