import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { memoryStore, positionOf } from "../src/index.js"

it("a store in memory refuses a checkpoint that it has not reached", async () => {
  const store = memoryStore()
  await store.append("s", "noStream", [{ id: "a", type: "Happened", leaf: new Uint8Array() }])()
  const ahead = { after: positionOf(2) }
  expect(await store.subscribe(ahead, () => Promise.resolve()).ended).toMatchObject({ left: { _tag: "Corrupt" } })
  const first = await store.readAll(ahead)[Symbol.asyncIterator]().next()
  expect(first.value).toMatchObject(E.left({ _tag: "Corrupt" }))
})
