/** Finding a value in whatever form it might have been left in: as text, in hex, in base64 at any of its three beginnings. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

/** The digits that hang on these bytes alone, whatever stands before and after them. */
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

export const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())

/** The files of a folder, and of the folders in it, that hold any of the values in any form. */
export const filesHolding = (folder: string, values: ReadonlyArray<string | Uint8Array>): ReadonlyArray<string> =>
  filesIn(folder).filter((file) => {
    const content = readFileSync(file)
    return values.some((value) => holds(content, value))
  })
