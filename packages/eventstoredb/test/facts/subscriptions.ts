/** Facts: what a subscription delivers. */
import { setTimeout } from "node:timers/promises"
import type { LogPosition } from "../../src/index.js"
import { append, end, positions, type Fact } from "./fact.js"
import { field, someId, textOf, type TestServer } from "./server.js"

interface ClientSubscription {
  on(event: "error", listener: (thrown: unknown) => void): unknown
  on(
    event: "data",
    listener: (resolved: { readonly event?: { readonly revision: bigint; readonly streamId: string } }) => void,
  ): unknown
  on(event: "confirmation" | "caughtUp", listener: () => void): unknown
  unsubscribe(): Promise<void>
}

/** Calls back with each word of what a subscription delivers of a stream, and with all words so far. */
const listen = (
  source: ClientSubscription,
  stream: string,
  heard: (word: string, words: ReadonlyArray<string>) => void,
): void => {
  const words: Array<string> = []
  const record = (word: string): void => {
    words.push(word)
    heard(word, words)
  }
  source.on("confirmation", () => record("confirmation"))
  source.on("caughtUp", () => record("caughtUp"))
  source.on("data", ({ event }) => {
    if (event?.streamId === stream) record(String(event.revision))
  })
  source.on("error", (thrown) => {
    const type = field(thrown, "type")
    words.push(type === undefined || type === "unknown" ? `code ${textOf(field(thrown, "code"))}` : textOf(type))
    record("error")
  })
}

/** Collects what a subscription delivers of a stream, in order, until it contains the words. */
const deliveredUntil = (
  source: ClientSubscription,
  stream: string,
  awaited: string,
  meanwhile: () => Promise<unknown>,
): Promise<string> =>
  new Promise((resolve, reject) => {
    listen(source, stream, (word, words) => {
      if (word === "caughtUp" && words.indexOf(word) === words.length - 1) meanwhile().catch(reject)
      const text = words.join(" ")
      if (text !== awaited && word !== "error") return
      resolve(text)
      source.unsubscribe().catch(reject)
    })
  })

/** Collects what a subscription delivers of a stream, in order, while something else is done and for a while after it. */
const deliveredDuring = async <A>(
  source: ClientSubscription,
  stream: string,
  work: () => Promise<A>,
): Promise<readonly [delivered: string, A]> => {
  let delivered = ""
  const caughtUp = new Promise<void>((resolve) => {
    listen(source, stream, (word, words) => {
      delivered = words.join(" ")
      if (word === "caughtUp" || word === "error") resolve()
    })
  })
  await caughtUp
  const done = await work()
  await setTimeout(300)
  await source.unsubscribe()
  return [delivered, done]
}

const subscribe = ({ client }: TestServer, fromPosition: LogPosition | "end") =>
  client.subscribeToAll({ fromPosition }, { highWaterMark: 0 })

export const subscriptions: ReadonlyArray<Fact> = [
  {
    id: "sub.unaligned",
    says: "a subscription from within a record is confirmed and then refused",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId())
      const [{ commit } = { commit: 0n }] = await positions(server, stream)
      const source = subscribe(server, { commit: commit + 1n, prepare: commit + 1n })
      return deliveredUntil(source, stream, "", async () => {})
    },
    answer: "confirmation code 3 error",
  },
  {
    id: "sub.beyond",
    says: "a subscription from far beyond the end is confirmed and reported as caught up, and then delivers nothing",
    run: async (server, stream) => {
      const beyond = (await end(server)) + 10n ** 12n
      return deliveredDuring(subscribe(server, { commit: beyond, prepare: beyond }), stream, () =>
        deliveredUntil(subscribe(server, "end"), stream, "confirmation caughtUp 0", () =>
          append(server, stream, "any", someId()),
        ),
      )
    },
    answer: ["confirmation caughtUp", "confirmation caughtUp 0"],
  },
  {
    id: "sub.order",
    says: "a subscription from before the end delivers the existing events before it has caught up",
    run: async (server, stream) => {
      await append(server, `${stream}-t`, "any", someId())
      const [from = { commit: 0n, prepare: 0n }] = await positions(server, `${stream}-t`)
      await append(server, stream, "any", someId())
      const words = "confirmation 0 caughtUp 1"
      return deliveredUntil(subscribe(server, from), stream, words, () => append(server, stream, "any", someId()))
    },
    answer: "confirmation 0 caughtUp 1",
  },
  {
    id: "tomb.sub",
    says: "a subscription to a stream that is tombstoned ends after the tombstone",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const source = server.client.subscribeToStream(stream, {}, { highWaterMark: 0 })
      return deliveredUntil(source, stream, "", () => server.client.tombstoneStream(stream))
    },
    answer: "confirmation 0 caughtUp 9223372036854775807 stream-deleted error",
  },
  {
    id: "shutdown",
    says: "a subscription fails when the server shuts down or is killed, and never just ends",
    needs: "signals",
    run: async (server, stream) => {
      const answers: Array<string> = []
      for (const signal of ["terminate", "shut"] as const) {
        const source = subscribe(server, "end")
        let done = Promise.resolve()
        const delivered = deliveredUntil(source, stream, "", () => (done = server.signals?.[signal]() ?? done))
        answers.push(await delivered)
        await done
        await server.signals?.reopen()
      }
      return answers
    },
    answer: ["confirmation caughtUp code 13 error", "confirmation caughtUp unavailable error"],
  },
]
