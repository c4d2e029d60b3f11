/** An application as the office's annex. Loaded when a file is first opened or saved, to keep the page itself small. */
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual } from "@shifan/core"
import { qinhuangdao2020 as regulation } from "@shifan/core/regulations"
import { codecOfAct, formFaultText, readForm, sheetOf, valuesOf, writeForm, type FormFormat } from "@shifan/forms"
import { isObject, type Json } from "./application.js"

export interface SavedForm {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export const formOf = (format: FormFormat, application: Json): SavedForm => {
  const values = valuesOf(codecOfAct("Apply", regulation), application, regulation)
  const sheet = sheetOf("Apply", values, regulation)
  return { name: `${sheet.title}.${format}`, bytes: new Uint8Array(writeForm(format, sheet, values)) }
}

export interface ReadApplication {
  readonly application: Json
  /** Unclear fields, each with its cell. */
  readonly doubts: ReadonlyArray<Bilingual>
  /** Empty fields, each with its cell. */
  readonly missing: ReadonlyArray<Bilingual>
}

/** `Left`: why the file is not the form of an application. */
export const applicationIn = async (bytes: Uint8Array): Promise<E.Either<Bilingual, ReadApplication>> => {
  const read = await readForm(bytes, regulation, "Apply")
  if (E.isLeft(read)) return E.left(formFaultText(read.left))
  const { data, doubts, faults } = read.right
  return E.right({
    application: isObject(data) ? data : {},
    doubts: sentences([...doubts, ...faults.filter(({ got }) => got !== nothing)]),
    missing: sentences(faults.filter(({ got }) => got === nothing)),
  })
}

const sentences = (of: ReadonlyArray<{ readonly sentence: Bilingual }>): ReadonlyArray<Bilingual> =>
  of.map(({ sentence }) => sentence)

/** Value of `got` in a fault for an empty field. */
const nothing = "nothing"
