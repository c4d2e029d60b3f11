/**
 * Model of the whole system: several units and the officials of a city try acts, in sequence and concurrently, through two
 * services over one store. In whatever order the store's calls arrive, each stream contains exactly the accepted commands,
 * whole and once; each refusal had a reason at some instant of the race; and each unit's history satisfies the laws.
 */
import fc from "fast-check"
import type { Scheduler } from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { instantAt } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { type EventStore } from "@shifan/event-store"
import { handler, memoryVault, type Handle } from "@shifan/service"
import { bureau } from "../lifecycle/applicable-law.js"
import { anySteps } from "../lifecycle/next-attempt.js"
import { lawRequests } from "./filled-requests.js"
import { recordOf } from "./history-through.js"
import { scheduledStore } from "./scheduled-store.js"
import {
  units,
  law,
  today,
  prepared,
  send,
  fail,
  enter,
  holdsWhatWasAnswered,
  keepsTheLaws,
  type Model,
  type Real,
  type Turn,
} from "./bureau-record.js"

/** Your own store, as for `storeConformance`. */
export interface BureauAdapter {
  readonly open: () => Promise<EventStore>
  /** Another store on the same data; if omitted, both services share one. */
  readonly reopen?: (() => Promise<EventStore>) | false
  readonly destroy: () => Promise<void>
}

/** Number and length of the runs of the model. */
export interface BureauModelOptions {
  /** Number of runs (20). */
  readonly numRuns?: number
  /** Maximum number of model commands per run (30). */
  readonly maxCommands?: number
  readonly seed?: number
}

/** Number of accepted and refused commands in all runs, to detect a model that tries nothing. */
export interface BureauModelResult {
  readonly accepted: number
  readonly refused: number
}

type ModelCommand = fc.AsyncCommand<Model, Real>

const act = (turn: Turn): ModelCommand => ({
  check: () => true,
  run: async (model, real) => {
    const sent = prepared(model, real, turn)
    enter(model, [[sent, await real.scheduler.waitFor(send(real, sent))]])
  },
  toString: () => `act(${JSON.stringify(turn)})`,
})

/** Concurrent commands, each decided before the others' results are known. */
const together = (turns: ReadonlyArray<Turn>): ModelCommand => ({
  check: () => true,
  run: async (model, real) => {
    const sent = turns.map((turn) => prepared(model, real, turn))
    const answers = await real.scheduler.waitFor(Promise.all(sent.map((one) => send(real, one))))
    enter(
      model,
      sent.map((one, i) => [one, answers[i] ?? fail("no answer", one, i)] as const),
    )
  },
  toString: () => `together(${JSON.stringify(turns)})`,
})

/** The same request concurrently through both services: carried out once, answered twice. */
const twice = (turn: Turn): ModelCommand => ({
  check: () => true,
  run: async (model, real) => {
    const sent = prepared(model, real, turn)
    const other = { ...sent, service: sent.service + 1 }
    const [one, two] = await real.scheduler.waitFor(Promise.all([send(real, sent), send(real, other)]))
    if (E.isRight(one) && E.isRight(two)) {
      if (one.right.repeated === two.right.repeated) fail("carried out twice", sent, [one.right, two.right])
      enter(model, [[sent, one.right.repeated ? two : one]])
    } else enter(model, [[sent, E.isRight(one) ? one : two]])
  },
  toString: () => `twice(${JSON.stringify(turn)})`,
})

const anyTurn: fc.Arbitrary<Turn> = fc.record({
  unit: fc.nat(units.length - 1),
  service: fc.nat(1),
  shared: fc.boolean(),
  step: anySteps(1).map(([step]) => step ?? { gap: 0, kind: 0, seed: 0 }),
})

const anyCommands = (maxCommands: number): fc.Arbitrary<Iterable<ModelCommand>> =>
  fc.commands(
    [
      anyTurn.map(act),
      anyTurn.map(act),
      fc.array(anyTurn, { minLength: 2, maxLength: 4 }).map(together),
      anyTurn.map(twice),
    ],
    {
      maxCommands,
      size: "max",
    },
  )

let ids = 0

const realOver = (stores: readonly [EventStore, EventStore], scheduler: Scheduler): Real => {
  let elapsed = 0
  const vault = memoryVault()
  const serviceOver = (store: EventStore): Handle =>
    handler({
      store: scheduledStore(store, scheduler),
      vault,
      division: bureau.code,
      library: law.library,
      clock: () => instantAt(Date.parse("2060-01-01T01:00:00.000Z") + elapsed++),
      random: (size) => new Uint8Array(size).fill(7),
    })
  const newId = (): string => `0190163d-8694-7000-9000-${String(ids++).padStart(12, "0")}`
  return { handles: stores.map(serviceOver), store: stores[0], scheduler, newId }
}

/**
 * Runs the model on your store; rejects with a minimal failing sequence of commands.
 *
 * @example
 * it("holds in memory", () => bureauModel({ open: async () => memoryStore(), destroy: async () => {} }))
 */
export const bureauModel = async (
  adapter: BureauAdapter,
  options: BureauModelOptions = {},
): Promise<BureauModelResult> => {
  let [accepted, refused] = [0, 0]
  const { numRuns = 20, maxCommands = 30, seed } = options
  const property = fc.asyncProperty(fc.scheduler(), anyCommands(maxCommands), async (scheduler, commands) => {
    const store = await adapter.open()
    const other = typeof adapter.reopen === "function" ? await adapter.reopen() : store
    try {
      const real = realOver([store, other], scheduler)
      const [first] = real.handles
      for (const request of lawRequests(law, real.newId)) {
        const answer = await scheduler.waitFor(first?.(request) ?? Promise.reject(new Error("no service")))
        if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
      }
      const model: Model = {
        units: new Map(
          units.map((uscc) => [uscc, { record: recordOf(uscc, law, today), on: qinhuangdao2020.firstDay }]),
        ),
        numbers: new Map(),
      }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await holdsWhatWasAnswered(model, real)
      keepsTheLaws(model)
      for (const { record } of model.units.values()) {
        accepted += record.history().accepted.length
        refused += record.history().refused.length
      }
    } finally {
      await store.close()
      if (other !== store) await other.close()
      await adapter.destroy()
    }
  })
  // Shrinking a race tries very many others.
  await fc.assert(property, { numRuns, interruptAfterTimeLimit: 30_000, ...(seed === undefined ? {} : { seed }) })
  return { accepted, refused }
}
