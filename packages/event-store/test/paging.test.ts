import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  changeNotifier,
  readAllByPages,
  pageSize,
  positionOf,
  readStreamByPages,
  subscribeTo,
  type Events,
  type PageReader,
  type StoredEvent,
} from "../src/index.js"

const total = 2 * pageSize

const log: ReadonlyArray<StoredEvent> = Array.from({ length: total }, (_, i) => ({
  id: String(i),
  type: i % 2 === 0 ? "Even" : "Odd",
  stream: "s",
  revision: i,
  position: positionOf(i + 1),
  leaf: new Uint8Array(),
}))

/** A page reader over `log` that records every request. */
const counting = () => {
  const requests: Array<string> = []
  const pages: PageReader = {
    all: async (after, size) => {
      requests.push(`${Number(after ?? 0)}+${size}`)
      return E.right(log.slice(Number(after ?? 0), Number(after ?? 0) + size))
    },
    stream: async (_, from, direction, size) => {
      requests.push(`${from}${direction === "forwards" ? "+" : "-"}${size}`)
      return E.right(
        direction === "forwards"
          ? log.slice(from, from + size)
          : log
              .toReversed()
              .filter(({ revision }) => revision <= from)
              .slice(0, size),
      )
    },
  }
  return { asked: requests, pages }
}

const take = async (events: Events, n: number): Promise<number> => {
  let taken = 0
  for await (const event of events) if (E.isRight(event) && ++taken === n) break
  return taken
}

describe("reading by pages", () => {
  it.each([
    [1, ["0+256"]],
    [256, ["0+256"]],
    [257, ["0+256", "256+256"]],
    [Infinity, ["0+256", "256+256", "512+256"]],
  ])("requests no more pages than %d events need", async (n, wanted) => {
    const all = counting()
    expect(await take(readAllByPages(all.pages, {}), n)).toBe(Math.min(n, total))
    expect(all.asked).toEqual(wanted)
    const stream = counting()
    expect(await take(readStreamByPages(stream.pages, "s", {}), n)).toBe(Math.min(n, total))
    expect(stream.asked).toEqual(wanted)
  })

  it("requests only the size of the window if that is less than a page", async () => {
    const { asked, pages } = counting()
    await take(readStreamByPages(pages, "s", { from: 300, direction: "backwards", maxCount: 260 }), Infinity)
    expect(asked).toEqual(["300-256", "44-4"])
    const none = counting()
    expect(await take(readStreamByPages(none.pages, "s", { maxCount: 0 }), Infinity)).toBe(0)
    expect(await take(readAllByPages(none.pages, { maxCount: 0 }), Infinity)).toBe(0)
    expect(none.asked).toEqual(["0+0"])
  })

  it("counts the events that pass the filter, not those that were read", async () => {
    const { asked, pages } = counting()
    expect(await take(readAllByPages(pages, { filter: { types: ["Odd"] }, maxCount: 128 }), Infinity)).toBe(128)
    expect(asked).toEqual(["0+256"])
  })

  it("rounds a fraction of a revision into the window, and a fraction of a count down", async () => {
    const { asked, pages } = counting()
    await take(readStreamByPages(pages, "s", { from: 1.5, maxCount: 1.9 }), Infinity)
    await take(readStreamByPages(pages, "s", { from: 1.5, maxCount: 1, direction: "backwards" }), Infinity)
    await take(readStreamByPages(pages, "s", { from: -7, maxCount: 1 }), Infinity)
    await take(readStreamByPages(pages, "s", { from: Infinity, maxCount: 1, direction: "backwards" }), Infinity)
    expect(asked).toEqual(["2+1", "1-1", "-1+1", `${Number.MAX_SAFE_INTEGER}-1`])
  })

  it("ends with the first error", async () => {
    const failing: PageReader = {
      all: async (after) => (after === undefined ? E.right(log.slice(0, pageSize)) : E.left({ _tag: "Closed" })),
      stream: async () => E.left({ _tag: "StreamNotFound", stream: "s" }),
    }
    const answers: Array<string> = []
    for await (const answer of readAllByPages(failing, {})) answers.push(answer._tag)
    for await (const answer of readStreamByPages(failing, "s", {})) answers.push(answer._tag)
    expect(answers).toEqual([...Array.from({ length: pageSize }, () => "Right"), "Left", "Left"])
  })
})

describe("a page that does not follow the requested place", () => {
  const page = (...revisions: ReadonlyArray<number>) => revisions.flatMap((i) => log.slice(i, i + 1))
  const again = page(...Array.from({ length: pageSize }, (_, i) => i))
  const outcomes = async (events: Events): Promise<ReadonlyArray<string>> => {
    const tags: Array<string> = []
    for await (const answer of events) {
      if (tags.length > 2 * total) throw new Error("it is read for ever")
      tags.push(E.isLeft(answer) ? `${answer.left._tag} ${"where" in answer.left ? answer.left.where : ""}` : "event")
    }
    return tags
  }
  const always = (events: ReadonlyArray<StoredEvent>): PageReader => ({
    all: async () => E.right(events),
    stream: async () => E.right(events),
  })

  it.each([
    ["the first page again", again, "Corrupt position 0000000000000001"],
    ["a page that goes back", page(1, 0), "Corrupt position 0000000000000001"],
    ["a page with an event twice", page(0, 0), "Corrupt position 0000000000000001"],
  ])("is Corrupt in a read of everything: %s", async (_, events, fault) => {
    expect((await outcomes(readAllByPages(always(events), {}))).at(-1)).toBe(fault)
  })

  it.each([
    ["the first page again, forwards", again, "forwards", "Corrupt s@0"],
    ["the first page again, backwards", again.toReversed(), "backwards", "Corrupt s@255"],
    ["a page that goes back", page(1, 0), "forwards", "Corrupt s@0"],
    ["a page that goes forwards", page(0, 1), "backwards", "Corrupt s@1"],
    ["a page of another stream", page(0).map((one) => ({ ...one, stream: "t" })), "forwards", "Corrupt t@0"],
    [
      "a page that is too long",
      page(...Array.from({ length: 257 }, (__, i) => i)),
      "forwards",
      "Corrupt the page of s from 0",
    ],
  ] as const)("is Corrupt in a read of a stream: %s", async (_, events, direction, fault) => {
    expect((await outcomes(readStreamByPages(always(events), "s", { direction }))).at(-1)).toBe(fault)
  })

  it("ends a subscription with that reason, instead of repeating for ever an event that an inclusive `after` returns", async () => {
    const inclusive: PageReader = {
      ...always([]),
      all: async (after, size) => E.right(log.slice(Math.max(0, Number(after ?? 0) - 1)).slice(0, size)),
    }
    const delivered: Array<number> = []
    const source = { pages: inclusive, notifier: changeNotifier(() => ""), closed: new AbortController().signal }
    const { ended } = subscribeTo(source, {}, async ({ events }) => void delivered.push(events.length))
    expect(await ended).toMatchObject({ left: { _tag: "Corrupt", where: "position 0000000000000256" } })
    expect(delivered).toEqual([pageSize])
  })

  it("does not keep a subscription from ending when the store is closed", async () => {
    const closing = new AbortController()
    const source = { pages: always([]), notifier: changeNotifier(() => ""), closed: closing.signal }
    const { close, ended } = subscribeTo(source, {}, async () => {})
    closing.abort()
    expect(await ended).toEqual(E.left({ _tag: "Closed" }))
    await close()
  })
})
