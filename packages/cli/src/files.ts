/** Small files a command is given by name: checkpoints, policies. */
import { readFileSync, statSync, writeFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { exits, notFound, usage, type Failure } from "./result.js"

/** In bytes; none has reason to be longer. */
const longest = 1_000_000

export const readBytes = (file: string): E.Either<Failure, Uint8Array> => {
  try {
    const { size } = statSync(file)
    return size > longest
      ? E.left(usage(`${file}有${size}字节，上限${longest}字节`, `${file} has ${size} bytes; the limit is ${longest}`))
      : E.right(new Uint8Array(readFileSync(file)))
  } catch (thrown) {
    return E.left(
      codeOf(thrown) === "ENOENT"
        ? notFound(`没有文件${file}`, `there is no file ${file}`)
        : usage(`无法读取${file}：${codeOf(thrown)}`, `${file} cannot be read: ${codeOf(thrown)}`),
    )
  }
}

export const readText = (file: string): E.Either<Failure, string> =>
  E.map((bytes: Uint8Array) => new TextDecoder().decode(bytes))(readBytes(file))

/** `undefined` where no file was named. */
export const readIfNamed = (file: string | undefined): E.Either<Failure, Uint8Array | undefined> =>
  file === undefined ? E.right(undefined) : readBytes(file)

/** Never over a file that is there. */
export const writeNew = (file: string, content: string | Uint8Array): E.Either<Failure, void> => {
  try {
    return E.right(writeFileSync(file, content, { flag: "wx" }))
  } catch (thrown) {
    const code = codeOf(thrown)
    return E.left({
      exit: exits.failure,
      code: "NotWritten",
      message:
        code === "EEXIST"
          ? bilingual(`${file}已存在`, `${file} is there already`)
          : bilingual(`无法写入${file}：${code}`, `${file} cannot be written: ${code}`),
    })
  }
}

const codeOf = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined
  return typeof code === "string" ? code : String(thrown)
}
