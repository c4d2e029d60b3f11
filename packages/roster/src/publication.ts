import type { CivilDate, State, Uscc } from "@shifan/core"
import { sha256Hex, type Envelope } from "@shifan/event-store"
import canonicalize from "canonicalize"
import { entryOf, listOf, reachesBack, stateAfter, titleOf, type RosterEntry } from "./roster.js"

/** The published file: the list as canonical JSON (RFC 8785) in UTF-8, without a line feed at the end. */
export const canonicalList = (list: ReadonlyArray<RosterEntry>): Uint8Array =>
  new TextEncoder().encode(canonicalize(list) ?? "[]")

/** What a publication records of its list. */
export interface RosterDigest {
  readonly rows: number
  /** `sha256:` and 64 hexadecimal digits: what `sha256sum` gives for the published file. */
  readonly digest: string
}

export const rosterDigest = (list: ReadonlyArray<RosterEntry>): RosterDigest => ({
  rows: list.length,
  digest: `sha256:${sha256Hex(canonicalList(list))}`,
})

/** A list to compute: as of a day, from the first `logSize` leaves of the log. */
export interface RosterPoint {
  readonly asOf: CivilDate
  readonly logSize: number
}

/** Is given a log event by event, and computes lists on the way. */
export interface RosterCollector {
  /** Takes every event of the log in its order, with its index from 0. */
  readonly take: (envelope: Envelope, index: number) => void
  /** Tells how many leaves there were. Points beyond them are never reached. */
  readonly end: (size: number) => void
}

/** What is known of a unit's title from a day on. */
interface DatedState {
  readonly from: CivilDate
  readonly state: State
}

/**
 * Computes many lists from one reading of the log. What a unit's entry was on an earlier day is kept only while a point
 * that is still to come asks for that day, so memory grows with units and points, not with events.
 *
 * @param reached is called once for each point, in the order of their sizes.
 */
export const rostersAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, list: ReadonlyArray<RosterEntry>) => void,
): RosterCollector => {
  const states = new Map<Uscc, State>()
  const datedStates = new Map<Uscc, ReadonlyArray<DatedState>>()
  let pending = points.toSorted((a, b) => a.logSize - b.logSize)

  const isAskedFor = (from: CivilDate, before: CivilDate): boolean =>
    pending.some(({ asOf }) => from <= asOf && asOf < before)

  const end = (size: number): void => {
    if (pending[0] === undefined || pending[0].logSize > size) return
    const due = pending.filter(({ logSize }) => logSize <= size)
    pending = pending.slice(due.length)
    for (const point of due) reached(point, listOf(entriesOn(datedStates.values(), point.asOf), point.asOf))
  }

  const take = (envelope: Envelope, index: number): void => {
    end(index)
    const state = stateAfter(states, envelope)
    if (state === undefined) return
    const { unit } = state
    const before = states.get(unit)
    states.set(unit, state)
    const dated = datedStates.get(unit) ?? []
    const earlier = reachesBack(envelope) ? dated.map((older) => changedBack(older, envelope)) : dated
    const from = envelope.effectiveOn
    const kept = earlier.filter((older, i) => isAskedFor(older.from, earlier[i + 1]?.from ?? from))
    const isSame = titleOf(state) === (before === undefined ? null : titleOf(before))
    datedStates.set(unit, isSame ? earlier : [...kept, { from, state }])
  }

  return { take, end }
}

/** An act that reaches back is heard of on every day since what it changes. */
const changedBack = ({ from, state }: DatedState, envelope: Envelope): DatedState => ({
  from,
  state: stateAfter(new Map([[state.unit, state]]), envelope) ?? state,
})

function* entriesOn(units: Iterable<ReadonlyArray<DatedState>>, on: CivilDate): Generator<RosterEntry | null> {
  for (const dated of units) {
    const state = dated.findLast(({ from }) => from <= on)?.state
    yield state === undefined ? null : entryOf(state)
  }
}

/** The same, but gives only what a publication records of each list. */
export const rosterDigestsAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, digest: RosterDigest) => void,
): RosterCollector => rostersAt(points, (point, list) => reached(point, rosterDigest(list)))
