/** What happens to a regulation's text: stream `instrument-<division>-<slug>`. Arts. 17 and 18. */
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

/** The stored format: a field once written is never renamed, only upcast from. */
export interface InstrumentEventData extends InstrumentActData {
  readonly InstrumentCorrected: EntryCorrection<CorrectableInstrumentCommand>
}

/** What happens to the text. */
interface InstrumentActData {
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
/** What happened to a regulation's text. */
export type InstrumentEvent = EventsOf<InstrumentEventData>

/** A command says what its event will. */
export interface InstrumentCommandData extends CorrectableInstrumentCommandData {
  readonly Enact: InstrumentEventData["Enacted"]
  readonly CorrectInstrument: InstrumentEventData["InstrumentCorrected"]
}

/** What is enacted is held against the text itself, so that nothing of it can be wrong. */
interface CorrectableInstrumentCommandData {
  readonly Extend: InstrumentActData["Extended"]
  readonly Supersede: InstrumentActData["Superseded"]
  readonly Repeal: InstrumentActData["Repealed"]
  readonly Interpret: InstrumentActData["InterpretationIssued"]
}

export type InstrumentCommandType = keyof InstrumentCommandData
/** What may be done to a regulation's text: enact, extend, interpret, repeal, supersede, put right. */
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

/** A regulation's text as its events leave it. */
export interface InstrumentState extends Instrument {
  /** What happened to the text, as it reads now. */
  readonly entries: ReadonlyArray<InstrumentEntry>
  /** Of the next event. */
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

/** The instrument after its entries, or after the first of them. */
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
      // Decisions name it, so it keeps its number whatever is struck out before it.
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

/** What the law holds of an instrument it was told of event by event is the whole state. */
export const withInstrumentEvent = (law: ApplicableLaw, slug: string, event: InstrumentEvent): ApplicableLaw => {
  const before = law.instruments.find((known) => known.slug === slug)
  return withInstrument(law, evolveInstrument({ ...initialInstrument(slug), ...before }, event))
}
