import {
  type Actor,
  type Aggregates,
  type CivilDate,
  type FormIssue,
  type RefusalFrom,
  type Registry,
} from "@shifan/core"
import { streamOf } from "@shifan/core/registry"
import type { Envelope, StoreError } from "@shifan/event-store"
import type * as t from "io-ts"
import type { VaultError } from "./vault.js"

/** A command of an aggregate as filled in. Personal data are in clear; the service seals them before it decides. */
type FilledCommandOf<A> = A extends { readonly commandCodecs: { readonly filled: infer Codecs } }
  ? {
      readonly [T in keyof Codecs & string]: {
        readonly type: T
        readonly data: Codecs[T] extends t.Decoder<unknown, infer Data> ? Data : never
      }
    }[keyof Codecs & string]
  : never

type KeyOf<A> = A extends { initial(key: infer Key extends string): unknown } ? Key : never

/** A command and the stream it is for: name of the aggregate in the registry, and key of the stream. */
export type Target<R extends Registry = Aggregates> = {
  readonly [Name in keyof R & string]: {
    readonly aggregate: Name
    readonly key: KeyOf<R[Name]>
    readonly command: FilledCommandOf<R[Name]>
  }
}[keyof R & string]

/**
 * A command to carry out, with its actor and the day it takes effect.
 *
 * @example
 * const request: Request = {
 *   commandId: randomUUID(),
 *   actor: { role: "bureau", code: "130300", officer: "SJ-01" },
 *   effectiveOn: civilDate("2020-12-29"),
 *   target: { aggregate: "designation", key: unit, command: { type: "AwardPlaque", data: { awardedOn } } },
 * }
 */
export type Request<R extends Registry = Aggregates> = RequestFor<Target<R>>

interface RequestFor<To> {
  /** A UUID in either case. Repeating a command with its id adds nothing; a different command with the same id is refused. */
  readonly commandId: string
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly target: To
  /** Fails with `Conflict` unless the stream ends at this revision. -1: the stream must not exist yet. */
  readonly expectedRevision?: number
  /** UUID of the conversation this command belongs to. Default: the command id. */
  readonly correlationId?: string
  /** Id of the event that caused this command. */
  readonly causationId?: string
  /** Decides, but writes nothing. */
  readonly dryRun?: boolean
}

/** Result of a command: its events as stored. */
export interface CommandResult {
  readonly stream: string
  readonly events: ReadonlyArray<Envelope>
  /** `true` if the command had been carried out before; `events` are those recorded then. */
  readonly repeated: boolean
}

/** The id belongs to a different command: another type, actor, day, data or stream. */
export interface CommandIdReused {
  readonly _tag: "CommandIdReused"
  readonly commandId: string
  /** The first event of the command that has the id. */
  readonly event: Pick<Envelope, "stream" | "revision" | "type">
}

/**
 * Why a command was not carried out. `Refused` and `Malformed` list all reasons at once. `Conflict`: the stream is not at
 * the expected revision.
 */
export type ServiceError<R extends Registry = Aggregates> =
  | { readonly _tag: "Refused"; readonly refusals: ReadonlyArray<RefusalFrom<R>> }
  | { readonly _tag: "Malformed"; readonly issues: ReadonlyArray<FormIssue> }
  | { readonly _tag: "Conflict"; readonly stream: string; readonly expected: number; readonly actual: number }
  | CommandIdReused
  /** The clock is behind the newest record. An earlier record would change in retrospect what was known at a time. */
  | { readonly _tag: "ClockBehind"; readonly now: string; readonly newest: string }
  | { readonly _tag: "StoreFailed"; readonly error: StoreError }
  | { readonly _tag: "VaultFailed"; readonly error: VaultError }

/** Name of the stream that a command is for, in the bureau's division. */
export const streamOfTarget = (
  division: string,
  { aggregate, key }: Pick<Target<Registry>, "aggregate" | "key">,
): string => streamOf({ name: aggregate }, division, key)
