/** Facts: answers to appends whose ids the server has seen before. */
import { append, type Fact } from "./fact.js"
import { events, someId, answerTo, withinASecond } from "./server.js"

/** Appends these letters with `any` to a stream that contains a, b and c. The letter d is not in it. */
const anyOver = (letters: string, answer: string): Fact => ({
  id: `any.[abc].${letters}`,
  says: `${letters.split("").join(", ")} are appended to a stream with a, b and c, expecting any or an existing stream`,
  run: async (server, stream) => {
    const answers: Array<string> = []
    for (const expected of ["any", "stream_exists"] as const) {
      const ids = new Map(["a", "b", "c", "d"].map((letter) => [letter, someId()]))
      const name = `${stream}-${expected}`
      await append(server, name, "any", ...[...ids.values()].slice(0, 3))
      const again = letters.split("").map((letter) => ids.get(letter) ?? "")
      answers.push(await withinASecond(answerTo(append(server, name, expected, ...again))))
    }
    return [...new Set(answers)].join(" or ")
  },
  answer,
})

export const repeated: ReadonlyArray<Fact> = [
  anyOver("ac", "ok 2"),
  anyOver("ba", "ok 0"),
  anyOver("cb", "ok 1"),
  anyOver("aa", "ok 0"),
  anyOver("cab", "ok 1"),
  anyOver("bca", "ok 0"),
  anyOver("ca", "no answer"),
  anyOver("abcd", "wrong-expected-version"),
  anyOver("da", "ok 4"),
  {
    id: "any.twice-in-stream",
    says: "an id that is in a stream twice is found at its latest place",
    run: async (server, stream) => {
      const [a, b, c, d] = [someId(), someId(), someId(), someId()]
      await append(server, stream, "no_stream", a, b, c)
      await append(server, stream, 2n, a, d)
      return answerTo(append(server, stream, "any", a))
    },
    answer: "ok 3",
  },
  {
    id: "any.stolen",
    says: "an id that was also written to another stream meanwhile is written again",
    run: async (server, stream) => {
      const a = someId()
      await append(server, stream, "any", a)
      await append(server, `${stream}-t`, "any", a)
      return answerTo(append(server, stream, "any", a))
    },
    answer: "ok 1",
  },
  {
    id: "any.restart",
    says: "a restarted server recognises ids only at an exact revision",
    needs: "a restart",
    run: async (server, stream) => {
      const ids = [someId(), someId()]
      await append(server, stream, "any", ...ids)
      server.log.restart()
      return [
        await answerTo(append(server, stream, "any", ...ids)),
        await answerTo(append(server, stream, "no_stream", ...ids)),
      ]
    },
    answer: ["ok 3", "ok 1"],
  },
  {
    id: "any.unreadable",
    says: "a repeated append to a stream that was softly deleted since is answered without a position",
    run: async (server, stream) => {
      const a = someId()
      await append(server, stream, "any", a)
      await server.client.deleteStream(stream)
      return answerTo(append(server, stream, "any", a))
    },
    answer: "ok 0 without position",
  },
  {
    id: "exact",
    says: "at an exact revision the server compares the ids after it in order, but not the types",
    run: async (server, stream) => {
      const [a, b, c] = [someId(), someId(), someId()]
      await append(server, stream, "no_stream", a, b)
      const other = events(a, b).map((event) => ({ ...event, type: "Other" }))
      return [
        await answerTo(append(server, stream, "no_stream", a, b)),
        await answerTo(append(server, stream, "no_stream", a)),
        await answerTo(append(server, stream, "no_stream", b, a)),
        await answerTo(append(server, stream, "no_stream", a, b, c)),
        await answerTo(append(server, stream, 0n, b)),
        await answerTo(append(server, stream, 5n, a)),
        await answerTo(server.client.appendToStream(stream, other, { expectedRevision: "no_stream" })),
      ]
    },
    answer: [
      "ok 1",
      "ok 0",
      "wrong-expected-version",
      "wrong-expected-version",
      "ok 1",
      "wrong-expected-version",
      "ok 1",
    ],
  },
]
