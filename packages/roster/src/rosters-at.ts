/**
 * Many lists from one reading of the log, each as of a day and as the log was at a size. A unit's place is kept as it
 * was on another day only as long as some list still to come asks for that day: memory grows with units and with lists,
 * never with events.
 */
import type { CivilDate } from "@shifan/core"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import { rosterDigest, type RosterDigest } from "./publication.js"
import { evolvePlace, listed, nowhere, type RosterEntry, type Place } from "./roster.js"

/** `logSize`: how many leaves, from the first. */
export interface RosterPoint {
  readonly asOf: CivilDate
  readonly logSize: number
}

export interface RosterCollector {
  /** Every event of the log in its order, with its index from 0. */
  readonly take: (envelope: Envelope, index: number) => void
  /** After the last: how many leaves there are. A point beyond them is never reached. */
  readonly end: (size: number) => void
}

/** A unit's place from a day on. */
interface Since {
  readonly from: CivilDate
  readonly place: Place
}

/** `reached`: called once for each point, in the order of their sizes. */
export const rostersAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, list: ReadonlyArray<RosterEntry>) => void,
): RosterCollector => {
  const units = new Map<string, ReadonlyArray<Since>>()
  let pending = points.toSorted((a, b) => a.logSize - b.logSize)

  const asked = (from: CivilDate, before: CivilDate): boolean =>
    pending.some(({ asOf }) => from <= asOf && asOf < before)

  const end = (size: number): void => {
    if (pending[0] === undefined || pending[0].logSize > size) return
    const due = pending.filter(({ logSize }) => logSize <= size)
    pending = pending.slice(due.length)
    for (const point of due) reached(point, listed(placesOn(units.values(), point.asOf), point.asOf))
  }

  const take = (envelope: Envelope, index: number): void => {
    end(index)
    const name = parseStream(envelope.stream)
    if (name?.aggregate !== "designation" || !isDesignationEvent(envelope)) return
    const all = units.get(name.key) ?? []
    const last = all.at(-1)?.place ?? nowhere
    const place = evolvePlace(last, name.key, envelope)
    if (place === last) return
    const from = envelope.effectiveOn
    const kept = all.filter((one, i) => asked(one.from, all[i + 1]?.from ?? from))
    units.set(name.key, [...kept, { from, place }])
  }

  return { take, end }
}

function* placesOn(units: Iterable<ReadonlyArray<Since>>, on: CivilDate): Generator<Place> {
  for (const all of units) {
    const since = all.findLast(({ from }) => from <= on)
    if (since !== undefined) yield since.place
  }
}

/** The figures of each list, which are what a publication records. */
export const rosterDigestsAt = <P extends RosterPoint>(
  points: ReadonlyArray<P>,
  reached: (point: P, figures: RosterDigest) => void,
): RosterCollector => rostersAt(points, (point, list) => reached(point, rosterDigest(list)))
