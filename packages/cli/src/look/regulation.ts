/** A provision in our words, how it is encoded, and which tests hold the program to it; and the whole of that as a table. */
import { readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  cite,
  dossierItems,
  eventNames,
  describe,
  isReadingId,
  qinhuangdao2020,
  readingDefinitions,
  type Bilingual,
  type DossierItem,
} from "@shifan/core"
import { encodingsOf, qinhuangdao2020Text, type EncodedAs, type Encoding } from "@shifan/core/regulations"
import { notFound, type Failure, type Output } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { table } from "../table.js"

const kinds: { readonly [K in EncodedAs]: Bilingual } = {
  rule: bilingual("规则", "rule"),
  finding: bilingual("认定", "finding"),
  duty: bilingual("义务", "duty"),
  act: bilingual("行为", "act"),
  form: bilingual("表格", "form"),
  view: bilingual("视图", "view"),
  notEncoded: bilingual("不编码", "not encoded"),
}

interface Tested {
  readonly file: string
  readonly tests: number
}

interface Table {
  readonly provisions: ReadonlyArray<{
    readonly id: string
    readonly where: ReadonlyArray<string>
    readonly tests: ReadonlyArray<Tested>
  }>
  readonly readings: ReadonlyArray<{
    readonly id: string
    readonly options: ReadonlyArray<{ readonly option: string; readonly tests: ReadonlyArray<Tested> }>
  }>
}

const regulation = qinhuangdao2020
const encodings = encodingsOf(regulation, qinhuangdao2020Text)

/** Generated with the tests, and shipped beside the program. */
const coverageTable = (): Table => {
  const read: Table = JSON.parse(readFileSync(new URL("../../coverage.json", import.meta.url), "utf8"))
  return read
}

export const coverage = (context: CommandContext): E.Either<Failure, Output> => {
  const read = coverageTable()
  const heads = [
    bilingual("条款", "provision"),
    bilingual("内容", "in our words"),
    bilingual("编码方式", "encoded as"),
    bilingual("测试", "tests"),
  ]
  const rows = encodings.map(({ entry }) => [
    entry.id,
    say(context, regulation.texts[entry.id] ?? cite(entry.id)),
    kindsText(context, entry.as),
    String(count(read.provisions.find(({ id }) => id === entry.id)?.tests)),
  ])
  const readings = read.readings.flatMap(({ id, options }) =>
    options.map(({ option, tests }) => [`${id}=${option}`, String(count(tests))]),
  )
  return E.right({
    json: { ...read },
    text: [
      table([heads.map((head) => say(context, head)), ...rows]),
      "",
      table([[say(context, bilingual("解读", "reading")), say(context, bilingual("测试", "tests"))], ...readings]),
    ].join("\n"),
  })
}

const count = (tests: ReadonlyArray<Tested> = []): number => tests.reduce((sum, one) => sum + one.tests, 0)

const kindsText = (context: CommandContext, as: ReadonlyArray<EncodedAs>): string =>
  as.map((kind) => say(context, kinds[kind])).join(say(context, bilingual("、", ", ")))

/** `id`: a provision, `art_5__para_1__point_3`, or a reading; without one, the list of both. */
export const showRegulation = (context: CommandContext, id: string | undefined): E.Either<Failure, Output> => {
  if (id === undefined) return contents(context)
  if (isReadingId(id)) {
    const { question, options } = readingDefinitions[id]
    const touches = qinhuangdao2020Text.readings[id]
    return E.right({
      json: { id, question, options, default: regulation.readings[id], touches },
      text: [
        paint(context, "bold", `${id}  ${say(context, question)}`),
        ...options.map(
          (option) =>
            `  ${option}${option === regulation.readings[id] ? say(context, bilingual("（默认）", " (default)")) : ""}`,
        ),
        ...touches.map((provision) => `  ${say(context, describe(regulation, provision))}`),
      ].join("\n"),
    })
  }
  const found = encodings.find(({ entry }) => entry.id === id)
  return found === undefined
    ? E.left({
        ...notFound(`没有条款或解读${id}`, `there is no provision or reading ${id}`),
        hint: bilingual("不带参数可列出全部", "without an argument all are listed"),
      })
    : E.right(provision(context, found))
}

const contents = (context: CommandContext): E.Either<Failure, Output> =>
  E.right({
    json: encodings.map(({ entry }) => ({ id: entry.id, text: regulation.texts[entry.id], as: entry.as })),
    text: [
      paint(context, "bold", `${say(context, regulation.title)} ${regulation.documentNumber}`),
      table([
        ["", "", ""],
        ...encodings.map(({ entry }) => [
          entry.id,
          say(context, describe(regulation, entry.id)),
          kindsText(context, entry.as),
        ]),
      ]).trimStart(),
    ].join("\n"),
  })

const provision = (context: CommandContext, { entry, conditions, materials, citedBy, readings }: Encoding): Output => {
  const row = coverageTable().provisions.find(({ id }) => id === entry.id)
  const part = (title: Bilingual, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
    lines.length === 0 ? [] : [paint(context, "dim", say(context, title)), ...lines.map((line) => `  ${line}`)]
  return {
    json: {
      ...entry,
      text: regulation.texts[entry.id],
      conditions,
      materials,
      citedBy,
      readings,
      where: row?.where,
      tests: row?.tests,
    },
    text: [
      paint(context, "bold", say(context, describe(regulation, entry.id))),
      `${kindsText(context, entry.as)}${entry.remark === undefined ? "" : say(context, bilingual(`：${entry.remark.zh}`, `: ${entry.remark.en}`))}`,
      ...part(
        bilingual("条件", "conditions"),
        conditions.map(
          ({ id, by }) => `${say(context, regulation.texts[id] ?? cite(id))} (${say(context, kinds[by])})`,
        ),
      ),
      ...part(
        bilingual("材料", "materials"),
        materials.map((item: DossierItem) => say(context, dossierItems[item])),
      ),
      ...part(
        bilingual("引用于", "cited by"),
        citedBy.map((subject) => say(context, nameOf(subject))),
      ),
      ...part(
        bilingual("相关解读", "readings"),
        readings.map(
          (reading) =>
            `${reading} = ${regulation.readings[reading]}  ${say(context, readingDefinitions[reading].question)}`,
        ),
      ),
      ...part(bilingual("代码", "encoded in"), row?.where ?? []),
      ...part(
        bilingual("测试", "tests"),
        (row?.tests ?? []).map(({ file, tests }) => `${file} (${tests})`),
      ),
    ].join("\n"),
  }
}

const events: Readonly<Record<string, Bilingual>> = eventNames

/** A refusal goes by its code, which the command line prints as well. */
const nameOf = (subject: string): Bilingual => events[subject] ?? bilingual(subject, subject)
