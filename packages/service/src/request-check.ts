/**
 * What a log may take. It keeps what it has taken, and an audit would call every later state of it unsound; so the service
 * refuses what no audit accepts, also where the compiler was told that it cannot occur.
 */
import {
  bilingual,
  CivilDate,
  type AnyAggregate,
  type AnyCommand,
  type FormIssue,
  type Registry,
  type Sealed,
} from "@shifan/core"
import { decode, recordWith } from "@shifan/core/forms"
import { Actor, parseStreamName } from "@shifan/core/registry"
import { StoredUuid } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { streamOfTarget, type Request, type ServiceError, type Target } from "./request.js"
import { commitmentTo } from "./sealing.js"

type Identity = Pick<Request<Registry>, "actor" | "effectiveOn" | "commandId" | "correlationId" | "causationId">

const Identity: t.Decoder<unknown, unknown> = recordWith<
  Pick<Identity, "actor" | "effectiveOn" | "commandId">,
  { readonly correlationId: string; readonly causationId: string }
>(
  "Command",
  { actor: Actor, effectiveOn: CivilDate, commandId: StoredUuid },
  { correlationId: StoredUuid, causationId: StoredUuid },
)

/**
 * Faults in the actor, the day and the ids of a request. They go into the log unsealed, so free text in them would stay
 * forever.
 */
export const identityIssues = (request: Identity): ReadonlyArray<FormIssue> => {
  const { actor, effectiveOn, commandId, correlationId, causationId } = request
  const decoded = decode(Identity, {
    actor,
    effectiveOn,
    commandId,
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
  })
  return E.isLeft(decoded) ? decoded.left : []
}

/** The aggregate of a target, and the stream of its key. */
export interface TargetStream {
  readonly aggregate: AnyAggregate
  readonly stream: string
}

/**
 * The stream of a target in the bureau's division, or an issue if no reader could tell from its name whose it is. Otherwise
 * every audit would call the log unsound from that event on.
 */
export const targetStream = (
  registry: Registry,
  division: string,
  target: Pick<Target<Registry>, "aggregate" | "key">,
): E.Either<FormIssue, TargetStream> => {
  const aggregate = Object.hasOwn(registry, target.aggregate) ? registry[target.aggregate] : undefined
  if (aggregate === undefined) {
    return E.left(oneOfThese("target.aggregate", registry, target.aggregate))
  }
  const stream = streamOfTarget(division, target)
  const name = parseStreamName(stream, registry)
  return name?.aggregate === target.aggregate && name.division === division && name.key === target.key
    ? E.right({ aggregate, stream })
    : E.left({ path: "target.key", expected: aggregate.key.field?.label ?? nameOfStream, got: target.key })
}

const nameOfStream = bilingual("此类流的标识", "the key of such a stream")

const oneOfThese = (path: string, known: object, got: string): FormIssue => {
  const names = Object.keys(known).join(" | ")
  return { path, expected: bilingual(`下列之一：${names}`, `one of ${names}`), got }
}

/** Faults of a command that does not have the data of its type: the check that an audit makes of its event. */
export const commandIssues = (
  { commandCodecs: { stored }, sealing }: AnyAggregate,
  command: AnyCommand,
): ReadonlyArray<FormIssue> => {
  const codec = Object.hasOwn(stored, command.type) ? stored[command.type] : undefined
  if (codec === undefined) return [oneOfThese("target.command.type", stored, command.type)]
  try {
    const { data } = sealing?.holdsPersonalData(command) === true ? sealing.seal(command, sealedShape) : command
    if (codec.is(data)) return []
    const decoded = decode(codec, data)
    return E.isLeft(decoded) ? decoded.left.map(inData) : [wrongData]
  } catch {
    return [wrongData]
  }
}

/** Any commitment will do where only the shape is checked; none where there is no text to commit to. */
const sealedShape = (_: string, value: unknown): Sealed => (typeof value === "string" ? someCommitment : { sealed: "" })

const someCommitment = commitmentTo(new Uint8Array(32), "")

const inData = (issue: FormIssue): FormIssue => ({
  ...issue,
  path: issue.path === "" ? dataPath : `${dataPath}.${issue.path}`,
})

const dataPath = "target.command.data"

const wrongData: FormIssue = {
  path: dataPath,
  expected: bilingual("此类申请的内容", "the data of a command of this type"),
  got: "",
}

/** A program without a compiler may hand in the `Either` of `parseRequest`, or the JSON itself. */
export const isRequest = (submitted: Partial<Request<Registry>> | undefined): boolean =>
  typeof submitted?.target?.command === "object" && typeof submitted.commandId === "string"

/** What it is told. */
export const notARequest: ServiceError<Registry> = {
  _tag: "Malformed",
  issues: [
    {
      path: "",
      expected: bilingual("解析成功后得到的请求", "a request, as parseRequest returns in its Right"),
      got: "",
    },
  ],
}
