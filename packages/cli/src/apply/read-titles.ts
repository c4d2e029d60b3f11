/** Reads the list of titles from a file or standard input. */
import * as E from "fp-ts/lib/Either.js"
import type { CommandContext } from "../command-context.js"
import { isOfficeFile, readTableFile } from "../input/form-file.js"
import { inputName, limits, readInput } from "../input/read-file.js"
import { decodeText, type Encoding } from "../input/text-encoding.js"
import { malformedRows, type Failure } from "../result.js"
import { isTitleList, parseTitleList, titleListIn, type TitleRow } from "./title-list.js"

export interface ReadTitles {
  readonly rows: ReadonlyArray<TitleRow>
  readonly encoding: Encoding | "xlsx"
}

/** Accepts CSV or a workbook, which is recognised by its first bytes. */
export const readTitles = async (context: CommandContext, file: string): Promise<E.Either<Failure, ReadTitles>> => {
  const bytes = await readInput(context.terminal, file, limits.list)
  if (E.isLeft(bytes)) return bytes
  if (isOfficeFile(bytes.right)) {
    const table = await readTableFile(file, bytes.right)
    if (E.isLeft(table)) return table
    const rows = titleListIn(table.right)
    return E.isLeft(rows) ? E.left(malformedRows(file, rows.left)) : E.right({ rows: rows.right, encoding: "xlsx" })
  }
  const { encoding: asked } = context.settings
  const decoded = decodeText(inputName(file), bytes.right, { encoding: asked, recognise: isTitleList })
  if (E.isLeft(decoded)) return decoded
  const { text, encoding } = decoded.right
  const rows = parseTitleList(text)
  return E.isLeft(rows) ? E.left(malformedRows(file, rows.left)) : E.right({ rows: rows.right, encoding })
}
