/**
 * Remembers where streams end, and the revision of each id in them. The server compares ids only below a stream's end, and
 * bytes never; the port promises both.
 */
import * as E from "fp-ts/lib/Either.js"
import { pageSize, type ReadError } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { deleted, wasCut, type Read } from "./reading.js"
import { truncated } from "./stored-events.js"

export interface KnownStream {
  /** The revision of the last event; -1 where there is none. */
  readonly last: number
  /** By id. */
  readonly revisions: ReadonlyMap<string, number>
}

export interface RevisionCache {
  /** The stream as it was when it was last read. */
  readonly get: (stream: string) => KnownStream | undefined
  /** The stream as it is: reads what was appended since. */
  readonly refresh: (read: Read, stream: string) => Promise<E.Either<ReadError, KnownStream>>
  /** Adds records that were just read of a stream. */
  readonly add: (stream: string, records: ReadonlyArray<Recorded>) => void
}

/** Streams remembered; the least recently refreshed are forgotten first. */
const maxStreams = 2000

interface MutableStream extends KnownStream {
  last: number
  readonly revisions: Map<string, number>
}

export const revisionCache = (): RevisionCache => {
  const streams = new Map<string, MutableStream>()

  const remember = (name: string, stream: MutableStream): void => {
    streams.delete(name)
    streams.set(name, stream)
    const [oldest] = streams.keys()
    if (streams.size > maxStreams && oldest !== undefined) streams.delete(oldest)
  }

  const refresh = async (read: Read, name: string): Promise<E.Either<ReadError, KnownStream>> => {
    const stream = streams.get(name) ?? { last: -1, revisions: new Map() }
    const fault = await readOn(read, name, stream)
    if (fault !== undefined) return E.left(fault)
    remember(name, stream)
    return E.right(stream)
  }

  return {
    get: (name) => streams.get(name),
    refresh,
    add: (name, records) => {
      const stream = streams.get(name)
      if (stream !== undefined) extend(stream, name, records)
    },
  }
}

/** Reads a stream from where it is known up to its end. */
const readOn = async (read: Read, name: string, stream: MutableStream): Promise<ReadError | undefined> => {
  for (;;) {
    const from = stream.last + 1
    const page = await read({ of: { stream: name, from }, direction: "forwards", count: pageSize })
    if (E.isLeft(page)) return page.left._tag === "StreamNotFound" ? faultOfMissing(read, name, stream) : page.left
    const fault = extend(stream, name, page.right)
    if (fault !== undefined || page.right.length < pageSize) return fault
  }
}

/** Several reads may run at once, so records that are known already are passed over. */
const extend = (stream: MutableStream, name: string, records: ReadonlyArray<Recorded>): ReadError | undefined => {
  for (const { id, revision } of records) {
    if (revision > stream.last + 1) return truncated(name, stream.last + 1)
    stream.revisions.set(id, revision)
    stream.last = Math.max(stream.last, revision)
  }
  return undefined
}

/** A softly deleted stream reads as missing, but its next append goes on after its old revisions. */
const faultOfMissing = async (read: Read, name: string, stream: MutableStream): Promise<ReadError | undefined> => {
  if (stream.last >= 0) return deleted(name)
  const cut = await wasCut(read, name)
  if (E.isLeft(cut)) return cut.left
  return cut.right ? deleted(name) : undefined
}
