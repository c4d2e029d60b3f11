import type { EventBatch, EventStore, OutcomeUnknown, Unavailable } from "@shifan/event-store"
import { runProjections, type Projection, type ReadModels } from "@shifan/service"
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { anyTestEvents, appendTestEvents, type TestEvents } from "./journal.js"

/** Number of calls before a process dies: it dies in the next call, before or after that takes effect. */
export interface CrashPoint {
  readonly calls: number
  readonly dies: "before" | "after"
}

/** A port as used by a process that dies. */
export interface Crashing<Port> {
  readonly port: Port
  readonly isDead: () => boolean
}

/** The answer of every call after the crash. */
export const processDied: Unavailable = { _tag: "Unavailable", reason: "dead" }

/** Counts calls. None takes effect after the crash point. */
export const crashAfter = ({ calls, dies }: CrashPoint) => {
  let left = calls
  const unlessDead =
    <L, A>(task: TaskEither<L, A>): TaskEither<L | Unavailable | OutcomeUnknown, A> =>
    async () => {
      if (left < 0) return E.left(processDied)
      left--
      if (left >= 0) return task()
      if (dies === "before") return E.left(processDied)
      await task()
      return E.left({ _tag: "OutcomeUnknown", reason: "dead" })
    }
  return { unlessDead, isDead: () => left < 0 }
}

/** Read models that die in a call of `begin`, `advance` or `swap`. */
export const crashing = <M>(models: ReadModels<M>, point: CrashPoint): Crashing<ReadModels<M>> => {
  const { unlessDead, isDead } = crashAfter(point)
  return {
    isDead,
    port: {
      ...models,
      begin: (...asked) => unlessDead(models.begin(...asked)),
      advance: (...asked) => unlessDead(models.advance(...asked)),
      swap: (...asked) => unlessDead(models.swap(...asked)),
    },
  }
}

/** A store whose subscriptions deliver batches of at most `size` events, each batch `times` times. */
export const inSmallBatches = (store: EventStore, size: number, times: number): EventStore => ({
  ...store,
  subscribe: (options, handler) =>
    store.subscribe(options, async ({ events }) => {
      for (let i = 0; i < events.length; i += size) {
        const [first, ...rest] = events.slice(i, i + size)
        if (first === undefined) return
        const batch: EventBatch = { events: [first, ...rest], checkpoint: (rest.at(-1) ?? first).position }
        for (let time = 0; time < times; time++) await handler(batch)
      }
    }),
})

/** In milliseconds: five times the slowest wait on two busy cores. */
const patience = 20_000

/** Waits for a condition, checking it on every turn of the event loop. Throws if it never holds. */
export const waitUntil = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + patience
  while (!(await condition())) {
    if (performance.now() > end) throw new Error("the condition did not come to hold")
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A runner that dies at its crash point, if it reaches it, with events appended before it starts and while it runs. */
export interface CrashingRun {
  readonly crashPoint: CrashPoint
  readonly before: ReadonlyArray<TestEvents>
  readonly during: TestEvents
}

export const anyCrashPoint = (calls: number): fc.Arbitrary<CrashPoint> =>
  fc.record({ calls: fc.nat(calls), dies: fc.constantFrom("before", "after") })

/** @param calls maximum number of calls before a process dies */
export const anyCrashingRuns = (calls: number): fc.Arbitrary<ReadonlyArray<CrashingRun>> =>
  fc.array(
    fc.record({
      crashPoint: anyCrashPoint(calls),
      before: fc.array(anyTestEvents, { maxLength: 3 }),
      during: anyTestEvents,
    }),
    { maxLength: 5 },
  )

/**
 * Runs a projection in processes that die, with each batch delivered twice, and then in one that lives until `isWhole`.
 *
 * @param models the read models for a process that dies at this point, or never
 */
export const runThroughCrashes = async <M>(
  store: EventStore,
  projection: Projection<M>,
  runs: ReadonlyArray<CrashingRun>,
  models: (point: CrashPoint) => Crashing<ReadModels<M>>,
  isWhole: () => Promise<boolean>,
): Promise<void> => {
  for (const { crashPoint, before, during } of runs) {
    for (const events of before) await appendTestEvents(store, events)
    const { port, isDead } = models(crashPoint)
    const runner = runProjections(inSmallBatches(store, 2, 2), port, [projection], { pause: 1 })
    await appendTestEvents(store, during)
    await waitUntil(async () => isDead() || isWhole())
    const [stopped] = await runner.close()
    if (stopped !== undefined) throw new Error(`it stopped by itself: ${JSON.stringify(stopped)}`)
  }
  const { port } = models({ calls: Infinity, dies: "before" })
  const runner = runProjections(inSmallBatches(store, 3, 2), port, [projection], { pause: 1 })
  await waitUntil(isWhole).catch(() => undefined)
  await runner.close()
}
