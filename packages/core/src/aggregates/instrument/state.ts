/** One instrument, folded from its stream. */
import { dayBefore, plusYears, type CivilDate } from "../../law/civil-date.js"
import type { ReadingId, Readings } from "../../law/readings.js"
import type { InstrumentEvent } from "./event.js"

/** A stretch of validity; `years` where the last day hangs on reading `instrument.lastDay`. */
export interface Validity {
  readonly version: number
  readonly from: CivilDate
  readonly until: { readonly years: number } | { readonly day: CivilDate }
}

export interface Interpretation {
  readonly reading: ReadingId
  readonly option: string
  readonly appliesFrom: CivilDate
}

export interface InstrumentState {
  readonly slug: string
  readonly regulation: string | null
  readonly validities: ReadonlyArray<Validity>
  readonly interpretations: ReadonlyArray<Interpretation>
  /** The first day it is no longer in force because it was repealed or superseded. */
  readonly endedFrom: CivilDate | null
  readonly lastEffectiveOn: CivilDate | null
}

export const initialInstrument = (slug: string): InstrumentState => ({
  slug,
  regulation: null,
  validities: [],
  interpretations: [],
  endedFrom: null,
  lastEffectiveOn: null,
})

export const evolveInstrument = (state: InstrumentState, event: InstrumentEvent): InstrumentState => ({
  ...state,
  ...changes(state, event),
  lastEffectiveOn: event.effectiveOn,
})

const changes = (state: InstrumentState, event: InstrumentEvent): Partial<InstrumentState> => {
  switch (event.type) {
    case "Enacted":
      return {
        regulation: event.data.regulation,
        validities: [{ version: 1, from: event.data.effectiveFrom, until: { years: event.data.validityYears } }],
      }
    case "Extended": {
      const version = state.validities.length + 1
      return {
        validities: [...state.validities, { version, from: event.data.from, until: { day: event.data.until } }],
      }
    }
    case "Superseded":
    case "Repealed":
      return { endedFrom: event.data.from }
    case "InterpretationIssued":
      return { interpretations: [...state.interpretations, event.data] }
  }
}

/** The last day of a validity, both ends included. */
export const lastDayOf = ({ from, until }: Validity, readings: Readings): CivilDate => {
  if ("day" in until) return until.day
  const corresponding = plusYears(from, until.years)
  return readings["instrument.lastDay"] === "dayBefore" ? dayBefore(corresponding) : corresponding
}

/** The readings on a day: the defaults, and over them each interpretation that applies by then, in order of issue. */
export const readingsOn = (state: InstrumentState, defaults: Readings, on: CivilDate): Readings => ({
  ...defaults,
  ...Object.fromEntries(
    state.interpretations
      .filter(({ appliesFrom }) => appliesFrom <= on)
      .map(({ reading, option }) => [reading, option]),
  ),
})
