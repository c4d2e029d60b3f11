/** Failures of reading what a user or an archive names. */
import { bilingual, type Bilingual } from "@shifan/core"
import { exits, failure, notFound, usage, type Failure } from "../result.js"
import { errorCode, systemWords } from "../system-errors.js"

/** Shows the bytes that are no text, as `\xC9`. */
export const nameNotUtf8 = (folder: string, bytes: Buffer): Failure => {
  const shown = Array.from(bytes, (byte) =>
    byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0").toUpperCase()}`,
  ).join("")
  return {
    ...failure(
      exits.usage,
      "WrongEncoding",
      `${folder}中有文件名不是UTF-8编码：${shown}`,
      `a file name in ${folder} is not UTF-8: ${shown}`,
    ),
    hint: bilingual(
      "改名，或以正确的编码重新解压",
      "rename the file, or unpack its archive again in the right encoding",
    ),
  }
}

export const notAFolder = (path: string): Failure =>
  failure(exits.usage, "NotAFolder", `${path}不是文件夹`, `${path} is not a folder`)

export const notAFile = (zh: string, en: string): Failure => failure(exits.usage, "NotAFile", zh, en)

export const noSizeStated = (file: string): Failure => ({
  ...notAFile(`${file}没有标明大小，无法整份读取`, `${file} states no size, so it cannot be read as a whole`),
  hint: bilingual("先存为普通文件", "save it to a regular file first"),
})

export const tooLarge = (name: Bilingual, size: number, limit: number): Failure =>
  failure(
    exits.usage,
    "FileTooLarge",
    `${name.zh}超过上限：${size}字节，上限${limit}字节`,
    `${name.en} is too large: ${size} bytes; the limit is ${limit}`,
  )

export const noSuchFile = (file: string): Failure => notFound(`没有文件${file}`, `there is no file ${file}`)

export const unreadable = (file: string, thrown: unknown): Failure => {
  const code = errorCode(thrown)
  if (code === "ENOENT" || code === "ENOTDIR") return noSuchFile(file)
  if (code === "EACCES" || code === "EPERM") return usage(`没有读取${file}的权限`, `no permission to read ${file}`)
  const says = systemWords(code)
  return usage(`无法读取${file}：${says.zh}`, `${file} cannot be read: ${says.en}`)
}
