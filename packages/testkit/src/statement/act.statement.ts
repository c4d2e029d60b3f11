/** An act as somebody tries it, and what happened before. */
import type { Actor, Command, Event } from "@shifan/core"
import type { LawTold } from "./in-force.statement.js"
import type { StatedText } from "./text.statement.js"

/** An act that somebody tries, on a day, after what happened. */
export interface Act {
  /** Whose articles the act is held against. */
  readonly text: StatedText
  readonly unit: string
  /** As recorded. */
  readonly events: ReadonlyArray<Event>
  readonly command: Command
  readonly actor: Actor
  readonly on: string
  readonly recordedOn: string
  readonly law: LawTold
}

/** The same with the events as they stand: corrected, and without what was annulled. */
export interface Attempted extends Act {
  /** Where the event stands that was recorded at a revision; -1 for one that fell. */
  readonly placeOf: (revision: number) => number
}
