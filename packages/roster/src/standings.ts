/** The standing of every unit known to the log on the day of a list, listed or not. */
import { phaseOn, type CivilDate, type State, type UnitStanding } from "@shifan/core"
import { leafHashHex, parseStream, type Envelope } from "@shifan/event-store"

export type LastRecord = UnitStanding["last"]

export const lastRecordOf = (
  { type, revision, effectiveOn }: Envelope,
  index: number,
  leaf: Uint8Array,
): LastRecord => ({ type, revision, effectiveOn, index, hash: `sha256:${leafHashHex(leaf)}` })

export interface KnownOnDay {
  readonly asOf: CivilDate
  /** States by stream. A stream that begins later is missing. */
  readonly states: ReadonlyMap<string, State>
  /** Streams of the listed units. */
  readonly listed: ReadonlySet<string>
}

/** Standings of all units with a record, sorted by code. */
export const standingsOf = (
  records: ReadonlyArray<readonly [stream: string, last: LastRecord]>,
  { asOf, states, listed }: KnownOnDay,
): ReadonlyArray<UnitStanding> =>
  records
    .flatMap(([stream, last]): ReadonlyArray<UnitStanding> => {
      const name = parseStream(stream)
      if (name?.aggregate !== "designation") return []
      const state = states.get(stream)
      const phase = state === undefined ? "none" : phaseOn(state, asOf)
      return [{ division: name.division, uscc: name.key, phase, listed: listed.has(stream), last }]
    })
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))

const sortKey = ({ uscc, division }: UnitStanding): string => `${uscc} ${division}`
