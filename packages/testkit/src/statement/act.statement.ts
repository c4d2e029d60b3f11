/** An attempted act, with the events before it. */
import type { Actor, Command, Event } from "@shifan/core"
import type { LawOnFile } from "./in-force.statement.js"
import type { StatedText } from "./text.statement.js"

/** An attempted act on a day, with the events before it. */
export interface Act {
  /** The articles to compare the act with. */
  readonly text: StatedText
  readonly unit: string
  /** As recorded. */
  readonly events: ReadonlyArray<Event>
  readonly command: Command
  readonly actor: Actor
  readonly on: string
  readonly recordedOn: string
  readonly law: LawOnFile
}

/** The same with the effective events: corrected, and without annulled ones. */
export interface Attempted extends Act {
  /** Index of the event recorded at a revision; -1 if it was annulled. */
  readonly placeOf: (revision: number) => number
}
