import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  isInstant,
  shanghaiDate,
  type CivilDate,
  type Event,
  type Library,
  type Registry,
  type State,
} from "@shifan/core"
import { parseStreamName, streamOf, aggregates } from "@shifan/core/registry"
import {
  commandGrouper,
  decodeEvents,
  isDesignationEvent,
  isSameCommand,
  parseStream,
  type Envelope,
  type Events,
  type StoreError,
} from "@shifan/event-store"
import { flipOf, type Flip, type Hypothesis } from "./flip.js"
import { inEncodingOf, lawHistory } from "./law-history.js"

const { designation } = aggregates

/** A flip, with the place of the decision. */
export interface FlipAt extends Flip {
  /** Leaf index of the decision's first event. */
  readonly index: number
  readonly stream: string
  readonly revision: number
  readonly effectiveOn: CivilDate
}

/** Number of decisions repeated, and those that would have turned out differently. */
export interface WhatIf {
  readonly events: number
  /** Number of decisions on designations. Events that make law are not repeated. */
  readonly decisions: number
  readonly flips: ReadonlyArray<FlipAt>
}

/** The hypothesis, and the regulations it can refer to. */
export interface WhatIfOptions {
  readonly library: Library
  readonly hypothesis: Hypothesis
  /** The aggregates whose events are read; by default those of `@shifan/core`. */
  readonly registry?: Registry
  readonly each?: (envelope: Envelope) => void
}

/**
 * Repeats every decision on a designation under a hypothetical law (art. 16). Each is judged on its own, in the state that
 * the actual history had reached. Assumes that the log is sound: `replay` checks that.
 *
 * @example
 * await whatIf(store.readAll(), { library, hypothesis: { readings: { "staff.qualified": "both" } } })
 */
export const whatIf = async (
  events: Events,
  { library, hypothesis, registry = aggregates, each }: WhatIfOptions,
): Promise<E.Either<StoreError, WhatIf>> => {
  const grouper = commandGrouper<Envelope>(isSameCommand)
  const finder = flipFinder(library, registry, hypothesis)
  let index = 0
  for await (const next of decodeEvents(events, registry)) {
    if (E.isLeft(next)) return next
    const { envelope } = next.right
    each?.(envelope)
    finder.take(grouper.push(envelope), index)
    index++
  }
  finder.take(grouper.end(), index)
  return E.right({ events: index, decisions: finder.decisions(), flips: finder.flips })
}

interface FlipFinder {
  readonly flips: ReadonlyArray<FlipAt>
  readonly decisions: () => number
  /** Takes the events of the next command, or `undefined`. `next`: index of the leaf after them. */
  readonly take: (command: ReadonlyNonEmptyArray<Envelope> | undefined, next: number) => void
}

const flipFinder = (library: Library, registry: Registry, hypothesis: Hypothesis): FlipFinder => {
  const states = new Map<string, State>()
  const laws = lawHistory(library, registry)
  const flips: Array<FlipAt> = []
  let decisions = 0

  const takeDecision = (
    command: ReadonlyNonEmptyArray<Envelope>,
    division: string,
    before: State,
    index: number,
  ): void => {
    const [first] = command
    const { stream, revision, effectiveOn, recordedAt, actor, basis } = first
    const batch = command.filter(isDesignationEvent)
    const law = laws.lawAt(division, basis)
    decisions++
    if (law !== undefined && RA.isNonEmpty(batch) && isInstant(recordedAt)) {
      const context = {
        actor,
        effectiveOn,
        recordedOn: shanghaiDate(recordedAt),
        law: inEncodingOf(first, law.applicable),
        others: othersOf(states, division, batch, before),
      }
      const flip = flipOf(batch, context, before, hypothesis)
      if (flip !== undefined) flips.push({ index, stream, revision, effectiveOn, ...flip })
    }
    states.set(stream, evolveAll(before, batch))
  }

  return {
    flips,
    decisions: () => decisions,
    take: (command, next) => {
      if (command === undefined) return
      const [{ stream }] = command
      const name = parseStream(stream)
      if (name?.aggregate === "designation")
        takeDecision(command, name.division, states.get(stream) ?? designation.initial(name.key), next - command.length)
      const division = parseStreamName(stream, registry)?.division
      if (division !== undefined) laws.apply(division, command)
    },
  }
}

/** States of other streams of the bureau that a decision reads. */
const othersOf = (
  states: ReadonlyMap<string, State>,
  division: string,
  batch: ReadonlyNonEmptyArray<Event>,
  before: State,
): ReadonlyMap<string, State> => {
  const keys = designation.alsoReads?.(designation.commandOf(batch), before) ?? []
  return new Map(keys.map((key) => [key, states.get(streamOf(designation, division, key)) ?? designation.initial(key)]))
}

/** Ignores events with malformed data. */
const evolveAll = (before: State, events: ReadonlyArray<Event>): State => {
  try {
    return events.reduce((state, event) => designation.evolve(state, event), before)
  } catch {
    return before
  }
}
