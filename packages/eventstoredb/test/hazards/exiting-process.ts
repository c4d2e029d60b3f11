/** A process that opens a store, works and closes it. It must then exit on its own. */
import { newEvent, must } from "@shifan/testkit/events"
import { openEventStoreDb } from "../../src/index.js"

const store = await must(openEventStoreDb(process.argv[2] ?? ""))
store.subscribe({}, async () => {})
await store.append("s", "any", [newEvent()])()
for await (const answer of store.readAll()) if (answer._tag === "Right") break
await store.close()
process.stdout.write("closed\n")
