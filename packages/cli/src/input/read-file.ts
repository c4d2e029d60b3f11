/**
 * The only way to read input bytes: from a file, or from standard input. Only regular files are read, and their size is
 * checked first; a pipe or a device could block the program for ever.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openAsBlob,
  openSync,
  readdirSync,
  readSync,
  statSync,
  type Stats,
} from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Failure } from "../result.js"
import { nameNotUtf8, notAFile, notAFolder, noSizeStated, noSuchFile, tooLarge, unreadable } from "./read-failures.js"

/** In bytes. */
export const limits = {
  /** Checkpoints, policies, keys and requests are a few hundred bytes. */
  small: 1_000_000,
  /** A single form. A case as full as a leaf allows has 65 535 bytes. */
  form: 16_000_000,
  /** A list of titles, or a published list. */
  list: 64_000_000,
  /** A batch of commands is read twice, and its lines are counted. */
  batch: 4_000_000_000,
  /** A document of a dossier, read for its digest. */
  document: 500_000_000,
} as const

/**
 * `ours`: a path that the user named; it may be a link. `theirs`: a path in a folder with untrusted content, where a link
 * could lead anywhere.
 */
export type Whose = "ours" | "theirs"

export const readBytes = (
  file: string,
  limit: number = limits.small,
  whose: Whose = "ours",
): E.Either<Failure, Uint8Array> => {
  try {
    // Check before opening: opening a device may start it.
    const fault = faultOf(file, whose === "ours" ? statSync(file) : lstatSync(file), limit)
    return fault === undefined ? readRegularFile(file, limit, whose) : E.left(fault)
  } catch (thrown) {
    return E.left(unreadable(file, thrown))
  }
}

/**
 * Reads the files of a folder with untrusted content, sorted by name. Also returns entries that are not files, and files
 * that cannot be read. A missing folder is a failure.
 */
export const readFolder = (
  folder: string,
  limit: number,
  visit: (name: string, bytes: Uint8Array) => void,
): E.Either<Failure, ReadonlyArray<Failure>> => {
  const faults: Array<Failure> = []
  try {
    if (!lstatSync(folder).isDirectory()) return E.left(notAFolder(folder))
    const names = namesIn(folder)
    if (E.isLeft(names)) return names
    for (const name of names.right) {
      const bytes = readBytes(join(folder, name), limit, "theirs")
      if (E.isLeft(bytes)) faults.push(bytes.left)
      else visit(name, bytes.right)
    }
    return E.right(faults)
  } catch (thrown) {
    return E.left(unreadable(folder, thrown))
  }
}

/** Names in a folder, sorted. Fails on what is no folder, or cannot be read, and on one that is not UTF-8, as after unpacking an archive made on a Chinese Windows. */
export const namesIn = (folder: string): E.Either<Failure, ReadonlyArray<string>> => {
  const names: Array<string> = []
  try {
    if (!statSync(folder).isDirectory()) return E.left(notAFolder(folder))
    for (const bytes of readdirSync(folder, { encoding: "buffer" })) {
      const name = bytes.toString()
      if (!bytes.equals(Buffer.from(name))) return E.left(nameNotUtf8(folder, bytes))
      names.push(name)
    }
    return E.right(names.toSorted())
  } catch (thrown) {
    return E.left(unreadable(folder, thrown))
  }
}

/** Whether there is a folder at a path that the user named. */
export const isFolder = (path: string): E.Either<Failure, boolean> => {
  try {
    return E.right(statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
  } catch (thrown) {
    return E.left(unreadable(path, thrown))
  }
}

/** Whether there is anything at a path, including a link to nothing. */
export const isAnythingAt = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** What exists at a path that the user named: a folder, a file with its first bytes (at most `limits.small`), or nothing. */
export type AtPath = { readonly _tag: "Folder" | "Nothing" } | { readonly _tag: "File"; readonly start: Uint8Array }

export const atPath = (path: string): E.Either<Failure, AtPath> => {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return E.right({ _tag: "Nothing" })
    if (stats.isDirectory()) return E.right({ _tag: "Folder" })
    const fault = faultOf(path, stats, Infinity)
    if (fault !== undefined) return E.left(fault)
    const start = readRegularFile(path, Infinity, "ours", limits.small)
    return E.isLeft(start) ? start : E.right({ _tag: "File", start: start.right })
  } catch (thrown) {
    return E.left(unreadable(path, thrown))
  }
}

/** A file of any length that is read in parts, such as an archive. */
export const readAsBlob = async (file: string): Promise<E.Either<Failure, Blob>> => {
  const found = atPath(file)
  if (E.isLeft(found)) return found
  return found.right._tag === "File" ? E.right(await openAsBlob(file)) : E.left(noSuchFile(file))
}

/** `undefined` if no file was named. */
export const readIfNamed = (file: string | undefined): E.Either<Failure, Uint8Array | undefined> =>
  file === undefined ? E.right(undefined) : readBytes(file)

export const readEach = (files: ReadonlyArray<string>): E.Either<Failure, ReadonlyArray<Uint8Array>> =>
  E.traverseArray((file: string) => readBytes(file))(files)

export interface StandardInput {
  /** Reads standard input to its end, in parts as they arrive. */
  readonly input: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** `-` is standard input. */
export const readInput = async (
  { input }: StandardInput,
  file: string,
  limit: number,
): Promise<E.Either<Failure, Uint8Array>> => {
  if (file !== "-") return readBytes(file, limit)
  const parts: Array<Uint8Array> = []
  let size = 0
  for await (const part of input()) {
    parts.push(part)
    size += part.length
    if (size > limit) return E.left(tooLarge(inputName(file), size, limit))
  }
  return E.right(Buffer.concat(parts))
}

/** The input's name in messages. */
export const inputName = (file: string): Bilingual => (file === "-" ? standardInput : bilingual(file, file))

const standardInput = bilingual("标准输入", "standard input")

/**
 * Does not block if the file has since become something else.
 *
 * @param most maximum number of bytes to read, from the start
 */
const readRegularFile = (file: string, limit: number, whose: Whose, most = Infinity): E.Either<Failure, Uint8Array> => {
  const opened = openRegularFile(file, limit, whose)
  if (E.isLeft(opened)) return opened
  const descriptor = opened.right
  try {
    const bytes = new Uint8Array(Math.min(fstatSync(descriptor).size, most))
    let length = 0
    while (length < bytes.length) {
      const read = readSync(descriptor, bytes, length, bytes.length - length, length)
      if (read === 0) break
      length += read
    }
    return E.right(bytes.subarray(0, length))
  } finally {
    closeSync(descriptor)
  }
}

/** Some file systems, such as /proc, state no size for a file that has content. It would pass for an empty one. */
const contentFault = (file: string, descriptor: number): Failure | undefined => {
  try {
    return readSync(descriptor, new Uint8Array(1), 0, 1, 0) === 0 ? undefined : noSizeStated(file)
  } catch {
    return noSizeStated(file)
  }
}

/** Opens the file and checks again that it is regular: from here on nobody can replace it. */
const openRegularFile = (file: string, limit: number, whose: Whose): E.Either<Failure, number> => {
  const links = whose === "ours" ? 0 : constants.O_NOFOLLOW
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | links)
  const stats = fstatSync(descriptor)
  const fault = faultOf(file, stats, limit) ?? (stats.size === 0 ? contentFault(file, descriptor) : undefined)
  if (fault === undefined) return E.right(descriptor)
  closeSync(descriptor)
  return E.left(fault)
}

/** Opens a file that the user named, to read it in parts. Returns its descriptor, which the caller closes. */
export const openToRead = (file: string, limit: number): E.Either<Failure, number> => {
  try {
    const fault = faultOf(file, statSync(file), limit)
    return fault === undefined ? openRegularFile(file, limit, "ours") : E.left(fault)
  } catch (thrown) {
    return E.left(unreadable(file, thrown))
  }
}

const faultOf = (file: string, stats: Stats, limit: number): Failure | undefined => {
  if (stats.isDirectory()) return notAFile(`${file}是文件夹，应为文件`, `${file} is a folder; a file is needed`)
  if (stats.isSymbolicLink()) return notAFile(`${file}是链接，不予读取`, `${file} is a link, which is not followed`)
  if (!stats.isFile())
    return {
      ...notAFile(`${file}是管道或设备，应为普通文件`, `${file} is a pipe or a device; a regular file is needed`),
      hint: bilingual(
        "先存为文件，可用标准输入处以“-”代替",
        "save it to a file; where standard input is accepted, pass -",
      ),
    }
  return stats.size > limit ? tooLarge(bilingual(file, file), stats.size, limit) : undefined
}
