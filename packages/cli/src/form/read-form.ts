/** `form read` and `form check`. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Contradiction } from "@shifan/core"
import { asFilled, contradictionsInApplication, contradictionsInReport, decode } from "@shifan/core/forms"
import { commandCodecs } from "@shifan/core/registry"
import { actName, type FormRead } from "@shifan/forms"
import { withFilesBeside } from "../apply/files-beside.js"
import { say, type CommandContext } from "../command-context.js"
import { fieldNamesOf, namedContradictionText } from "../field-names.js"
import { certainData, doubtful, doubtLines, readFormFile } from "../input/form-file.js"
import { ownText } from "../own-text.js"
import { exits, exitWith, type Failure, type FindingOptions, type Output } from "../result.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { parseAct } from "./act-names.js"

export interface ReadOptions extends WriteOptions {
  readonly act?: string
  readonly out?: string
}

const readNamed = async (file: string, act: string | undefined): Promise<E.Either<Failure, FormRead>> => {
  const expected = act === undefined ? E.right(undefined) : parseAct(act)
  if (E.isLeft(expected)) return expected
  const read = await readFormFile(file, expected.right)
  return E.isLeft(read) ? read : withFilesBeside(file, read.right)
}

/** Doubtful fields are printed next to the JSON; then no file is written. */
export const formRead = async (
  context: CommandContext,
  file: string,
  { act, out, ...options }: ReadOptions,
): Promise<E.Either<Failure, Output>> => {
  const read = await readNamed(file, act)
  if (E.isLeft(read)) return read
  const { data, doubts, faults } = read.right
  const text = `${JSON.stringify(data, null, 2)}\n`
  if (out !== undefined) {
    const certain = certainData(file, read.right)
    if (E.isLeft(certain)) return certain
    const says = bilingual("将写出表格的内容", "the form's content will be written")
    const done = say(context, bilingual(`已写入${out}`, `written to ${out}`))
    return writingNew(context, options, { file: out, content: text, says }, { json: fieldsOf(read.right), text: done })
  }
  for (const line of doubtLines(doubts, faults)) context.terminal.err(`${say(context, line)}\n`)
  return E.right({
    json: fieldsOf(read.right),
    text,
    exit: doubts.length + faults.length === 0 ? exits.done : exits.usage,
  })
}

const fieldsOf = ({ act, data, doubts, faults }: FormRead) => ({ act, data, doubts, faults })

/** Checks syntax and meaning: first what the command does not accept, then contradictions. */
export const formCheck = async (
  context: CommandContext,
  file: string,
  { act, ...options }: ReadOptions & FindingOptions,
): Promise<E.Either<Failure, Output>> => {
  const read = await readNamed(file, act)
  if (E.isLeft(read)) return read
  if (read.right.doubts.length + read.right.faults.length > 0) return E.left(doubtful(file, read.right))
  const contradictions = contradictionsIn(read.right)
  const name = actName(read.right.act)
  const names = fieldNamesOf(read.right.act)
  const verdict =
    contradictions.length === 0
      ? bilingual(`“${name}”所用的表填写无误`, `the form (${name}) is filled in correctly`)
      : bilingual(
          `“${name}”所用的表有${contradictions.length}处自相矛盾`,
          `the form (${name}) contradicts itself in ${contradictions.length} places`,
        )
  return E.right({
    json: { act: read.right.act, contradictions },
    exit: exitWith(contradictions, options),
    text: [verdict, ...contradictions.map((one) => namedContradictionText(one, names))]
      .map((line) => say(context, line))
      .join("\n"),
  })
}

/** As of the form's date, under the default readings, which apply until the bureau interprets them. */
const contradictionsIn = ({ act, data }: FormRead): ReadonlyArray<Contradiction> => {
  const { Apply, FileReview } = commandCodecs(asFilled)
  const { readings } = ownText
  if (act === "Apply") {
    const application = decode(Apply, data)
    if (E.isLeft(application)) return []
    const { form, dossier } = application.right
    return contradictionsInApplication(form, dossier, form.filledOn, readings)
  }
  if (act === "FileReview") {
    const filed = decode(FileReview, data)
    return E.isLeft(filed) ? [] : contradictionsInReport(filed.right.report, filed.right.report.filledOn, readings)
  }
  return []
}
