import type { CivilDate, State, UnitStanding } from "@shifan/core"
import { sha256Hex, type Envelope } from "@shifan/event-store"
import canonicalize from "canonicalize"
import { entriesOf, listOf, reachesBack, stateAfter, type RosterEntry } from "./roster.js"
import { lastRecordOf, standingsOf, type LastRecord } from "./standings.js"

/** The published file: the list as canonical JSON (RFC 8785) in UTF-8, without a trailing line feed. */
export const canonicalList = (list: ReadonlyArray<RosterEntry>): Uint8Array =>
  new TextEncoder().encode(canonicalize(list) ?? "[]")

/** The figures a publication records for its list. */
export interface RosterDigest {
  readonly rows: number
  /** `sha256:` and 64 hexadecimal digits, as `sha256sum` prints them for the published file. */
  readonly digest: string
}

/** Counts the rows of a list and hashes its published file. */
export const rosterDigest = (list: ReadonlyArray<RosterEntry>): RosterDigest => ({
  rows: list.length,
  digest: `sha256:${sha256Hex(canonicalList(list))}`,
})

/** A list to compute: as of a day, from the first `logSize` events of the log. */
export interface RosterPoint {
  readonly asOf: CivilDate
  readonly logSize: number
  /** Limits the list to one bureau. Default: the units of all bureaus. */
  readonly division?: string
}

/** Computes lists while it is fed a log event by event. */
export interface RosterCollector {
  /** Takes the next event of the log, with its index from 0 and its leaf. Must be called for every event, in order. */
  readonly take: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  /** Ends the log at `size` events. Points beyond that are never reached. */
  readonly end: (size: number) => void
}

/** The list at a point, and the standing of every unit known to the log by then, listed or not, sorted by code. */
export interface PointList {
  readonly list: ReadonlyArray<RosterEntry>
  readonly standings: () => ReadonlyArray<UnitStanding>
}

/** State of a unit from a day on. */
interface DatedState {
  readonly from: CivilDate
  readonly state: State
}

/**
 * Computes many lists in one pass over the log. A unit's state on an earlier day is kept only while a pending point needs
 * that day, so memory grows with units and points, not with events.
 *
 * @param reached called once for each point, in order of log size.
 */
export const rostersAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, list: PointList) => void,
): RosterCollector => {
  const states: Map<string, State> = new Map()
  const lastRecords = new Map<string, LastRecord>()
  const datedStates = new Map<string, ReadonlyArray<DatedState>>()
  let pending = points.toSorted((a, b) => a.logSize - b.logSize)

  const isAskedFor = (from: CivilDate, before: CivilDate): boolean =>
    pending.some(({ asOf }) => from <= asOf && asOf < before)

  const end = (size: number): void => {
    if (pending[0] === undefined || pending[0].logSize > size) return
    const due = pending.filter(({ logSize }) => logSize <= size)
    pending = pending.slice(due.length)
    for (const point of due) reached(point, listAt(point))
  }

  const listAt = (point: RosterPoint): PointList => {
    const { asOf } = point
    const on = statesOn(datedStates, point)
    const entries = [...entriesOf(on)]
    const list = listOf(entries, asOf)
    const records = [...lastRecords].filter(([stream]) => isOfBureau(stream, point))
    return {
      list,
      standings: () => {
        const onList = new Set<RosterEntry | null | undefined>(list)
        const listed = new Set([...on.keys()].filter((_, i) => onList.has(entries[i])))
        return standingsOf(records, { asOf, states: on, listed })
      },
    }
  }

  const take = (envelope: Envelope, index: number, leaf: Uint8Array): void => {
    end(index)
    const { stream } = envelope
    const before = states.get(stream)
    const state = stateAfter(before, envelope)
    if (state === undefined) return
    states.set(stream, state)
    lastRecords.set(stream, lastRecordOf(envelope, index, leaf))
    const dated = datedStates.get(stream) ?? []
    const earlier = reachesBack(envelope) ? dated.map((older) => changedBack(older, envelope)) : dated
    const from = envelope.effectiveOn
    const kept = earlier.filter((older, i) => isAskedFor(older.from, earlier[i + 1]?.from ?? from))
    datedStates.set(stream, state.phase === before?.phase ? earlier : [...kept, { from, state }])
  }

  return { take, end }
}

/** A retroactive act also changes the states kept for earlier days. */
const changedBack = ({ from, state }: DatedState, envelope: Envelope): DatedState => ({
  from,
  state: stateAfter(state, envelope) ?? state,
})

const isOfBureau = (stream: string, { division }: RosterPoint): boolean =>
  division === undefined || stream.startsWith(`designation-${division}-`)

const statesOn = (
  streams: ReadonlyMap<string, ReadonlyArray<DatedState>>,
  point: RosterPoint,
): ReadonlyMap<string, State> => {
  const states = new Map<string, State>()
  for (const [stream, dated] of streams) {
    const state = dated.findLast(({ from }) => from <= point.asOf)?.state
    if (isOfBureau(stream, point) && state !== undefined) states.set(stream, state)
  }
  return states
}

/** The figures of a publication, computed from the log. */
export interface ComputedList extends RosterDigest {
  readonly standings: ReadonlyArray<UnitStanding>
}

/** `rostersAt`, but gives only the figures that a publication records. */
export const rosterDigestsAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, computed: ComputedList) => void,
): RosterCollector =>
  rostersAt(points, (point, { list, standings }) => reached(point, { ...rosterDigest(list), standings: standings() }))
