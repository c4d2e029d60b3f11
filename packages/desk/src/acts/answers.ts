/** What came in with a form of an act, and the data of its command. */
import { createHash } from "node:crypto"
import type { Regulation } from "@shifan/core"
import { boxOf, jsonOf, tick, codecOfAct, type Values } from "@shifan/forms"

/** The parts of a field's name before the path: what it says of how its value is to be read. */
export const fieldName = {
  /** The value, as it stands in a form. */
  value: (path: string): string => `v:${path}`,
  /** One answer of a question with a yes and a no, or with several answers. */
  box: (path: string): string => `b:${path}`,
  /** A file, of which the record has only the digest. */
  file: (path: string): string => `d:${path}`,
  /** What the form itself put into a row: by itself it makes no row. */
  preset: (path: string): string => `g:${path}`,
} as const

/** Whatever is not one of an act's own fields is left alone. */
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
  // After the fields: what a file says of itself stands in the place of what was kept of the one before.
  for (const [name, entry] of form) if (name.startsWith("d:")) await takeFile(name.slice(2), entry, values)
  for (const [path, value] of preset) if (hasMoreInRow(path, values)) values.set(path, value)
  return values
}

/** A document is known by its digest: the file itself stays where it is. */
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

/** The data of the command, for its codec to judge. */
export const dataIn = (act: string, values: Values, regulation: Regulation): unknown =>
  jsonOf(codecOfAct(act, regulation), values)
