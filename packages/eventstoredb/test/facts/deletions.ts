/** Facts: effects of deletions and settings. */
import { append, read, set, positions, allFrom, type Fact } from "./fact.js"
import { revisionsIn, someId, answerTo, field, textOf } from "./server.js"

export const deletions: ReadonlyArray<Fact> = [
  {
    id: "soft",
    says: "a softly deleted stream is not found, and its settings show the deletion",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const deleted = await answerTo(server.client.deleteStream(stream))
      const { metadata } = await server.client.getStreamMetadata(stream)
      return [deleted, await read(server, stream), textOf(field(metadata, "truncateBefore"))]
    },
    answer: ["ok", "stream-not-found", "9223372036854776000"],
  },
  {
    id: "soft.missing",
    says: "a missing stream cannot be softly deleted",
    run: (server, stream) => answerTo(server.client.deleteStream(stream), "expectedVersion", "actualVersion"),
    answer: "wrong-expected-version -2 -1",
  },
  {
    id: "soft.append",
    says: "an append revives a softly deleted stream after its old end",
    run: async (server, stream) => {
      const answers: Array<string> = []
      for (const expected of ["any", "no_stream", 2n] as const) {
        const name = `${stream}-${expected}`
        await append(server, name, "any", someId(), someId(), someId())
        await server.client.deleteStream(name)
        answers.push(await answerTo(append(server, name, expected, someId(), someId())), await read(server, name))
      }
      return answers
    },
    answer: ["ok 4", "3 4", "ok 4", "3 4", "ok 4", "3 4"],
  },
  {
    id: "soft.append.wrong",
    says: "an append does not revive it if it expects that the stream exists or has another revision",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId(), someId())
      await server.client.deleteStream(stream)
      return [
        await answerTo(append(server, stream, "stream_exists", someId())),
        await answerTo(append(server, stream, 1n, someId()), "actualVersion"),
      ]
    },
    answer: ["stream-deleted", "wrong-expected-version 2"],
  },
  {
    id: "soft.again",
    says: "an append revives a stream that was softly deleted a second time",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId(), someId())
      await server.client.deleteStream(stream)
      await append(server, stream, "any", someId())
      await server.client.deleteStream(stream)
      return [await answerTo(append(server, stream, "no_stream", someId())), await read(server, stream)]
    },
    answer: ["ok 4", "4"],
  },
  {
    id: "soft.race",
    says: "the settings of a revived stream are written only after its event",
    needs: "a slow server",
    run: async (server, stream) => {
      server.log.isSlowToRevive = true
      await append(server, stream, "any", someId())
      await server.client.deleteStream(stream)
      await append(server, stream, "any", someId())
      return [await read(server, stream), await read(server, stream)]
    },
    answer: ["stream-not-found", "1"],
  },
  {
    id: "soft.repeat",
    says: "a repeated append does not revive a softly deleted stream",
    run: async (server, stream) => {
      const ids = [someId(), someId()]
      await append(server, stream, "no_stream", ...ids)
      await server.client.deleteStream(stream)
      return [(await answerTo(append(server, stream, "no_stream", ...ids))).slice(0, 4), await read(server, stream)]
    },
    answer: ["ok 1", "stream-not-found"],
  },
  {
    id: "tomb",
    says: "a tombstoned stream and its settings can be neither read nor written",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      await server.client.tombstoneStream(stream)
      return [
        await answerTo(append(server, stream, "any", someId())),
        await read(server, stream),
        await read(server, `$$${stream}`),
        await answerTo(set(server, stream, {})),
      ]
    },
    answer: ["stream-deleted", "stream-deleted", "stream-deleted", "stream-deleted"],
  },
  {
    id: "tomb.$all",
    says: "a tombstone appears in $all",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const from = (await positions(server, stream))[0] ?? { commit: 0n, prepare: 0n }
      await server.client.tombstoneStream(stream)
      for await (const { event } of server.client.readAll({ fromPosition: from }))
        if (event?.streamId === stream && event.type === "$streamDeleted") return String(event.revision)
      return undefined
    },
    answer: "9223372036854775807",
  },
  {
    id: "meta",
    says: "settings take effect at once",
    run: async (server, stream) => {
      const answers: Array<string> = []
      for (const [name, json] of [
        ["tb", { $tb: 2 }],
        ["count", { $maxCount: 1 }],
      ] as const) {
        await append(server, `${stream}-${name}`, "any", someId(), someId(), someId())
        await set(server, `${stream}-${name}`, json)
        answers.push(await read(server, `${stream}-${name}`))
      }
      return answers
    },
    answer: ["2", "2"],
  },
  {
    id: "meta.exists",
    says: "a stream that has settings exists",
    run: async (server, stream) => {
      await set(server, stream, {})
      return answerTo(append(server, stream, "stream_exists", someId()))
    },
    answer: "ok 0",
  },
  {
    id: "cut.all",
    says: "a read of a stream that was truncated entirely succeeds without events",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId())
      await set(server, stream, { $tb: 2 })
      const backwards = { direction: "backwards", fromRevision: "end" } as const
      return [await read(server, stream), await answerTo(revisionsIn(server.client.readStream(stream, backwards)))]
    },
    answer: ["nothing", "nothing"],
  },
  {
    id: "scavenge",
    says: "a read from the position of a scavenged event begins with the next event",
    needs: "a scavenge",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId(), someId())
      const [first = { commit: 0n, prepare: 0n }] = await positions(server, stream)
      await set(server, stream, { $tb: 1 })
      server.log.scavenge()
      return allFrom(server, first)
    },
    answer: "1",
  },
]
