/** A process that runs the journal, one small batch after the other, and builds it anew when it is told to, until it is killed. */
import * as E from "fp-ts/lib/Either.js"
import { openSqliteStore } from "../../src/event-store/index.js"
import { openSqliteReadModels, type Tables } from "../../src/read-models/index.js"
import { type ReadModels, rebuild, runProjections } from "@shifan/service"
import { journal } from "./journal.js"

const [events = "", file = "", task = "follow", version = "1"] = process.argv.slice(2)
const store = await openSqliteStore({ file: events, readOnly: true })()
const models = await openSqliteReadModels({ file })()
if (E.isLeft(store) || E.isLeft(models)) throw new Error("it cannot be opened")

const told = new Set<string>()
const tell = (word: string): void => {
  if (!told.has(word)) process.stdout.write(`${word}\n`)
  told.add(word)
}

const telling: ReadModels<Tables> = {
  ...models.right,
  advance: (...asked) => {
    tell("working")
    return models.right.advance(...asked)
  },
}

if (task === "rebuild") {
  await rebuild(store.right, telling, journal(Number(version)))
  tell("working")
  await store.right.close()
} else runProjections(store.right, telling, [journal(Number(version))], { pause: 1 })
