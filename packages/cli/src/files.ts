/** Files that a command writes whole. What it reads comes through `input`. */
import { renameSync, rmSync, writeFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { exits, failure, type Failure } from "./result.js"

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

/** Of an error of the system, its code, such as `ENOSPC`. */
export const errorCode = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined
  return typeof code === "string" ? code : String(thrown)
}
