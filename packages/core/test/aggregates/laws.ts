/** One small aggregate, played: what was tried, decided and folded, in order. */
import * as E from "fp-ts/lib/Either.js"
import type { BureauAttempt } from "@shifan/testkit"
import type { Act, Context, Refusal } from "../../src/index.js"

interface Aggregate<C, V extends Act, S> {
  readonly initial: S
  readonly decide: (context: Context) => (command: C) => (state: S) => E.Either<ReadonlyArray<Refusal>, V>
  readonly evolve: (state: S, event: V) => S
}

export interface Done<C, V, S> extends BureauAttempt<C> {
  readonly before: S
  readonly event: V
}

export const playedOn =
  <C, V extends Act, S>({ initial, decide, evolve }: Aggregate<C, V, S>) =>
  (tried: ReadonlyArray<BureauAttempt<C>>) => {
    const done: Array<Done<C, V, S>> = []
    const refused: Array<ReadonlyArray<Refusal>> = []
    let state = initial
    for (const { context, command } of tried) {
      const decided = decide(context)(command)(state)
      if (E.isLeft(decided)) refused.push(decided.left)
      else {
        done.push({ context, command, before: state, event: decided.right })
        state = evolve(state, decided.right)
      }
    }
    return { done, refused, state }
  }

export const goesBack = (days: ReadonlyArray<string>): boolean => days.some((day, i) => day < (days[i - 1] ?? day))
