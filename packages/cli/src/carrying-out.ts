/** One command, from its options to its exit code: the first thing that loads the law. */
import * as E from "fp-ts/lib/Either.js"
import { finish } from "./render.js"
import type { Exit, Failure, Output } from "./result.js"
import type { Process } from "./program.js"
import type { World } from "./command-context.js"
import { worldOf, type GlobalOptions } from "./context-of.js"

export const carryOut = async (
  process: Process,
  options: GlobalOptions,
  work: (world: World) => Promise<E.Either<Failure, Output>>,
): Promise<Exit> => {
  const world = worldOf(process, options)
  return E.isLeft(world)
    ? finish(world.left.world, E.left(world.left.failure))
    : finish(world.right, await work(world.right))
}
