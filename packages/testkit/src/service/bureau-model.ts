/**
 * The whole, as one model: several units and the officials of a city try what they like, one after the other and several at
 * the same time, through two services over one store. Whatever order the store's calls come in, each stream has what was
 * answered as carried out, whole and once; each refusal had its reason at some instant of the race; and each unit's history
 * keeps the laws.
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

/** A store of your own, as `storeConformance` takes it. */
export interface BureauAdapter {
  readonly open: () => Promise<EventStore>
  /** Another store on the same data; without it both services share one. */
  readonly reopen?: (() => Promise<EventStore>) | false
  readonly destroy: () => Promise<void>
}

/** How long the model of a whole bureau is run. */
export interface BureauModelOptions {
  /** How many runs (20). */
  readonly numRuns?: number
  /** How many commands of the model in each (30). */
  readonly maxCommands?: number
  readonly seed?: number
}

/** How many commands were carried out and refused in all runs, so that a model that tries nothing is noticed. */
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

/** Several at the same time, each decided before anybody knows what became of the others. */
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

/** The same request twice at once, through both services: it is carried out once, and answered twice. */
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
 * Runs the model on a store of yours; rejects with the smallest commands that break it.
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
