/** Leaves altered behind the store's back: reads end at the first, an audit gets all events as they are. */
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Events, ReadError, StoredEvent } from "@shifan/event-store"
import { mustAppend, newEvents } from "@shifan/testkit/events"
import { expect, it } from "vitest"
import { leafLog } from "../../src/event-store/leaf-log.js"
import { newFile } from "../database.js"
import { storeAt } from "./store.js"

const everythingOf = async (events: Events): Promise<ReadonlyArray<E.Either<ReadError, StoredEvent>>> => {
  const all: Array<E.Either<ReadError, StoredEvent>> = []
  for await (const next of events) all.push(next)
  return all
}

it.each([0, 255, 256, 299])(
  "a leaf altered at index %i ends a checked read, but not an unchecked one",
  async (index) => {
    const file = newFile()
    const store = await storeAt(file, { alongside: leafLog })
    await mustAppend(store, "title-1", "noStream", newEvents(300))
    {
      using db = new DatabaseSync(file)
      db.prepare("UPDATE event SET leaf = x'00' WHERE position = ?").run(index + 1)
    }
    const ends = (await everythingOf(store.readAll())).at(-1)
    expect(ends).toMatchObject({ _tag: "Left", left: { _tag: "Corrupt", where: `title-1@${index}` } })

    const unchecked = await everythingOf(store.readUnchecked())
    expect(unchecked.map((next) => E.isRight(next) && next.right.revision)).toEqual([...Array(300).keys()])
    expect(unchecked[index]).toMatchObject({ right: { leaf: Uint8Array.of(0) } })
  },
)
