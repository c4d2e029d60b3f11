/** An application as the annex that an office hands out. Loaded when the first is opened or saved: the page itself is small. */
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual } from "@shifan/core"
import { codecOfAct, formFaultText, readForm, sheetOf, valuesOf, writeForm, type FormFormat } from "@shifan/forms"
import { isObject, type Json } from "./application.js"

export interface SavedForm {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export const formOf = (format: FormFormat, application: Json): SavedForm => {
  const values = valuesOf(codecOfAct("Apply"), application)
  const sheet = sheetOf("Apply", values)
  return { name: `${sheet.title}.${format}`, bytes: new Uint8Array(writeForm(format, sheet, values)) }
}

export interface ReadApplication {
  readonly application: Json
  /** Fields that cannot be told or understood, each with its cell. */
  readonly doubts: ReadonlyArray<Bilingual>
  /** Fields left empty, each with its cell. */
  readonly missing: ReadonlyArray<Bilingual>
}

/** `Left`: why the file is no form of an application. */
export const applicationIn = async (bytes: Uint8Array): Promise<E.Either<Bilingual, ReadApplication>> => {
  const read = await readForm(bytes, "Apply")
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

/** What a fault has got of a field that was left empty. */
const nothing = "nothing"
