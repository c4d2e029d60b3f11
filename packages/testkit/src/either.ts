import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** The right side; a left one fails the test and shows the error. */
export const right = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(`expected success, got ${JSON.stringify(answer.left)}`)
  return answer.right
}

/** The same for a task. */
export const must = async <A>(task: TaskEither<unknown, A>): Promise<A> => right(await task())
