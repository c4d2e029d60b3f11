/** Runs in its own process until it is killed: updates the journal in small batches, or rebuilds it. */
import { rebuild, runProjections, type ReadModels } from "@shifan/service"
import { must } from "@shifan/testkit/events"
import { openSqliteStore } from "../../src/event-store/index.js"
import { openSqliteReadModels, type Tables } from "../../src/read-models/index.js"
import { journal } from "./journal.js"

const [events = "", file = "", task = "follow", version = "1"] = process.argv.slice(2)
const store = await must(openSqliteStore({ file: events, readOnly: true }))
const models = await must(openSqliteReadModels({ file }))

let isReported = false
const reportWorking = (): void => {
  if (!isReported) process.stdout.write("working\n")
  isReported = true
}

const reporting: ReadModels<Tables> = {
  ...models,
  advance: (place, advance) => {
    reportWorking()
    return models.advance(place, advance)
  },
}

if (task === "rebuild") {
  await rebuild(store, reporting, journal(Number(version)))
  reportWorking()
  await store.close()
} else runProjections(store, reporting, [journal(Number(version))], { pause: 1 })
