/** `schema`: what a command, an event, a form or an answer looks like, as JSON Schema for any validator. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { actNames, eventNames } from "@shifan/core/messages"
import { namedSchemas, schemaOf, type SchemaKind } from "@shifan/schema"
import { paint, say, type CommandContext } from "../command-context.js"
import { noSuchName } from "../known-names.js"
import { type Failure, type Output } from "../result.js"
import { table } from "../table.js"

const kinds: { readonly [K in SchemaKind]: Bilingual } = {
  command: bilingual("办理事项（--file的内容）", "commands: what --file names"),
  event: bilingual("记录", "events, as they are stored"),
  form: bilingual("表格", "forms, as they are filled in"),
  answer: bilingual("查询结果", "answers"),
}

const titles: Readonly<Record<string, Bilingual>> = {
  ...actNames,
  ...eventNames,
  Command: bilingual("任一事项，即submit的一行", "any command, as a line of submit"),
  Event: bilingual("任一记录的全部内容", "any event, whole"),
  ApplicationForm: bilingual("附件2申请表", "the application form of annex 2"),
  RecommendationForm: bilingual("附件1推荐表", "the recommendation of annex 1"),
  OperationReport: bilingual("附件3测评表", "the report of annex 3"),
  CountyAssessment: bilingual("附件3第四部分", "part four of annex 3"),
  View: bilingual("查询的时点", "as of which day, as known when"),
  RosterEntry: bilingual("名单的一行", "a row of the list"),
  Duty: bilingual("到期事项", "something that is due"),
  SelfCheck: bilingual("自查结果", "what assess says"),
  Refusal: bilingual("不予办理的原因", "why something is refused"),
  FormIssue: bilingual("填写错误", "what is wrong in a form"),
  Problem: bilingual("网络接口的错误应答", "what went wrong, over HTTP"),
}

/** `name`: one of those listed without it. */
export const schema = (context: CommandContext, name: string | undefined): E.Either<Failure, Output> => {
  if (name === undefined) return E.right(list(context))
  const found = namedSchemas.find((named) => named.name === name)
  if (found === undefined) {
    const names = namedSchemas.map((named) => named.name)
    return E.left(noSuchName(`没有名为“${name}”的格式`, `there is no schema ${name}`, name, names))
  }
  const json = { ...schemaOf(found.codec) }
  return E.right({ json: { name, schema: json }, text: JSON.stringify(json, null, 2) })
}

const list = (context: CommandContext): Output => ({
  json: {
    schemas: namedSchemas.map(({ name, kind }) => ({ name, kind, title: titles[name] ?? bilingual(name, name) })),
  },
  text: Object.entries(kinds)
    .map(([kind, heading]) =>
      [
        paint(context, "bold", say(context, heading)),
        table(
          namedSchemas
            .filter((named) => named.kind === kind)
            .map(({ name }) => [`  ${name}`, say(context, titles[name] ?? bilingual("", ""))]),
        ),
      ].join("\n"),
    )
    .join("\n"),
})
