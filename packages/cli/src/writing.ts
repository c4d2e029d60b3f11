/** Files are written like acts are recorded: preview first, stop there with `--dry-run`, otherwise ask the user. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { say, type CommandContext } from "./command-context.js"
import { confirm } from "./confirm.js"
import { checkNew, writeNew } from "./files.js"
import type { Failure, Output } from "./result.js"

export interface WriteOptions {
  readonly dryRun?: boolean
}

export interface Plan {
  /** In the future tense: 将导出核验包. */
  readonly says: Bilingual
  /** Files and folders that will be made or replaced. */
  readonly files: ReadonlyArray<string>
}

/** Call it after all checks, so that a dry run finds the same faults. */
export const withPlan = async (
  context: CommandContext,
  { dryRun = false }: WriteOptions,
  { says, files }: Plan,
  work: () => Promise<E.Either<Failure, Output>> | E.Either<Failure, Output>,
): Promise<E.Either<Failure, Output>> => {
  const plan = [say(context, says), ...files.map((file) => `  ${file}`)].join("\n")
  if (dryRun) {
    const end = say(context, bilingual("预览，未写入", "preview; nothing written"))
    return E.right({ json: { dryRun, files }, text: `${plan}\n${end}` })
  }
  const agreed = await confirm(context, plan)
  return E.isLeft(agreed) ? agreed : work()
}

export interface NewFile {
  readonly file: string
  readonly content: string | Uint8Array
  /** In the future tense, without the file's name: 将写出核验页. */
  readonly says: Bilingual
}

/** Writes a single file, which must not exist yet. */
export const writingNew = async (
  context: CommandContext,
  options: WriteOptions,
  { file, content, says }: NewFile,
  output: Output,
): Promise<E.Either<Failure, Output>> => {
  const free = checkNew(file)
  if (E.isLeft(free)) return free
  return withPlan(context, options, { says, files: [file] }, () => {
    const written = writeNew(file, content)
    return E.isLeft(written) ? written : E.right(output)
  })
}
