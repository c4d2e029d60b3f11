/** A process that opens, works, closes and then has nothing to stay for. */
import { event } from "../leaf.js"
import { open } from "../worker.js"

const store = await open(process.argv[2] ?? "")
store.subscribe({}, async () => {})
await store.append("s", "any", [event()])()
for await (const one of store.readAll()) if (one._tag === "Right") break
await store.close()
process.stdout.write("closed\n")
