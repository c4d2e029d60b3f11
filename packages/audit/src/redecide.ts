/** Every event decides itself again: the command it came from, on the state before it, under the law it rested on. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  asStored,
  callCommandCodecs,
  callCommandOf,
  commandCodecs,
  commandOf,
  decide,
  decideCall,
  decideInstrument,
  decideLogKeys,
  decidePublication,
  evolve,
  evolveCall,
  evolveInstrument,
  evolveLogKeys,
  evolvePublication,
  explain,
  initialCall,
  initialInstrument,
  initialLogKeys,
  initialPublication,
  initialState,
  instrumentCommandCodecs,
  instrumentCommandOf,
  logKeyCommandCodecs,
  logKeyCommandOf,
  publicationCommandCodecs,
  publicationCommandOf,
  type Act,
  type CallState,
  type Context,
  type InstrumentState,
  type Library,
  type LogKeysState,
  type PublicationState,
  type Refusal,
  type ApplicableLaw,
  type State,
} from "@shifan/core"
import {
  isCallEvent,
  isDesignationEvent,
  isInstrumentEvent,
  isLogKeyEvent,
  isPublicationEvent,
  type Envelope,
  type StreamName,
} from "@shifan/event-store"
import canonicalize from "canonicalize"
import { deepEqual } from "fast-equals"
import { firstDifference } from "./first-difference.js"
import { logFault, type LeafPlace, type LogFault } from "./fault.js"

/** The state of any aggregate, as its stream has it so far. */
export type Folded =
  | { readonly aggregate: "designation"; readonly state: State }
  | { readonly aggregate: "instrument"; readonly state: InstrumentState }
  | { readonly aggregate: "call"; readonly state: CallState }
  | { readonly aggregate: "roster"; readonly state: PublicationState }
  | { readonly aggregate: "log"; readonly state: LogKeysState }

export const initialFolded = (name: StreamName): Folded => {
  switch (name.aggregate) {
    case "designation":
      return { aggregate: "designation", state: initialState(name.key) }
    case "instrument":
      return { aggregate: "instrument", state: initialInstrument(name.key) }
    case "call":
      return { aggregate: "call", state: initialCall(Number(name.key)) }
    case "roster":
      return { aggregate: "roster", state: initialPublication }
    case "log":
      return { aggregate: "log", state: initialLogKeys }
  }
}

export const fold = (folded: Folded, envelope: Envelope): Folded => {
  if (folded.aggregate === "designation" && isDesignationEvent(envelope))
    return { ...folded, state: evolve(folded.state, envelope) }
  if (folded.aggregate === "instrument" && isInstrumentEvent(envelope))
    return { ...folded, state: evolveInstrument(folded.state, envelope) }
  if (folded.aggregate === "call" && isCallEvent(envelope))
    return { ...folded, state: evolveCall(folded.state, envelope) }
  if (folded.aggregate === "roster" && isPublicationEvent(envelope))
    return { ...folded, state: evolvePublication(folded.state, envelope) }
  if (folded.aggregate === "log" && isLogKeyEvent(envelope))
    return { ...folded, state: evolveLogKeys(folded.state, envelope) }
  return folded
}

/** `undefined` where the data of one are of another shape than its type's, which no fold has to bear. */
export const foldAll = (folded: Folded, batch: ReadonlyNonEmptyArray<Envelope>): Folded | undefined => {
  try {
    return batch.reduce(fold, folded)
  } catch {
    return undefined
  }
}

/** The events of one command, and the index of the first in the log. */
export interface Batch {
  readonly index: number
  readonly events: ReadonlyNonEmptyArray<Envelope>
}

type Decided = Act & { readonly type: string; readonly data: unknown }

type Again = E.Either<ReadonlyArray<Refusal>, ReadonlyArray<Decided>>

/** `index`: of the first event in the log; `folded`: the stream before them; `regime`: the law as known then. */
export const decideAgain = (
  { index, events: batch }: Batch,
  folded: Folded,
  regime: ApplicableLaw,
): LogFault | undefined => {
  const [first] = batch
  const place: LeafPlace = { index, stream: first.stream, revision: first.revision }
  const again = redo(batch, folded, underEncodingOf(regime, first))
  if (again === undefined) return logFault("Malformed", place, `the data of ${first.type}`, "other data")
  if (E.isRight(again)) return difference(batch, again.right, place)
  const [regulation] = regime.library
  const why = again.left.map((one) => (regulation === undefined ? one.code : explain(one, regulation).sentence.en))
  const decided = `${first.type} by ${first.actor.role} ${first.actor.code} on ${first.effectiveOn}`
  return logFault("Undecidable", place, decided, why.join("; "))
}

/** A later correction of our encoding must not judge an earlier decision. */
export const encodingOf = (library: Library, { rule }: Envelope): Library =>
  rule === null ? library : library.filter(({ id, encoding }) => id !== rule.regulation || encoding === rule.encoding)

/** The regime itself wherever its library has one encoding of each text, so that what it knows of its days is kept. */
const underEncodingOf = (regime: ApplicableLaw, first: Envelope): ApplicableLaw => {
  const library = encodingOf(regime.library, first)
  return library.length === regime.library.length ? regime : { ...regime, library }
}

/** Data of another shape than their type's fail in ways no lawful input does: that, too, is an answer. */
const redo = (batch: ReadonlyNonEmptyArray<Envelope>, folded: Folded, regime: ApplicableLaw): Again | undefined => {
  const [{ actor, effectiveOn }] = batch
  try {
    return decideBatch(batch, folded, { actor, effectiveOn, law: regime })
  } catch {
    return undefined
  }
}

const stored = commandCodecs(asStored)

const decideBatch = (batch: ReadonlyNonEmptyArray<Envelope>, folded: Folded, context: Context): Again | undefined => {
  const [first] = batch
  if (folded.aggregate === "designation") {
    const events = batch.filter(isDesignationEvent)
    if (!RA.isNonEmpty(events)) return undefined
    const command = commandOf(events)
    return stored[command.type].is(command.data) ? decide(context)(command)(folded.state) : undefined
  }
  if (folded.aggregate === "instrument" && isInstrumentEvent(first)) {
    const command = instrumentCommandOf(first)
    return instrumentCommandCodecs[command.type].is(command.data)
      ? decideInstrument(context)(command)(folded.state)
      : undefined
  }
  if (folded.aggregate === "call" && isCallEvent(first)) {
    const command = callCommandOf(first)
    return callCommandCodecs[command.type].is(command.data) ? decideCall(context)(command)(folded.state) : undefined
  }
  if (folded.aggregate === "roster" && isPublicationEvent(first)) {
    const command = publicationCommandOf(first)
    const sound = publicationCommandCodecs[command.type].decode(command.data)._tag === "Right"
    return sound ? decidePublication(context)(command)(folded.state) : undefined
  }
  if (folded.aggregate === "log" && isLogKeyEvent(first)) {
    const command = logKeyCommandOf(first)
    const sound = logKeyCommandCodecs[command.type].decode(command.data)._tag === "Right"
    return sound ? decideLogKeys(context)(command)(folded.state) : undefined
  }
  return undefined
}

/** Compares what a decision says; what the recording added (ids, times, places) is not the decider's. */
const difference = (
  batch: ReadonlyNonEmptyArray<Envelope>,
  again: ReadonlyArray<Decided>,
  { index, stream, revision }: LeafPlace,
): LogFault | undefined => {
  const size = Math.max(batch.length, again.length)
  for (let at = 0; at < size; at++) {
    const [recorded, decided] = [sayings(batch[at]), sayings(again[at])]
    const path = Object.keys(recorded).find((key) => !isSame(recorded[key], decided[key]))
    if (path !== undefined) {
      const differing = firstDifference(decided[path], recorded[path], path)
      const shown = (value: unknown): string => `${differing.path} ${canonicalize(value)?.slice(0, 200) ?? "—"}`
      const place = { index: index + at, stream, revision: revision + at }
      return logFault("DecidedOtherwise", place, shown(differing.one), shown(differing.other))
    }
  }
  return undefined
}

const sayings = (event: Decided | undefined): Readonly<Record<string, unknown>> => ({
  type: event?.type ?? null,
  effectiveOn: event?.effectiveOn ?? null,
  actor: event?.actor ?? null,
  provisions: event?.provisions ?? null,
  rule: event?.rule ?? null,
  readings: event?.readings ?? null,
  data: event?.data ?? null,
})

/** As it is written: a field that is `undefined` is not. */
const isSame = (recorded: unknown, decided: unknown): boolean =>
  deepEqual(recorded, decided) || canonicalize(recorded) === canonicalize(decided)
