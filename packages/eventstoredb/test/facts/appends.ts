/** Facts: answers to appends. */
import { setTimeout } from "node:timers/promises"
import { nil, thrown, append, read, positions, allFrom, type Fact } from "./fact.js"
import { events, someId, answerTo, withinASecond } from "./server.js"

export const appends: ReadonlyArray<Fact> = [
  {
    id: "position",
    says: "each event of an append has its own position, and the append returns the position of the last",
    run: async (server, stream) => {
      const { position } = await append(server, stream, "no_stream", someId(), someId(), someId())
      const there = await positions(server, stream)
      return {
        own: new Set(there.map(({ commit }) => commit)).size,
        same: there.every(({ commit, prepare }) => commit === prepare),
        last: position?.commit === there.at(-1)?.commit,
      }
    },
    answer: { own: 3, same: true, last: true },
  },
  {
    id: "wev.expected",
    says: "a refusal states the expected and the actual revision",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId())
      const fields = ["expectedVersion", "actualVersion"] as const
      return [
        await answerTo(append(server, stream, 5n, someId()), ...fields),
        await answerTo(append(server, stream, "no_stream", someId()), ...fields),
        await answerTo(append(server, `${stream}-t`, "stream_exists", someId()), ...fields),
        await answerTo(append(server, `${stream}-t`, 0n, someId()), ...fields),
      ]
    },
    answer: [
      "wrong-expected-version 5 1",
      "wrong-expected-version no_stream 1",
      "wrong-expected-version stream_exists no_stream",
      "wrong-expected-version 0 no_stream",
    ],
  },
  {
    id: "append.empty.any",
    says: "an append of no events to a missing stream succeeds, and the stream stays missing",
    run: async (server, stream) => [
      await answerTo(append(server, stream, "any")),
      await answerTo(append(server, stream, "no_stream")),
      await read(server, stream),
    ],
    answer: ["ok 0 without position", "ok 0 without position", "stream-not-found"],
  },
  {
    id: "append.empty.rest",
    says: "an append of no events fails if the stream is not as expected",
    run: async (server, stream) => {
      await append(server, `${stream}-t`, "any", someId())
      return [
        await answerTo(append(server, stream, 0n)),
        await answerTo(append(server, stream, "stream_exists")),
        await answerTo(append(server, `${stream}-t`, "no_stream")),
      ]
    },
    answer: ["wrong-expected-version", "wrong-expected-version", "wrong-expected-version"],
  },
  {
    id: "id.nil",
    says: "the nil UUID is refused as an id",
    run: (server, stream) => answerTo(append(server, stream, "any", nil)),
    answer: thrown,
  },
  {
    id: "id.none",
    says: "a text that is not a UUID is refused as an id",
    run: (server, stream) => answerTo(append(server, stream, "any", "hello")),
    answer: thrown,
  },
  {
    id: "id.upper",
    says: "an id in upper case is returned in lower case",
    run: async (server, stream) => {
      const id = someId().toUpperCase()
      await append(server, stream, "any", id)
      for await (const { event } of server.client.readStream(stream)) return event?.id === id.toLowerCase()
      return undefined
    },
    answer: true,
  },
  {
    id: "type.empty",
    says: "an event without a type is refused",
    run: ({ client }, stream) =>
      answerTo(
        client.appendToStream(
          stream,
          events(someId()).map((event) => ({ ...event, type: "" })),
        ),
      ),
    answer: thrown,
  },
  {
    id: "name.empty",
    says: "an empty stream name is refused when written and when read",
    run: async (server) => [await answerTo(append(server, "", "any", someId())), await read(server, "")],
    answer: [thrown, thrown],
  },
  {
    id: "name.$$",
    says: "an append to $$ stops the server",
    needs: "a broken server",
    run: async (server, stream) => {
      const answer = await withinASecond(answerTo(append(server, "$$", "any", someId())))
      return [answer.startsWith("ok"), (await withinASecond(read(server, stream))) === "nothing"]
    },
    answer: [false, false],
  },
  {
    id: "name.odd",
    says: "any other name is accepted and returned unchanged",
    run: async (server, stream) => {
      const odd = [" ", "\n", "\r", "@", "-", "/", "%", "\u{FEFF}", "\0", "🀄", "e\u0301", '"', "x".repeat(2 ** 21)]
      const back: Array<boolean> = []
      for (const end of odd) {
        const name = `${stream}${end}`
        await append(server, name, "any", someId())
        for await (const { event } of server.client.readStream(name)) back.push(event?.streamId === name)
      }
      return back.every(Boolean) && back.length === odd.length
    },
    answer: true,
  },
  {
    id: "size",
    says: "the data of an append may have at most a mebibyte",
    run: async ({ client }, stream) => {
      const sized = (length: number) => events(someId()).map((event) => ({ ...event, data: new Uint8Array(length) }))
      return [
        await answerTo(client.appendToStream(`${stream}-a`, sized(2 ** 20))),
        await answerTo(client.appendToStream(`${stream}-b`, sized(2 ** 20 + 1)), "maxAppendSize"),
      ]
    },
    answer: ["ok 0", "maximum-append-size-exceeded 1048576"],
  },
  {
    id: "size.message",
    says: "a message above sixteen mebibytes fails with another error than an append above its limit",
    run: async ({ client }, stream) => {
      const sized = (length: number) => events(someId()).map((event) => ({ ...event, data: new Uint8Array(length) }))
      return [
        await answerTo(client.appendToStream(stream, sized(4 * 2 ** 20))),
        await answerTo(client.appendToStream(stream, sized(17 * 2 ** 20))),
      ]
    },
    answer: ["maximum-append-size-exceeded", "unknown 8"],
  },
  {
    id: "acked",
    says: "an acknowledged append can be read at once",
    run: async (server, stream) => {
      const { position = { commit: 0n, prepare: 0n } } = await append(server, stream, "any", someId())
      return [await read(server, stream), await allFrom(server, position)]
    },
    answer: ["0", "0"],
  },
  {
    id: "late",
    says: "an append that a stopped server did not answer within its deadline is not made when the server goes on",
    needs: "signals",
    run: async (server, stream) => {
      await read(server, stream)
      server.signals?.pause()
      const late = server.client.appendToStream(stream, events(someId()), { deadline: 300 })
      const answer = await answerTo(late)
      await setTimeout(300)
      server.signals?.resume()
      return [answer, await read(server, stream)]
    },
    answer: ["deadline-exceeded", "stream-not-found"],
  },
]
