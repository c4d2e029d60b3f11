/** Laws of a decider, yours or that of `@shifan/core`. Only these laws call it, and they use nothing else of the program. */
import * as E from "fp-ts/lib/Either.js"
import { decide, evolve, initialState, type Decide, type Event, type State, type Uscc } from "@shifan/core"
import { commandOf } from "@shifan/core/registry"
import { recordedIn, type Law } from "./law.js"

/** Decides commands, folds events, and finds the command of an event. Omitted parts are those of `@shifan/core`. */
export interface Decider {
  readonly decide: Decide
  readonly evolve: (state: State, event: Event) => State
  readonly initialState: (unit: Uscc) => State
  readonly commandOf: typeof commandOf
}

export const ourDecider: Decider = { decide, evolve, initialState, commandOf }

/** Law 10. Equal events give the same state, byte for byte; tested with a serialised and parsed copy. */
export const replayIsDeterministic =
  ({ evolve: fold, initialState: start }: Decider = ourDecider): Law =>
  (history) => {
    const events = recordedIn(history)
    const copy = JSON.parse(JSON.stringify(events)) as ReadonlyArray<Event>
    const folded = (all: ReadonlyArray<Event>): string => JSON.stringify(all.reduce(fold, start(history.unit)))
    return folded(events) === folded(copy) ? [] : ["a copy of the events folds into another state"]
  }

/** Law 11. Every event can be decided again from its own command, which is recovered completely: nothing goes unrecorded. */
export const everyEventDecidesItselfAgain =
  (decider: Decider = ourDecider): Law =>
  ({ accepted }) =>
    accepted.flatMap(({ command, batch, before, context }, i) => {
      const found = decider.commandOf(batch)
      const again = decider.decide(context)(found)(before)
      return E.isRight(again) && isSameData(again.right, batch) && isSameData(found, command)
        ? []
        : [`command ${i}, ${batch[0].type}`]
    })

/** Compared part by part, since writing both as canonical text would take as long as all other laws. */
const isSameData = (one: unknown, other: unknown): boolean => {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null)
    return one === other && one !== undefined && typeof one !== "function"
  const keys = Object.keys(one)
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameData(Reflect.get(one, key), Reflect.get(other, key)))
  )
}

/** Law 16. Erasing or disclosing personal data does not change the state, except for the number of events read. */
export const personalDataChangesNoState =
  ({ evolve: fold, initialState: start }: Decider = ourDecider): Law =>
  (history) => {
    let state = start(history.unit)
    return recordedIn(history).flatMap((event) => {
      const before = state
      state = fold(before, event)
      if (event.type !== "PersonalDataErased" && event.type !== "PersonalDataOpened") return []
      return content(before) === content(state) ? [] : [`${event.type} at ${before.revision + 1}: the state is another`]
    })
  }

const content = ({ revision: _, lastEffectiveOn: __, officers: ___, ...rest }: State): string => JSON.stringify(rest)
