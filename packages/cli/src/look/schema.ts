/** `schema`: JSON Schema of everything submitted, stored, answered, and printed with `--json`, for any validator. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { actNames, eventName } from "@shifan/core/messages"
import type { JsonSchema } from "@shifan/core/schema"
import { namedSchemas, schemaOf, type SchemaKind } from "@shifan/schema"
import { paint, say, type CommandContext } from "../command-context.js"
import { examples } from "../examples.js"
import { noSuchName } from "../known-names.js"
import { outputSchema } from "../outputs/outputs.js"
import { ownText } from "../own-text.js"
import { type Failure, type Output } from "../result.js"
import { tableWithoutHead } from "../table.js"
import { wrapped } from "../wrapped.js"

const kinds: { readonly [K in SchemaKind | "output"]: Bilingual } = {
  command: bilingual("办理事项（--file的内容）", "commands: the content of --file"),
  event: bilingual("记录", "events as stored"),
  form: bilingual("表格", "forms as filled in"),
  answer: bilingual("查询结果", "answers"),
  output: bilingual("各命令--json的输出", "the --json output of each command"),
}

const titles: Readonly<Record<string, Bilingual>> = {
  ...actNames,
  Command: bilingual("任一事项，即submit的一行", "any command, as one line of submit"),
  Event: bilingual("任一记录的全部内容", "any event, complete"),
  ApplicationForm: bilingual("附件2申请表", "the application form of annex 2"),
  RecommendationForm: bilingual("附件1推荐表", "the recommendation of annex 1"),
  OperationReport: bilingual("附件3测评表", "the report of annex 3"),
  CountyAssessment: bilingual("附件3第四部分", "part four of annex 3"),
  View: bilingual("查询的时点", "the point in time of a query"),
  RosterEntry: bilingual("名单的一行", "a row of the list"),
  Duty: bilingual("到期事项", "an item that is due"),
  SelfCheck: bilingual("自查结果", "the result of assess"),
  Refusal: bilingual("不予办理的原因", "a refusal"),
  FormIssue: bilingual("填写错误", "a fault in a form"),
  Problem: bilingual("网络接口的错误应答", "an error over HTTP"),
}

interface Listed {
  readonly name: string
  readonly kind: keyof typeof kinds
  readonly title: Bilingual
}

const all: ReadonlyArray<Listed> = [
  ...namedSchemas.map(({ name, kind }) => ({ name, kind, title: titles[name] ?? eventName(name, ownText) })),
  ...Object.keys(examples).map((name): Listed => ({
    name,
    kind: "output",
    title: bilingual(`${name}的输出`, `output of ${name}`),
  })),
]

/** `words`: a name from the list that is printed without it; a command's output is named by the command's words. */
export const schema = (context: CommandContext, words: ReadonlyArray<string>): E.Either<Failure, Output> => {
  const name = words.join(" ")
  if (name === "") return E.right(list(context))
  const found = schemaOfName(name)
  if (found === undefined) {
    const names = all.map((listed) => listed.name)
    return E.left(noSuchName(`没有名为“${name}”的格式`, `there is no schema ${name}`, name, names))
  }
  return E.right({ json: { name, schema: found }, text: JSON.stringify(found, null, 2) })
}

const schemaOfName = (name: string): JsonSchema | undefined => {
  const named = namedSchemas.find((one) => one.name === name)
  if (named !== undefined) return { ...schemaOf(named.codec) }
  return Object.hasOwn(examples, name) ? outputSchema(name) : undefined
}

const list = (context: CommandContext): Output => ({
  json: { schemas: all },
  text: Object.entries(kinds)
    .map(([kind, heading]) => {
      const ofKind = all.filter((listed) => listed.kind === kind)
      const rows = ofKind.map(({ name, title }) => [`  ${name}`, kind === "output" ? "" : say(context, title)])
      return [
        paint(context, "bold", wrapped(say(context, heading), context.terminal.columns ?? Infinity)),
        tableWithoutHead(rows, context.terminal.columns),
      ].join("\n")
    })
    .join("\n"),
})
