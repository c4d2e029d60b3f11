import {
  bilingual,
  type Aggregates,
  type CivilDate,
  type FormIssue,
  type RefusalFrom,
  type Registry,
} from "@shifan/core"
import { decode, guarded, recordWith } from "@shifan/core/forms"
import { streamOf, Actor } from "@shifan/core/registry"
import { isUuid, type Envelope, type StoreError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import type { VaultError } from "./vault.js"

/** A command of an aggregate as filled in: personal data are in clear, and the service seals them before it decides. */
type FilledCommandOf<A> = A extends { readonly commandCodecs: { readonly filled: infer Codecs } }
  ? {
      readonly [T in keyof Codecs & string]: {
        readonly type: T
        readonly data: Codecs[T] extends t.Decoder<unknown, infer Data> ? Data : never
      }
    }[keyof Codecs & string]
  : never

type KeyOf<A> = A extends { initial(key: infer Key extends string): unknown } ? Key : never

/** A command and the stream it is for: the name of the aggregate in the registry, and its key there. */
export type Target<R extends Registry = Aggregates> = {
  readonly [Name in keyof R & string]: {
    readonly aggregate: Name
    readonly key: KeyOf<R[Name]>
    readonly command: FilledCommandOf<R[Name]>
  }
}[keyof R & string]

const Uuid = guarded("Uuid", bilingual("小写的UUID", "a UUID in lower case"), isUuid)

/**
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
  /** A UUID in either case. The same id again is the same command and adds nothing; another command under it is refused. */
  readonly commandId: string
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly target: To
  /** Refuses if the stream ends at any other revision. -1: the stream must not exist yet. */
  readonly expectedRevision?: number
  /** The conversation this command belongs to, a UUID. Default: the command id. */
  readonly correlationId?: string
  /** The id of the event that led to it. */
  readonly causationId?: string
  /** Decides, and writes nothing. */
  readonly dryRun?: boolean
}

type Identity = Pick<Request<Registry>, "actor" | "commandId" | "correlationId" | "causationId">

const Identity: t.Decoder<unknown, unknown> = recordWith<
  Pick<Identity, "actor" | "commandId">,
  { readonly correlationId: string; readonly causationId: string }
>("Command", { actor: Actor, commandId: Uuid }, { correlationId: Uuid, causationId: Uuid })

/** What stands in the log of a request beside what is decided: free text in it would be there for ever. */
export const identityIssues = (request: Identity): ReadonlyArray<FormIssue> => {
  const { actor, commandId, correlationId, causationId } = request
  const decoded = decode(Identity, {
    actor,
    commandId,
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
  })
  return E.isLeft(decoded) ? decoded.left : []
}

/** What a command came to: its events, as they are in the store. */
export interface CommandResult {
  readonly stream: string
  readonly events: ReadonlyArray<Envelope>
  /** `true` if the command had been carried out before. These are its events. */
  readonly repeated: boolean
}

/** The id belongs to another command: of another type, actor or day, with other data, or about another stream. */
export interface CommandIdReused {
  readonly _tag: "CommandIdReused"
  readonly commandId: string
  /** The first event of the command that has the id. */
  readonly event: Pick<Envelope, "stream" | "revision" | "type">
}

/**
 * Why a command was not carried out: refused by the law with every reason at once, malformed, in conflict, or the store
 * failed.
 */
export type ServiceError<R extends Registry = Aggregates> =
  | { readonly _tag: "Refused"; readonly refusals: ReadonlyArray<RefusalFrom<R>> }
  | { readonly _tag: "Malformed"; readonly issues: ReadonlyArray<FormIssue> }
  | { readonly _tag: "Conflict"; readonly stream: string; readonly expected: number; readonly actual: number }
  | CommandIdReused
  /** The clock is behind the newest record: nothing is recorded behind it, so that what was known when never changes. */
  | { readonly _tag: "ClockBehind"; readonly now: string; readonly newest: string }
  | { readonly _tag: "StoreFailed"; readonly error: StoreError }
  | { readonly _tag: "VaultFailed"; readonly error: VaultError }

/** The stream that a command is about, within the bureau's division. */
export const streamOfTarget = (
  division: string,
  { aggregate, key }: Pick<Target<Registry>, "aggregate" | "key">,
): string => streamOf({ name: aggregate }, division, key)
