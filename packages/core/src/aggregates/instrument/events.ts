/** What happens to a regulation's text: stream `instrument-<division>-<slug>`. Arts. 17 and 18. */
import { Years } from "../../forms/quantity.js"
import { bool, oneOf } from "../../codec/codec.js"
import { record, recordWith } from "../../codec/record.js"
import { Cell, Identifier, Line, Slug } from "../../forms/text.js"
import type { CommandsOf, EventsOf } from "../../kernel/act.js"
import type { CommandCodecs } from "../../kernel/aggregate.js"
import { withInstrument, type ApplicableLaw, type Instrument } from "../../kernel/applicable-law.js"
import { CivilDate } from "../../law/civil-date.js"
import { readingIds, type ReadingId } from "../../law/readings.js"

/** The stored format: a field once written is never renamed, only upcast from. */
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
    /** Why it reaches back, or ends before what is in force does; missing where it does neither. */
    readonly reasons?: string
  }
  /** `from`: the first day on which the text is no longer in force. `reasons`: why that day has passed already. */
  readonly Superseded: { readonly by: string; readonly from: CivilDate; readonly reasons?: string }
  readonly Repealed: { readonly document: string; readonly from: CivilDate; readonly reasons?: string }
  /** Art. 17. Chooses a reading from a day on; a day before the interpretation's own must be marked retroactive. */
  readonly InterpretationIssued: {
    readonly reading: ReadingId
    readonly option: string
    readonly document: string
    readonly appliesFrom: CivilDate
    readonly retroactive: boolean
  }
}

export type InstrumentEventType = keyof InstrumentEventData
export type InstrumentEvent = EventsOf<InstrumentEventData>

/** A command says what its event will. */
export interface InstrumentCommandData {
  readonly Enact: InstrumentEventData["Enacted"]
  readonly Extend: InstrumentEventData["Extended"]
  readonly Supersede: InstrumentEventData["Superseded"]
  readonly Repeal: InstrumentEventData["Repealed"]
  readonly Interpret: InstrumentEventData["InterpretationIssued"]
}

export type InstrumentCommandType = keyof InstrumentCommandData
export type InstrumentCommand = CommandsOf<InstrumentCommandData>

export const instrumentCommandCodecs: CommandCodecs<InstrumentCommand> = {
  Enact: record<InstrumentCommandData["Enact"]>("Enact", {
    regulation: Identifier,
    documentNumber: Line,
    effectiveFrom: CivilDate,
    validityYears: Years,
  }),
  Extend: recordWith("Extend", { document: Line, from: CivilDate, until: CivilDate }, { reasons: Cell }),
  Supersede: recordWith("Supersede", { by: Slug, from: CivilDate }, { reasons: Cell }),
  Repeal: recordWith("Repeal", { document: Line, from: CivilDate }, { reasons: Cell }),
  Interpret: record<InstrumentCommandData["Interpret"]>("Interpret", {
    reading: oneOf<ReadingId>("ReadingId", readingIds),
    option: Identifier,
    document: Line,
    appliesFrom: CivilDate,
    retroactive: bool,
  }),
}

export const instrumentCommandOf = (event: InstrumentEvent): InstrumentCommand => {
  switch (event.type) {
    case "Enacted":
      return { type: "Enact", data: event.data }
    case "Extended":
      return { type: "Extend", data: event.data }
    case "Superseded":
      return { type: "Supersede", data: event.data }
    case "Repealed":
      return { type: "Repeal", data: event.data }
    case "InterpretationIssued":
      return { type: "Interpret", data: event.data }
  }
}

export interface InstrumentState extends Instrument {
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
    case "Enacted": {
      const { regulation, effectiveFrom, validityYears } = event.data
      return { regulation, validities: [{ version: 1, from: effectiveFrom, until: { years: validityYears } }] }
    }
    case "Extended": {
      const { from, until } = event.data
      const version = state.validities.length + 1
      return { validities: [...state.validities, { version, from, until: { day: until } }] }
    }
    case "Superseded":
    case "Repealed":
      return { endedFrom: event.data.from }
    case "InterpretationIssued":
      return { interpretations: [...state.interpretations, event.data] }
  }
}

export const withInstrumentEvent = (law: ApplicableLaw, slug: string, event: InstrumentEvent): ApplicableLaw => {
  const before = law.instruments.find((known) => known.slug === slug)
  return withInstrument(law, evolveInstrument({ ...initialInstrument(slug), ...before }, event))
}
