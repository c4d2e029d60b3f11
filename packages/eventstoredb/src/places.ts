/**
 * Where streams end, and where in them each id stands. The server looks at ids only below a stream's end, and not at
 * bytes at all; the port promises both.
 */
import * as E from "fp-ts/lib/Either.js"
import { pageSize, type ReadError } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { deleted, wasCut, type Read } from "./reading.js"
import { truncated } from "./stored.js"

export interface Place {
  /** Of the last event; -1 where there is none. */
  readonly last: number
  readonly revisions: ReadonlyMap<string, number>
}

export interface Places {
  /** As it was when it was last looked at. */
  readonly known: (stream: string) => Place | undefined
  /** As it is: reads what came since. */
  readonly look: (read: Read, stream: string) => Promise<E.Either<ReadError, Place>>
  /** Takes note of what was just read of it. */
  readonly grew: (stream: string, records: ReadonlyArray<Recorded>) => void
}

/** Streams remembered; those not used for longest go first. */
const most = 2000

interface Growing extends Place {
  last: number
  readonly revisions: Map<string, number>
}

export const placesOf = (): Places => {
  const places = new Map<string, Growing>()

  const remember = (stream: string, place: Growing): void => {
    places.delete(stream)
    places.set(stream, place)
    const [oldest] = places.keys()
    if (places.size > most && oldest !== undefined) places.delete(oldest)
  }

  const look = async (read: Read, stream: string): Promise<E.Either<ReadError, Place>> => {
    const place = places.get(stream) ?? { last: -1, revisions: new Map() }
    for (;;) {
      const from = place.last + 1
      const page = await read({ of: { stream, from }, direction: "forwards", count: pageSize })
      if (E.isLeft(page)) {
        if (page.left._tag !== "StreamNotFound") return page
        const nothing = await absent(read, stream, place)
        if (E.isRight(nothing)) remember(stream, place)
        return nothing
      }
      const fault = grow(place, stream, page.right)
      if (fault !== undefined) return E.left(fault)
      if (page.right.length < pageSize) break
    }
    remember(stream, place)
    return E.right(place)
  }

  return {
    known: (stream) => places.get(stream),
    look,
    grew: (stream, records) => {
      const place = places.get(stream)
      if (place !== undefined) grow(place, stream, records)
    },
  }
}

/** Others may look at the same time, so what is had already is passed over. */
const grow = (place: Growing, stream: string, records: ReadonlyArray<Recorded>): ReadError | undefined => {
  for (const { id, revision } of records) {
    if (revision > place.last + 1) return truncated(stream, place.last + 1)
    place.revisions.set(id, revision)
    place.last = Math.max(place.last, revision)
  }
  return undefined
}

/** A stream that was deleted softly reads as missing, but goes on behind its old revisions. */
const absent = async (read: Read, stream: string, place: Growing): Promise<E.Either<ReadError, Place>> => {
  if (place.last >= 0) return E.left(deleted(stream))
  const cut = await wasCut(read, stream)
  if (E.isLeft(cut)) return cut
  return cut.right ? E.left(deleted(stream)) : E.right(place)
}
