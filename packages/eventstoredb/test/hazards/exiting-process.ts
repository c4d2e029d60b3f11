/** A process that opens a store, works and closes it, or cannot open it. It must then exit on its own. */
import * as E from "fp-ts/lib/Either.js"
import { newEvent } from "@shifan/testkit/events"
import { openEventStoreDb, type EventStoreDbStore } from "../../src/index.js"

const workOn = async (store: EventStoreDbStore): Promise<void> => {
  store.subscribe({}, async () => {})
  await store.append("s", "any", [newEvent()])()
  for await (const answer of store.readAll()) if (answer._tag === "Right") break
  await store.close()
}

const opened = await openEventStoreDb(process.argv[2] ?? "")()
if (E.isRight(opened)) await workOn(opened.right)
process.stdout.write(E.isRight(opened) ? "closed\n" : "not opened\n")
