import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { openSqliteReadModels, type Tables } from "@shifan/sqlite/read-models"
import { runProjections, type Projection } from "@shifan/service"
import { inFolder } from "../databases.js"
import { decideLifecycle, fillStore, orThrow, type DecidedCommand } from "../history.js"
import { race, type Result } from "../measurement.js"

const shortHistory = 1000
const longHistory = 100_000
const count = 200

const latest: Projection<Tables> = {
  name: "latest",
  version: 1,
  filter: { streamPrefixes: ["designation-"] },
  prepare: ({ run }) =>
    run("CREATE TABLE {unit} (stream TEXT PRIMARY KEY, type TEXT NOT NULL, n INTEGER NOT NULL) STRICT"),
  apply: ({ run }, { stream, type }) =>
    run("INSERT INTO {unit} VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET type = ?2, n = n + 1", stream, type),
}

const append = async (store: EventStore, { envelopes, leaves: [first, ...rest] }: DecidedCommand): Promise<string> => {
  const revision = envelopes[0]?.revision ?? 0
  if (first === undefined) throw new Error("nothing to append")
  const expected = revision === 0 ? "noStream" : revision - 1
  return orThrow(await store.append(envelopes[0]?.stream ?? "", expected, [first, ...rest])()).position
}

/** A runner that has caught up with this many events; each step appends one more and waits until it is applied. */
const runnerOver = async (folder: string, events: number) => {
  const store = memoryStore()
  const law = await fillStore(store, events, 100)
  const models = orThrow(await openSqliteReadModels({ file: join(folder, `read-${events}.db`) })())
  const runner = runProjections(store, models, [latest])
  const steps = decideLifecycle(1000, law)
  const untilApplied = async (position: string): Promise<void> => {
    for (;;) {
      const status = await models.status("latest")()
      if (E.isRight(status) && (status.right.live?.checkpoint ?? "") >= position) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const step = async (): Promise<void> => untilApplied(await append(store, steps.next().value))
  await step()
  return {
    step,
    close: async (): Promise<void> => {
      const stopped = await runner.close()
      if (stopped.length > 0) throw new Error(JSON.stringify(stopped))
      await models.close()
    },
  }
}

export const measureProjection = (): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const few = await runnerOver(folder, shortHistory)
    const many = await runnerOver(folder, longHistory)
    const repeated = (step: () => Promise<void>) => async () => {
      for (let i = 0; i < count; i++) await step()
    }
    const result = await race({
      work: `incremental projection after one event, ${longHistory} events behind it`,
      baseline: `the same with ${shortHistory} events behind it`,
      count,
      target: { ratio: "slower", bound: "atMost", value: 1.2 },
      ours: repeated(many.step),
      theirs: repeated(few.step),
    })
    await few.close()
    await many.close()
    return [result]
  })
