/**
 * An aggregate as one value: everything that a store, the service, a replay or a reader has to know of it. They ask the
 * registry and never the aggregate by name, so that a further aggregate is one file and one line.
 */
import type * as t from "io-ts"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Seal } from "../forms/representation.js"
import type { Bilingual } from "../law/bilingual.js"
import type { AnyCommand, AnyEvent } from "./act.js"
import type { ApplicableLaw } from "./applicable-law.js"
import type { Context } from "./context.js"
import type { DecisionIn } from "./decision.js"
import type { Places } from "./limited-places.js"
import type { RefusalIn } from "./refusal.js"

/** A codec for the data of each command. */
export type CommandCodecs<Command extends AnyCommand> = {
  readonly [T in Command["type"]]: t.Decoder<unknown, Extract<Command, { readonly type: T }>["data"]> & {
    is(u: unknown): boolean
  }
}

/** What a reader calls the acts, the events and the phases of one aggregate. */
export interface Names<ActName extends string, EventType extends string, Phase extends string> {
  readonly acts: { readonly [A in ActName]: Bilingual }
  readonly events: { readonly [T in EventType]: Bilingual }
  readonly phases: { readonly [P in Phase]: Bilingual }
}

/** How the key of a stream is found. An aggregate of which a bureau has only one has the empty key. */
export interface KeyOfStream<Key extends string> {
  /** The text behind the division in a stream's name; `undefined` if no stream of this aggregate has it. */
  parse(text: string): Key | undefined
  /** The key in a command's data, if it stands there. */
  inData(data: unknown): Key | undefined
  /** The field beside a command's data that names the key where the data do not. */
  readonly field?: { readonly name: string; readonly codec: t.Decoder<unknown, Key>; readonly label: Bilingual }
}

/**
 * `Filled` is a command as a person fills it in, with personal data in clear; `Command` is what is decided, with
 * commitments in their place. Methods, not function fields, so that the registry can hold aggregates of any types.
 */
export interface Aggregate<
  Key extends string,
  Command extends AnyCommand,
  Event extends AnyEvent,
  State,
  Phase extends string,
  Filled extends AnyCommand = Command,
> {
  /** The first word of its streams' names, and its name in the registry. */
  readonly name: string
  readonly key: KeyOfStream<Key>
  /** Unique over all aggregates, as are the types of commands. */
  readonly eventTypes: ReadonlyArray<Event["type"]>
  readonly commandCodecs: { readonly filled: CommandCodecs<Filled>; readonly stored: CommandCodecs<Command> }
  /** For an aggregate of your own; `messages/` has those of the aggregates here, which decide without them. */
  readonly names?: Names<Command["type"], Event["type"], Phase>
  /**
   * The steps from schema version 1 on for each event type whose shape has changed. To change a shape, add a step. A
   * released step never changes, nor does the frozen history of its version.
   */
  readonly upcasters?: { readonly [T in Event["type"]]?: ReadonlyArray<Upcaster> }
  initial(key: Key): State
  /** Total: validates nothing. `decide` does. */
  evolve(state: State, event: Event): State
  decide(context: Context, command: Command, state: State): DecisionIn<Event, Command["type"], Phase>
  /**
   * The command that a batch of events came from: what one command appended, in order. Whole: a command given again is
   * compared with it, so whatever a command says has to be recorded, or refused.
   */
  commandOf(batch: ReadonlyNonEmptyArray<Event>): Command
  /** For an aggregate with personal data: whether a command holds any, and the command with them sealed. */
  readonly sealing?: { holdsPersonalData(command: Filled): boolean; seal(command: Filled, seal: Seal): Command }
  /** For an aggregate with something that no two of its events in a store may have. */
  readonly unique?: Unique<Event["type"], Phase>
  /** For an aggregate of which only so many streams may come to something. */
  readonly places?: Places<unknown, Event["type"], Phase>
  /** The types of commands whose decisions read other streams, so that their order among the others has to be kept. */
  readonly readsOthers?: ReadonlyArray<Command["type"]>
  /**
   * The keys of other streams of this aggregate that a decision on the command reads, as far as they are recorded by then.
   * The service takes the decision anew where one of them has gone on before the append.
   */
  alsoReads?(command: Command | Filled, state: State): ReadonlyArray<Key>
  /** For an aggregate that is part of the law: the law after an event of the stream with this key. */
  lawAfter?(law: ApplicableLaw, key: Key, event: Event): ApplicableLaw
}

/** Of a command, or of the event that it led to. */
export interface Unique<EventType extends string, Phase extends string> {
  /** The events that have one. */
  readonly types: ReadonlyArray<EventType>
  /** As it is compared; `undefined` for what has none. Total. */
  valueOf(of: AnyCommand): string | undefined
  /** What an event gives back, which its own stream had until then. Total. */
  releasedBy?(event: AnyCommand): string | undefined
  /** Against a command whose value the event at that revision of the stream with that key has. */
  refusal(context: Pick<Context, "law" | "effectiveOn">, command: AnyCommand, holder: Holder): RefusalIn<string, Phase>
}

/** An event in the store: the key of its stream, and where it stands there. */
export interface Holder {
  readonly key: string
  readonly revision: number
}

/** An aggregate of whatever kind, as stores, replay and bundles see it. */
export type AnyAggregate = Aggregate<string, AnyCommand, AnyEvent, unknown, string>

/** Turns the data of one schema version into that of the next. Pure and total; does not change its argument. */
export type Upcaster = (data: unknown) => unknown

/** Aggregates by name. */
export type Registry = { readonly [name: string]: AnyAggregate }

/** Names a stream: `designation-130300-91130302…`, `roster-130300`. The division of the bureau is the partition key. */
export const streamOf = ({ name }: Pick<AnyAggregate, "name">, division: string, key: string): string =>
  key === "" ? `${name}-${division}` : `${name}-${division}-${key}`

/** The name of a stream taken apart. The key is empty for an aggregate of which a bureau has only one. */
export type StreamName<R extends Registry = Registry> = {
  readonly [N in keyof R & string]: {
    readonly aggregate: N
    readonly division: string
    readonly key: R[N] extends { initial(key: infer Key extends string): unknown } ? Key : never
  }
}[keyof R & string]

const streamShape = /^([a-z]+)-(\d{6})(?:-(.+))?$/

/** `undefined` for a stream of no aggregate in the registry. */
export const parseStreamName = <R extends Registry>(stream: string, registry: R): StreamName<R> | undefined => {
  const [, aggregate = "", division = "", text = ""] = streamShape.exec(stream) ?? []
  const key = Object.hasOwn(registry, aggregate) ? registry[aggregate]?.key.parse(text) : undefined
  // The key was parsed by the aggregate of that name, which the compiler cannot follow through the look-up.
  return key === undefined ? undefined : ({ aggregate, division, key } as StreamName<R>)
}

/** Narrows an event, or an envelope around one, to those of an aggregate. */
export const isEventOf = <Event extends AnyEvent>(aggregate: {
  readonly eventTypes: ReadonlyArray<Event["type"]>
  evolve(state: never, event: Event): unknown
}) => {
  const types: ReadonlyArray<string> = aggregate.eventTypes
  return <E extends { readonly type: string }>(event: E): event is E & Event => types.includes(event.type)
}
