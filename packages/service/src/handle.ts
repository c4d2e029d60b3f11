/** load → decide → append: the one way in. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { v5 } from "uuid"
import type { Instant, Library } from "@shifan/core"
import {
  collectStream,
  currentVersion,
  decodeEvents,
  encode,
  sha256Hex,
  type Appended,
  type AppendError,
  type Basis,
  type Envelope,
  type EventStore,
  type NewEvent,
  type ReadError,
} from "@shifan/event-store"
import { decideTarget, holdsPersonalData, streamOf, type Decided } from "./dispatch.js"
import { lawReader } from "./law-reader.js"
import { undisclosable } from "./disclosure.js"
import type { CommandResult, Request, ServiceError } from "./request.js"
import { sealer, type Sealer } from "./sealing.js"
import { observedCommands } from "./telemetry.js"
import type { Vault, VaultError } from "./vault.js"

/** Everything that comes in from outside. */
export interface Dependencies {
  readonly store: EventStore
  readonly vault: Vault
  /** The bureau's own division, which names its streams. */
  readonly division: string
  readonly library: Library
  readonly clock: () => Instant
  /** This many bytes nobody can guess: for keys. */
  readonly random: (size: number) => Uint8Array
}

export type Handle = (request: Request) => Promise<E.Either<ServiceError, CommandResult>>

/** How often a command is decided again when another was first in its stream, or the store did not say what came of it. */
const attempts = 5

export const handler = (surroundings: Dependencies): Handle => {
  const law = lawReader(surroundings.store, surroundings.division, surroundings.library)

  const attempt = async (request: Request): Promise<E.Either<ServiceError, CommandResult>> => {
    const { store, division, clock } = surroundings
    const { target, commandId, actor, effectiveOn } = request
    const stream = streamOf(division, target)
    const [known, loaded] = [await law.now(), await load(store, stream)]
    if (E.isLeft(known)) return storeFailed(known.left)
    if (E.isLeft(loaded)) return storeFailed(loaded.left)
    const { envelopes, last } = loaded.right
    const before = envelopes.filter((one) => one.commandId === commandId)
    if (before.length > 0)
      return afterwards(surroundings, request, envelopes, { stream, events: before, repeated: true })
    const conflict = expectationMissed(request, stream, envelopes.length - 1)
    if (conflict !== undefined) return E.left(conflict)
    const closed = await undisclosable(surroundings.vault, target)
    if (E.isLeft(closed)) return E.left({ _tag: "VaultFailed", error: closed.left })
    if (closed.right.length > 0) return E.left({ _tag: "Malformed", issues: closed.right })
    const sealing = await sealerFor(surroundings, request, eraOf(envelopes))
    if (E.isLeft(sealing)) return E.left({ _tag: "VaultFailed", error: sealing.left })
    const context = { actor, effectiveOn, law: known.right.regime }
    const decided = decideTarget(target, context, envelopes, sealing.right.seal)
    if (E.isLeft(decided)) return E.left({ _tag: "Refused", refusals: decided.left })
    const place = { stream, revision: envelopes.length, previous: last, recordedAt: clock(), basis: known.right.basis }
    const built = build(request, place, decided.right)
    if (E.isLeft(built)) return storeFailed(built.left)
    const { events, leaves } = built.right
    if (request.dryRun === true || !RA.isNonEmpty(leaves)) return E.right({ stream, events, repeated: false })
    const kept = await surroundings.vault.put(sealing.right.values())()
    if (E.isLeft(kept)) return E.left({ _tag: "VaultFailed", error: kept.left })
    const expected = place.revision === 0 ? "noStream" : place.revision - 1
    const appended: E.Either<AppendError, Appended> = await store.append(stream, expected, leaves)()
    if (E.isLeft(appended)) return storeFailed(appended.left)
    law.reached(appended.right.position)
    return afterwards(surroundings, request, [...envelopes, ...events], {
      stream,
      events,
      repeated: appended.right.repeated,
    })
  }

  return observedCommands(surroundings.division, async (request) => {
    let [answer, made] = [await attempt(request), 1]
    for (; made < attempts && isWorthAnotherTry(answer, request); made++) answer = await attempt(request)
    return { answer, attempts: made }
  })
}

/** After a lost answer the events are found by their command id, if they are there. */
const isWorthAnotherTry = (answer: E.Either<ServiceError, CommandResult>, { expectedRevision }: Request): boolean =>
  E.isLeft(answer) &&
  answer.left._tag === "StoreFailed" &&
  (answer.left.error._tag === "OutcomeUnknown" ||
    (answer.left.error._tag === "WrongExpectedRevision" && expectedRevision === undefined))

const storeFailed = (error: AppendError | ReadError): E.Either<ServiceError, never> =>
  E.left({ _tag: "StoreFailed", error })

interface Loaded {
  readonly envelopes: ReadonlyArray<Envelope>
  /** The hash of the last leaf. */
  readonly last: string | null
}

const load = async (store: EventStore, stream: string): Promise<E.Either<ReadError, Loaded>> => {
  const loaded = await collectStream(decodeEvents(store.readStream(stream)))
  if (E.isLeft(loaded)) return loaded
  const end = loaded.right.at(-1)
  return E.right({
    envelopes: loaded.right.map(({ envelope }) => envelope),
    last: end === undefined ? null : sha256Hex(end.event.leaf),
  })
}

const expectationMissed = ({ expectedRevision }: Request, stream: string, actual: number): ServiceError | undefined =>
  expectedRevision === undefined || expectedRevision === actual
    ? undefined
    : { _tag: "Conflict", stream, expected: expectedRevision, actual }

/** A dry run seals under a key nobody keeps. */
const sealerFor = async (
  { vault, random }: Dependencies,
  { target, commandId, dryRun }: Request,
  era: number,
): Promise<E.Either<VaultError, Sealer>> => {
  if (target.aggregate !== "designation" || !holdsPersonalData(target))
    return E.right(sealer({ unit: "", era }, commandId, new Uint8Array(32)))
  const name = { unit: target.unit, era }
  const key = dryRun === true ? await vault.key(name)() : await vault.ensureKey(name, random(32))()
  return E.map((known: Uint8Array | undefined) => sealer(name, commandId, known ?? random(32)))(key)
}

/** The era a unit's history is in: how often its personal data were erased so far. */
export const eraOf = (history: ReadonlyArray<Envelope>): number =>
  history.filter(({ type }) => type === "PersonalDataErased").length

/** What an erasure does beyond the log, done again when the command is repeated: a crash between the two loses nothing. */
const afterwards = async (
  { vault }: Dependencies,
  { target, dryRun }: Request,
  history: ReadonlyArray<Envelope>,
  done: CommandResult,
): Promise<E.Either<ServiceError, CommandResult>> => {
  const erased = done.events.find(({ type }) => type === "PersonalDataErased")
  if (erased === undefined || target.aggregate !== "designation" || dryRun === true) return E.right(done)
  const era = eraOf(history.filter(({ revision }) => revision < erased.revision))
  const gone = await vault.erase({ unit: target.unit, era })()
  return E.isLeft(gone) ? E.left({ _tag: "VaultFailed", error: gone.left }) : E.right(done)
}

interface Place {
  readonly stream: string
  readonly revision: number
  readonly previous: string | null
  readonly recordedAt: Instant
  readonly basis: ReadonlyArray<Basis>
}

interface Built {
  readonly events: ReadonlyArray<Envelope>
  readonly leaves: ReadonlyArray<NewEvent>
}

/** Each event names the one before it by the hash of its leaf, so they are encoded one after the other. */
const build = (request: Request, place: Place, decided: ReadonlyArray<Decided>): E.Either<AppendError, Built> => {
  const { commandId, correlationId = commandId, causationId = null } = request
  const events: Array<Envelope> = []
  const leaves: Array<NewEvent> = []
  let previous = place.previous
  for (const [index, event] of decided.entries()) {
    const envelope: Envelope = {
      ...event,
      ...place,
      previous,
      revision: place.revision + index,
      id: v5(String(index), commandId),
      schemaVersion: currentVersion(event.type) ?? 1,
      commandId,
      correlationId,
      causationId,
    }
    const leaf = encode(envelope)
    if (E.isLeft(leaf)) return leaf
    previous = sha256Hex(leaf.right)
    events.push(envelope)
    leaves.push({ id: envelope.id, type: envelope.type, leaf: leaf.right })
  }
  return E.right({ events, leaves })
}
