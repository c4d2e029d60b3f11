/** What can happen to a yearly call, and what it has come to: stream `call-<division>-<year>`. Arts. 13 and 18. */
import { record, recordWith } from "../codec/record.js"
import { Count, Year } from "../forms/quantity.js"
import { Line } from "../forms/text.js"
import type { CommandsOf, EventsOf } from "../kernel/act.js"
import type { CommandCodecs } from "../kernel/aggregate.js"
import { callOf, withCall, type ApplicableLaw, type Call } from "../kernel/applicable-law.js"
import { correctionFields, withCorrection, type Entry, type EntryCorrection } from "../kernel/entries.js"
import type { Quotas } from "../kernel/quotas.js"
import { CivilDate } from "../law/civil-date.js"

/** The stored format: a field once written is never renamed, only upcast from. */
export interface CallEventData extends CallActData {
  readonly CallCorrected: EntryCorrection<CorrectableCallCommand> & { readonly year: number }
}

interface CallActData {
  readonly CallOpened: {
    readonly year: number
    readonly opensOn: CivilDate
    readonly closesOn: CivilDate
    readonly document: string
  } & Quotas
  /** Ends the call on a day, that day included. */
  readonly CallClosed: { readonly year: number; readonly closedOn: CivilDate }
}

export type CallEventType = keyof CallEventData
/** What happened to a yearly call. */
export type CallEvent = EventsOf<CallEventData>

/** A command says what its event will. */
export interface CallCommandData extends CorrectableCallCommandData {
  readonly CorrectCall: CallEventData["CallCorrected"]
}

interface CorrectableCallCommandData {
  readonly OpenCall: CallActData["CallOpened"]
  readonly CloseCall: CallActData["CallClosed"]
}

export type CallCommandType = keyof CallCommandData
/** What may be done to a yearly call: open it, close it, put it right. */
export type CallCommand = CommandsOf<CallCommandData>
export type CorrectableCallCommand = CommandsOf<CorrectableCallCommandData>

/** A yearly call as its events leave it. */
export interface CallState extends Call {
  readonly closed: boolean
  /** What was done, as it reads now. */
  readonly entries: ReadonlyArray<CallEntry>
  /** Of the next event. */
  readonly revision: number
  readonly lastEffectiveOn: CivilDate | null
}

type CallEntry = Entry<CorrectableCallCommand>

export const initialCall = (year: number): CallState => ({
  year,
  window: null,
  closed: false,
  entries: [],
  revision: 0,
  lastEffectiveOn: null,
})

export const evolveCall = (state: CallState, event: CallEvent): CallState => {
  const { year, entries, revision } = state
  const { effectiveOn } = event
  const command = callCommandOf(event)
  const after =
    command.type === "CorrectCall"
      ? callAfter(year, withCorrection(entries, command.data))
      : withEntry(state, { revision, effectiveOn, command, isStruck: false })
  return { ...after, revision: revision + 1, lastEffectiveOn: effectiveOn }
}

/** The call after its entries, or after the first of them. */
export const callAfter = (year: number, entries: ReadonlyArray<CallEntry>): CallState =>
  entries.reduce(withEntry, initialCall(year))

const withEntry = (state: CallState, entry: CallEntry): CallState => ({
  ...state,
  ...(entry.isStruck ? {} : changes(state, entry.command)),
  entries: [...state.entries, entry],
})

const changes = ({ window }: CallState, command: CorrectableCallCommand): Partial<CallState> => {
  if (command.type === "CloseCall")
    return { window: window && { ...window, closesOn: command.data.closedOn }, closed: true }
  const { year: _, opensOn, closesOn, document: __, ...quotas } = command.data
  return { window: { opensOn, closesOn }, ...(Object.keys(quotas).length === 0 ? {} : { quotas }) }
}

/** What the law holds of a call it was told of event by event is the whole state. */
export const withCallEvent = (law: ApplicableLaw, year: number, event: CallEvent): ApplicableLaw =>
  withCall(law, evolveCall({ ...initialCall(year), ...callOf(law, year) }, event))

const correctableCodecs = {
  OpenCall: recordWith<Omit<CallCommandData["OpenCall"], keyof Quotas>, Required<Quotas>>(
    "OpenCall",
    { year: Year, opensOn: CivilDate, closesOn: CivilDate, document: Line },
    { mostRecommended: Count, mostRecommendedPerCounty: Count, mostCertified: Count, mostCertifiedPerCounty: Count },
  ),
  CloseCall: record<CallCommandData["CloseCall"]>("CloseCall", { year: Year, closedOn: CivilDate }),
}

export const callCommandCodecs: CommandCodecs<CallCommand> = {
  ...correctableCodecs,
  CorrectCall: record<CallCommandData["CorrectCall"]>("CallCorrection", {
    year: Year,
    ...correctionFields<CorrectableCallCommand>(correctableCodecs),
  }),
}

export const callCommandOf = (event: CallEvent): CallCommand => {
  switch (event.type) {
    case "CallOpened":
      return { type: "OpenCall", data: event.data }
    case "CallClosed":
      return { type: "CloseCall", data: event.data }
    case "CallCorrected":
      return { type: "CorrectCall", data: event.data }
  }
}
