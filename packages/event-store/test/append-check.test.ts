import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  checkAppend,
  judgeAppend,
  largestLeaf,
  meetsExpectation,
  positionOf,
  type CheckedAppend,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
} from "../src/index.js"
import { longestName, sameBytes } from "../src/append-check.js"

const event = (id: string, byte = 0, type = "Happened"): NewEvent => ({ id, type, leaf: new Uint8Array([byte]) })

const tagOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : "right"

describe("checkAppend", () => {
  it.each<[string, string, ExpectedRevision, ReadonlyArray<NewEvent>, string]>([
    ["no events", "s", "any", [], "NotAcceptable"],
    ["one event", "s", "any", [event("a")], "right"],
    ["an id twice", "s", "any", [event("a"), event("b"), event("a", 1)], "NotAcceptable"],
    ["revision 0 expected", "s", 0, [event("a")], "right"],
    ["revision -1 expected", "s", -1, [event("a")], "NotAcceptable"],
    ["revision 2^53 - 1 expected", "s", Number.MAX_SAFE_INTEGER, [event("a")], "right"],
    ["revision 2^53 expected", "s", 2 ** 53, [event("a")], "NotAcceptable"],
    ["half a revision expected", "s", 0.5, [event("a")], "NotAcceptable"],
    ["no stream name", "", "any", [event("a")], "NotAcceptable"],
    ["no id", "s", "any", [event("")], "NotAcceptable"],
    ["no type", "s", "any", [event("a", 0, "")], "NotAcceptable"],
    ["an unpaired surrogate", "s\ud800", "any", [event("a")], "NotAcceptable"],
    ["a surrogate pair", "s\ud83d\ude00", "any", [event("a")], "right"],
    ["a NUL", "s", "any", [event("a"), event("b\0")], "NotAcceptable"],
  ])("accepts an append or refuses it as NotAcceptable: %s", (_, stream, expected, events, tag) => {
    expect(tagOf(checkAppend(stream, expected, events))).toBe(tag)
  })

  test.prop([fc.constantFrom("a", "é", "示", "😀"), fc.integer({ min: -2, max: 2 })])(
    "refuses exactly the names longer than the limit in bytes of UTF-8",
    (character, more) => {
      const name = character.repeat(Math.floor(longestName / Buffer.byteLength(character)) + more)
      const tag = Buffer.byteLength(name) <= longestName ? "right" : "NotAcceptable"
      expect(tagOf(checkAppend(name, "any", [event("a")]))).toBe(tag)
      expect(tagOf(checkAppend("s", "any", [event(name)]))).toBe(tag)
      expect(tagOf(checkAppend("s", "any", [event("a", 0, name)]))).toBe(tag)
    },
  )

  it("refuses a leaf that is one byte too long, with its size", () => {
    const leaf = (size: number): NewEvent => ({ ...event("a"), leaf: new Uint8Array(size) })
    expect(tagOf(checkAppend("s", "any", [leaf(largestLeaf)]))).toBe("right")
    expect(checkAppend("s", "any", [event("b"), leaf(largestLeaf + 1)])).toEqual(
      E.left({ _tag: "TooLarge", size: largestLeaf + 1, limit: largestLeaf }),
    )
  })

  it("copies an accepted leaf, even a view of a larger buffer", () => {
    const leaf = Buffer.from([0, 1, 2, 3]).subarray(1, 3)
    const accepted = checkAppend("s", "any", [{ ...event("a"), leaf }])
    leaf.fill(9)
    expect(accepted).toMatchObject({ right: { events: [{ leaf: new Uint8Array([1, 2]) }] } })
  })
})

describe("an expected revision", () => {
  const actual = fc.oneof(fc.constant("noStream" as const), fc.nat())

  test.prop([actual])("is always met if it is any, and either noStream or streamExists is met", (last) => {
    expect(meetsExpectation("any", last)).toBe(true)
    expect(meetsExpectation("noStream", last)).toBe(!meetsExpectation("streamExists", last))
    expect(meetsExpectation("noStream", last)).toBe(last === "noStream")
  })

  test.prop([fc.nat(), actual])("is met by the same revision only", (expected, last) => {
    expect(meetsExpectation(expected, last)).toBe(last === expected)
    expect(meetsExpectation(expected, expected)).toBe(true)
  })
})

/** Stream s holds a, b, c; stream t holds d. */
const log: ReadonlyArray<StoredEvent> = (
  [
    ["s", 0, "a"],
    ["t", 0, "d"],
    ["s", 1, "b"],
    ["s", 2, "c"],
  ] as const
).map(([stream, revision, id], i) => ({ ...event(id), stream, revision, position: positionOf(i + 1) }))

const present = {
  lastRevision: (stream: string) =>
    log.findLast((stored) => stored.stream === stream)?.revision ?? ("noStream" as const),
  byId: (id: string) => log.find((stored) => stored.id === id),
  last: () => log.at(-1),
}

const judged = (stream: string, expected: ExpectedRevision, events: ReadonlyArray<NewEvent>) =>
  E.chainW((append: CheckedAppend) => judgeAppend(present, append))(checkAppend(stream, expected, events))

const [a, b, c, d, e] = [event("a"), event("b"), event("c"), event("d"), event("e")]

describe("judging an append", () => {
  it("accepts new events at the expected revision", () => {
    for (const expected of [2, "any", "streamExists"] as const)
      expect(judged("s", expected, [e])).toEqual(E.right(undefined))
    expect(judged("u", "noStream", [e])).toEqual(E.right(undefined))
  })

  it("recognises a retry of an append or of its beginning, wherever the stream ends now", () => {
    const answer = (revision: number, ordinal: number) =>
      E.right({ revision, position: positionOf(ordinal), repeated: true })
    expect(judged("s", "noStream", [a, b, c])).toEqual(answer(2, 4))
    expect(judged("s", "noStream", [a, b])).toEqual(answer(1, 3))
    expect(judged("s", 0, [b, c])).toEqual(answer(2, 4))
    expect(judged("s", "any", [b, c])).toEqual(answer(2, 4))
    expect(judged("s", "streamExists", [c])).toEqual(answer(2, 4))
    expect(judged("t", "noStream", [d])).toEqual(answer(0, 2))
  })

  it("reports an unmet expectation first", () => {
    const missed = (stream: string, expected: ExpectedRevision, actual: number | "noStream") =>
      E.left({ _tag: "WrongExpectedRevision", stream, expected, actual })
    expect(judged("s", 1, [e])).toEqual(missed("s", 1, 2))
    expect(judged("s", "noStream", [event("a", 1)])).toEqual(missed("s", "noStream", 2))
    expect(judged("s", "noStream", [event("a", 0, "Other")])).toEqual(missed("s", "noStream", 2))
    expect(judged("s", "noStream", [a, b, c, e])).toEqual(missed("s", "noStream", 2))
    expect(judged("s", "noStream", [b, a])).toEqual(missed("s", "noStream", 2))
    expect(judged("s", "noStream", [b])).toEqual(missed("s", "noStream", 2))
    expect(judged("s", 1, [b])).toEqual(missed("s", 1, 2))
    expect(judged("u", "streamExists", [a])).toEqual(missed("u", "streamExists", "noStream"))
  })

  it("checks the last event of the store against what the append must follow, except for a retry", () => {
    const asked: Array<unknown> = []
    const judgedAfter = (answer: boolean, expected: ExpectedRevision, events: ReadonlyArray<NewEvent>) =>
      E.chainW((append: CheckedAppend) => judgeAppend(present, append))(
        checkAppend("s", expected, events, (last) => {
          asked.push(last)
          return answer
        }),
      )
    expect(judgedAfter(true, 2, [e])).toEqual(E.right(undefined))
    expect(judgedAfter(false, 2, [e])).toEqual(E.left({ _tag: "Overtaken" }))
    expect(judgedAfter(false, "noStream", [a, b, c])).toMatchObject({ right: { repeated: true } })
    expect(asked).toEqual([log.at(-1), log.at(-1)])
  })

  it("refuses an id that another event has, and says where", () => {
    expect(judged("s", "any", [event("b", 1)])).toMatchObject({
      left: { heldBy: { id: "b", stream: "s", revision: 1, type: "Happened" } },
    })
    for (const [stream, expected, events] of [
      ["s", 2, [e, b]],
      ["s", "any", [event("b", 1)]],
      ["s", "any", [b, e]],
      ["s", "any", [c, b]],
      ["u", "noStream", [e, b]],
      ["t", "any", [b]],
    ] as const)
      expect(judged(stream, expected, events)).toMatchObject({
        left: { _tag: "NotAcceptable", reason: expect.stringContaining("stands at s@") },
      })
  })
})

describe("two byte arrays", () => {
  test.prop([fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), fc.integer({ min: 1, max: 255 })])(
    "are the same only if their lengths and all their bytes are the same",
    (bytes, i, change) => {
      const at = i % bytes.length
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ change)
      const longer = new Uint8Array([...bytes, change])
      expect(sameBytes(bytes, bytes.slice())).toBe(true)
      for (const other of [changed, longer, bytes.slice(1)]) {
        expect(sameBytes(bytes, other)).toBe(false)
        expect(sameBytes(other, bytes)).toBe(false)
      }
    },
  )
})
