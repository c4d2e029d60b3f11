/** Events, commands and state of a legal instrument: stream `instrument-<division>-<slug>`. Arts. 17 and 18. */
import { Years } from "../../forms/quantity.js"
import { bool, oneOf } from "../../codec/codec.js"
import { record, recordWith } from "../../codec/record.js"
import { Cell, Identifier, Line, Slug } from "../../forms/text.js"
import type { CommandsOf, EventsOf } from "../../kernel/act.js"
import type { CommandCodecs } from "../../kernel/aggregate.js"
import { withInstrument, type ApplicableLaw, type Instrument } from "../../kernel/applicable-law.js"
import { correctionFields, withCorrection, type Entry, type EntryCorrection } from "../../kernel/entries.js"
import { CivilDate } from "../../law/civil-date.js"
import { readingIds, type ReadingId } from "../../law/readings.js"

/** The stored format. Stored fields are never renamed; older shapes are upcast. */
export interface InstrumentEventData extends InstrumentActData {
  readonly InstrumentCorrected: EntryCorrection<CorrectableInstrumentCommand>
}

/** Data of the events, except corrections. */
interface InstrumentActData {
  readonly Enacted: {
    /** Id of the regulation in the library. */
    readonly regulation: string
    readonly documentNumber: string
    readonly effectiveFrom: CivilDate
    readonly validityYears: number
  }
  readonly Extended: {
    readonly document: string
    /** First and last day of the extension. A gap before the first day is a gap in the law. */
    readonly from: CivilDate
    readonly until: CivilDate
    /** Required if the extension is retroactive or shortens the present validity. */
    readonly reasons?: string
  }
  /** `from`: first day on which the text is no longer in force. `reasons`: required if that day is in the past. */
  readonly Superseded: { readonly by: string; readonly from: CivilDate; readonly reasons?: string }
  readonly Repealed: { readonly document: string; readonly from: CivilDate; readonly reasons?: string }
  /** Art. 17. Chooses an option of a reading from a day on. A day before the interpretation must be marked retroactive. */
  readonly InterpretationIssued: {
    readonly reading: ReadingId
    readonly option: string
    readonly document: string
    readonly appliesFrom: CivilDate
    readonly retroactive: boolean
  }
}

export type InstrumentEventType = keyof InstrumentEventData
/** An event of a legal instrument. */
export type InstrumentEvent = EventsOf<InstrumentEventData>

/** Commands have the same data as their events. */
export interface InstrumentCommandData extends CorrectableInstrumentCommandData {
  readonly Enact: InstrumentEventData["Enacted"]
  readonly CorrectInstrument: InstrumentEventData["InstrumentCorrected"]
}

/** An enactment is not among them: it is checked against the library, so it cannot contain an error. */
interface CorrectableInstrumentCommandData {
  readonly Extend: InstrumentActData["Extended"]
  readonly Supersede: InstrumentActData["Superseded"]
  readonly Repeal: InstrumentActData["Repealed"]
  readonly Interpret: InstrumentActData["InterpretationIssued"]
}

export type InstrumentCommandType = keyof InstrumentCommandData
/** A command on a legal instrument: enact, extend, interpret, repeal, supersede or correct. */
export type InstrumentCommand = CommandsOf<InstrumentCommandData>
export type CorrectableInstrumentCommand = CommandsOf<CorrectableInstrumentCommandData>

const correctableCodecs = {
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

export const correctableInstrumentActs = ["Extend", "Supersede", "Repeal", "Interpret"] as const

export const instrumentCommandCodecs: CommandCodecs<InstrumentCommand> = {
  Enact: record<InstrumentCommandData["Enact"]>("Enact", {
    regulation: Identifier,
    documentNumber: Line,
    effectiveFrom: CivilDate,
    validityYears: Years,
  }),
  ...correctableCodecs,
  CorrectInstrument: record<InstrumentCommandData["CorrectInstrument"]>(
    "InstrumentCorrection",
    correctionFields(correctableCodecs),
  ),
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
    case "InstrumentCorrected":
      return { type: "CorrectInstrument", data: event.data }
  }
}

/** State of a legal instrument after its events. */
export interface InstrumentState extends Instrument {
  /** The acts so far, with corrections applied. */
  readonly entries: ReadonlyArray<InstrumentEntry>
  /** Revision of the next event. */
  readonly revision: number
  readonly lastEffectiveOn: CivilDate | null
}

export type InstrumentEntry = Entry<Exclude<InstrumentCommand, { readonly type: "CorrectInstrument" }>>

export const initialInstrument = (slug: string): InstrumentState => ({
  slug,
  regulation: null,
  validities: [],
  interpretations: [],
  endedFrom: null,
  entries: [],
  revision: 0,
  lastEffectiveOn: null,
})

export const evolveInstrument = (state: InstrumentState, event: InstrumentEvent): InstrumentState => {
  const { slug, entries, revision } = state
  const { effectiveOn } = event
  const command = instrumentCommandOf(event)
  const after =
    command.type === "CorrectInstrument"
      ? instrumentAfter(slug, withCorrection(entries, command.data))
      : withEntry(state, { revision, effectiveOn, command, isStruck: false })
  return { ...after, revision: revision + 1, lastEffectiveOn: effectiveOn }
}

/** State of the instrument after these entries. */
export const instrumentAfter = (slug: string, entries: ReadonlyArray<InstrumentEntry>): InstrumentState =>
  entries.reduce(withEntry, initialInstrument(slug))

const withEntry = (state: InstrumentState, entry: InstrumentEntry): InstrumentState => ({
  ...state,
  ...(entry.isStruck ? {} : changes(state, entry)),
  entries: [...state.entries, entry],
})

const changes = (state: InstrumentState, { command }: InstrumentEntry): Partial<InstrumentState> => {
  switch (command.type) {
    case "Enact": {
      const { regulation, effectiveFrom, validityYears } = command.data
      return { regulation, validities: [{ version: 1, from: effectiveFrom, until: { years: validityYears } }] }
    }
    case "Extend": {
      const { from, until } = command.data
      // Decisions name the version, so it keeps its number even if an earlier extension is struck out.
      const version = 2 + state.entries.filter((earlier) => earlier.command.type === "Extend").length
      return { validities: [...state.validities, { version, from, until: { day: until } }] }
    }
    case "Supersede":
    case "Repeal":
      return { endedFrom: command.data.from }
    case "Interpret":
      return { interpretations: [...state.interpretations, command.data] }
  }
}

/** The law after an event of an instrument. The law keeps the whole state of an instrument, so it can be folded further. */
export const withInstrumentEvent = (law: ApplicableLaw, slug: string, event: InstrumentEvent): ApplicableLaw => {
  const before = law.instruments.find((known) => known.slug === slug)
  return withInstrument(law, evolveInstrument({ ...initialInstrument(slug), ...before }, event))
}
