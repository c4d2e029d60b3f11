/**
 * Checks that reading ends. A store that returns the same page for ever may never pause for a timeout to fire, so this runs
 * first, on events that no filter removes; if it fails, no other case runs.
 */
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import type { EventStore, StoredEvent } from "@shifan/event-store"
import type { StoreCase } from "./adapter.js"
import { mustAppend, newEvents, onceEach, readAll, readStream } from "./events.js"

/** More than one page. */
const many = 300

const delivered = (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const once = onceEach()
  const all: Array<StoredEvent> = []
  return new Promise((resolve, reject) => {
    const subscription = store.subscribe({}, async ({ events }) => {
      events.forEach(once)
      all.push(...events)
      if (all.length >= many) resolve(all)
    })
    void subscription.ended.then((ended) =>
      E.isLeft(ended) ? reject(new Error(`the subscription ended: ${JSON.stringify(ended.left)}`)) : resolve(all),
    )
  })
}

export const progress = ({ store }: StoreCase, failed: (why: string) => void): void => {
  const cases: ReadonlyArray<readonly [title: string, body: () => Promise<void>]> = [
    ["a read of all events ends, with each event once", async () => expect(await readAll(store())).toHaveLength(many)],
    [
      "no event is read after the last position",
      async () => {
        const after = (await readAll(store())).at(-1)?.position ?? ""
        expect(await readAll(store(), { after })).toEqual([])
      },
    ],
    [
      "a read of a stream ends, with each event once, in both directions",
      async () => {
        for (const direction of ["forwards", "backwards"] as const)
          expect(await readStream(store(), "s", { direction })).toHaveLength(many)
      },
    ],
    [
      "a subscriber gets each event once",
      async () => {
        expect(await delivered(store())).toHaveLength(many)
      },
    ],
  ]
  it.each(cases)("%s", async (title, body) => {
    try {
      await mustAppend(store(), "s", "noStream", newEvents(many))
      await body()
    } catch (thrown) {
      failed(title)
      throw thrown
    }
  })
}
