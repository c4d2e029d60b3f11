import { evolve, findRegulation, type Event, type Regulation, type State } from "@shifan/core"
import type { AcceptedCommand, History } from "../lifecycle/history.js"

/** A law of a designation's history. Lists what breaks it; an empty list if nothing does. */
export type Law = (history: History) => ReadonlyArray<string>

/** A law that asks the same of every event, given the state before it. */
export const each =
  (violationIn: (event: Event, before: State, command: AcceptedCommand) => string | undefined): Law =>
  (history) =>
    history.accepted.flatMap((command) => {
      let state = command.before
      return command.batch.flatMap((event) => {
        const violation = violationIn(event, state, command)
        state = evolve(state, event)
        return violation === undefined ? [] : [`${event.type} at ${state.revision}: ${violation}`]
      })
    })

/** Law 12. Every prefix of a lawful history is a lawful history. */
export const everyPrefix =
  (law: Law): Law =>
  (history) =>
    history.accepted.flatMap((_, i) =>
      law({ ...history, accepted: history.accepted.slice(0, i + 1) }).map(
        (violation) => `after ${i + 1} commands: ${violation}`,
      ),
    )

/** The regulation an event was decided under; `undefined` for a fact, which rests on none. */
export const regulationOf = ({ rule }: Event, { context }: AcceptedCommand): Regulation | undefined =>
  rule === null ? undefined : findRegulation(context.law.library, rule.regulation, rule.encoding)
