/** Mistakes that adapters make, one at a time, with the cases of the suite that must detect them. */
import * as E from "fp-ts/lib/Either.js"
import { setImmediate } from "node:timers/promises"
import {
  checkAppend,
  judgeAppend,
  matchesFilter,
  type EventStore,
  type Page,
  type PageReader,
  type Position,
  type ReadError,
} from "@shifan/event-store"
import { furtherFlaws } from "./further-flaws.js"
import type { Steps } from "./plain-store.js"

export interface Flaw {
  readonly name: string
  /** The harm to users who rely on the store. */
  readonly harm: string
  /** A function if each opened store needs its own state. */
  readonly change: Partial<Steps> | (() => Partial<Steps>)
  /** Whether a reopened store has the data of the previous one. */
  readonly keeps?: "data" | "nothing"
  /** Whether the data is requested from another process, which has its own memory. */
  readonly elsewhere?: true
  /** Titles of the failing cases. */
  readonly caughtBy: ReadonlyArray<string>
}

const text = { decoder: new TextDecoder(), encoder: new TextEncoder() }

/** Reads without the shared paging, like an adapter written before it existed. */
const ownPaging =
  (readFrom: (pages: PageReader, after: Position | undefined) => Promise<Page>) =>
  (store: EventStore, pages: PageReader): EventStore => ({
    ...store,
    readAll: async function* ({ after, filter = {}, maxCount = Infinity } = {}) {
      let position = after
      let left = maxCount
      for (;;) {
        const read = await readFrom(pages, position)
        if (E.isLeft(read)) return yield read
        const page = read.right
        for (const event of page) {
          if (left <= 0) return
          if (!matchesFilter(filter)(event)) continue
          left--
          yield E.right(event)
        }
        if (page.length === 0) return
        position = page.at(-1)?.position
      }
    },
    subscribe: (options, handler) => {
      const closing = new AbortController()
      const deliver = async (): Promise<E.Either<ReadError, void>> => {
        let position = options.after
        while (!closing.signal.aborted) {
          const read = await readFrom(pages, position)
          if (E.isLeft(read)) return read
          const [first, ...rest] = read.right
          if (first === undefined) {
            await setImmediate()
            continue
          }
          const checkpoint = rest.at(-1)?.position ?? first.position
          await handler({ events: [first, ...rest], checkpoint }).catch(() => closing.abort())
          position = checkpoint
        }
        return E.right(undefined)
      }
      const ended = deliver()
      return {
        ended,
        close: async () => {
          closing.abort()
          await ended
        },
      }
    },
  })

const eventByEvent = (store: EventStore): EventStore => ({
  ...store,
  append:
    (stream, expected, [first, ...rest], follows) =>
    async () => {
      let answer = await store.append(stream, expected, [first], follows)()
      for (const event of rest) if (E.isRight(answer)) answer = await store.append(stream, "any", [event], follows)()
      return answer
    },
})

const pageBefore = (position: Position | undefined): Position | undefined =>
  position === undefined || Number(position) <= 1 ? undefined : String(Number(position) - 1).padStart(16, "0")

const firstFlaws: ReadonlyArray<Flaw> = [
  {
    name: "no optimistic check",
    harm: "the decisions of two officers on the same state are both recorded",
    change: {
      judge: (lookup, append) =>
        append.events.some(({ id }) => lookup.byId(id))
          ? E.right({ revision: 0, position: "", repeated: true })
          : E.right(undefined),
    },
    caughtBy: [
      "appends succeed or fail, and are read back, like those of a list",
      "a refusal names the expected and the actual revision",
      "of four writers that create the same stream through one store exactly one succeeds, over 20 streams",
    ],
  },
  {
    name: "the check before an await",
    harm: "an append that comes in between is overwritten",
    change: {
      put: async ({ events }, added) => {
        await setImmediate()
        events.push(...added)
      },
    },
    caughtBy: [
      "of four writers that create the same stream through one store exactly one succeeds, over 20 streams",
      "the same append made twice at the same time is stored once",
    ],
  },
  {
    name: "interleaved appends",
    harm: "the events of two decisions are mixed",
    change: {
      put: async ({ events }, added) => {
        for (const event of added) {
          const revision = events.filter(({ stream }) => stream === event.stream).length
          events.push({ ...event, revision, position: String(events.length + 1).padStart(16, "0") })
          await setImmediate()
        }
      },
    },
    caughtBy: ["simultaneous appends of several events are stored and seen only as a whole"],
  },
  {
    name: "a torn append",
    harm: "a failed review is seen without its revocation",
    change: {
      put: async (data, added) => {
        for (const event of added) {
          data.events.push(event)
          await setImmediate()
        }
      },
    },
    caughtBy: ["simultaneous appends of several events are stored and seen only as a whole"],
  },
  {
    name: "an append made event by event",
    harm: "a refused append is stored in part",
    change: { around: eventByEvent },
    caughtBy: ["an append whose last event conflicts stores nothing, and its other ids stay free"],
  },
  {
    name: "a repeated append refused",
    harm: "a writer that never got the answer is told that nothing was done, and repeats the act",
    change: {
      judge: (lookup, append) => {
        const actual = lookup.lastRevision(append.stream)
        return append.events.some(({ id }) => lookup.byId(id) !== undefined)
          ? E.left({ _tag: "WrongExpectedRevision", stream: append.stream, expected: append.expected, actual })
          : judgeAppend(lookup, append)
      },
    },
    caughtBy: [
      "the same append expecting noStream succeeds again and adds nothing",
      "the same append followed by others, expecting streamExists, succeeds again and adds nothing",
    ],
  },
  {
    name: "the same id twice",
    harm: "a repeated command is carried out again",
    change: {
      judge: ({ lastRevision }, { stream, expected }) => {
        const actual = lastRevision(stream)
        const fits = expected === "any" || expected === actual || (expected === "streamExists" && actual !== "noStream")
        return fits ? E.right(undefined) : E.left({ _tag: "WrongExpectedRevision", stream, expected, actual })
      },
    },
    caughtBy: [
      "the same append expecting noStream succeeds again and adds nothing",
      "the same append expecting any succeeds again and adds nothing",
      "the same id in another stream is refused, whatever is expected",
      "the same id later in its stream is refused, whatever is expected",
    ],
  },
  {
    name: "events ordered by stream",
    harm: "a reader that continues from a position misses later events of an earlier stream",
    change: {
      all: ({ events }, from, size) =>
        events.toSorted((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0)).slice(from, from + size),
    },
    caughtBy: [
      "appends succeed or fail, and are read back, like those of a list",
      "all events are read in one order, by positions that sort as text, and can be read from after each position",
    ],
  },
  {
    name: "positions that do not sort",
    harm: "checkpoints go back from the tenth event on",
    change: {
      placed: (data, stream, event) => ({
        ...event,
        stream,
        revision: data.events.filter((one) => one.stream === stream).length,
        position: String(data.events.length + 1),
      }),
    },
    caughtBy: ["a read of all events ends, with each event once"],
  },
  {
    name: "`after` that is inclusive",
    harm: "the last event of each page is delivered twice, and the end is never reached",
    change: { all: ({ events }, from, size) => events.slice(Math.max(0, from - 1), Math.max(0, from - 1) + size) },
    caughtBy: ["a read of all events ends, with each event once"],
  },
  {
    name: "`after` that is inclusive, in paging of its own",
    harm: "a subscriber is given the last event for ever, without a pause in which a timeout could fire",
    change: { around: ownPaging((pages, after) => pages.all(pageBefore(after), 256)) },
    caughtBy: ["a read of all events ends, with each event once"],
  },
  {
    name: "`all` that begins one too late",
    harm: "one event is lost at each page",
    change: { all: ({ events }, from, size) => events.slice(from === 0 ? 0 : from + 1).slice(0, size) },
    caughtBy: ["a read of all events ends, with each event once"],
  },
  {
    name: "a stream that begins one too late",
    harm: "a state is folded without an event",
    change: { inStream: (events, from, size) => events.slice(from <= 0 ? 0 : from + 1).slice(0, size) },
    caughtBy: ["a read of a stream ends, with each event once, in both directions"],
  },
  {
    name: "a stream read that ignores where to begin",
    harm: "the first page is read again and again",
    change: { inStream: (events, _, size) => events.slice(0, size) },
    caughtBy: ["a read of a stream ends, with each event once, in both directions"],
  },
  {
    name: "the last page repeated after the end",
    harm: "a reader that has read everything gets the last page once more",
    change: {
      all: ({ events }, from, size) =>
        from === events.length && from > 0 ? events.slice(-1) : events.slice(from, from + size),
    },
    caughtBy: ["no event is read after the last position"],
  },
  {
    name: "bytes shared with readers",
    harm: "a reader changes what is stored",
    change: { handOut: (event) => event },
    caughtBy: [
      "a reader who changes the bytes it was given changes nothing stored",
      "a subscriber who changes the bytes it was given changes nothing for another subscriber",
    ],
  },
  {
    name: "bytes shared with the writer",
    harm: "a writer changes what is stored",
    change: {
      check: (stream, expected, [first, ...rest], follows) =>
        first === undefined
          ? E.left({ _tag: "NotAcceptable", reason: "no events" })
          : E.right({ stream, expected, events: [first, ...rest], ...(follows && { follows }) }),
    },
    caughtBy: ["a writer who changes an array of bytes after handing it over changes nothing stored"],
  },
  {
    name: "reads allowed after closing",
    harm: "a process that is stopping continues to read",
    change: { isClosed: () => false },
    caughtBy: ["after closing every call answers Closed", "a read under way when the store is closed ends with Closed"],
  },
  {
    name: "leaves kept as text",
    harm: "bytes that are not UTF-8 no longer have the hash that was proved",
    change: {
      placed: (data, stream, event) => ({
        ...event,
        leaf: text.encoder.encode(text.decoder.decode(event.leaf)),
        stream,
        revision: data.events.filter((one) => one.stream === stream).length,
        position: String(data.events.length + 1).padStart(16, "0"),
      }),
    },
    caughtBy: ["any bytes come back unchanged"],
  },
  {
    name: "names trimmed of blanks",
    harm: "two streams become one",
    change: {
      check: (stream, expected, events, follows) => checkAppend(stream.trim(), expected, events, follows),
    },
    caughtBy: ["names that look alike are different streams"],
  },
  {
    name: "no limit for a leaf",
    harm: "an event is stored that no other store accepts, so the log cannot be copied",
    change: {
      check: (stream, expected, events, follows) => {
        const checked = checkAppend(stream, expected, events, follows)
        const [first, ...rest] = events
        return E.isLeft(checked) && checked.left._tag === "TooLarge" && first !== undefined
          ? E.right({ stream, expected, events: [first, ...rest] })
          : checked
      },
    },
    caughtBy: ["a leaf of the largest size is accepted, and one byte more is refused with its size"],
  },
  {
    name: "subscribers that are not woken",
    harm: "a projection stops until something else happens",
    change: { wakes: false },
    caughtBy: ["a waiting subscriber is woken by the next append"],
  },
  {
    name: "an append not checked against the event it follows",
    harm: "two titles get the same number",
    change: {
      judge: (lookup, { follows: _, ...append }) => judgeAppend(lookup, append),
    },
    caughtBy: ["an append that may not follow the last event of all streams is refused as Overtaken"],
  },
  {
    name: "data that ends with the store",
    harm: "a restart loses everything",
    change: {},
    keeps: "nothing",
    caughtBy: ["appended events remain when every store on the data has been closed"],
  },
  {
    name: "in memory only",
    harm: "nothing is written, so another process finds nothing",
    change: {},
    elsewhere: true,
    caughtBy: ["appends events that a subscriber and a reader here see in order and once"],
  },
]

export const flaws: ReadonlyArray<Flaw> = [...firstFlaws, ...furtherFlaws]

const cells = (...texts: ReadonlyArray<string>): string => `| ${texts.join(" | ")} |`

/** `docs/broken-adapters.md`. */
export const brokenAdaptersPage = (): string =>
  [
    "# Broken adapters",
    "",
    "`storeConformance` on stores with one flaw each. The suite ends on every one of them, and the cases named",
    "here fail; on the same store without a flaw none does. `packages/testkit/test/conformance/broken` has the stores, and",
    "`broken.long.test.ts` beside them runs this in CI and holds the table.",
    "",
    cells("flaw", "consequence", "cases that fail"),
    "|---|---|---|",
    ...flaws.map(({ name, harm, caughtBy }) => cells(name, harm, caughtBy.join("<br>"))),
    "",
    "Where a case of `progress` fails, reading does not end, and no other case is tried.",
    "",
  ].join("\n")
