/** Files that a command reads and writes whole. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { exits, failure, notFound, usage, type Failure } from "./result.js"

/** In bytes. Checkpoints, policies, keys and requests are a few hundred. */
const maxSize = 1_000_000

/** A small file: a checkpoint, a policy, a request. */
export const readBytes = (file: string): E.Either<Failure, Uint8Array> => {
  try {
    const { size } = statSync(file)
    return size > maxSize
      ? E.left(usage(`${file}有${size}字节，上限${maxSize}字节`, `${file} has ${size} bytes; the limit is ${maxSize}`))
      : E.right(new Uint8Array(readFileSync(file)))
  } catch (thrown) {
    const code = errorCode(thrown)
    return E.left(
      code === "ENOENT" ? noSuchFile(file) : usage(`无法读取${file}：${code}`, `${file} cannot be read: ${code}`),
    )
  }
}

export const readText = (file: string): E.Either<Failure, string> => {
  const bytes = readBytes(file)
  return E.isLeft(bytes) ? bytes : E.right(new TextDecoder().decode(bytes.right))
}

/** `undefined` where no file was named. */
export const readIfNamed = (file: string | undefined): E.Either<Failure, Uint8Array | undefined> =>
  file === undefined ? E.right(undefined) : readBytes(file)

/** JSON from a file of any size. */
export const readJson = (file: string): E.Either<Failure, unknown> =>
  existsSync(file) ? parseJson(file, readFileSync(file, "utf8")) : E.left(noSuchFile(file))

/** `name` is what a message calls the text. */
export const parseJson = (name: string, text: string): E.Either<Failure, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return E.right(value)
  } catch (thrown) {
    const reason = errorMessage(thrown)
    return E.left(usage(`${name}不是JSON：${reason}`, `${name} is not JSON: ${reason}`))
  }
}

export const noSuchFile = (file: string): Failure => notFound(`没有文件${file}`, `there is no file ${file}`)

/** Fails where there is a file of that name already. */
export const writeNew = (file: string, content: string | Uint8Array): E.Either<Failure, void> => {
  try {
    return E.right(writeFileSync(file, content, { flag: "wx" }))
  } catch (thrown) {
    const code = errorCode(thrown)
    return E.left(
      code === "EEXIST"
        ? notWritten(`${file}已存在`, `${file} is there already`)
        : notWritten(`无法写入${file}：${code}`, `${file} cannot be written: ${code}`),
    )
  }
}

/** Atomic: a crash leaves the new content or the old, never a part. */
export const replaceFile = (file: string, content: string | Uint8Array, mode = 0o644): E.Either<Failure, void> => {
  const draft = `${file}.new`
  try {
    rmSync(draft, { force: true })
    writeFileSync(draft, content, { mode, flag: "wx", flush: true })
    return E.right(renameSync(draft, file))
  } catch (thrown) {
    const reason = errorMessage(thrown)
    return E.left(notWritten(`无法写入${file}：${reason}`, `${file} cannot be written: ${reason}`))
  }
}

const notWritten = (zh: string, en: string): Failure => failure(exits.failure, "NotWritten", zh, en)

export const errorMessage = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const errorCode = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined
  return typeof code === "string" ? code : String(thrown)
}
