/** Searches bytes for a value in every form it may have been left in: text, UTF-16, hex, base64. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

/** The base64 digits that depend only on these bytes if `before` bytes precede them in a group of three. */
const base64Core = (bytes: Buffer, before: number): string => {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replaceAll("=", "")
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
}

const formsOf = (value: string | Uint8Array): ReadonlyArray<Buffer> => {
  const bytes = Buffer.from(value)
  const hex = bytes.toString("hex")
  const base64 = [0, 1, 2].flatMap((before) => {
    const core = base64Core(bytes, before)
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")]
  })
  const utf16 = typeof value === "string" ? [Buffer.from(value, "utf16le")] : []
  return [bytes, ...utf16, ...[hex, hex.toUpperCase(), ...base64].map((text) => Buffer.from(text))]
}

export const holds = (content: string | Uint8Array, value: string | Uint8Array): boolean => {
  const bytes = Buffer.from(content)
  return formsOf(value).some((form) => bytes.includes(form))
}

/** All files in a folder and its subfolders. */
export const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())

/** The files that contain any of the values in any form. */
export const filesHolding = (folder: string, values: ReadonlyArray<string | Uint8Array>): ReadonlyArray<string> =>
  filesIn(folder).filter((file) => {
    const content = readFileSync(file)
    return values.some((value) => holds(content, value))
  })
