/** Events, commands and state of the yearly call: stream `call-<division>-<year>`. Arts. 13 and 18. */
import { list } from "../codec/codec.js"
import { record, recordWith } from "../codec/record.js"
import { DivisionCode } from "../forms/division.js"
import { Count, Year } from "../forms/quantity.js"
import { Cell, Line } from "../forms/text.js"
import type { CommandsOf, EventsOf } from "../kernel/act.js"
import type { CommandCodecs } from "../kernel/aggregate.js"
import { callOf, withCall, type ApplicableLaw, type Call } from "../kernel/applicable-law.js"
import { correctionFields, withCorrection, type Entry, type EntryCorrection } from "../kernel/entries.js"
import type { CountyQuota, Quotas } from "../kernel/quotas.js"
import { CivilDate } from "../law/civil-date.js"

/** The stored format. Stored fields are never renamed; older shapes are upcast. */
export interface CallEventData extends CallActData {
  readonly CallCorrected: EntryCorrection<CorrectableCallCommand> & { readonly year: number }
}

interface CallActData {
  readonly CallOpened: {
    readonly year: number
    readonly opensOn: CivilDate
    readonly closesOn: CivilDate
    readonly document: string
    /** Required if the first day is in the past. */
    readonly reasons?: string
  } & Quotas
  /** `closedOn`: the last day of the call. `reasons`: required if the call is closed in retrospect. */
  readonly CallClosed: { readonly year: number; readonly closedOn: CivilDate; readonly reasons?: string }
}

export type CallEventType = keyof CallEventData
/** An event of a yearly call. */
export type CallEvent = EventsOf<CallEventData>

/** Commands have the same data as their events. */
export interface CallCommandData extends CorrectableCallCommandData {
  readonly CorrectCall: CallEventData["CallCorrected"]
}

interface CorrectableCallCommandData {
  readonly OpenCall: CallActData["CallOpened"]
  readonly CloseCall: CallActData["CallClosed"]
}

export type CallCommandType = keyof CallCommandData
/** A command to open, close or correct a yearly call. */
export type CallCommand = CommandsOf<CallCommandData>
export type CorrectableCallCommand = CommandsOf<CorrectableCallCommandData>

/** State of a yearly call after its events. */
export interface CallState extends Call {
  readonly closed: boolean
  /** The acts so far, with corrections applied. */
  readonly entries: ReadonlyArray<CallEntry>
  /** Revision of the next event. */
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

/** State of the call after these entries. */
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
  const { year: _, opensOn, closesOn, document: __, reasons: ___, ...quotas } = command.data
  return { window: { opensOn, closesOn }, ...(Object.keys(quotas).length === 0 ? {} : { quotas }) }
}

/** The law after an event of a call. The law keeps the whole state of a call, so it can be folded further. */
export const withCallEvent = (law: ApplicableLaw, year: number, event: CallEvent): ApplicableLaw =>
  withCall(law, evolveCall({ ...initialCall(year), ...callOf(law, year) }, event))

const CountyQuotaCodec = recordWith<Pick<CountyQuota, "county">, Required<Omit<CountyQuota, "county">>>(
  "CountyQuota",
  { county: DivisionCode },
  { mostRecommended: Count, mostCertified: Count },
)

const correctableCodecs = {
  OpenCall: recordWith<
    Omit<CallCommandData["OpenCall"], keyof Quotas | "reasons">,
    Required<Quotas> & { readonly reasons: string }
  >(
    "OpenCall",
    { year: Year, opensOn: CivilDate, closesOn: CivilDate, document: Line },
    {
      reasons: Cell,
      mostRecommended: Count,
      mostRecommendedPerCounty: Count,
      mostCertified: Count,
      mostCertifiedPerCounty: Count,
      countyQuotas: list(CountyQuotaCodec, { from: 1 }),
    },
  ),
  CloseCall: recordWith("CloseCall", { year: Year, closedOn: CivilDate }, { reasons: Cell }),
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
