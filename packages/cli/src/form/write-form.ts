/** `form blank` and `form fill`. */
import { createHash } from "node:crypto"
import { extname } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { knownValues } from "@shifan/casework"
import { bilingual, evolve, initialState, type Bilingual } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { isDesignationEvent } from "@shifan/event-store"
import { codecOfAct, sheetOf, valuesOf, writeForm, type FormFormat, type Values } from "@shifan/forms"
import { say, type CommandContext } from "../command-context.js"
import { fieldNamesOf } from "../field-names.js"
import { readJsonInput } from "../input/json.js"
import { inputName } from "../input/read-file.js"
import { ownText } from "../own-text.js"
import { malformed, usage, type Failure, type Output } from "../result.js"
import { historyOf, parseUscc, parseView } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { parseAct } from "./act-names.js"

export interface BlankOptions extends WriteOptions {
  readonly unit?: string
  readonly out?: string
  readonly format?: string
}

export const formBlank = async (
  context: CommandContext,
  name: string,
  options: BlankOptions,
): Promise<E.Either<Failure, Output>> => {
  const act = parseAct(name)
  if (E.isLeft(act)) return act
  const known = await valuesOfUnit(context, act.right, options.unit)
  if (E.isLeft(known)) return known
  if (known.right.size > 0) context.terminal.err(`${say(context, sealedNote)}\n`)
  return save(context, act.right, known.right, options)
}

const sealedNote = bilingual(
  "已按登记预填；法人代表、联系人等个人信息已封存，未预填",
  "filled in from the record; personal data are sealed and left blank",
)

/** `file`: JSON with the data of the command. */
export const formFill = async (
  context: CommandContext,
  name: string,
  file: string,
  options: BlankOptions,
): Promise<E.Either<Failure, Output>> => {
  const act = parseAct(name)
  if (E.isLeft(act)) return act
  const json = await readJsonInput(context.terminal, file, context.settings)
  if (E.isLeft(json)) return json
  const codec = codecOfAct(act.right, ownText)
  const decoded = decode(codec, json.right)
  const names = fieldNamesOf(act.right)
  if (E.isLeft(decoded)) return E.left(malformed(inputName(file), decoded.left, ({ path }) => names(path)))
  const known = await valuesOfUnit(context, act.right, options.unit)
  if (E.isLeft(known)) return known
  const heads = [...known.right].filter(([key]) => key.startsWith("@"))
  return save(context, act.right, new Map([...heads, ...valuesOf(codec, json.right, ownText)]), options)
}

/** Empty if no unit is given. */
const valuesOfUnit = async (
  context: CommandContext,
  act: string,
  unit: string | undefined,
): Promise<E.Either<Failure, Values>> => {
  if (unit === undefined) return E.right(new Map())
  const uscc = parseUscc(unit)
  if (E.isLeft(uscc)) return uscc
  const view = parseView(context)
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const history = await historyOf(session, uscc.right, view.right)
    if (E.isLeft(history)) return history
    const state = history.right.filter(isDesignationEvent).reduce(evolve, initialState(uscc.right))
    return E.right(knownValues({ act, on: view.right.asOf, regulation: ownText }, state, history.right))
  })
}

const save = (
  context: CommandContext,
  act: string,
  values: Values,
  options: BlankOptions,
): Promise<E.Either<Failure, Output>> | E.Either<Failure, Output> => {
  const sheet = sheetOf(act, values, ownText)
  const target = targetOf(sheet.title, options)
  if (E.isLeft(target)) return target
  const { file, format } = target.right
  const bytes = writeForm(format, sheet, values)
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  const says = bilingual("将写出表格", "a form will be written")
  return writingNew(
    context,
    options,
    { file, content: bytes, says },
    {
      json: { file, act, format, size: bytes.length, sha256 },
      text: say(context, bilingual(`已写入${file}`, `written to ${file}`)),
    },
  )
}

interface Target {
  readonly file: string
  readonly format: FormFormat
}

/** The file name determines the format, unless an option does. */
const targetOf = (title: string, { out, format = formatIn(out) }: BlankOptions): E.Either<Failure, Target> =>
  format === "docx" || format === "xlsx"
    ? E.right({ file: out ?? `${title}.${format}`, format })
    : E.left(usage(noSuchFormat(format).zh, noSuchFormat(format).en))

const formatIn = (out: string | undefined): string => (out === undefined ? "" : extname(out).slice(1)) || "docx"

const noSuchFormat = (format: string): Bilingual =>
  bilingual(`表格的格式为docx或xlsx，不是${format}`, `a form is a docx or an xlsx, not ${format}`)
