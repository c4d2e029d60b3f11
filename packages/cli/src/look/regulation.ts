/** `regulation`: a provision in our words with its implementation. `coverage`: a table of the same for all provisions. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual, type DossierItem, type ReadingId } from "@shifan/core"
import { isReadingId, readingIds, readingOptions } from "@shifan/core/law"
import {
  cite,
  describe,
  encodedAsNames,
  eventName,
  materialName,
  optionClause,
  readingText,
} from "@shifan/core/messages"
import { type EncodedAs, type Encoding, encodingsOf } from "@shifan/core/regulations"
import { ownText, ownTextMap } from "../own-text.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { noSuchName } from "../known-names.js"
import { type Failure, type Output } from "../result.js"
import { table, tableWithoutHead } from "../table.js"
import { coverageTable, testCount } from "./coverage-table.js"

const encodings = encodingsOf(ownText, ownTextMap)

const kindsText = (context: CommandContext, as: ReadonlyArray<EncodedAs>): string =>
  as.map((kind) => say(context, encodedAsNames[kind])).join(say(context, bilingual("、", ", ")))

/** `id`: a provision, such as `art_5__para_1__point_3`, or a reading; without it, lists all provisions. */
export const regulation = (context: CommandContext, id: string | undefined): E.Either<Failure, Output> => {
  if (id === undefined) return E.right(contents(context))
  if (isReadingId(id)) return E.right(reading(context, id))
  const encoding = encodings.find(({ entry }) => entry.id === id)
  return encoding === undefined
    ? E.left(
        noSuchName(`没有条款或解读“${id}”`, `there is no provision or reading ${id}`, id, [
          ...encodings.map(({ entry }) => entry.id),
          ...readingIds,
        ]),
      )
    : E.right(provision(context, encoding))
}

const contents = (context: CommandContext): Output => {
  const rows = encodings.map(({ entry }) => [
    entry.id,
    say(context, describe(ownText, entry.id)),
    kindsText(context, entry.as),
  ])
  return {
    json: {
      provisions: encodings.map(({ entry }) => ({ id: entry.id, text: ownText.texts[entry.id], as: entry.as })),
    },
    text: [
      paint(context, "bold", `${say(context, ownText.title)} ${ownText.documentNumber}`),
      tableWithoutHead(rows, context.terminal.columns),
    ].join("\n"),
  }
}

const reading = (context: CommandContext, id: ReadingId): Output => {
  const { question } = readingText(id, ownText)
  const options = readingOptions[id]
  const touches = ownTextMap.readings[id]
  const byDefault = ownText.readings[id]
  const mark = say(context, bilingual("（默认）", " (default)"))
  return {
    json: { id, question, options, default: byDefault, touches },
    text: [
      paint(context, "bold", `${id}  ${say(context, question)}`),
      ...options.map((option) => {
        const clause = say(context, optionClause(id, option, ownText))
        return `  ${option}${option === byDefault ? mark : ""}  ${clause}`
      }),
      ...touches.map((touched) => `  ${say(context, describe(ownText, touched))}`),
    ].join("\n"),
  }
}

const provision = (context: CommandContext, encoding: Encoding): Output => {
  const { entry, conditions, materials, citedBy, readings } = encoding
  const { where, tests } = coverageTable().provisions.find(({ id }) => id === entry.id) ?? {}
  const section = (zh: string, en: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
    lines.length === 0
      ? []
      : [paint(context, "dim", say(context, bilingual(zh, en))), ...lines.map((line) => `  ${line}`)]
  const remark =
    entry.remark === undefined ? "" : say(context, bilingual(`：${entry.remark.zh}`, `: ${entry.remark.en}`))
  const conditionLines = conditions.map(
    ({ id, by }) => `${say(context, ownText.texts[id] ?? cite(id))} (${say(context, encodedAsNames[by])})`,
  )
  const materialLines = materials.map((item: DossierItem) => say(context, materialName(item, ownText)))
  const citedByLines = citedBy.map((subject) => say(context, subjectName(subject)))
  const readingLines = readings.map(
    (id) =>
      `${say(context, readingText(id, ownText).question)}  ${paint(context, "dim", `${id} = ${ownText.readings[id]}`)}`,
  )
  const testLines = (tests ?? []).map((test) => `${test.file} (${test.tests})`)
  return {
    json: { ...entry, text: ownText.texts[entry.id], conditions, materials, citedBy, readings, where, tests },
    text: [
      paint(context, "bold", say(context, describe(ownText, entry.id))),
      `${kindsText(context, entry.as)}${remark}`,
      ...section("条件", "conditions", conditionLines),
      ...section("材料", "materials", materialLines),
      ...section("引用于", "cited by", citedByLines),
      ...section("相关解读", "readings", readingLines),
      ...section("代码", "encoded in", where ?? []),
      ...section("测试", "tests", testLines),
    ].join("\n"),
  }
}

/** Names an event; a refusal keeps its code, which the command line prints too. */
const subjectName = (subject: string): Bilingual => eventName(subject, ownText)

export const coverage = (context: CommandContext): E.Either<Failure, Output> => {
  const covered = coverageTable()
  const heads = [
    bilingual("条款", "provision"),
    bilingual("内容", "summary"),
    bilingual("编码方式", "encoded as"),
    bilingual("测试", "tests"),
  ]
  const rows = encodings.map(({ entry }) => [
    entry.id,
    say(context, ownText.texts[entry.id] ?? cite(entry.id)),
    kindsText(context, entry.as),
    String(testCount(covered.provisions.find(({ id }) => id === entry.id)?.tests)),
  ])
  const readingHeads = [bilingual("解读", "reading"), bilingual("测试", "tests")]
  const readingRows = covered.readings.flatMap(({ id, options }) =>
    options.map(({ option, tests }) => [`${id}=${option}`, String(testCount(tests))]),
  )
  return E.right({
    json: { ...covered },
    text: [
      table([heads.map((head) => say(context, head)), ...rows], context.terminal.columns),
      "",
      table([readingHeads.map((head) => say(context, head)), ...readingRows], context.terminal.columns),
    ].join("\n"),
  })
}
