import { expect, it } from "vitest"
import { answersOf, mustAppend, newEvents, outcomeOf } from "@shifan/testkit/events"
import { memoryStore, positionOf } from "../src/index.js"

it("a store in memory reports a checkpoint that it has not reached as corrupt", async () => {
  const store = memoryStore()
  await mustAppend(store, "s", "noStream", newEvents(1))
  const reached = { after: positionOf(1) }
  const ahead = { after: positionOf(2) }
  expect(await answersOf(store.readAll(reached))).toEqual([])
  expect((await answersOf(store.readAll(ahead))).map(outcomeOf)).toEqual(["Corrupt"])
  expect(outcomeOf(await store.subscribe(ahead, () => Promise.resolve()).ended)).toBe("Corrupt")
})
