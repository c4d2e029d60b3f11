/** What a law is: a helper that lists what breaks it in a history. */
import { evolve, findRegulation, type Event, type Regulation, type State } from "@shifan/core"
import type { AcceptedCommand, History } from "../lifecycle/history.js"

export type Law = (history: History) => ReadonlyArray<string>

/** A law that asks the same of every event, on the state before it. */
export const each = (find: (event: Event, before: State, deed: AcceptedCommand) => string | undefined): Law => {
  const violations: Law = (history) =>
    history.deeds.flatMap((deed) => {
      let state = deed.before
      return deed.batch.flatMap((event) => {
        const found = find(event, state, deed)
        state = evolve(state, event)
        return found === undefined ? [] : [`${event.type} at ${state.revision}: ${found}`]
      })
    })
  return violations
}

/** The regulation an event was decided under; `undefined` for a fact, which rests on none. */
export const regulationOf = ({ rule }: Event, { context }: AcceptedCommand): Regulation | undefined =>
  rule === null ? undefined : findRegulation(context.law.library, rule.regulation, rule.encoding)
