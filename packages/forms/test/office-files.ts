/** Unpacks an office file, changes it, and packs it again, as Word, a person or an attacker would. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate"
import { readForm, sheetOf, writeForm, type FormFormat, type FormRead, type Values } from "../src/index.js"
import { right } from "@shifan/testkit/basics"

export type Change = (xml: string) => string

const mainPart: Readonly<Record<FormFormat, string>> = {
  docx: "word/document.xml",
  xlsx: "xl/worksheets/sheet1.xml",
}

/** Changes the main part, and adds or changes other parts. */
export const altered = (
  format: FormFormat,
  bytes: Uint8Array,
  change: Change,
  others: Readonly<Record<string, Change>> = {},
): Uint8Array => {
  const parts: Zippable = unzipSync(bytes)
  for (const [path, edit] of Object.entries({ [mainPart[format]]: change, ...others })) {
    const before = parts[path]
    const edited = edit(before instanceof Uint8Array ? strFromU8(before) : "")
    if (before instanceof Uint8Array && edited === strFromU8(before)) throw new Error(`nothing changed in ${path}`)
    parts[path] = strToU8(edited)
  }
  return zipSync(parts)
}

export const written = (format: FormFormat, act: string, values: Values): Uint8Array =>
  writeForm(format, sheetOf(act, values, qinhuangdao2020), values)

export const readAltered = async (
  format: FormFormat,
  act: string,
  values: Values,
  change: Change,
  others: Readonly<Record<string, Change>> = {},
): Promise<FormRead> =>
  right(await readForm(altered(format, written(format, act, values), change, others), qinhuangdao2020))
