/** Read models that die after so many calls, before or behind doing what they were asked, and say nothing more. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { OutcomeUnknown, Unavailable } from "@shifan/event-store"
import type { ReadModels } from "@shifan/service"

export interface CrashPoint {
  readonly calls: number
  readonly dies: "before" | "behind"
}

export interface Crashing<A> {
  readonly one: A
  readonly isDead: () => boolean
}

export const processDied: Unavailable = { _tag: "Unavailable", reason: "dead" }

export const crashAfter = ({ calls, dies }: CrashPoint) => {
  let left = calls
  const live =
    <L, A>(task: TaskEither<L, A>): TaskEither<L | Unavailable | OutcomeUnknown, A> =>
    async () => {
      if (left < 0) return E.left(processDied)
      left--
      if (left >= 0) return task()
      if (dies === "behind") await task()
      return dies === "behind" ? E.left({ _tag: "OutcomeUnknown", reason: "dead" }) : E.left(processDied)
    }
  return { live, isDead: () => left < 0 }
}

/** Dies at a call of `begin`, `advance` or `swap`. */
export const crashing = <M>(models: ReadModels<M>, fate: CrashPoint): Crashing<ReadModels<M>> => {
  const { live, isDead } = crashAfter(fate)
  return {
    isDead,
    one: {
      ...models,
      begin: (...asked) => live(models.begin(...asked)),
      advance: (...asked) => live(models.advance(...asked)),
      swap: (...asked) => live(models.swap(...asked)),
    },
  }
}
