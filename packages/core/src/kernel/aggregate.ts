/**
 * An aggregate as one value, with everything that stores, service, replay and readers need. They use the registry and never
 * name an aggregate, so a new one takes one file and one line.
 */
import type * as t from "io-ts"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Seal } from "../forms/representation.js"
import type { Bilingual } from "../law/bilingual.js"
import type { AnyCommand, AnyEvent } from "./act.js"
import type { ApplicableLaw } from "./applicable-law.js"
import type { Context } from "./context.js"
import type { DecisionIn } from "./decision.js"
import type { QuotaRules } from "./quota-use.js"
import type { RefusalIn } from "./refusal.js"

/** A codec for the data of each command. */
export type CommandCodecs<Command extends AnyCommand> = {
  readonly [T in Command["type"]]: t.Decoder<unknown, Extract<Command, { readonly type: T }>["data"]> & {
    is(u: unknown): boolean
  }
}

/** Names of the acts, events and phases of an aggregate, for people. */
export interface Names<ActName extends string, EventType extends string, Phase extends string> {
  readonly acts: { readonly [A in ActName]: Bilingual }
  readonly events: { readonly [T in EventType]: Bilingual }
  readonly phases: { readonly [P in Phase]: Bilingual }
}

/** How to find the key of a stream. An aggregate with only one stream per bureau has the empty key. */
export interface KeyOfStream<Key extends string> {
  /** Parses the part of a stream name after the division; `undefined` if it is not a valid key. */
  parse(text: string): Key | undefined
  /** The key in a command's data, if it is there. */
  inData(data: unknown): Key | undefined
  /** A field of the request for the key, if the command's data do not contain it. */
  readonly field?: { readonly name: string; readonly codec: t.Decoder<unknown, Key>; readonly label: Bilingual }
}

/**
 * `Filled` is a command as filled in, with personal data in clear; `Command` has commitments instead and is what `decide`
 * gets. Uses methods, not function fields, so that a registry can hold aggregates of any type (bivariance).
 */
export interface Aggregate<
  Key extends string,
  Command extends AnyCommand,
  Event extends AnyEvent,
  State,
  Phase extends string,
  Filled extends AnyCommand = Command,
> {
  /** First word of its stream names, and its name in the registry. */
  readonly name: string
  readonly key: KeyOfStream<Key>
  /** Unique over all aggregates, like command types. */
  readonly eventTypes: ReadonlyArray<Event["type"]>
  readonly commandCodecs: { readonly filled: CommandCodecs<Filled>; readonly stored: CommandCodecs<Command> }
  /** For an aggregate of your own. The names of the aggregates here are in `messages/`, so that rules do not load them. */
  readonly names?: Names<Command["type"], Event["type"], Phase>
  /**
   * For each event type whose shape has changed: the steps from schema version 1 on. To change a shape, add a step. Released
   * steps never change, nor do the frozen histories of their versions.
   */
  readonly upcasters?: { readonly [T in Event["type"]]?: ReadonlyArray<Upcaster> }
  initial(key: Key): State
  /** Total. Validation is up to `decide`. */
  evolve(state: State, event: Event): State
  decide(context: Context, command: Command, state: State): DecisionIn<Event, Command["type"], Phase>
  /**
   * Reconstructs the command behind a batch, that is, the events of one append in order. Must be complete: a repeated command
   * is compared with it, so everything in a command has to be recorded or refused.
   */
  commandOf(batch: ReadonlyNonEmptyArray<Event>): Command
  /** For an aggregate with personal data: tells whether a command contains any, and seals them. */
  readonly sealing?: { holdsPersonalData(command: Filled): boolean; seal(command: Filled, seal: Seal): Command }
  /** For an aggregate with a value that must be unique over all streams of a store. */
  readonly unique?: Unique<Event["type"], Phase>
  /** For an aggregate with quotas, which limit how many of its streams may have something at once. */
  readonly quotas?: QuotaRules<unknown, Event["type"], Phase>
  /** Command types whose decisions read other streams, so that the order between streams must be kept. */
  readonly readsOthers?: ReadonlyArray<Command["type"]>
  /**
   * Keys of other streams of this aggregate that a decision on the command reads. If one of them has new events before the
   * append, the service decides again.
   */
  alsoReads?(command: Command | Filled, state: State): ReadonlyArray<Key>
  /** For an aggregate that is part of the law: the law after an event of the stream with this key. */
  lawAfter?(law: ApplicableLaw, key: Key, event: Event): ApplicableLaw
}

/** A value of commands and their events that must be unique in a store. */
export interface Unique<EventType extends string, Phase extends string> {
  /** Event types that have such a value. */
  readonly types: ReadonlyArray<EventType>
  /** The value in normalized form; `undefined` if there is none. Total. */
  valueOf(of: AnyCommand): string | undefined
  /** The value of its own stream that an event releases. Total. */
  releasedBy?(event: AnyCommand): string | undefined
  /** The refusal of a command whose value is already held by another event. */
  refusal(context: Pick<Context, "law" | "effectiveOn">, command: AnyCommand, holder: Holder): RefusalIn<string, Phase>
}

/** The event that holds a unique value: key of its stream, and revision. */
export interface Holder {
  readonly key: string
  readonly revision: number
}

/** An aggregate of any type, as used by stores, replay and bundles. */
export type AnyAggregate = Aggregate<string, AnyCommand, AnyEvent, unknown, string>

/** Converts data of one schema version to the next. Pure and total; does not change its argument. */
export type Upcaster = (data: unknown) => unknown

/** Aggregates by name. */
export type Registry = { readonly [name: string]: AnyAggregate }

/** Name of a stream: `designation-130300-91130302…`, `roster-130300`. The division of the bureau is the partition key. */
export const streamOf = ({ name }: Pick<AnyAggregate, "name">, division: string, key: string): string =>
  key === "" ? `${name}-${division}` : `${name}-${division}-${key}`

/** A parsed stream name. The key is empty for an aggregate with only one stream per bureau. */
export type StreamName<R extends Registry = Registry> = {
  readonly [N in keyof R & string]: {
    readonly aggregate: N
    readonly division: string
    readonly key: R[N] extends { initial(key: infer Key extends string): unknown } ? Key : never
  }
}[keyof R & string]

const streamShape = /^([a-z]+)-(\d{6})(?:-(.+))?$/

/** Parses a stream name; `undefined` if it belongs to no aggregate of the registry. */
export const parseStreamName = <R extends Registry>(stream: string, registry: R): StreamName<R> | undefined => {
  const [, aggregate = "", division = "", text = ""] = streamShape.exec(stream) ?? []
  const key = Object.hasOwn(registry, aggregate) ? registry[aggregate]?.key.parse(text) : undefined
  // The compiler cannot see that the key was parsed by the aggregate of that name.
  return key === undefined ? undefined : ({ aggregate, division, key } as StreamName<R>)
}

/** Makes a guard that narrows an event or envelope to the events of an aggregate. */
export const isEventOf = <Event extends AnyEvent>(aggregate: {
  readonly eventTypes: ReadonlyArray<Event["type"]>
  evolve(state: never, event: Event): unknown
}) => {
  const types: ReadonlyArray<string> = aggregate.eventTypes
  return <E extends { readonly type: string }>(event: E): event is E & Event => types.includes(event.type)
}
