/** Tries commands on a small aggregate one after another, and collects accepted events and refusals. */
import * as E from "fp-ts/lib/Either.js"
import type { BureauAttempt } from "@shifan/testkit"
import type { AnyEvent, AnyRefusal, Context, DecisionIn } from "../../src/index.js"

interface Aggregate<C, V extends AnyEvent, S> {
  readonly initial: S
  readonly decide: (context: Context) => (command: C) => (state: S) => DecisionIn<V, string, string>
  readonly evolve: (state: S, event: V) => S
}

export interface Accepted<C, V, S> extends BureauAttempt<C> {
  readonly before: S
  readonly event: V
}

export const attemptsOn =
  <C, V extends AnyEvent, S>({ initial, decide, evolve }: Aggregate<C, V, S>) =>
  (tried: ReadonlyArray<BureauAttempt<C>>) => {
    const accepted: Array<Accepted<C, V, S>> = []
    const refused: Array<ReadonlyArray<AnyRefusal>> = []
    let state = initial
    for (const { context, command } of tried) {
      const decided = decide(context)(command)(state)
      if (E.isLeft(decided)) refused.push(decided.left)
      else {
        const [event] = decided.right
        accepted.push({ context, command, before: state, event })
        state = evolve(state, event)
      }
    }
    return { accepted, refused, state }
  }

export const goesBack = (days: ReadonlyArray<string>): boolean => days.some((day, i) => day < (days[i - 1] ?? day))
