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
import { invalid, when, type ObjectionIn } from "../kernel/refusal.js"

/** The stored format: a field once written is never renamed, only upcast from. */
export interface CallEventData {
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
export interface CallCommandData {
  readonly OpenCall: CallEventData["CallOpened"]
  readonly CloseCall: CallEventData["CallClosed"]
}

export type CallCommandType = keyof CallCommandData
export type CallCommand = CommandsOf<CallCommandData>

export type CallPhase = "none" | "open" | "closed"

export interface CallState extends Call {
  readonly closed: boolean
  readonly lastEffectiveOn: CivilDate | null
}

export const initialCall = (year: number): CallState => ({ year, window: null, closed: false, lastEffectiveOn: null })

export const evolveCall = (state: CallState, event: CallEvent): CallState => {
  const lastEffectiveOn = event.effectiveOn
  switch (event.type) {
    case "CallOpened":
      return { ...state, window: { opensOn: event.data.opensOn, closesOn: event.data.closesOn }, lastEffectiveOn }
    case "CallClosed":
      return {
        ...state,
        window: state.window === null ? null : { ...state.window, closesOn: event.data.closedOn },
        closed: true,
        lastEffectiveOn,
      }
  }
}

export const withCallEvent = (law: ApplicableLaw, year: number, event: CallEvent): ApplicableLaw =>
  withCall(law, evolveCall({ ...initialCall(year), ...callOf(law, year) }, event))

export const callCommandCodecs: CommandCodecs<CallCommand> = {
  OpenCall: record<CallCommandData["OpenCall"]>("OpenCall", {
    year: Year,
    opensOn: CivilDate,
    closesOn: CivilDate,
    document: Line,
  }),
  CloseCall: record<CallCommandData["CloseCall"]>("CloseCall", { year: Year, closedOn: CivilDate }),
}

type Objection = ObjectionIn<CallCommandType, CallPhase>

/** The bureau opens and closes the call, while a rule is in force. */
export const decideCall =
  (context: Context) =>
  (command: CallCommand) =>
  (state: CallState): DecisionIn<CallEvent, CallCommandType, CallPhase> => {
    const status = ruleStatusOn(context.law, context.effectiveOn)
    const regulation = regulationNear(context.law, context.effectiveOn)
    const rule = status._tag === "InForce" ? status.rule : null
    const objections: ReadonlyArray<Objection> = [
      ...(status._tag === "InForce"
        ? []
        : [{ code: "NoRuleInForce" as const, on: context.effectiveOn, gap: status.gap }]),
      ...bureauObjections(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...wrongPhase(command.type, state),
      ...invalid(command.type === "OpenCall" ? openingIssues(command.data, state) : closingIssues(command.data, state)),
    ]
    return conclude<CallEvent, CallCommandType, CallPhase>(
      context,
      { rule, regulation },
      unlessObjected(objections, () => [draftOf(command)]),
    )
  }

const draftOf = (command: CallCommand): DraftOf<CallEvent> =>
  command.type === "OpenCall" ? { type: "CallOpened", data: command.data } : { type: "CallClosed", data: command.data }

const wrongPhase = (act: CallCommandType, { window, closed }: CallState): ReadonlyArray<Objection> =>
  act === "OpenCall"
    ? when(window !== null, () => ({ code: "AlreadyDecided", act, phase: "open" }))
    : [
        ...when(closed, () => ({ code: "AlreadyDecided" as const, act, phase: "closed" as const })),
        ...when(window === null, () => ({
          code: "WrongState" as const,
          act,
          phase: "none" as const,
          possibleIn: ["open" as const],
        })),
      ]

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

export const callCommandOf = (event: CallEvent): CallCommand =>
  event.type === "CallOpened" ? { type: "OpenCall", data: event.data } : { type: "CloseCall", data: event.data }

/** The key is the year, in four digits. */
export const call: Aggregate<string, CallCommand, CallEvent, CallState, CallPhase> = {
  name: "call",
  eventTypes: ["CallOpened", "CallClosed"],
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
