/** Facts: answers to reads. */
import type { LogPosition } from "../../src/index.js"
import { thrown, append, positions, allFrom, end, type Fact } from "./fact.js"
import { revisionsIn, events, someId, answerTo, withinASecond } from "./server.js"

export const reads: ReadonlyArray<Fact> = [
  {
    id: "link",
    says: "a link whose event is missing is returned without an event",
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
    says: "a read of zero events of a stream fails",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const count = (name: string) => answerTo(revisionsIn(server.client.readStream(name, { maxCount: 0 })))
      return [await count(stream), await count(`${stream}-t`)]
    },
    answer: [thrown, thrown],
  },
  {
    id: "read.forwards.end",
    says: "a read forwards from the end of a stream fails",
    run: (server, stream) => answerTo(revisionsIn(server.client.readStream(stream, { fromRevision: "end" }))),
    answer: thrown,
  },
  {
    id: "read.2^63",
    says: "a read from revision 2^63 fails",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      return answerTo(revisionsIn(server.client.readStream(stream, { fromRevision: 2n ** 63n })))
    },
    answer: thrown,
  },
  {
    id: "all.count0",
    says: "a read of zero events of $all is not answered",
    run: ({ client }) => withinASecond(answerTo(revisionsIn(client.readAll({ maxCount: 0 })))),
    answer: "no answer",
  },
  {
    id: "all.unaligned",
    says: "a read of $all from a position within a record fails",
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
    says: "a read forwards from beyond the end of $all returns nothing",
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
    says: "a read backwards from beyond the end of $all fails",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const at = (await end(server)) + 10n ** 6n
      return allFrom(server, { commit: at, prepare: at }, "backwards")
    },
    answer: thrown,
  },
  {
    id: "all.prepare>commit",
    says: "a position whose prepare is after its commit is refused",
    run: async (server, stream) => {
      await append(server, stream, "any", someId())
      const [{ commit }] = (await positions(server, stream)) as [LogPosition]
      return allFrom(server, { commit, prepare: commit + 1n })
    },
    answer: thrown,
  },
  {
    id: "all.prepare<commit",
    says: "a read begins at the commit position, whatever the prepare position",
    run: async (server, stream) => {
      await append(server, stream, "any", someId(), someId())
      const [, { commit }] = (await positions(server, stream)) as [LogPosition, LogPosition]
      return allFrom(server, { commit, prepare: 0n })
    },
    answer: "1",
  },
]
