import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  type AnyAggregate,
  type AnyRefusal,
  type ApplicableLaw,
  bilingual,
  type Bilingual,
  isInstant,
  type Library,
  type Registry,
  type Regulation,
  shanghaiDate,
} from "@shifan/core"
import { eventName, explainIn, actorName, vocabularyOf } from "@shifan/core/messages"
import type { Basis, Envelope } from "@shifan/event-store"
import { logFault, sameInBoth, type LeafPlace, type LogFault } from "./fault.js"
import { differenceFault } from "./first-difference.js"
import { inEncodingOf, lawHistory, type NamedLaw } from "./law-history.js"
import { quotaUseByBureau } from "./quota-use-by-bureau.js"
import { evolveAll, initialState, isOf, stateIn, type AggregateState } from "./stream-state.js"

/** Repeats the decisions of a log in order, each under the law it names. */
export interface Redecider {
  /** Takes the events of the next command, or `undefined`. `next`: index of the leaf after them. */
  readonly take: (events: ReadonlyNonEmptyArray<Envelope> | undefined, next: number) => ReadonlyArray<LogFault>
  /** Number of repeated decisions. */
  readonly decisions: () => number
}

/** Something to look at in a log that is not a fault. */
export interface LogObservation {
  /** The law changed while the decision was being taken: two writers raced, within `longestRace`. */
  readonly code: "OvertakenLaw"
  readonly at: LeafPlace
  /** When the change of its law was recorded. */
  readonly changedAt: string
}

/**
 * In milliseconds: how long after a change of law a decision that did not know of it may be recorded. A service takes at
 * most five seconds from reading the law to the append, and a store at most twenty for the append.
 */
const longestRace = 30_000

export const redecider = (
  library: Library,
  registry: Registry,
  observe: (observation: LogObservation) => void,
): Redecider => {
  const states = new Map<string, AggregateState>()
  const laws = lawHistory(library, registry)
  const quotaUseOf = quotaUseByBureau()
  let decisions = 0

  /** Tolerates, and observes, only a change of law in a race of two writers. */
  const outdated = ({ recordedAt, basis }: Envelope, law: NamedLaw, at: LeafPlace): LogFault | undefined => {
    const { changedAt } = law
    if (changedAt === undefined) return undefined
    if (Date.parse(recordedAt) - Date.parse(changedAt) > longestRace)
      return logFault(
        "OutdatedLaw",
        at,
        bilingual(`${changedAt}变更后的规定`, `the law as changed at ${changedAt}`),
        bilingual(`${recordedAt}登记时依据${basisText(basis)}`, `${basisText(basis)} at ${recordedAt}`),
      )
    observe({ code: "OvertakenLaw", at, changedAt })
    return undefined
  }

  return {
    decisions: () => decisions,
    take: (events, next) => {
      if (events === undefined) return none
      const [first] = events
      const { stream, revision, basis } = first
      const before = states.get(stream) ?? initialState(stream, registry, quotaUseOf)
      if (before === undefined) return none
      const place = { index: next - events.length, stream, revision }
      const law = laws.lawAt(before.division, basis)
      if (law !== undefined) decisions++
      const stateOf = (key: string): unknown => stateIn(states, before, key)
      const fault =
        law === undefined ? unknownLaw(basis, place) : redecide(events, before, law.applicable, stateOf, place)
      const stale = law === undefined || fault !== undefined ? undefined : outdated(first, law, place)
      // Malformed data is not applied: the stream keeps its previous state.
      const after = fault?.code === "Malformed" ? undefined : evolveAll(before, events)
      if (after === undefined) return faultsOf(fault, stale)
      states.set(stream, after)
      for (const event of events) before.quotaUse?.next(before.key, event, event.revision)
      const foreign = before.aggregate.lawAfter === undefined ? undefined : laws.apply(before.division, events)
      return faultsOf(fault, stale, foreign && otherBureau(foreign, before.division, place))
    },
  }
}

const none: ReadonlyArray<LogFault> = []

const faultsOf = (...faults: ReadonlyArray<LogFault | undefined>): ReadonlyArray<LogFault> => {
  const found = faults.filter((fault) => fault !== undefined)
  return found.length === 0 ? none : found
}

const otherBureau = (regulation: Regulation, division: string, place: LeafPlace): LogFault =>
  logFault("OtherBureau", place, bureauText(regulation), sameInBoth(division))

const bureauText = ({ id, territory: { bureau } }: Regulation): Bilingual =>
  bilingual(`${bureau.code}，${id}的机关`, `${bureau.code}, the bureau of ${id}`)

const unknownLaw = (basis: ReadonlyArray<Basis>, place: LeafPlace): LogFault =>
  logFault(
    "UnknownLaw",
    place,
    bilingual("此前已登记的办法和申报通知", "instrument and calls as recorded before"),
    sameInBoth(basisText(basis)),
  )

const basisText = (basis: ReadonlyArray<Basis>): string =>
  basis.map(({ stream, revision }) => `${stream}@${revision}`).join(", ")

/**
 * `place`: of the first event; `before`: the stream up to it; `law`: as known at that time; `stateOf`: other streams of
 * the aggregate at that time.
 */
const redecide = (
  events: ReadonlyNonEmptyArray<Envelope>,
  before: AggregateState,
  law: ApplicableLaw,
  stateOf: (key: string) => unknown,
  place: LeafPlace,
): LogFault | undefined => {
  const [first] = events
  const [text = null] = law.library
  const decision = decide(events, before, inEncodingOf(first, law), stateOf)
  if (decision === undefined)
    return logFault(
      "Malformed",
      place,
      bilingual(`“${eventName(first.type, text).zh}”的内容`, `the data of ${first.type}`),
      bilingual("其他内容", "other data"),
    )
  if (E.isRight(decision)) return differenceFault(events, decision.right, place)
  const { type, actor, effectiveOn } = first
  const decided = bilingual(
    `${actorName(actor, text).zh}${actor.code}于${effectiveOn}登记的“${eventName(type, text).zh}”`,
    `${type} by ${actor.role} ${actor.code} on ${effectiveOn}`,
  )
  return logFault("Undecidable", place, decided, reasonsOf(decision.left, before.aggregate, law))
}

type Decision = ReturnType<AnyAggregate["decide"]>

/** `undefined` if the data does not match its type. If no codec notices, the aggregate may throw. */
const decide = (
  events: ReadonlyNonEmptyArray<Envelope>,
  { aggregate, state, key, quotaUse }: AggregateState,
  law: ApplicableLaw,
  stateOf: (key: string) => unknown,
): Decision | undefined => {
  const [{ actor, effectiveOn, recordedAt }] = events
  const batch = events.filter((event) => isOf(aggregate, event))
  if (!RA.isNonEmpty(batch) || !isInstant(recordedAt)) return undefined
  const context = { actor, effectiveOn, recordedOn: shanghaiDate(recordedAt), law }
  try {
    const command = aggregate.commandOf(batch)
    const isSound = aggregate.commandCodecs.stored[command.type]?.is(command.data) === true
    if (!isSound) return undefined
    const others = new Map(aggregate.alsoReads?.(command, state).map((other) => [other, stateOf(other)]))
    const decision = aggregate.decide({ ...context, others }, command, state)
    const beyondQuota = E.isRight(decision) ? (quotaUse?.refusals(context, command, key) ?? []) : []
    return RA.isNonEmpty(beyondQuota) ? E.left(beyondQuota) : decision
  } catch {
    return undefined
  }
}

const reasonsOf = (
  refusals: ReadonlyArray<AnyRefusal>,
  aggregate: AnyAggregate,
  { library: [regulation] }: ApplicableLaw,
): Bilingual => {
  const sentences = refusals.map((refusal) =>
    regulation === undefined
      ? sameInBoth(refusal.code)
      : explainIn(vocabularyOf(aggregate), refusal, regulation).sentence,
  )
  return bilingual(sentences.map(({ zh }) => zh).join("；"), sentences.map(({ en }) => en).join("; "))
}
