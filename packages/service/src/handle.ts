import type { Aggregates, AnyRefusal, FormIssue, Registry } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import type { StoreError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { decideOn, encodeEvents, type Decided, type Loaded } from "./decision.js"
import { checkDependencies, type Dependencies } from "./dependencies.js"
import { opensPersonalData, undisclosable } from "./disclosure.js"
import { keptStreams } from "./kept-streams.js"
import { lawReader } from "./law-reader.js"
import { haveGoneOn, historyOf, isErasure, readOthers } from "./stream-states.js"
import {
  appendAsSeen,
  appendInOrder,
  resultOf,
  storeFailed,
  type Answer,
  type Guard,
  type Recorded,
} from "./ordered-append.js"
import { quotaCheck } from "./quota-check.js"
import { checkRepeated, earlierUnderId, type Earlier } from "./repeated-command.js"
import {
  commandIssues,
  identityIssues,
  isRequest,
  notARequest,
  targetStream,
  type TargetStream,
} from "./request-check.js"
import type { CommandResult, Request, ServiceError } from "./request.js"
import { observedCommands } from "./telemetry.js"
import { uniqueValues } from "./unique-values.js"
import type { VaultError } from "./vault.js"

/** For embedders with aggregates of their own. */
interface OwnRegistry<R extends Registry> {
  readonly registry: R
}

/** For the aggregates of `@shifan/core`. */
interface NoRegistry {
  readonly registry?: never
}

/** Carries out a command: loads, seals, decides, appends; starts over if it lost a race. The promise never rejects. */
export type Handle<R extends Registry = Aggregates> = (
  request: Request<R>,
) => Promise<E.Either<ServiceError<R>, CommandResult>>

type AnyRequest = Request<Registry>

/** Attempts for a command that lost a race for its stream, or whose append was not acknowledged. */
const maxAttempts = 5

/**
 * Makes the function that carries out commands: load, decide, commit. All writes go through it.
 *
 * @example
 * const handle = handler({ store, vault, division: "130300", library: [qinhuangdao2020], clock, random })
 * const answer = await handle(request)
 */
export function handler<R extends Registry>(dependencies: Dependencies & OwnRegistry<R>): Handle<R>
export function handler(dependencies: Dependencies & NoRegistry): Handle
export function handler(dependencies: Dependencies & Partial<OwnRegistry<Registry>>): Handle {
  checkDependencies(dependencies)
  const { store, vault, division, library } = dependencies
  const registry: Registry = dependencies.registry ?? aggregates
  const law = lawReader(store, division, library, registry)
  const unique = uniqueValues(store, division, registry)
  const quotas = quotaCheck(store, division, registry)
  const streams = keptStreams(store, registry)

  const load = async ({ target }: AnyRequest, { aggregate, stream }: TargetStream): Promise<Answer<Loaded>> => {
    const at = dependencies.clock()
    const known = await law.now()
    if (E.isLeft(known)) return storeFailed(known.left)
    const now = await streams.load(stream, aggregate, target.key)
    if (E.isLeft(now)) return storeFailed(now.left)
    const loaded = { at, division, registry, aggregate, stream, law: known.right, ...now.right }
    const others = await readOthers(store, loaded, target)
    return E.isLeft(others) ? storeFailed(others.left) : E.right({ ...loaded, others: others.right })
  }

  /** Checks that need no decision: the expected revision, and whether personal data can be opened. */
  const precheck = async (loaded: Loaded, request: AnyRequest): Promise<Answer<void>> => {
    const { stream, size } = loaded
    const { target, expectedRevision: expected } = request
    const actual = size - 1
    if (expected !== undefined && expected !== actual) return E.left({ _tag: "Conflict", stream, expected, actual })
    if (!opensPersonalData(target)) return E.right(undefined)
    const history = await historyOf(store, loaded)
    if (E.isLeft(history)) return storeFailed(history.left)
    const issues = await undisclosable(vault, target, history.right)
    if (E.isLeft(issues)) return vaultFailed(issues.left)
    return issues.right.length > 0 ? E.left({ _tag: "Malformed", issues: issues.right }) : E.right(undefined)
  }

  /** Writes the vault first: a crash in between may leave values without an event, but never an event without its values. */
  const commit = async (loaded: Loaded, decided: Decided, request: AnyRequest): Promise<Answer<CommandResult>> => {
    if (decided.sealed.length > 0) {
      const kept = await vault.put(decided.sealed)()
      if (E.isLeft(kept)) return vaultFailed(kept.left)
    }
    const appended = await append(loaded, decided, request)
    if (E.isLeft(appended)) {
      // The values now belong to no event, unless the append succeeded unnoticed. If the vault fails, they stay, sealed.
      if (!isInDoubt(appended.left)) await vault.release(decided.sealed)()
      return appended
    }
    law.reached(appended.right.position)
    return finish(loaded, request, appended.right.result, loaded.era)
  }

  /** Refusals that depend on other streams: a unique value already taken, or no place left. */
  const refusalsOfStore = async (loaded: Loaded, request: AnyRequest): Promise<Answer<ReadonlyArray<AnyRefusal>>> => {
    const { aggregate, law: known } = loaded
    const { target, effectiveOn } = request
    const holder = await unique.holderOf(aggregate, target.command)
    if (E.isLeft(holder)) return storeFailed(holder.left)
    const quotaRefusals = await quotas.refusals(loaded, request)
    if (E.isLeft(quotaRefusals)) return storeFailed(quotaRefusals.left)
    return E.right(
      holder.right === undefined || aggregate.unique === undefined
        ? quotaRefusals.right
        : [
            aggregate.unique.refusal({ law: known.applicable, effectiveOn }, target.command, holder.right),
            ...quotaRefusals.right,
          ],
    )
  }

  const append = async (loaded: Loaded, decided: Decided, request: AnyRequest): Promise<Answer<Recorded>> => {
    const once = (guard: Guard): Promise<Answer<Recorded>> =>
      appendInOrder(dependencies, loaded, decided, request, guard)
    const isUnique = loaded.aggregate.unique?.valueOf(request.target.command) !== undefined
    const readsOthers = isUnique || quotas.isLimited(loaded, request) || loaded.others.states.size > 0
    if (!readsOthers) return once(() => true)
    return appendAsSeen(once, async () => {
      const others = await readOthers(store, loaded, request.target)
      if (E.isLeft(others)) return storeFailed(others.left)
      return haveGoneOn(loaded.others, others.right)
        ? storeFailed({ _tag: "Overtaken" })
        : refusalsOfStore(loaded, request)
    })
  }

  /**
   * Destroys the keys of an era after its erasure was appended. A repeated command does this again, so a crash in between does no harm.
   */
  const finish = async (
    { aggregate }: Loaded,
    { target }: AnyRequest,
    result: CommandResult,
    era: number,
  ): Promise<Answer<CommandResult>> => {
    if (!result.events.some(isErasure) || aggregate.sealing === undefined) return E.right(result)
    const destroyed = await vault.erase({ unit: target.key, era })()
    return E.isLeft(destroyed) ? vaultFailed(destroyed.left) : E.right(result)
  }

  const answerAgain = async (loaded: Loaded, earlier: Earlier, request: AnyRequest): Promise<Answer<CommandResult>> => {
    const repeated = await checkRepeated(vault, loaded, request, earlier)
    if (E.isLeft(repeated))
      return repeated.left._tag === "CommandIdReused" ? E.left(repeated.left) : vaultFailed(repeated.left)
    const result = { stream: loaded.stream, events: earlier.events, repeated: true }
    return request.dryRun === true ? E.right(result) : finish(loaded, request, result, earlier.era)
  }

  const attempt = async (request: AnyRequest, place: TargetStream): Promise<Answer<CommandResult>> => {
    const loaded = await load(request, place)
    if (E.isLeft(loaded)) return loaded
    const { stream } = loaded.right
    const earlier = await earlierUnderId(store, loaded.right, request)
    if (E.isLeft(earlier)) return storeFailed(earlier.left)
    if (earlier.right !== undefined) return answerAgain(loaded.right, earlier.right, request)
    const checked = await precheck(loaded.right, request)
    if (E.isLeft(checked)) return checked
    const storeRefusals = await refusalsOfStore(loaded.right, request)
    if (E.isLeft(storeRefusals)) return storeRefusals
    const decided = await decideOn(dependencies, loaded.right, request)
    if (E.isLeft(decided)) return withRefusals(decided.left, storeRefusals.right)
    if (RA.isNonEmpty(storeRefusals.right)) return E.left({ _tag: "Refused", refusals: storeRefusals.right })
    if (request.dryRun !== true) return commit(loaded.right, decided.right, request)
    const preview = encodeEvents(loaded.right, request, decided.right.events, loaded.right.at)
    return E.isLeft(preview) ? storeFailed(preview.left) : E.right(resultOf(stream, preview.right))
  }

  /** A conflict may be with this command's own events: it was sent twice, or an append took effect late. */
  const unlessOwn = async (
    answer: Answer<CommandResult>,
    request: AnyRequest,
    place: TargetStream,
  ): Promise<Answer<CommandResult>> => {
    if (E.isRight(answer) || !isOfStore(answer.left, "WrongExpectedRevision")) return answer
    const again = await attempt(request, place)
    return E.isLeft(again) && again.left._tag === "Conflict" ? answer : again
  }

  const handle = async (submitted: AnyRequest): Promise<{ answer: Answer<CommandResult>; attempts: number }> => {
    const request = { ...submitted, commandId: submitted.commandId.toLowerCase() }
    const identity = identityIssues(request)
    if (RA.isNonEmpty(identity)) return malformed(identity)
    const place = targetStream(registry, division, request.target)
    if (E.isLeft(place)) return malformed([place.left])
    const issues = commandIssues(place.right.aggregate, request.target.command)
    if (RA.isNonEmpty(issues)) return malformed(issues)
    let answer = await attempt(request, place.right)
    let attempts = 1
    while (attempts < maxAttempts && isWorthRetrying(answer, request)) {
      answer = await attempt(request, place.right)
      attempts++
    }
    return { answer: await unlessOwn(answer, request, place.right), attempts }
  }

  // Refusals have the types of the request's aggregate, but the compiler loses track of that in the registry look-up.
  const observed = observedCommands(division, handle)
  return (async (request: AnyRequest) => (isRequest(request) ? observed(request) : E.left(notARequest))) as Handle
}

const malformed = (issues: ReadonlyArray<FormIssue>): { answer: Answer<never>; attempts: number } => ({
  answer: E.left({ _tag: "Malformed", issues }),
  attempts: 1,
})

/** Adds refusals to an answer, so that all of them are reported at once. */
const withRefusals = (error: ServiceError<Registry>, more: ReadonlyArray<AnyRefusal>): Answer<never> =>
  E.left(error._tag === "Refused" ? { ...error, refusals: [...error.refusals, ...more] } : error)

const vaultFailed = (error: VaultError): Answer<never> => E.left({ _tag: "VaultFailed", error })

const isOfStore = (error: ServiceError<Registry>, tag: StoreError["_tag"]): boolean =>
  error._tag === "StoreFailed" && error.error._tag === tag

const isInDoubt = (error: ServiceError<Registry>): boolean => isOfStore(error, "OutcomeUnknown")

/** Also after an unknown outcome: if the append did succeed, the next attempt finds its events by command id. */
const isWorthRetrying = (answer: Answer<CommandResult>, { expectedRevision }: AnyRequest): boolean =>
  E.isLeft(answer) &&
  (isInDoubt(answer.left) ||
    isOfStore(answer.left, "Overtaken") ||
    (isOfStore(answer.left, "WrongExpectedRevision") && expectedRevision === undefined))
