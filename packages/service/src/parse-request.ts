import {
  bilingual,
  CivilDate,
  Count,
  type AnyAggregate,
  type Bilingual,
  type FormIssue,
  type Registry,
} from "@shifan/core"
import { decode, oneOf, recordWith } from "@shifan/core/forms"
import { Actor, aggregates } from "@shifan/core/registry"
import { Uuid } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import type { Request } from "./request.js"

type Parsed<A> = E.Either<ReadonlyArray<FormIssue>, A>

/**
 * Decodes a command from JSON and reports all its faults at once.
 *
 * @param newId makes an id for a command without one.
 * @example
 * parseRequest({ type: "AwardPlaque", unit, actor, effectiveOn: "2021-01-20", data: { awardedOn: "2021-01-20" } }, randomUUID)
 */
export function parseRequest(input: unknown, newId: () => string): Parsed<Request>
export function parseRequest<R extends Registry>(input: unknown, newId: () => string, registry: R): Parsed<Request<R>>
export function parseRequest(
  input: unknown,
  newId: () => string,
  registry: Registry = aggregates,
): Parsed<Request<Registry>> {
  const { head: headCodec, byType } = commandsIn(registry)
  const head = decode(headCodec, input)
  const command = byType.get(propertyOf(input, "type"))
  const data = command === undefined ? E.right(undefined) : decode(command.codec, propertyOf(input, "data"))
  if (E.isLeft(head) || E.isLeft(data) || command === undefined)
    return E.left([...(E.isLeft(head) ? head.left : []), ...(E.isLeft(data) ? data.left.map(inData) : [])])
  return assemble(head.right, command.aggregate, data.right, newId)
}

/** `parseRequest` for a command whose data are already decoded with the `filled` codec of its type. */
export function requestWith(input: object, data: unknown, newId: () => string): Parsed<Request>
export function requestWith<R extends Registry>(
  input: object,
  data: unknown,
  newId: () => string,
  registry: R,
): Parsed<Request<R>>
export function requestWith(
  input: object,
  data: unknown,
  newId: () => string,
  registry: Registry = aggregates,
): Parsed<Request<Registry>> {
  const { head: headCodec, byType } = commandsIn(registry)
  const head = decode(headCodec, { ...input, data })
  const command = byType.get(propertyOf(input, "type"))
  if (E.isLeft(head) || command === undefined) return E.left(E.isLeft(head) ? head.left : [])
  return assemble(head.right, command.aggregate, data, newId)
}

/** Fields of a request other than its data. Stream keys, such as `unit` and `slug`, come in addition. */
interface Head {
  readonly type: string
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly data: unknown
  readonly commandId?: string
  readonly expectedRevision?: number
}

const assemble = (
  head: Head,
  aggregate: AnyAggregate,
  data: unknown,
  newId: () => string,
): Parsed<Request<Registry>> => {
  const { type, actor, effectiveOn, commandId, expectedRevision } = head
  const key = keyOf(head, aggregate, data)
  if (key === undefined) return E.left([missingKey(aggregate)])
  return E.right({
    commandId: commandId ?? newId(),
    actor,
    effectiveOn,
    target: { aggregate: aggregate.name, key, command: { type, data } },
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  })
}

const keyOf = (head: Head, { key }: AnyAggregate, data: unknown): string | undefined => {
  const field: unknown = key.field && Reflect.get(head, key.field.name)
  return typeof field === "string" ? field : key.inData(data)
}

const missingKey = ({ key: { field } }: AnyAggregate): FormIssue => ({
  path: field?.name ?? "data",
  expected: field?.label ?? unnamedKey,
  got: "nothing",
})

const unnamedKey: Bilingual = bilingual("所属流的标识", "the key of its stream")

interface Command {
  readonly aggregate: AnyAggregate
  readonly codec: t.Decoder<unknown, unknown>
}

interface Commands {
  readonly head: t.Decoder<unknown, Head>
  readonly byType: ReadonlyMap<unknown, Command>
}

const commandsByRegistry = new WeakMap<Registry, Commands>()

/** The codecs of a registry's commands, built once. */
const commandsIn = (registry: Registry): Commands => {
  const known = commandsByRegistry.get(registry)
  if (known !== undefined) return known
  const all: ReadonlyArray<AnyAggregate> = Object.values(registry)
  const byType = new Map<string, Command>(
    all.flatMap((aggregate) =>
      Object.entries(aggregate.commandCodecs.filled).map(([type, codec]) => [type, { aggregate, codec }]),
    ),
  )
  const commands: Commands = { head: headCodecOf([...byType.keys()], all), byType }
  commandsByRegistry.set(registry, commands)
  return commands
}

type OptionalField = "commandId" | "expectedRevision"

const headCodecOf = (types: ReadonlyArray<string>, all: ReadonlyArray<AnyAggregate>): t.Decoder<unknown, Head> => {
  const keys = all.flatMap(({ key: { field } }) => (field === undefined ? [] : [[field.name, field.codec] as const]))
  return recordWith<Omit<Head, OptionalField>, Required<Pick<Head, OptionalField>>>(
    "Command",
    { type: oneOf("CommandType", types), actor: Actor, effectiveOn: CivilDate, data: t.unknown },
    { commandId: Uuid, ...Object.fromEntries(keys), expectedRevision: Count },
  )
}

const propertyOf = (input: unknown, name: string): unknown =>
  typeof input === "object" && input !== null ? Reflect.get(input, name) : undefined

const inData = (issue: FormIssue): FormIssue => ({
  ...issue,
  path: issue.path === "" ? "data" : `data.${issue.path}`,
})
