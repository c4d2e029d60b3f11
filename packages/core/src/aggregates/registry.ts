/** The registry of all aggregates, which stores, service, replay and readers use. A new aggregate takes one more line. */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { AnyAggregate, Names, Registry } from "../kernel/aggregate.js"
import type { RefusalCode, RefusalIn } from "../kernel/refusal.js"
import { call } from "./call.js"
import { designation } from "./designation/aggregate.js"
import { instrument } from "./instrument/decide.js"
import { logKeys } from "./log-keys.js"
import { publication } from "./publication.js"

/** The aggregates by the first word of their stream names. */
export const aggregates = { designation, instrument, call, roster: publication, log: logKeys } as const

/** The type of the default registry: the aggregates of this package by name. */
export type Aggregates = typeof aggregates

/** Type of the names that an aggregate gives its acts, events and phases. */
export type NamesIn<A extends AnyAggregate> = Exclude<A["names"], undefined>

/** Acts, events and phases of each aggregate, as a union over aggregates, so that an act keeps only its own phases. */
type NamesOf<A extends AnyAggregate> =
  NamesIn<A> extends Names<infer ActName, infer EventType, infer Phase>
    ? { readonly act: ActName; readonly event: EventType; readonly phase: Phase }
    : never

type NamedIn<R extends Registry> = { readonly [N in keyof R]: NamesOf<R[N]> }[keyof R]

type Named = NamedIn<Aggregates>

/** All command types, unique over all aggregates. */
export type AnyCommandType = Named["act"]

/** All event types, unique over all aggregates. */
export type AnyEventType = Named["event"]

type RefusalOf<N> = N extends { readonly act: infer ActName extends string; readonly phase: infer Phase extends string }
  ? RefusalIn<ActName, Phase>
  : never

/** `Refusal` for a registry of your own. */
export type RefusalFrom<R extends Registry> = RefusalOf<NamedIn<R>>

/** A reason for refusing a command, from any aggregate. */
export type Refusal = RefusalFrom<Aggregates>

/** All reasons for refusing a command, not only the first. */
export type Refusals = ReadonlyNonEmptyArray<Refusal>

/** Subjects for which a regulation may cite provisions: event types and refusal codes. */
export type Citable = AnyEventType | RefusalCode

/** The aggregate that defines this command or event type; `undefined` for an unknown type. */
export const aggregateOf = (type: string, registry: Registry = aggregates): AnyAggregate | undefined =>
  Object.values(registry).find(
    ({ eventTypes, commandCodecs: { filled } }) => eventTypes.includes(type) || Object.hasOwn(filled, type),
  )
