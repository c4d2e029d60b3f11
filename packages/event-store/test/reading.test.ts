import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { must } from "@shifan/testkit/basics"
import { appendTestEvents } from "@shifan/testkit/read-models"
import { collect, decodeEvent, decodeEvents, memoryStore, type StoredEvent } from "../src/index.js"

const storedEvents = async (): Promise<ReadonlyArray<StoredEvent>> => {
  const store = memoryStore()
  await appendTestEvents(store, { stream: "s", type: "Applied", count: 3 })
  return must(() => collect(store.readAll()))
}

describe("a stored event", () => {
  it.each([
    [{ stream: "t" }, "t@0", "s@0"],
    [{ revision: 7 }, "s@7", "s@0"],
    [{ id: "another" }, "s@0", "the event of another id"],
  ])("that stands where its leaf does not say is corrupt: %j", async (key, where, itself) => {
    for (const event of (await storedEvents()).slice(0, 1))
      expect(decodeEvent({ ...event, ...key })).toMatchObject(
        E.left({ _tag: "Corrupt", where, reason: `its leaf says that it is ${itself}` }),
      )
  })

  it("that is corrupt ends the reading", async () => {
    const [first, second, third] = (await storedEvents()).map((event) => E.right(event))
    const moved = second && E.map((event: StoredEvent) => ({ ...event, stream: "t" }))(second)
    const events = (async function* () {
      for (const event of [first, moved, third]) if (event !== undefined) yield event
    })()
    const read: Array<unknown> = []
    for await (const next of decodeEvents(events)) read.push(next)
    expect(read).toMatchObject([{ right: {} }, { left: { _tag: "Corrupt", where: "t@1" } }])
  })
})
