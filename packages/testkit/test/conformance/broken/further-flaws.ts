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
    harm: "two streams become one if a character can be written in two ways",
    change: namedAs((stream) => stream.normalize("NFC")),
    caughtBy: ["names that look alike are different streams"],
  },
  {
    name: "prefixes as patterns",
    harm: "a projection gets events of other streams",
    change: prefixed((stream, prefix) => asPattern(prefix).test(stream)),
    caughtBy: ["a filter passes exactly the events that match each of its parts"],
  },
  {
    name: "prefixes that ignore case",
    harm: "a projection gets events of other streams",
    change: prefixed((stream, prefix) => stream.toLowerCase().startsWith(prefix.toLowerCase())),
    caughtBy: ["a filter passes exactly the events that match each of its parts"],
  },
  {
    name: "counting before filtering",
    harm: "a reader that asks for ten events gets two and takes them for all",
    change: {
      around: (store) => ({
        ...store,
        readAll: async function* ({ filter = {}, ...options } = {}) {
          for await (const answer of store.readAll(options))
            if (E.isLeft(answer) || matchesFilter(filter)(answer.right)) yield answer
        },
      }),
    },
    caughtBy: ["a filter passes exactly the events that match each of its parts"],
  },
  {
    name: "JSON parsed and rewritten",
    harm: "a large number changes, and the hash is not that of the leaf",
    change: rewriting(parsedAndWritten),
    caughtBy: ['the leaf "{\\"n\\":9007199254740993,\\"m\\":1E400,\\"z\\":-0,\\"f\\":0.1}" comes back unchanged'],
  },
  {
    name: "instants cut to the second",
    harm: "an event states another time than that of its record",
    change: rewriting((leaf) => leaf.replace(/(\d\d:\d\d:\d\d)\.\d+Z/, "$1Z")),
    caughtBy: [
      'the leaf "{\\"day\\":\\"2020-11-12\\",\\"instant\\":\\"2020-11-12T01:02:03.004Z\\"}" comes back unchanged',
    ],
  },
  {
    name: "a byte order mark removed",
    harm: "a leaf is three bytes shorter than the leaf that was proved",
    change: rewriting((leaf) => leaf.replace(/^\uFEFF/, "")),
    caughtBy: ['the leaf "\uFEFF{}" comes back unchanged'],
  },
  {
    name: "an accepted append of no events",
    harm: "a command is answered as carried out, but nothing is stored",
    change: {
      check: (stream, expected, events, follows) =>
        events.length > 0
          ? checkAppend(stream, expected, events, follows)
          : E.right({ stream, expected, events } as never),
    },
    caughtBy: ["an append of no events is refused"],
  },
  {
    name: "`any` accepted only for an existing stream",
    harm: "no stream can begin",
    change: {
      judge: (lookup, append) =>
        judgeAppend(lookup, append.expected === "any" ? { ...append, expected: "streamExists" } : append),
    },
    caughtBy: ["expecting any gives made on a missing stream, and made on a stream that ends at revision 1"],
  },
  {
    name: "a revision accepted after it was passed",
    harm: "a decision on an older state is recorded as if nothing had come in between",
    change: {
      judge: (lookup, append) => {
        const actual = lookup.lastRevision(append.stream)
        const isPassed = typeof append.expected === "number" && actual !== "noStream" && append.expected < actual
        return judgeAppend(lookup, isPassed ? { ...append, expected: actual } : append)
      },
    },
    caughtBy: ["a refusal names the expected and the actual revision"],
  },
  {
    name: "ids remembered for a while",
    harm: "a command sent again the next day is carried out again",
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
    caughtBy: ["the same append is recognised after hundreds of others"],
  },
  {
    name: "a repetition recognised by its ids alone",
    harm: "another command under an old id is answered as carried out",
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
    harm: "an interrupted copy leaves a part of a command",
    change: {
      put: async ({ events }, added) => {
        for (let i = 0; i < added.length; i += 100) {
          events.push(...added.slice(i, i + 100))
          await setImmediate()
        }
      },
    },
    caughtBy: ["an append of hundreds of events is stored and seen only as a whole"],
  },
  {
    name: "positions counted from the start by each store",
    harm: "after a restart a checkpoint names another event",
    change: () => {
      let count = 0
      return { placed: (data, stream, event) => placedAt(data, stream, event, ++count) }
    },
    caughtBy: ["an append is checked against the last event that another store appended"],
  },
  {
    name: "a revision remembered by each store",
    harm: "an append ignores what another process appended",
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
    caughtBy: ["an append is checked against what another store has appended"],
  },
  {
    name: "one of two events at the same revision",
    harm: "a projection misses events where streams interleave",
    change: {
      all: ({ events }, from, size) =>
        events.slice(from, from + size).filter(({ stream, revision }, i, page) => {
          const before = page[i - 1]
          return before === undefined || before.stream === stream || before.revision !== revision
        }),
    },
    caughtBy: ["appends succeed or fail, and are read back, like those of a list"],
  },
  {
    name: "a repetition between catching up and following",
    harm: "an event that comes while a projection catches up is counted twice",
    change: { around: atTheSeam("repeats") },
    caughtBy: ["a batch is handled only after the previous batch"],
  },
  {
    name: "a gap between catching up and following",
    harm: "an event that comes while a projection catches up never reaches it",
    change: { around: atTheSeam("drops") },
    caughtBy: ["a batch is handled only after the previous batch"],
  },
  {
    name: "batches handled at the same time",
    harm: "a checkpoint is stored before the effects of the events up to it",
    change: {
      around: (store) => ({
        ...store,
        subscribe: (options, handler) =>
          store.subscribe(options, async (batch) => {
            void handler(batch).catch(() => {})
          }),
      }),
    },
    caughtBy: ["a batch is handled only after the previous batch"],
  },
  {
    name: "a checkpoint ahead of its events",
    harm: "a projection that dies continues after events it has not seen",
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
    name: "a missing stream read as an empty one",
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
    caughtBy: ["a missing stream is reported as missing, whatever the window"],
  },
]
