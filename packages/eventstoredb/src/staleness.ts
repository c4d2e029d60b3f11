/**
 * A leader that was paused may briefly answer with old data, before it learns that another was elected. So an answer that is
 * behind what is already known is requested again, from the present leader, before the store is reported to have gone back.
 */
import * as E from "fp-ts/lib/Either.js"
import { pause } from "./retry.js"

export interface Doubt {
  /** How long to repeat a request; 0 with a single node, which cannot be behind another. */
  readonly milliseconds: () => number
  /** Makes the next call find the leader again. */
  readonly distrust: () => void
  readonly stop: AbortSignal
}

/** Milliseconds between two requests. */
const interval = 100

/** Repeats a request while it fails because the server is behind, until the time is over. */
export const askedAgain = async <L, A>(
  { milliseconds, distrust, stop }: Doubt,
  ask: () => Promise<E.Either<L, A>>,
  isBehind: (error: L) => boolean,
): Promise<E.Either<L, A>> => {
  const until = performance.now() + milliseconds()
  for (;;) {
    const answer = await ask()
    if (E.isRight(answer) || !isBehind(answer.left) || stop.aborted || performance.now() >= until) return answer
    distrust()
    await pause(interval, stop)
  }
}
