/** Reads the fields of an act's form, and makes the command's data from them. */
import { createHash } from "node:crypto"
import type { Regulation } from "@shifan/core"
import { boxOf, jsonOf, tick, codecOfAct, type Values } from "@shifan/forms"

/** Prefixes of field names before the path; they say how to read the value. */
export const fieldName = {
  /** A value as text. */
  value: (path: string): string => `v:${path}`,
  /** A box of a yes-or-no or multiple-choice question. */
  box: (path: string): string => `b:${path}`,
  /** A file, of which only the digest is recorded. */
  file: (path: string): string => `d:${path}`,
  /** A value the form itself put into a row; alone it does not make the row count. */
  preset: (path: string): string => `g:${path}`,
} as const

/** Ignores fields that do not belong to the act. */
export const valuesIn = async (form: FormData): Promise<Values> => {
  const values = new Map<string, string>()
  const preset = new Map<string, string>()
  for (const [name, entry] of form) {
    const [, kind, path = ""] = /^([vbg]):(.+)$/s.exec(name) ?? []
    if (typeof entry !== "string") continue
    else if (kind === "b") values.set(boxOf(path, entry), tick)
    else if (kind === "v") values.set(path, entry.replaceAll("\r\n", "\n"))
    else if (kind === "g") preset.set(path, entry)
  }
  // Files come after the fields: a new file replaces what was kept of the previous one.
  for (const [name, entry] of form) if (name.startsWith("d:")) await takeFile(name.slice(2), entry, values)
  for (const [path, value] of preset) if (hasMoreInRow(path, values)) values.set(path, value)
  return values
}

/** A document is identified by its digest; the file itself is not stored. */
const takeFile = async (path: string, entry: string | File, values: Map<string, string>): Promise<void> => {
  if (typeof entry === "string" || entry.size === 0) return
  const bytes = new Uint8Array(await entry.arrayBuffer())
  const type = /^[a-z]+\/[\w.+-]{1,100}$/.test(entry.type) ? entry.type : "application/octet-stream"
  if ((values.get(`${path}.title`) ?? "").trim() === "") values.set(`${path}.title`, entry.name.normalize("NFC"))
  values.set(`${path}.digest`, `sha256:${createHash("sha256").update(bytes).digest("hex")}`)
  values.set(`${path}.mediaType`, type)
  values.set(`${path}.size`, String(bytes.length))
}

const hasMoreInRow = (path: string, values: Values): boolean => {
  const row = path.slice(0, path.lastIndexOf(".") + 1)
  return [...values].some(([key, text]) => key.startsWith(row) && key !== path && text.trim() !== "")
}

/** The command's data, to be validated by its codec. */
export const dataIn = (act: string, values: Values, regulation: Regulation): unknown =>
  jsonOf(codecOfAct(act, regulation), values, regulation)
