/**
 * Remembers the end of each stream and the revisions of its ids. Needed because the port promises to compare ids and bytes of
 * a retry; the server compares ids only in part, and bytes never.
 */
import * as E from "fp-ts/lib/Either.js"
import { pageSize, type Corrupt, type ReadError } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { cutStream, deletedStream, removed, wentBack } from "./faults.js"
import { missingStream, newest, type Read } from "./reading.js"
import { cuttingSettings } from "./settings.js"

export interface KnownStream {
  /** Revision of the last event; -1 if there is none. */
  readonly last: number
  /** Revisions by event id. */
  readonly revisions: ReadonlyMap<string, number>
}

/** The server has fewer events of the stream than before. */
export interface Behind {
  readonly _tag: "Behind"
  readonly error: Corrupt
}

type Fault = ReadError | Behind

export interface RevisionCache {
  /** Brings the stream up to date by reading the events appended since. */
  readonly refresh: (read: Read, stream: string, deadline: number) => Promise<E.Either<Fault, KnownStream>>
  /** Adds records of a stream that were just read. */
  readonly add: (stream: string, records: ReadonlyArray<Recorded>) => void
  /** The next refresh also reads the stream from its beginning, with its settings. Default: every stream. */
  readonly distrust: (stream?: string) => void
}

const maxStreams = 2000

interface MutableStream extends KnownStream {
  last: number
  lastId: string
  /** Whether its settings and its beginning were read since anybody may have changed them. */
  isTrusted: boolean
  readonly revisions: Map<string, number>
}

const unknownStream = (): MutableStream => ({ last: -1, lastId: "", isTrusted: true, revisions: new Map() })

/** @param most streams to remember; drops the least recently refreshed */
export const revisionCache = (most = maxStreams): RevisionCache => {
  const streams = new Map<string, MutableStream>()

  const remember = (name: string, stream: MutableStream): void => {
    streams.delete(name)
    streams.set(name, stream)
    const [oldest] = streams.keys()
    if (streams.size > most && oldest !== undefined) streams.delete(oldest)
  }

  return {
    refresh: async (read, name, deadline) => {
      const stream = streams.get(name) ?? unknownStream()
      remember(name, stream)
      const isKnown = stream.last >= 0
      const fault = await (isKnown ? readOn(read, name, stream, deadline) : readFirst(read, name, stream, deadline))
      if (fault !== undefined) return E.left(fault)
      if (stream.isTrusted) return E.right(stream)
      // What is known stays known, so that a server with an older past is still found out.
      stream.isTrusted = true
      const cut = await readFirst(read, name, unknownStream(), deadline)
      if (cut === undefined) return E.right(stream)
      stream.isTrusted = false
      return E.left(cut)
    },
    add: (name, records) => {
      const stream = streams.get(name)
      if (stream !== undefined) extend(stream, name, records)
    },
    distrust: (name) => {
      for (const [known, stream] of streams) if (name === undefined || known === name) stream.isTrusted = false
    },
  }
}

/** Reads a stream from its beginning, and its settings: without them, a softly deleted stream looks as if it never existed. */
const readFirst = async (
  read: Read,
  name: string,
  stream: MutableStream,
  deadline: number,
): Promise<ReadError | undefined> => {
  const [settings, fault] = await Promise.all([
    newest(read, { stream: `$$${name}`, from: "end" }, deadline),
    readPages(read, name, stream, 0, deadline),
  ])
  if (E.isLeft(settings) && settings.left._tag !== "StreamNotFound") return settings.left
  const cut = E.isRight(settings) && settings.right !== undefined ? cuttingSettings(settings.right) : undefined
  if (cut !== undefined) return cutStream(name, cut)
  if (fault === "gone") return removed(name, 0)
  if (fault !== undefined) return fault._tag === "StreamNotFound" ? undefined : fault
  return stream.last < 0 ? removed(name, 0) : undefined
}

/** Continues reading from the last known event, inclusive, to see that the stream still exists and has not changed. */
const readOn = async (
  read: Read,
  name: string,
  stream: MutableStream,
  deadline: number,
): Promise<Fault | undefined> => {
  const { last, lastId } = stream
  const fault = await readPages(
    read,
    name,
    stream,
    last,
    deadline,
    (first) => first?.revision === last && first.id === lastId,
  )
  if (fault === undefined) return undefined
  if (fault === "gone") return whereItEnds(read, name, stream, deadline)
  if (fault._tag !== "StreamNotFound") return fault
  const missing = await missingStream(read, name, deadline)
  return missing._tag === "StreamNotFound" ? behind(wentBack(name, last, "noStream")) : missing
}

const behind = (error: Corrupt): Behind => ({ _tag: "Behind", error })

/** Finds out why the last known event is missing: it was cut off, or the server has fewer events than before. */
const whereItEnds = async (read: Read, name: string, { last }: MutableStream, deadline: number): Promise<Fault> => {
  const newestNow = await newest(read, { stream: name, from: "end" }, deadline)
  if (E.isLeft(newestNow)) return newestNow.left._tag === "StreamNotFound" ? deletedStream(name) : newestNow.left
  const end = newestNow.right?.revision
  return end === undefined || end > last ? removed(name, last) : behind(wentBack(name, last, end))
}

/** @param isThere checks the first record. */
const readPages = async (
  read: Read,
  name: string,
  stream: MutableStream,
  start: number,
  deadline: number,
  isThere: (first: Recorded | undefined) => boolean = () => true,
): Promise<ReadError | "gone" | undefined> => {
  for (let from = start; ; from = stream.last + 1) {
    const page = await read({ of: { stream: name, from }, direction: "forwards", count: pageSize }, deadline)
    if (E.isLeft(page)) return page.left
    if (from === start && !isThere(page.right[0])) return "gone"
    const fault = extend(stream, name, page.right)
    if (fault !== undefined || page.right.length < pageSize) return fault
  }
}

/** Adds records. Skips known ones, since several reads may run at once. */
const extend = (stream: MutableStream, name: string, records: ReadonlyArray<Recorded>): ReadError | undefined => {
  for (const { id, revision } of records) {
    if (revision > stream.last + 1) return removed(name, stream.last + 1)
    if (revision <= stream.last) continue
    stream.revisions.set(id, revision)
    stream.last = revision
    stream.lastId = id
  }
  return undefined
}
