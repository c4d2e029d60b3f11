/** `submit`: runs the commands of a JSONL file, one per line, and reports the result of each. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { actNames } from "@shifan/core/messages"
import { say, type CommandContext } from "../command-context.js"
import { openLongInput, type LongInput } from "../input/long-input.js"
import { inputName, limits } from "../input/read-file.js"
import { textLines } from "../input/text-lines.js"
import type { Failure, Output } from "../result.js"
import { rehearse } from "../store/rehearsal.js"
import { inSession } from "../store/session.js"
import { confirm } from "../confirm.js"
import { readCommands, type CommandFile } from "./command-lines.js"
import { submitLines } from "./submit-lines.js"

export interface SubmitOptions {
  readonly dryRun?: boolean
}

/** Reads all lines first, and writes nothing if one of them is malformed. */
export const submit = async (
  context: CommandContext,
  file: string,
  options: SubmitOptions,
): Promise<E.Either<Failure, Output>> => {
  const input = await openLongInput(context.terminal, file, { limit: limits.batch })
  if (E.isLeft(input)) return input
  try {
    return await submitInput(context, inputName(file), input.right, options)
  } finally {
    input.right.close()
  }
}

const submitInput = async (
  context: CommandContext,
  name: Bilingual,
  input: LongInput,
  { dryRun = false }: SubmitOptions,
): Promise<E.Either<Failure, Output>> => {
  const lines = await textLines(name, input, { encoding: context.settings.encoding })
  if (E.isLeft(lines)) return lines
  const read = await readCommands(say(context, name), lines.right)
  if (E.isLeft(read)) return read
  const commands = read.right
  if (!dryRun) {
    const agreed = await confirm(context, planOf(context, name, commands))
    if (E.isLeft(agreed)) return agreed
  }
  return inSession(context, {}, async (session) => {
    if (!dryRun) return submitLines(context, session, commands, dryRun)
    const rehearsal = await rehearse(context, session)
    return E.isLeft(rehearsal) ? rehearsal : submitLines(context, rehearsal.right, commands, dryRun)
  })
}

/** Counts commands by type, and actors. */
const planOf = (context: CommandContext, name: Bilingual, { numbers, counts }: CommandFile): string => {
  const head = bilingual(
    `将办理${name.zh}中的${numbers.length}条命令，逐条裁决：`,
    `${numbers.length} commands from ${name.en}, decided one by one:`,
  )
  const rows = [...counts].map(([type, count]) => `  ${count}  ${say(context, actNames[type])}`)
  return [say(context, head), ...rows].join("\n")
}
