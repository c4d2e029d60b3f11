/** One command, from its options to its exit code: the first thing that loads the law. */
import * as E from "fp-ts/lib/Either.js"
import { finish } from "./render.js"
import type { Exit, Failure, Output } from "./result.js"
import type { Process } from "./program.js"
import type { CommandContext } from "./command-context.js"
import { contextOf, type GlobalOptions } from "./context-of.js"

export const carryOut = async (
  process: Process,
  options: GlobalOptions,
  work: (context: CommandContext) => Promise<E.Either<Failure, Output>>,
): Promise<Exit> => {
  const context = contextOf(process, options)
  return E.isLeft(context)
    ? finish(context.left.context, E.left(context.left.failure))
    : finish(context.right, await work(context.right))
}
