import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { collect, commandGrouper, decodeEvents, isSameCommand, type Events } from "../src/index.js"
import { appendsIn } from "../src/command-groups.js"

interface Numbered {
  readonly stream: string
  readonly commandId: string
  readonly n: number
}

const numbered: fc.Arbitrary<ReadonlyArray<Numbered>> = fc
  .array(fc.record({ stream: fc.constantFrom("a", "b"), commandId: fc.constantFrom("x", "y") }))
  .map((all) => all.map((event, n) => ({ ...event, n })))

const groupsOf = (all: ReadonlyArray<Numbered>): ReadonlyArray<ReadonlyArray<Numbered>> => {
  const { push, end } = commandGrouper<Numbered>(isSameCommand)
  const groups = all.map(push)
  return [...groups, end()].flatMap((group) => (group === undefined ? [] : [group]))
}

describe("events grouped by command", () => {
  test.prop([numbered])("are complete and in order", (all) => {
    expect(groupsOf(all).flat()).toEqual(all)
  })

  test.prop([numbered])("start a new group exactly where the stream or the command changes", (all) => {
    const starts = all.filter((event, i) => {
      const previous = all[i - 1]
      return previous === undefined || previous.stream !== event.stream || previous.commandId !== event.commandId
    })
    expect(groupsOf(all).map(([first]) => first)).toEqual(starts)
  })

  it("are counted until the end of their command, and then from zero", () => {
    const { push, end, size } = commandGrouper<Numbered>(isSameCommand)
    const event = { stream: "a", commandId: "x", n: 0 }
    expect(size()).toBe(0)
    push(event)
    push(event)
    expect(size()).toBe(2)
    expect(end()).toEqual([event, event])
    expect(size()).toBe(0)
    expect(end()).toBeUndefined()
    push(event)
    expect(size()).toBe(1)
  })
})

describe("events decoded one by one", () => {
  const envelope = { id: "0", type: "CallOpened", schemaVersion: 1, stream: "s", revision: 0, data: {} }
  const stored = (leaf: Uint8Array) => ({ id: "0", type: "CallOpened", stream: "s", revision: 0, position: "0", leaf })
  const sound = stored(new TextEncoder().encode(JSON.stringify(envelope)))
  const elsewhere = { ...sound, revision: 1 }
  async function* events(...all: ReadonlyArray<ReturnType<typeof stored> | "closed">): Events {
    for (const event of all) yield event === "closed" ? E.left({ _tag: "Closed" }) : E.right(event)
  }

  it("come with their envelopes", async () => {
    expect(await collect(decodeEvents(events(sound)))).toEqual(E.right([{ event: sound, envelope }]))
  })

  it("end at the first event that cannot be read, and at a failure of the store", async () => {
    const answers = async (all: Events) => {
      const tags: Array<string> = []
      for await (const next of decodeEvents(all)) tags.push(E.isLeft(next) ? next.left._tag : "event")
      return tags
    }
    expect(await answers(events(sound, stored(Uint8Array.of(1)), sound))).toEqual(["event", "Corrupt"])
    expect(await answers(events(sound, elsewhere, sound))).toEqual(["event", "Corrupt"])
    expect(await answers(events(sound, "closed", sound))).toEqual(["event", "Closed"])
  })
})

describe("the appends of a log", () => {
  const sizesOf = async (...all: ReadonlyArray<readonly [stream: string, revision: number, leaf: string]>) => {
    async function* events(): Events {
      for (const [stream, revision, leaf] of all)
        yield E.right({ id: "", type: "", position: "", stream, revision, leaf: new TextEncoder().encode(leaf) })
    }
    const sizes: Array<number | string> = []
    for await (const next of appendsIn(events())) sizes.push(E.isLeft(next) ? next.left._tag : next.right.length)
    return sizes
  }
  const byX = '{"commandId":"x"}'

  it("are the consecutive events of one command in one stream", async () => {
    expect(await sizesOf(["s", 0, byX], ["s", 1, byX], ["s", 2, '{"commandId":"y"}'])).toEqual([2, 1])
    expect(await sizesOf(["s", 0, byX], ["t", 1, byX])).toEqual([1, 1])
    expect(await sizesOf(["s", 0, byX], ["s", 2, byX])).toEqual([1, 1])
  })

  it.each(["{}", "null", "7", "[]", '"commandId"', '{"commandId":7}', "not JSON", "\0"])(
    "are single events where a leaf such as %j names no command",
    async (leaf) => {
      expect(await sizesOf(["s", 0, leaf], ["s", 1, leaf])).toEqual([1, 1])
    },
  )
})
