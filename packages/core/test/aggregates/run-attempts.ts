/** One small aggregate, played: what was tried, decided and folded, in order. */
import * as E from "fp-ts/lib/Either.js"
import type { BureauAttempt } from "@shifan/testkit"
import type { AnyEvent, AnyRefusal, Context, DecisionIn } from "../../src/index.js"

interface Aggregate<C, V extends AnyEvent, S> {
  readonly initial: S
  readonly decide: (context: Context) => (command: C) => (state: S) => DecisionIn<V, string, string>
  readonly evolve: (state: S, event: V) => S
}

export interface Done<C, V, S> extends BureauAttempt<C> {
  readonly before: S
  readonly event: V
}

export const playedOn =
  <C, V extends AnyEvent, S>({ initial, decide, evolve }: Aggregate<C, V, S>) =>
  (tried: ReadonlyArray<BureauAttempt<C>>) => {
    const done: Array<Done<C, V, S>> = []
    const refused: Array<ReadonlyArray<AnyRefusal>> = []
    let state = initial
    for (const { context, command } of tried) {
      const decided = decide(context)(command)(state)
      if (E.isLeft(decided)) refused.push(decided.left)
      else {
        const [event] = decided.right
        done.push({ context, command, before: state, event })
        state = evolve(state, event)
      }
    }
    return { done, refused, state }
  }

export const goesBack = (days: ReadonlyArray<string>): boolean => days.some((day, i) => day < (days[i - 1] ?? day))
