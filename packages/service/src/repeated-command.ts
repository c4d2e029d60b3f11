import type { AnyCommand, Registry, Sealed } from "@shifan/core"
import { canonicalText, type Envelope } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { eraOf, type Loaded } from "./decision.js"
import { commitmentAt } from "./disclosure.js"
import type { CommandIdReused, Request } from "./request.js"
import { commitmentTo, saltOf } from "./sealing.js"
import type { Vault, VaultError } from "./vault.js"

/** Events in the stream under the request's command id, whether from this command or from another. */
export const eventsOfCommand = (
  { history }: Loaded,
  { commandId }: Request<Registry>,
): ReadonlyNonEmptyArray<Envelope> | undefined => {
  // Older events keep the case in which the id was submitted.
  const events = history.filter((envelope) => envelope.commandId.toLowerCase() === commandId)
  return RA.isNonEmpty(events) ? events : undefined
}

/**
 * Checks that the events under the request's id came from the same command: the same actor, day, type and data. An id
 * identifies one command, so a different command under it is refused, not answered as already done.
 */
export const checkRepeated = async (
  vault: Vault,
  loaded: Loaded,
  request: Request<Registry>,
  events: ReadonlyNonEmptyArray<Envelope>,
): Promise<E.Either<VaultError | CommandIdReused, void>> => {
  const { aggregate, history } = loaded
  const [first] = events
  const batch = events.filter(({ type }) => aggregate.eventTypes.includes(type))
  if (!RA.isNonEmpty(batch)) return E.left(idReused(request.commandId, first))
  const recorded = aggregate.commandOf(batch)
  const era = eraOf(history.filter(({ revision }) => revision < first.revision))
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
