/** The yearly call for applications, with which reviews run: stream `call-<division>-<year>`. Arts. 13 and 18. */
import { between, check, checks, notBefore } from "../forms/check.js"
import { Year } from "../forms/quantity.js"
import { record } from "../codec/record.js"
import { Line } from "../forms/text.js"
import { bilingual } from "../law/bilingual.js"
import { CivilDate, yearOf } from "../law/civil-date.js"
import type { CommandsOf, EventsOf } from "../kernel/act.js"
import type { Aggregate, CommandCodecs } from "../kernel/aggregate.js"
import {
  callOf,
  regulationNear,
  ruleStatusOn,
  withCall,
  type ApplicableLaw,
  type Call,
} from "../kernel/applicable-law.js"
import { bureauObjections } from "../kernel/competence.js"
import type { Context } from "../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn, type DraftOf } from "../kernel/decision.js"
import {
  correctionIssues,
  correctionFields,
  withCorrection,
  type Entry,
  type EntryCorrection,
} from "../kernel/entries.js"
import { invalid, when, type ObjectionIn } from "../kernel/refusal.js"

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
  }
  /** Ends the call on a day, that day included. */
  readonly CallClosed: { readonly year: number; readonly closedOn: CivilDate }
}

export type CallEventType = keyof CallEventData
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
export type CallCommand = CommandsOf<CallCommandData>
export type CorrectableCallCommand = CommandsOf<CorrectableCallCommandData>

export type CallPhase = "none" | "open" | "closed"

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
const callAfter = (year: number, entries: ReadonlyArray<CallEntry>): CallState =>
  entries.reduce(withEntry, initialCall(year))

const withEntry = (state: CallState, entry: CallEntry): CallState => ({
  ...state,
  ...(entry.isStruck ? {} : changes(state, entry.command)),
  entries: [...state.entries, entry],
})

const changes = ({ window }: CallState, command: CorrectableCallCommand): Partial<CallState> =>
  command.type === "OpenCall"
    ? { window: { opensOn: command.data.opensOn, closesOn: command.data.closesOn } }
    : { window: window && { ...window, closesOn: command.data.closedOn }, closed: true }

/** What the law holds of a call it was told of event by event is the whole state. */
export const withCallEvent = (law: ApplicableLaw, year: number, event: CallEvent): ApplicableLaw =>
  withCall(law, evolveCall({ ...initialCall(year), ...callOf(law, year) }, event))

const correctableCodecs = {
  OpenCall: record<CallCommandData["OpenCall"]>("OpenCall", {
    year: Year,
    opensOn: CivilDate,
    closesOn: CivilDate,
    document: Line,
  }),
  CloseCall: record<CallCommandData["CloseCall"]>("CloseCall", { year: Year, closedOn: CivilDate }),
}

export const callCommandCodecs: CommandCodecs<CallCommand> = {
  ...correctableCodecs,
  CorrectCall: record<CallCommandData["CorrectCall"]>("CallCorrection", {
    year: Year,
    ...correctionFields<CorrectableCallCommand>(correctableCodecs),
  }),
}

type Objection = ObjectionIn<CallCommandType, CallPhase>

/** The bureau opens and closes the call while a rule is in force, and puts its record right at any time. */
export const decideCall =
  (context: Context) =>
  (command: CallCommand) =>
  (state: CallState): DecisionIn<CallEvent, CallCommandType, CallPhase> => {
    const status = ruleStatusOn(context.law, context.effectiveOn)
    const regulation = regulationNear(context.law, context.effectiveOn)
    const isCorrection = command.type === "CorrectCall"
    const rule = status._tag === "InForce" && !isCorrection ? status.rule : null
    const objections: ReadonlyArray<Objection> = [
      ...(status._tag === "InForce" || isCorrection
        ? []
        : [{ code: "NoRuleInForce" as const, on: context.effectiveOn, gap: status.gap }]),
      ...bureauObjections(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...wrongPhase(command.type, state),
      ...invalid(isCorrection ? correctingIssues(command.data, context, state) : issuesOf(command, state)),
    ]
    return conclude<CallEvent, CallCommandType, CallPhase>(
      context,
      { rule, regulation },
      unlessObjected(objections, () => [draftOf(command)]),
    )
  }

const eventOf = { OpenCall: "CallOpened", CloseCall: "CallClosed", CorrectCall: "CallCorrected" } as const

/** The compiler cannot follow that a command's data are those of the event it gives. */
const draftOf = ({ type, data }: CallCommand): DraftOf<CallEvent> =>
  ({ type: eventOf[type], data }) as DraftOf<CallEvent>

const wrongPhase = (act: CallCommandType, { window, closed }: CallState): ReadonlyArray<Objection> => [
  ...when((act === "OpenCall" && window !== null) || (act === "CloseCall" && closed), () => ({
    code: "AlreadyDecided" as const,
    act,
    phase: act === "CloseCall" ? ("closed" as const) : ("open" as const),
  })),
  ...when(act !== "OpenCall" && window === null, () => ({
    code: "WrongState" as const,
    act,
    phase: "none" as const,
    possibleIn: ["open" as const],
  })),
]

/** The act as it ought to read keeps to what it had to keep to, and so does the close after it. */
const correctingIssues = (data: CallCommandData["CorrectCall"], { actor }: Context, state: CallState) => [
  isYearOfStream(data.year, state),
  ...correctionIssues(state.entries, actor, data, ["OpenCall", "CloseCall"], ({ command }, before) => {
    const then = callAfter(state.year, before)
    return checks([...issuesOf(command, then), wasOpen(command, then)])
  }),
]

/** An opening is not struck out from under the close that follows it. */
const wasOpen = (command: CorrectableCallCommand, { window }: CallState) =>
  command.type === "CloseCall" && window === null
    ? check(false, "closedOn", bilingual("已开始的申报", "a call that was opened"), command.data.closedOn)
    : undefined

const issuesOf = (command: CorrectableCallCommand, state: CallState) =>
  command.type === "OpenCall" ? openingIssues(command.data, state) : closingIssues(command.data, state)

/** The call of a year lies in that year. */
const openingIssues = ({ year, opensOn, closesOn }: CallCommandData["OpenCall"], state: CallState) =>
  checks([
    isYearOfStream(year, state),
    liesInYear("opensOn", opensOn, state),
    liesInYear("closesOn", closesOn, state),
    notBefore("closesOn", closesOn, opensOn),
  ])

const liesInYear = (path: string, date: CivilDate, { year }: CallState) =>
  check(yearOf(date) === year, path, bilingual(`${year}年内`, `a day in ${year}`), date)

/** Closing ends a call, and never lengthens it. */
const closingIssues = ({ year, closedOn }: CallCommandData["CloseCall"], state: CallState) =>
  checks([
    isYearOfStream(year, state),
    state.window === null ? undefined : between("closedOn", closedOn, state.window.opensOn, state.window.closesOn),
  ])

const isYearOfStream = (given: number, { year }: CallState) =>
  check(given === year, "year", bilingual(`${year}年`, `${year}, the year of the stream`), String(given))

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

/** The key is the year, in four digits. */
export const call: Aggregate<string, CallCommand, CallEvent, CallState, CallPhase> = {
  name: "call",
  eventTypes: ["CallOpened", "CallClosed", "CallCorrected"],
  commandCodecs: { filled: callCommandCodecs, stored: callCommandCodecs },
  key: {
    parse: (text) => (/^\d{4}$/.test(text) ? text : undefined),
    inData: (data) => {
      const year: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "year") : undefined
      return Year.is(year) ? String(year) : undefined
    },
  },
  initial: (year) => initialCall(Number(year)),
  evolve: evolveCall,
  decide: (context, command, state) => decideCall(context)(command)(state),
  commandOf: ([event]) => callCommandOf(event),
  lawAfter: (law, year, event) => withCallEvent(law, Number(year), event),
}
