/** Facts: answers to reads. */
import type { LogPosition } from "../../src/index.js"
import { thrown, append, positions, allFrom, end, type Fact } from "./fact.js"
import { revisionsIn, events, someId, answerTo, withinASecond } from "./server.js"

export const reads: ReadonlyArray<Fact> = [
  {
    id: "link",
    says: "a link whose event is missing is given without one",
    run: async (server, stream) => {
      const link = (to: string) =>
        events(someId()).map((e) => ({ ...e, type: "$>", data: new TextEncoder().encode(to) }))
      await append(server, `${stream}-t`, "any", someId())
      await server.client.appendToStream(stream, link(`0@${stream}-t`))
      await server.client.appendToStream(stream, link(`9@${stream}-t`))
      return revisionsIn(server.client.readStream(stream, { resolveLinkTos: true }))
    },
    answer: ["0", "link"],
  },
  {
    id: "read.count0",
    says: "a read of nothing fails",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const count = (name: string) => answerTo(revisionsIn(server.client.readStream(name, { maxCount: 0 })))
      return [await count(stream), await count(`${stream}-t`)]
    },
    answer: [thrown, thrown],
  },
  {
    id: "read.forwards.end",
    says: "and so does one forwards from the end",
    run: (server, stream) => answerTo(revisionsIn(server.client.readStream(stream, { fromRevision: "end" }))),
    answer: thrown,
  },
  {
    id: "read.2^63",
    says: "a revision is below 2^63",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      return answerTo(revisionsIn(server.client.readStream(stream, { fromRevision: 2n ** 63n })))
    },
    answer: thrown,
  },
  {
    id: "all.count0",
    says: "a read of nothing of everything is not answered",
    run: ({ client }) => withinASecond(answerTo(revisionsIn(client.readAll({ maxCount: 0 })))),
    answer: "no answer",
  },
  {
    id: "all.unaligned",
    says: "a position within a record is none",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId())
      const [{ commit }] = (await positions(server, stream)) as [LogPosition]
      const within = { commit: commit + 1n, prepare: commit + 1n }
      return [await allFrom(server, within), await allFrom(server, within, "backwards")]
    },
    answer: [thrown, thrown],
  },
  {
    id: "all.beyond.forwards",
    says: "behind the end there is nothing",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const last = await end(server)
      const at = (distance: bigint) => allFrom(server, { commit: last + distance, prepare: last + distance })
      return [await at(10n ** 6n), await at(10n ** 12n)]
    },
    answer: ["nothing", "nothing"],
  },
  {
    id: "all.beyond.backwards",
    says: "and backwards from there no reading",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const at = (await end(server)) + 10n ** 6n
      return allFrom(server, { commit: at, prepare: at }, "backwards")
    },
    answer: thrown,
  },
  {
    id: "all.prepare>commit",
    says: "nothing is prepared after it was committed",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const [{ commit }] = (await positions(server, stream)) as [LogPosition]
      return allFrom(server, { commit, prepare: commit + 1n })
    },
    answer: thrown,
  },
  {
    id: "all.prepare<commit",
    says: "a read goes by the commit position",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId())
      const [, { commit }] = (await positions(server, stream)) as [LogPosition, LogPosition]
      return allFrom(server, { commit, prepare: 0n })
    },
    answer: "1",
  },
]
