/** What happened to a regulation's text: stream `instrument-<division>-<slug>`. These types are the stored format. */
import type { Act } from "../designation/event.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { ReadingId } from "../../law/readings.js"

export interface InstrumentEventData {
  readonly Enacted: {
    /** Which regulation of the library it is. */
    readonly regulation: string
    readonly documentNumber: string
    readonly effectiveFrom: CivilDate
    readonly validityYears: number
  }
  readonly Extended: {
    readonly document: string
    /** The first and the last day of the further validity; a gap before the first is a gap in law. */
    readonly from: CivilDate
    readonly until: CivilDate
  }
  readonly Superseded: { readonly by: string; readonly from: CivilDate }
  readonly Repealed: { readonly document: string; readonly from: CivilDate }
  /** Art. 17. Chooses a reading from a day on; a day before the interpretation's own must be asked for as retroactive. */
  readonly InterpretationIssued: {
    readonly reading: ReadingId
    readonly option: string
    readonly document: string
    readonly appliesFrom: CivilDate
    readonly retroactive: boolean
  }
}

export type InstrumentEventType = keyof InstrumentEventData

export type InstrumentEvent = {
  readonly [T in InstrumentEventType]: Act & { readonly type: T; readonly data: InstrumentEventData[T] }
}[InstrumentEventType]

export const instrumentEventTypes: ReadonlyArray<InstrumentEventType> = [
  "Enacted",
  "Extended",
  "Superseded",
  "Repealed",
  "InterpretationIssued",
]
