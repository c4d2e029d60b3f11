/**
 * A store as a first attempt would look: a list, and the functions of the port. It is correct, and each of its steps can be
 * broken.
 */
import * as E from "fp-ts/lib/Either.js"
import {
  changeNotifier,
  checkAppend,
  checkReached,
  judgeAppend,
  ordinalOf,
  positionOf,
  readAllByPages,
  readStreamByPages,
  subscribeTo,
  type Appended,
  type AppendError,
  type AppendLookup,
  type CheckedAppend,
  type EventStore,
  type NewEvent,
  type PageReader,
  type StoredEvent,
} from "@shifan/event-store"

/** The data, which a reopened store shares. */
export interface Data {
  readonly events: Array<StoredEvent>
}

type Judged = ReturnType<typeof judgeAppend>

/** The steps that a flaw can replace. */
export interface Steps {
  readonly check: typeof checkAppend
  /** Whether the append is allowed, or was made before. */
  readonly judge: (lookup: AppendLookup, append: CheckedAppend) => Judged
  /** Puts the events into the list, all of them before any other code runs. */
  readonly put: (data: Data, events: ReadonlyArray<StoredEvent>) => void | Promise<void>
  readonly placed: (data: Data, stream: string, event: NewEvent) => StoredEvent
  readonly all: (data: Data, from: number, size: number) => ReadonlyArray<StoredEvent>
  readonly inStream: (events: ReadonlyArray<StoredEvent>, from: number, size: number) => ReadonlyArray<StoredEvent>
  readonly handOut: (event: StoredEvent) => StoredEvent
  readonly isClosed: (closed: boolean) => boolean
  readonly wakes: boolean
  /** Wraps the port's own functions, around the pages. */
  readonly around: (store: EventStore, pages: PageReader) => EventStore
}

const streamOf = ({ events }: Data, name: string): ReadonlyArray<StoredEvent> =>
  events.filter(({ stream }) => stream === name)

const sound: Steps = {
  check: checkAppend,
  judge: judgeAppend,
  put: ({ events }, added) => void events.push(...added),
  placed: (data, stream, event) => ({
    ...event,
    stream,
    revision: streamOf(data, stream).length,
    position: positionOf(data.events.length + 1),
  }),
  all: ({ events }, from, size) => events.slice(from, from + size),
  inStream: (events, from, size) => events.slice(Math.max(0, from), Math.max(0, from) + size),
  handOut: (event) => ({ ...event, leaf: event.leaf.slice() }),
  isClosed: (closed) => closed,
  wakes: true,
  around: (store) => store,
}

export const plainStore = (data: Data = { events: [] }, change: Partial<Steps> = {}): EventStore => {
  const steps = { ...sound, ...change }
  const closing = new AbortController()
  const notifier = changeNotifier(() => String(data.events.length), steps.wakes ? 2 : undefined)
  const closed = <A>(): E.Either<{ readonly _tag: "Closed" }, A> | undefined =>
    steps.isClosed(closing.signal.aborted) ? E.left({ _tag: "Closed" }) : undefined

  const lookup: AppendLookup = {
    lastRevision: (stream) => streamOf(data, stream).at(-1)?.revision ?? "noStream",
    byId: (id) => data.events.find((event) => event.id === id),
    last: () => data.events.at(-1),
  }

  const make = async (append: CheckedAppend): Promise<E.Either<AppendError, Appended>> => {
    const judged = steps.judge(lookup, append)
    if (E.isLeft(judged)) return judged
    if (judged.right !== undefined) return E.right(judged.right)
    const added: Array<StoredEvent> = []
    for (const event of append.events) {
      const before = { events: [...data.events, ...added] }
      added.push(steps.placed(before, append.stream, event))
    }
    await steps.put(data, added)
    if (steps.wakes) notifier.notify()
    const { revision = 0, position = "" } = added.at(-1) ?? {}
    return E.right({ revision, position, repeated: false })
  }

  const pages: PageReader = {
    all: async (after, size) => {
      const from = ordinalOf(after)
      if (E.isLeft(from)) return closed() ?? from
      const reached = checkReached(from.right, data.events.length)
      if (E.isLeft(reached)) return closed() ?? reached
      return closed() ?? E.right(steps.all(data, from.right, size).map(steps.handOut))
    },
    stream: async (name, from, direction, size) => {
      const events = streamOf(data, name)
      if (events.length === 0) return closed() ?? E.left({ _tag: "StreamNotFound", stream: name })
      const forwards = direction === "forwards"
      const window = forwards
        ? steps.inStream(events, from, size)
        : events
            .filter(({ revision }) => revision <= from)
            .toReversed()
            .slice(0, size)
      return closed() ?? E.right(window.map(steps.handOut))
    },
  }

  const store: EventStore = {
    append: (stream, expected, events, follows) => {
      const checked = steps.check(stream, expected, events, follows)
      return async () => closed() ?? (E.isLeft(checked) ? checked : make(checked.right))
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => subscribeTo({ pages, notifier, closed: closing.signal }, options, handler),
    close: async () => closing.abort(),
  }
  return steps.around(store, pages)
}
