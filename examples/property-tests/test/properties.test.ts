/** Properties of a store under any sequence of operations, and of a service over it. */
import { randomUUID } from "node:crypto"
import { appendFileSync, readFileSync, truncateSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import {
  isDesignationEvent,
  memoryStore,
  collect,
  decodeEvents,
  encode,
  sha256Hex,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from "@shifan/event-store"
import { civilDate, type Event } from "@shifan/core"
import { streamOf } from "@shifan/core/registry"
import { rosterUnder } from "@shifan/roster"
import { anyDay, eventsOf, history, repeatingAddsNothing, rosterIsTheTitles, type History } from "@shifan/testkit"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { enactTarget, openCallTarget, testService } from "@shifan/testkit/service"
import { describe, expect, it } from "vitest"
import { openLineStore } from "../src/line-store.js"

/** Works with a store on a new file, closed and reopened between the parts. */
const withStores = async <A>(
  ...parts: ReadonlyArray<(store: EventStore, file: string) => Promise<A>>
): Promise<ReadonlyArray<A>> => {
  const removals: Array<() => void> = []
  const file = join(
    temporaryFolder((remove) => removals.push(remove)),
    "events.jsonl",
  )
  try {
    const results: Array<A> = []
    for (const part of parts) {
      const store = openLineStore(file)
      results.push(await part(store, file))
      await store.close()
    }
    return results
  } finally {
    for (const remove of removals) remove()
  }
}

const everything = async (store: EventStore) => right(await collect(store.readAll()))

/** Few streams and ids, so that appends collide; `reopen` closes the store and opens it again. */
const anyAppend = fc.record({
  stream: fc.constantFrom("a", "b"),
  expected: fc.constantFrom<ExpectedRevision>("any", "noStream", "streamExists", 0, 1, 2),
  ids: fc.array(fc.constantFrom("s", "t", "u", "v", "w", "x", "y", "z"), { minLength: 1, maxLength: 3 }),
  text: fc.string({ unit: "binary", maxLength: 8 }),
  reopen: fc.boolean(),
})

describe("a custom store", () => {
  test.prop([fc.array(anyAppend, { maxLength: 25 })], { numRuns: 60 })(
    "answers every append like the store in memory and holds the same events, even when reopened",
    async (appends) => {
      const model = memoryStore()
      let events = 0
      const parts = appends.map(({ stream, expected, ids, text, reopen }) => async (store: EventStore) => {
        const [first, ...others] = ids.map((id): NewEvent => ({ id, type: "Happened", leaf: utf8(`${id} ${text}`) }))
        if (first === undefined) return reopen
        const asked = [stream, expected, [first, ...others]] as const
        expect(await store.append(...asked)()).toEqual(await model.append(...asked)())
        events = (await everything(store)).length
        expect(await everything(store)).toEqual(await everything(model))
        return reopen
      })
      await withStores(...parts)
      expect(events).toBeLessThanOrEqual(8)
    },
  )

  test.prop([fc.integer({ min: 1, max: 6 }), fc.nat()], { numRuns: 60 })(
    "holds each append entirely or not at all, wherever the file breaks off",
    async (count, at) => {
      const append = (store: EventStore, n: number) =>
        must(
          store.append(`stream-${n}`, "noStream", [
            { id: `${n}-0`, type: "Happened", leaf: utf8("0") },
            { id: `${n}-1`, type: "Happened", leaf: utf8("1") },
          ]),
        )
      await withStores(
        async (store, file) => {
          for (let n = 0; n < count; n++) await append(store, n)
          truncateSync(file, at % readFileSync(file).length)
        },
        async (store) => {
          const left = await everything(store)
          expect(left.length % 2).toBe(0)
          await append(store, 99)
        },
        async (store) => {
          expect((await everything(store)).slice(-2).map(({ stream }) => stream)).toEqual(["stream-99", "stream-99"])
        },
      )
    },
  )

  it("cannot be opened over lines that are not JSON", async () => {
    const spoilt = withStores(
      async (_, file) => appendFileSync(file, "no line of ours\n"),
      async () => {},
    )
    await expect(spoilt).rejects.toThrow("not valid JSON")
  })
})

/** The events of a history as a service would record them. */
const recordedIn = async (store: EventStore, lived: History): Promise<void> => {
  const stream = streamOf({ name: "designation" }, "130300", lived.unit)
  let previous: string | null = null
  for (const [revision, event] of eventsOf(lived).entries()) {
    const id = randomUUID()
    const leaf = right(
      encode({
        ...event,
        id,
        stream,
        revision,
        previous,
        schemaVersion: 1,
        recordedAt: "2026-12-01T00:00:00.000Z",
        basis: [],
        commandId: id,
        correlationId: id,
        causationId: null,
      }),
    )
    previous = sha256Hex(leaf)
    await must(store.append(stream, revision === 0 ? "noStream" : revision - 1, [{ id, type: event.type, leaf }]))
  }
}

describe("a history read from a custom store", () => {
  test.prop([history(), anyDay], { numRuns: 40 })(
    "is the history that was written, and gives the list of its titles (law 5)",
    async (lived, day) => {
      const [, read = []] = await withStores<ReadonlyArray<Event>>(
        async (store) => {
          await recordedIn(store, lived)
          return []
        },
        async (store) =>
          right(await collect(decodeEvents(store.readAll()))).flatMap(({ envelope }) =>
            isDesignationEvent(envelope) ? [envelope] : [],
          ),
      )
      expect(read).toMatchObject(eventsOf(lived))
      const listed = rosterIsTheTitles((_, on) => {
        const roster = rosterUnder({ asOf: on })
        for (const envelope of read) roster.apply(envelope as Parameters<typeof roster.apply>[0])
        return roster.list().map(({ uscc }) => uscc)
      })
      expect(listed(lived, day)).toEqual([])
    },
  )
})

describe("a service over a custom store", () => {
  it("adds nothing for a repeated command, and one event for commands that exclude each other (law 14)", async () => {
    await withStores(async (store) => {
      const { handle } = testService({ store })
      const port = {
        handle: async (request: Parameters<typeof handle>[0]) => ({ accepted: E.isRight(await handle(request)) }),
        countEvents: async () => (await everything(store)).length,
      }
      const actor = { role: "bureau", code: "130300", officer: "SJ-01" } as const
      const requested = (target: typeof enactTarget, on: string) => ({
        commandId: randomUUID(),
        actor,
        effectiveOn: civilDate(on),
        target,
      })
      const racers = Array.from({ length: 5 }, () => requested(openCallTarget, "2020-11-20"))
      expect(await repeatingAddsNothing(port, requested(enactTarget, "2020-11-12"), racers)).toEqual([])
    })
  })
})
