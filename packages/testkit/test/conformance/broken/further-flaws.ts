/** Flaws of adapters that simple tests miss: at page borders, between stores, after some time, in texts that look alike. */
import * as E from "fp-ts/lib/Either.js"
import { setImmediate } from "node:timers/promises"
import {
  checkAppend,
  judgeAppend,
  matchesFilter,
  positionOf,
  type EventBatch,
  type EventStore,
  type Filter,
  type NewEvent,
  type PageReader,
  type StoredEvent,
} from "@shifan/event-store"
import type { Flaw } from "./flaws.js"
import type { Data, Steps } from "./plain-store.js"

const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
const encoder = new TextEncoder()

const placedAt = (data: Data, stream: string, event: NewEvent, position: number): StoredEvent => ({
  ...event,
  stream,
  revision: data.events.filter((one) => one.stream === stream).length,
  position: positionOf(position),
})

/** Alters a text before storing it. Bytes that are not UTF-8 stay as they are: the store only alters what it can parse. */
const rewriting = (rewrite: (leaf: string) => string): Partial<Steps> => ({
  placed: (data, stream, event) => {
    const before = decoder.decode(event.leaf)
    const same = encoder.encode(before)
    const isText = same.length === event.leaf.length && same.every((byte, i) => byte === event.leaf[i])
    const leaf = isText ? encoder.encode(rewrite(before)) : event.leaf
    return placedAt(data, stream, { ...event, leaf }, data.events.length + 1)
  },
})

const parsedAndWritten = (leaf: string): string => {
  try {
    return JSON.stringify(JSON.parse(leaf))
  } catch {
    return leaf
  }
}

const namedAs = (name: (stream: string) => string): Partial<Steps> => ({
  check: (stream, expected, events, follows) => checkAppend(name(stream), expected, events, follows),
  around: (store) => ({ ...store, readStream: (stream, options) => store.readStream(name(stream), options) }),
})

/** Filters stream names by another notion of prefix. */
const prefixed = (isPrefix: (stream: string, prefix: string) => boolean): Partial<Steps> => ({
  around: (store) => ({
    ...store,
    readAll: async function* ({ filter = {}, maxCount = Infinity, ...options } = {}) {
      const { streamPrefixes, ...others } = filter
      let left = maxCount
      for await (const answer of store.readAll({ ...options, filter: others })) {
        const passes = (prefix: string): boolean => E.isRight(answer) && isPrefix(answer.right.stream, prefix)
        if (streamPrefixes !== undefined && !streamPrefixes.some(passes)) continue
        if (left-- <= 0) return
        yield answer
      }
    },
  }),
})

const asPattern = (prefix: string): RegExp =>
  new RegExp(
    `^${prefix
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll("_", ".")
      .replaceAll("%", ".*")}`,
  )

/** Events recorded while a subscription still reads the earlier ones are delivered twice, or not at all. */
const atTheSeam =
  (seam: "repeats" | "drops") =>
  (store: EventStore, pages: PageReader): EventStore => {
    const behind = async (after: string | undefined): Promise<ReadonlyArray<StoredEvent>> => {
      const read = await pages.all(after, 10_000)
      return E.isRight(read) ? read.right : []
    }
    return {
      ...store,
      subscribe: (options, handler) => {
        const there = behind(options.after)
        const matches = matchesFilter(options.filter ?? ({} satisfies Filter))
        let passed = false
        let lost = ""
        return store.subscribe(options, async ({ events, checkpoint }) => {
          await deliver(events.filter(({ position }) => position > lost))
          const end = (await there).at(-1)?.position ?? ""
          if (passed || checkpoint < end) return
          passed = true
          const meanwhile = await behind(checkpoint)
          if (seam === "drops") lost = meanwhile.at(-1)?.position ?? ""
          else await deliver(meanwhile.filter(matches))
        })

        async function deliver([first, ...rest]: ReadonlyArray<StoredEvent>): Promise<void> {
          if (first === undefined) return
          const batch: EventBatch = { events: [first, ...rest], checkpoint: rest.at(-1)?.position ?? first.position }
          await handler(batch)
        }
      },
    }
  }

export const furtherFlaws: ReadonlyArray<Flaw> = [
  {
    name: "names in lower case",
    harm: "two streams become one",
    change: namedAs((stream) => stream.toLowerCase()),
    caughtBy: ["names that look alike are different streams"],
  },
  {
    name: "names in a normal form",
    harm: "two streams become one, where one character can be written in two ways",
    change: namedAs((stream) => stream.normalize("NFC")),
    caughtBy: ["names that look alike are different streams"],
  },
  {
    name: "prefixes as patterns",
    harm: "a projection is given what is none of its business",
    change: prefixed((stream, prefix) => asPattern(prefix).test(stream)),
    caughtBy: ["a filter lets through what matches each of its parts"],
  },
  {
    name: "prefixes without regard to capitals",
    harm: "the same",
    change: prefixed((stream, prefix) => stream.toLowerCase().startsWith(prefix.toLowerCase())),
    caughtBy: ["a filter lets through what matches each of its parts"],
  },
  {
    name: "the count before the filter",
    harm: "who asks for ten is given two, and takes them for all there are",
    change: {
      around: (store) => ({
        ...store,
        readAll: async function* ({ filter = {}, ...options } = {}) {
          for await (const answer of store.readAll(options))
            if (E.isLeft(answer) || matchesFilter(filter)(answer.right)) yield answer
        },
      }),
    },
    caughtBy: ["a filter lets through what matches each of its parts"],
  },
  {
    name: "JSON parsed and written again",
    harm: "a large number is another one, and the hash is not that of the leaf",
    change: rewriting(parsedAndWritten),
    caughtBy: ['the leaf "{\\"n\\":9007199254740993,\\"m\\":1E400,\\"z\\":-0,\\"f\\":0.1}" comes back unchanged'],
  },
  {
    name: "instants to the second",
    harm: "an event was recorded at another time than it says",
    change: rewriting((leaf) => leaf.replace(/(\d\d:\d\d:\d\d)\.\d+Z/, "$1Z")),
    caughtBy: [
      'the leaf "{\\"day\\":\\"2020-11-12\\",\\"instant\\":\\"2020-11-12T01:02:03.004Z\\"}" comes back unchanged',
    ],
  },
  {
    name: "a byte order mark taken off",
    harm: "a leaf is three bytes short of what was proved",
    change: rewriting((leaf) => leaf.replace(/^\uFEFF/, "")),
    caughtBy: ['the leaf "\uFEFF{}" comes back unchanged'],
  },
  {
    name: "an append of nothing",
    harm: "a command is answered as carried out, and nothing is there",
    change: {
      check: (stream, expected, events, follows) =>
        events.length > 0
          ? checkAppend(stream, expected, events, follows)
          : E.right({ stream, expected, events } as never),
    },
    caughtBy: ["an append of no events is refused"],
  },
  {
    name: "`any` only where there is a stream",
    harm: "nothing begins",
    change: {
      judge: (lookup, append) =>
        judgeAppend(lookup, append.expected === "any" ? { ...append, expected: "streamExists" } : append),
    },
    caughtBy: ["expecting any is answered made where there is no stream, and made where it ends at revision 1"],
  },
  {
    name: "a revision that is passed",
    harm: "who decided on an older state is told that nothing came in between",
    change: {
      judge: (lookup, append) => {
        const actual = lookup.lastRevision(append.stream)
        const isPassed = typeof append.expected === "number" && actual !== "noStream" && append.expected < actual
        return judgeAppend(lookup, isPassed ? { ...append, expected: actual } : append)
      },
    },
    caughtBy: ["a refusal says what was expected and what is there"],
  },
  {
    name: "ids remembered for a while",
    harm: "a command that is sent again the next day is carried out again",
    change: () => {
      const recent: Array<string> = []
      return {
        judge: (lookup, append) => {
          const judged = judgeAppend(
            { ...lookup, byId: (id) => (recent.includes(id) ? lookup.byId(id) : undefined) },
            append,
          )
          recent.push(...append.events.map(({ id }) => id))
          recent.splice(0, recent.length - 100)
          return judged
        },
      }
    },
    caughtBy: ["the same append is known again after hundreds of others"],
  },
  {
    name: "a repetition by its ids alone",
    harm: "who sends something else under an old id is told that it was done",
    change: {
      judge: (lookup, append) => {
        const known = append.events.map(({ id }) => lookup.byId(id))
        const last = known.at(-1)
        return last !== undefined && known.every((one) => one?.stream === append.stream)
          ? E.right({ revision: last.revision, position: last.position, repeated: true })
          : judgeAppend(lookup, append)
      },
    },
    caughtBy: ["the same id with other content is refused"],
  },
  {
    name: "a long append in several writes",
    harm: "a copy that is interrupted leaves a part",
    change: {
      put: async ({ events }, added) => {
        for (let i = 0; i < added.length; i += 100) {
          events.push(...added.slice(i, i + 100))
          await setImmediate()
        }
      },
    },
    caughtBy: ["an append of hundreds of events stands whole, and nobody sees it in part"],
  },
  {
    name: "positions counted anew by each store",
    harm: "after a restart a checkpoint names another event",
    change: () => {
      let count = 0
      return { placed: (data, stream, event) => placedAt(data, stream, event, ++count) }
    },
    caughtBy: ["what another store appended is seen"],
  },
  {
    name: "a revision remembered by each store",
    harm: "what another process appended is overtaken",
    change: () => {
      const known = new Map<string, number>()
      return {
        judge: (lookup, append) => {
          const cached = known.get(append.stream)
          const judged = judgeAppend(cached === undefined ? lookup : { ...lookup, lastRevision: () => cached }, append)
          const actual = lookup.lastRevision(append.stream)
          if (E.isRight(judged) && judged.right === undefined)
            known.set(append.stream, (actual === "noStream" ? -1 : actual) + append.events.length)
          return judged
        },
      }
    },
    caughtBy: ["an append is held against what another store has appended since"],
  },
  {
    name: "one event of two at the same revision",
    harm: "where streams interleave a projection misses events",
    change: {
      all: ({ events }, from, size) =>
        events.slice(from, from + size).filter(({ stream, revision }, i, page) => {
          const before = page[i - 1]
          return before === undefined || before.stream === stream || before.revision !== revision
        }),
    },
    caughtBy: ["appends are made or refused, and read back, as in a list"],
  },
  {
    name: "a seam that repeats",
    harm: "what comes while a projection catches up is counted twice",
    change: { around: atTheSeam("repeats") },
    caughtBy: ["a batch is handled after the one before it"],
  },
  {
    name: "a seam that drops",
    harm: "what comes while a projection catches up is never seen by it",
    change: { around: atTheSeam("drops") },
    caughtBy: ["a batch is handled after the one before it"],
  },
  {
    name: "batches handled together",
    harm: "a checkpoint is kept before what lies behind it",
    change: {
      around: (store) => ({
        ...store,
        subscribe: (options, handler) =>
          store.subscribe(options, async (batch) => {
            void handler(batch).catch(() => {})
          }),
      }),
    },
    caughtBy: ["a batch is handled after the one before it"],
  },
  {
    name: "a checkpoint ahead of its events",
    harm: "a projection that dies goes on behind what it has not seen",
    change: {
      around: (store) => ({
        ...store,
        subscribe: (options, handler) =>
          store.subscribe(options, async ({ events, checkpoint }) => {
            for (const event of events) await handler({ events: [event], checkpoint })
          }),
      }),
    },
    caughtBy: ["a projection killed before its checkpoint is stored has each event once after a restart"],
  },
  {
    name: "a missing stream is an empty one",
    harm: "a wrong name looks like a unit that never applied",
    change: {
      around: (store) => ({
        ...store,
        readStream: async function* (stream, options) {
          for await (const answer of store.readStream(stream, options))
            if (E.isRight(answer) || answer.left._tag !== "StreamNotFound") yield answer
        },
      }),
    },
    caughtBy: ["a missing stream is said to be missing, whatever the window"],
  },
]
