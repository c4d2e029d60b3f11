import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { say, type CommandContext } from "./command-context.js"
import { exits, failure, usage, type Failure } from "./result.js"

/** Before a write: asks on a terminal, otherwise requires `--yes`. */
export const confirm = async (context: CommandContext, preview: string): Promise<E.Either<Failure, void>> => {
  const { terminal, settings } = context
  if (settings.yes) return E.right(undefined)
  if (terminal.ask === undefined)
    return E.left(
      usage(
        "非终端环境下写入须加--yes",
        "without a terminal, a write needs --yes",
        bilingual("先用--dry-run预览", "preview it with --dry-run"),
      ),
    )
  terminal.err(`${preview}\n`)
  const answer = await terminal.ask(say(context, bilingual("确认办理？[y/N] ", "Go on? [y/N] ")))
  if (answer === "interrupted")
    return E.left(failure(exits.interrupted, "Interrupted", "已中断，未写入", "interrupted; nothing was written"))
  return answer ? E.right(undefined) : E.left(usage("未确认，未写入", "not confirmed; nothing was written"))
}
