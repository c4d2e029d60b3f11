import type { CivilDate, State } from "@shifan/core"
import { sha256Hex, type Envelope } from "@shifan/event-store"
import canonicalize from "canonicalize"
import { entriesOf, listOf, reachesBack, stateAfter, titleOf, type RosterEntry } from "./roster.js"

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
  /** Of the bureau whose list it is; without one the list has the units of all. */
  readonly division?: string
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
  const states: Map<string, State> = new Map()
  const datedStates = new Map<string, ReadonlyArray<DatedState>>()
  let pending = points.toSorted((a, b) => a.logSize - b.logSize)

  const isAskedFor = (from: CivilDate, before: CivilDate): boolean =>
    pending.some(({ asOf }) => from <= asOf && asOf < before)

  const end = (size: number): void => {
    if (pending[0] === undefined || pending[0].logSize > size) return
    const due = pending.filter(({ logSize }) => logSize <= size)
    pending = pending.slice(due.length)
    for (const point of due) reached(point, listOf(entriesOn(datedStates, point), point.asOf))
  }

  const take = (envelope: Envelope, index: number): void => {
    end(index)
    const { stream } = envelope
    const before = states.get(stream)
    const state = stateAfter(before, envelope)
    if (state === undefined) return
    states.set(stream, state)
    const dated = datedStates.get(stream) ?? []
    const earlier = reachesBack(envelope) ? dated.map((older) => changedBack(older, envelope)) : dated
    const from = envelope.effectiveOn
    const kept = earlier.filter((older, i) => isAskedFor(older.from, earlier[i + 1]?.from ?? from))
    const isSame = titleOf(state) === (before === undefined ? null : titleOf(before))
    datedStates.set(stream, isSame ? earlier : [...kept, { from, state }])
  }

  return { take, end }
}

/** An act that reaches back is heard of on every day since what it changes. */
const changedBack = ({ from, state }: DatedState, envelope: Envelope): DatedState => ({
  from,
  state: stateAfter(state, envelope) ?? state,
})

const entriesOn = (
  streams: ReadonlyMap<string, ReadonlyArray<DatedState>>,
  { asOf, division }: RosterPoint,
): Iterable<RosterEntry | null> => {
  const states = new Map<string, State>()
  for (const [stream, dated] of streams) {
    const state = dated.findLast(({ from }) => from <= asOf)?.state
    const isOfBureau = division === undefined || stream.startsWith(`designation-${division}-`)
    if (isOfBureau && state !== undefined) states.set(stream, state)
  }
  return entriesOf(states)
}

/** The same, but gives only what a publication records of each list. */
export const rosterDigestsAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, digest: RosterDigest) => void,
): RosterCollector => rostersAt(points, (point, list) => reached(point, rosterDigest(list)))
