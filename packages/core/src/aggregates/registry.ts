/** All aggregates. Stores, service, replay and readers ask this registry; a further aggregate is one more line. */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { AnyAggregate, Names, Registry } from "../kernel/aggregate.js"
import type { RefusalCode, RefusalIn } from "../kernel/refusal.js"
import { call } from "./call.js"
import { designation } from "./designation/aggregate.js"
import { instrument } from "./instrument/decide.js"
import { logKeys } from "./log-keys.js"
import { publication } from "./publication.js"

/** By the first word of their streams' names. */
export const aggregates = { designation, instrument, call, roster: publication, log: logKeys } as const

/** The aggregates of this package, by name: what a registry is by default. */
export type Aggregates = typeof aggregates

/** What a reader calls an aggregate's acts, events and phases. */
export type NamesIn<A extends AnyAggregate> = Exclude<A["names"], undefined>

/** The acts, events and phases of one aggregate after another: a union, so that an act keeps its own phases. */
type NamesOf<A extends AnyAggregate> =
  NamesIn<A> extends Names<infer ActName, infer EventType, infer Phase>
    ? { readonly act: ActName; readonly event: EventType; readonly phase: Phase }
    : never

type NamedIn<R extends Registry> = { readonly [N in keyof R]: NamesOf<R[N]> }[keyof R]

type Named = NamedIn<Aggregates>

/** The types of commands, unique over all aggregates. */
export type AnyCommandType = Named["act"]

/** The types of events, unique over all aggregates. */
export type AnyEventType = Named["event"]

type RefusalOf<N> = N extends { readonly act: infer ActName extends string; readonly phase: infer Phase extends string }
  ? RefusalIn<ActName, Phase>
  : never

/** The same for a registry of your own. */
export type RefusalFrom<R extends Registry> = RefusalOf<NamedIn<R>>

/** Why a command was not carried out, whichever aggregate refused it. */
export type Refusal = RefusalFrom<Aggregates>

/** Everything that stood in the way, not only the first thing. */
export type Refusals = ReadonlyNonEmptyArray<Refusal>

/** What a regulation may cite for: the types of events and the codes of refusals. */
export type Citable = AnyEventType | RefusalCode

/** The aggregate that has a command or an event of this type; `undefined` for a type nobody knows. */
export const aggregateOf = (type: string, registry: Registry = aggregates): AnyAggregate | undefined =>
  Object.values(registry).find(
    ({ eventTypes, commandCodecs: { filled } }) => eventTypes.includes(type) || Object.hasOwn(filled, type),
  )
