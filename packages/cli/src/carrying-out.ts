/** One command, from its options to its exit code: the first thing that loads the law. */
import * as E from "fp-ts/lib/Either.js"
import { finish } from "./edge.js"
import type { Exit, Failure, Output } from "./outcome.js"
import type { Process } from "./program.js"
import type { World } from "./surroundings.js"
import { worldOf, type GlobalOptions } from "./world.js"

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
