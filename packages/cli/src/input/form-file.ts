/** Reads filled-in forms, with the same checks as any other input file. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Doubt, FormFault, FormRead, PlacedIssue, TableRow } from "@shifan/forms"
import { ownText } from "../own-text.js"
import { exits, failure, type Failure } from "../result.js"
import { limits, readBytes, type Whose } from "./read-file.js"

/** By file name; the content is checked when it is read. */
export const isFormFile = (file: string): boolean => /\.(?:docx|xlsx|docm|xlsm|doc|xls|wps|et|odt|ods)$/i.test(file)

/** `expected`: the act that the form is for. */
export const readFormFile = async (
  file: string,
  expected?: string,
  whose: Whose = "ours",
): Promise<E.Either<Failure, FormRead>> => {
  const bytes = readBytes(file, limits.form, whose)
  if (E.isLeft(bytes)) return bytes
  const { formFaultText, readForm } = await import("@shifan/forms")
  const read = await readForm(bytes.right, ownText, expected)
  return E.isRight(read) ? read : E.left(notAForm(file, read.left, formFaultText(read.left)))
}

const notAForm = (file: string, fault: FormFault, { zh, en }: Bilingual): Failure =>
  failure(exits.usage, "NotAForm", `${file}：${zh}`, `${file}: ${en}`, fault)

/** Whether this is an archive or a file of an old Office: no text begins like either. */
export const isOfficeFile = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf)

/** Reads a list from a workbook. */
export const readTableFile = async (
  file: string,
  bytes: Uint8Array,
): Promise<E.Either<Failure, ReadonlyArray<TableRow>>> => {
  const { formFaultText, readTable } = await import("@shifan/forms")
  const table = await readTable(bytes)
  return E.isRight(table) ? table : E.left(notAForm(file, table.left, formFaultText(table.left)))
}

/** The data, unless a field is doubtful. Invalid values are left to the command's codec, unless `whole`. */
export const certainData = (file: string, read: FormRead): E.Either<Failure, unknown> =>
  read.doubts.length + read.faults.length === 0 ? E.right(read.data) : E.left(doubtful(file, read))

/** One line for each field that is doubtful or invalid. */
export const doubtful = (file: string, { doubts, faults }: Pick<FormRead, "doubts" | "faults">): Failure => {
  const count = doubts.length + faults.length
  return {
    exit: exits.usage,
    code: "Malformed",
    message: bilingual(`${file}有${count}处须核对`, `${file}: ${count} ${count === 1 ? "place" : "places"} to look at`),
    figures: { doubts, faults },
    details: doubtLines(doubts, faults),
  }
}

export const doubtLines = (
  doubts: ReadonlyArray<Doubt>,
  faults: ReadonlyArray<PlacedIssue>,
): ReadonlyArray<Bilingual> => [...doubts, ...faults].map(({ sentence }) => sentence)
