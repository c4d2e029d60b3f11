/** What the pages of a case show: its state and history on the day of the view, and what waits. */
import type { TextOfAct, WorklistEntry } from "@shifan/casework"
import type { Readings, Regulation, State } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"

export interface CaseView {
  readonly state: State
  readonly history: ReadonlyArray<Envelope>
  /** Pending steps of this unit. */
  readonly waiting: ReadonlyArray<WorklistEntry>
  /** The text of the view's day, in whose words the next acts are. */
  readonly regulation: Regulation
  readonly textOf: TextOfAct
  /** The readings in force; `undefined` if no regulation is. */
  readonly readings: Readings | undefined
  /** Other units on record, for the names of a predecessor and a successor. */
  readonly others: ReadonlyMap<string, State>
  /** The typist of an act, if not its actor. */
  readonly typedBy: (event: Envelope) => string | null | undefined
}
