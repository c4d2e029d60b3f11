/**
 * A leader that was paused may come back and answer from the past for a moment, before it hears that another was elected. So
 * what is behind what is known is asked again, and of another node, before the store is told to have gone back.
 */
import * as E from "fp-ts/lib/Either.js"
import { pause } from "./retry.js"

export interface Doubt {
  /** Milliseconds; 0 where there is one node, which cannot be behind another. */
  readonly milliseconds: () => number
  /** Asks for the leader anew. */
  readonly distrust: () => void
  readonly stop: AbortSignal
}

/** Milliseconds between two looks. */
const interval = 100

/** Repeats what comes to the conclusion that the store went back, until it does not, or the time is over. */
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
