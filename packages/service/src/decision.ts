import {
  bilingual,
  shanghaiDate,
  type AnyAggregate,
  type AnyCommand,
  type AnyEvent,
  type FormIssue,
  type Instant,
  type Registry,
} from "@shifan/core"
import {
  currentVersion,
  encode,
  envelopeIssues,
  regulationOfAnotherBureau,
  sha256Hex,
  type Envelope,
  type KnownLaw,
  type NewEvent,
  type NotAcceptable,
  type TooLarge,
} from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { v5 } from "uuid"
import type { StreamNow } from "./kept-streams.js"
import type { OtherStreams } from "./stream-states.js"
import type { Request, ServiceError } from "./request.js"
import { sealer } from "./sealing.js"
import type { SealedValue, Vault } from "./vault.js"

/** External dependencies of a decision, in addition to the request and the loaded stream. */
export interface DecisionDependencies {
  readonly vault: Vault
  readonly clock: () => Instant
  /** Returns `size` unpredictable bytes, for keys. */
  readonly random: (size: number) => Uint8Array
}

/** The stream and the law that a request is decided on. */
export interface Loaded extends StreamNow {
  /** When loading began. */
  readonly at: Instant
  /** Division code of the bureau. */
  readonly division: string
  readonly registry: Registry
  readonly aggregate: AnyAggregate
  readonly stream: string
  readonly law: KnownLaw
  /** Other streams that the decision reads. */
  readonly others: OtherStreams
}

/** Result of a decision: events that are not recorded yet, and personal data for the vault. */
export interface Decided {
  readonly events: ReadonlyNonEmptyArray<AnyEvent>
  readonly sealed: ReadonlyArray<SealedValue>
}

/** The events of a decision, ready to append. */
export type Batch = ReadonlyNonEmptyArray<EncodedEvent>

export interface EncodedEvent {
  readonly envelope: Envelope
  readonly newEvent: NewEvent
}

/** Seals personal data and decides. Its only side effect is to create a key in the vault. */
export const decideOn = async (
  dependencies: DecisionDependencies,
  loaded: Loaded,
  request: Request<Registry>,
): Promise<E.Either<ServiceError<Registry>, Decided>> => {
  const { aggregate, state } = loaded
  const sealed = await seal(dependencies, loaded, request)
  if (E.isLeft(sealed)) return sealed
  const { actor, effectiveOn } = request
  const { at, law, others } = loaded
  const context = { actor, effectiveOn, recordedOn: shanghaiDate(at), law: law.applicable, others: others.states }
  const decision = aggregate.decide(context, sealed.right.command, state)
  if (E.isLeft(decision)) return E.left({ _tag: "Refused", refusals: decision.left })
  const foreign = enactedElsewhere(loaded, request, decision.right)
  return foreign === undefined
    ? E.right({ events: decision.right, sealed: sealed.right.values })
    : E.left({ _tag: "Malformed", issues: [foreign] })
}

/** An issue if the decision enacts a regulation of another bureau in this bureau's streams. */
const enactedElsewhere = (
  { aggregate, law, division }: Loaded,
  { target: { key } }: Request<Registry>,
  decided: ReadonlyNonEmptyArray<AnyEvent>,
): FormIssue | undefined => {
  if (aggregate.lawAfter === undefined) return undefined
  const after = decided.reduce((before, event) => aggregate.lawAfter?.(before, key, event) ?? before, law.applicable)
  const regulation = regulationOfAnotherBureau(after, division)
  if (regulation === undefined) return undefined
  const { code } = regulation.territory.bureau
  return { path: "division", expected: bilingual(code, `${code}, the bureau of ${regulation.id}`), got: division }
}

interface SealedCommand {
  readonly command: AnyCommand
  readonly values: ReadonlyArray<SealedValue>
}

/** Size of a unit's key in bytes. */
const keySize = 32

/** Replaces personal data by commitments. A dry run must not create a key; if there is none, it seals with a temporary one. */
const seal = async (
  { vault, random }: DecisionDependencies,
  { aggregate: { sealing }, era }: Loaded,
  { target, commandId, dryRun }: Request<Registry>,
): Promise<E.Either<ServiceError<Registry>, SealedCommand>> => {
  if (sealing === undefined || !sealing.holdsPersonalData(target.command))
    return E.right({ command: target.command, values: [] })
  const name = { unit: target.key, era }
  const key = await (dryRun === true ? vault.key(name) : vault.ensureKey(name, random(keySize)))()
  if (E.isLeft(key)) return E.left({ _tag: "VaultFailed", error: key.left })
  const { seal: sealValue, values } = sealer(name, commandId, key.right ?? random(keySize))
  const command = sealing.seal(target.command, sealValue)
  return E.right({ command, values: values() })
}

/** Encodes decided events for the store, one after the other: each contains the hash of the leaf before it. */
export const encodeEvents = (
  { registry, stream, law, size, lastLeafHash }: Loaded,
  request: Request<Registry>,
  decided: ReadonlyNonEmptyArray<AnyEvent>,
  recordedAt: Instant,
): E.Either<NotAcceptable | TooLarge, Batch> => {
  const { commandId, correlationId = commandId, causationId = null } = request
  let previous: string | null = lastLeafHash
  const encodeNext = (index: number, event: AnyEvent): E.Either<NotAcceptable | TooLarge, EncodedEvent> => {
    const envelope: Envelope = {
      ...event,
      stream,
      revision: size + index,
      previous,
      recordedAt,
      basis: law.basis,
      id: v5(String(index), commandId),
      schemaVersion: currentVersion(event.type, registry) ?? 1,
      commandId,
      correlationId,
      causationId,
    }
    const [issue] = envelopeIssues(envelope)
    if (issue !== undefined)
      return E.left({ _tag: "NotAcceptable", reason: `event.${issue.path}: expected ${issue.expected.en}` })
    const leaf = encode(envelope)
    if (E.isLeft(leaf)) return leaf
    previous = sha256Hex(leaf.right)
    return E.right({ envelope, newEvent: { id: envelope.id, type: envelope.type, leaf: leaf.right } })
  }
  return E.traverseReadonlyNonEmptyArrayWithIndex(encodeNext)(decided)
}
