/** What replay has to hold to: laws 10, 12 and 16. */
import { evolve, initialState, type Event, type State } from "@shifan/core"
import { eventsOf } from "../lifecycle/history.js"
import { each, type Law } from "./law.js"

/** Law 10. The same events give the same state, byte for byte: here a copy that has been through text. */
export const replayIsDeterministic: Law = (history) => {
  const events = eventsOf(history)
  const copy = JSON.parse(JSON.stringify(events)) as ReadonlyArray<Event>
  const fold = (all: ReadonlyArray<Event>): string => JSON.stringify(all.reduce(evolve, initialState(history.unit)))
  return fold(events) === fold(copy) ? [] : ["a copy of the events folds into another state"]
}

/** Law 12. A prefix of a history is a lawful history: `law` holds for every one of them. */
export const everyPrefix =
  (law: Law): Law =>
  (history) =>
    history.deeds.flatMap((_, i) =>
      law({ ...history, deeds: history.deeds.slice(0, i + 1) }).map((how) => `after ${i + 1} deeds: ${how}`),
    )

/** Law 16. Erasing or opening personal data changes no state but its place in the stream. */
export const personalDataChangesNoState: Law = each((event, before) => {
  if (event.type !== "PersonalDataErased" && event.type !== "PersonalDataOpened") return undefined
  const aside = ({ revision: _, lastEffectiveOn: __, officers: ___, ...rest }: State): string => JSON.stringify(rest)
  return aside(before) === aside(evolve(before, event)) ? undefined : "the state is another"
})
