import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  isInstant,
  parseStreamName,
  shanghaiDate,
  type AnyAggregate,
  type AnyEvent,
  type AnyRefusal,
  type ApplicableLaw,
  type Library,
  type Registry,
} from "@shifan/core"
import { explainIn, vocabularyOf } from "@shifan/core/messages"
import type { Basis, Envelope } from "@shifan/event-store"
import canonicalize from "canonicalize"
import { logFault, type LeafPlace, type LogFault } from "./fault.js"
import { firstDifference } from "./first-difference.js"
import { inEncodingOf, lawHistory } from "./law-history.js"

/** Decides the commands of a log again, one after the other, each under the law it names. */
export interface Redecider {
  /** Takes the events of the next command, if there is one. `next`: the leaf index behind them. */
  readonly take: (events: ReadonlyNonEmptyArray<Envelope> | undefined, next: number) => LogFault | undefined
  /** Commands that were decided again. */
  readonly decisions: () => number
}

/** A stream's aggregate, and its state so far. */
interface AggregateState {
  readonly aggregate: AnyAggregate
  readonly state: unknown
}

export const redecider = (library: Library, registry: Registry): Redecider => {
  const states = new Map<string, AggregateState>()
  const laws = lawHistory(library, registry)
  let decisions = 0
  return {
    decisions: () => decisions,
    take: (events, next) => {
      if (events === undefined) return undefined
      const [{ stream, revision, basis }] = events
      const before = states.get(stream) ?? initialState(stream, registry)
      if (before === undefined) return undefined
      const place = { index: next - events.length, stream, revision }
      const law = laws.lawAt(basis)
      if (law !== undefined) decisions++
      const fault = law === undefined ? unknownLaw(basis, place) : redecide(events, before, law, place)
      // Malformed data is not applied: the stream goes on from the state before it.
      const after = fault?.code === "Malformed" ? undefined : evolveAll(before, events)
      if (after !== undefined) {
        states.set(stream, after)
        laws.apply(events)
      }
      return fault
    },
  }
}

/** `undefined` for a stream of no aggregate. */
const initialState = (stream: string, registry: Registry): AggregateState | undefined => {
  const name = parseStreamName(stream, registry)
  const aggregate = name && registry[name.aggregate]
  return name && aggregate && { aggregate, state: aggregate.initial(name.key) }
}

const isOf = (aggregate: AnyAggregate, { type }: Envelope): boolean => aggregate.eventTypes.includes(type)

/** `undefined` if the aggregate trips over malformed data. */
const evolveAll = (
  { aggregate, state }: AggregateState,
  events: ReadonlyNonEmptyArray<Envelope>,
): AggregateState | undefined => {
  try {
    return {
      aggregate,
      state: events.reduce(
        (before, event) => (isOf(aggregate, event) ? aggregate.evolve(before, event) : before),
        state,
      ),
    }
  } catch {
    return undefined
  }
}

const unknownLaw = (basis: ReadonlyArray<Basis>, place: LeafPlace): LogFault => {
  const named = basis.map(({ stream, revision }) => `${stream}@${revision}`)
  return logFault("UnknownLaw", place, "instrument and calls as recorded before", named.join(", "))
}

/** `place`: of the first event; `before`: its stream up to it; `law`: as it was known then. */
const redecide = (
  events: ReadonlyNonEmptyArray<Envelope>,
  before: AggregateState,
  law: ApplicableLaw,
  place: LeafPlace,
): LogFault | undefined => {
  const [first] = events
  const decision = decide(events, before, inEncodingOf(first, law))
  if (decision === undefined) return logFault("Malformed", place, `the data of ${first.type}`, "other data")
  if (E.isRight(decision)) return differenceFault(events, decision.right, place)
  const decided = `${first.type} by ${first.actor.role} ${first.actor.code} on ${first.effectiveOn}`
  return logFault("Undecidable", place, decided, reasonsOf(decision.left, before.aggregate, law))
}

type Decision = ReturnType<AnyAggregate["decide"]>

/** `undefined` if the data is not that of its type. Where no codec notices, the aggregate may throw. */
const decide = (
  events: ReadonlyNonEmptyArray<Envelope>,
  { aggregate, state }: AggregateState,
  law: ApplicableLaw,
): Decision | undefined => {
  const [{ actor, effectiveOn, recordedAt }] = events
  const batch = events.filter((event) => isOf(aggregate, event))
  if (!RA.isNonEmpty(batch) || !isInstant(recordedAt)) return undefined
  const context = { actor, effectiveOn, recordedOn: shanghaiDate(recordedAt), law }
  try {
    const command = aggregate.commandOf(batch)
    const isSound = aggregate.commandCodecs.stored[command.type]?.is(command.data) === true
    return isSound ? aggregate.decide(context, command, state) : undefined
  } catch {
    return undefined
  }
}

const reasonsOf = (
  refusals: ReadonlyArray<AnyRefusal>,
  aggregate: AnyAggregate,
  { library: [regulation] }: ApplicableLaw,
): string =>
  refusals
    .map((refusal) =>
      regulation === undefined ? refusal.code : explainIn(vocabularyOf(aggregate), refusal, regulation).sentence.en,
    )
    .join("; ")

/** Compares what was decided. What recording adds, such as ids, times and positions, is not the decider's. */
const differenceFault = (
  recorded: ReadonlyNonEmptyArray<Envelope>,
  decided: ReadonlyArray<AnyEvent>,
  { index, stream, revision }: LeafPlace,
): LogFault | undefined => {
  const size = Math.max(recorded.length, decided.length)
  for (let i = 0; i < size; i++) {
    const difference = firstDifference(decidedFields(decided[i]), decidedFields(recorded[i]))
    if (difference === undefined) continue
    const text = (value: unknown): string => `${difference.path} ${canonicalize(value)?.slice(0, 200) ?? "—"}`
    const place = { index: index + i, stream, revision: revision + i }
    return logFault("DecidedOtherwise", place, text(difference.one), text(difference.other))
  }
  return undefined
}

/** All `null` for an event that is missing. */
const decidedFields = (event: AnyEvent | undefined): Readonly<Record<string, unknown>> => ({
  type: event?.type ?? null,
  effectiveOn: event?.effectiveOn ?? null,
  actor: event?.actor ?? null,
  provisions: event?.provisions ?? null,
  rule: event?.rule ?? null,
  readings: event?.readings ?? null,
  data: event?.data ?? null,
})
