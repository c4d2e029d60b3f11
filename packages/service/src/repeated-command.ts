import type { AnyCommand, Registry, Sealed } from "@shifan/core"
import { canonicalText, type Envelope, type EventStore, type StoreError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Loaded } from "./decision.js"
import { commitmentAt } from "./disclosure.js"
import type { CommandIdReused, Request } from "./request.js"
import { commitmentTo, saltOf } from "./sealing.js"
import { eraOf, historyOf } from "./stream-states.js"
import type { Vault, VaultError } from "./vault.js"

/** What a stream already has under a command's id, whether from this command or from another. */
export interface Earlier {
  readonly events: ReadonlyNonEmptyArray<Envelope>
  /** The unit's era before these events. */
  readonly era: number
}

/** Finds the events under the request's command id. Reads them only if the stream has any. */
export const earlierUnderId = async (
  store: EventStore,
  loaded: Loaded,
  { commandId }: Request<Registry>,
): Promise<E.Either<StoreError, Earlier | undefined>> => {
  if (!loaded.commandIds.includes(commandId)) return E.right(undefined)
  const history = await historyOf(store, loaded)
  if (E.isLeft(history)) return history
  // Older events keep the case in which the id was submitted.
  const events = history.right.filter((envelope) => envelope.commandId.toLowerCase() === commandId)
  if (!RA.isNonEmpty(events)) return E.right(undefined)
  return E.right({ events, era: eraOf(history.right.slice(0, events[0].revision)) })
}

/**
 * Checks that the events under the request's id came from the same command: the same actor, day, type and data. An id
 * identifies one command, so a different command under it is refused, not answered as already done.
 */
export const checkRepeated = async (
  vault: Vault,
  loaded: Loaded,
  request: Request<Registry>,
  { events, era }: Earlier,
): Promise<E.Either<VaultError | CommandIdReused, void>> => {
  const { aggregate } = loaded
  const [first] = events
  const batch = events.filter(({ type }) => aggregate.eventTypes.includes(type))
  if (!RA.isNonEmpty(batch)) return E.left(idReused(request.commandId, first))
  const recorded = aggregate.commandOf(batch)
  const repeated = await sealLike(vault, loaded, request, { recorded, era, commandId: first.commandId })
  if (E.isLeft(repeated)) return repeated
  const isSame =
    isSameText(request.actor, first.actor) &&
    request.effectiveOn === first.effectiveOn &&
    isSameText(repeated.right, recorded)
  return isSame ? E.right(undefined) : E.left(idReused(request.commandId, first))
}

export const idReused = (commandId: string, { stream, revision, type }: CommandIdReused["event"]): CommandIdReused => ({
  _tag: "CommandIdReused",
  commandId,
  event: { stream, revision, type },
})

interface Recorded {
  readonly recorded: AnyCommand
  readonly era: number
  readonly commandId: string
}

/**
 * The command of the request, sealed with the key of the recorded one. Once that key is erased, personal data can no longer
 * be compared: the recorded commitments are used, and only the rest has to match.
 */
const sealLike = async (
  vault: Vault,
  { aggregate: { sealing } }: Loaded,
  { target }: Request<Registry>,
  { recorded, era, commandId }: Recorded,
): Promise<E.Either<VaultError, AnyCommand>> => {
  if (sealing === undefined || !sealing.holdsPersonalData(target.command)) return E.right(target.command)
  const found = await vault.key({ unit: target.key, era })()
  if (E.isLeft(found)) return found
  const key = found.right
  const seal = (path: string, value: string): Sealed =>
    key === undefined
      ? (commitmentAt(recorded.data, path) ?? { sealed: "" })
      : commitmentTo(saltOf(key, commandId, path), value)
  return E.right(sealing.seal(target.command, seal))
}

const isSameText = (a: unknown, b: unknown): boolean => {
  const [one, other] = [canonicalText(a), canonicalText(b)]
  return E.isRight(one) && E.isRight(other) && one.right === other.right
}
