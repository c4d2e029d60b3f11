/**
 * The whole, as one model: several units and the officials of a city try what they like, one after the other and several at
 * the same time, through two services over one store. Whatever order the store's calls come in, each stream has what was
 * answered as carried out, whole and once; each refusal had its reason at some instant of the race; and each unit's history
 * keeps the laws.
 */
import fc from "fast-check"
import type { Scheduler } from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { civilDate, instantAt, type ApplicableLaw, type CivilDate, type Refusals, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, decodeEvents, type EventStore } from "@shifan/event-store"
import { handler, memoryVault, streamOfTarget, type CommandResult, type Handle, type Request } from "@shifan/service"
import { lifecycleLaws } from "../laws/index.js"
import { bureau, prolonged } from "../lifecycle/applicable-law.js"
import { anySteps, attemptAt, type Step } from "../lifecycle/next-attempt.js"
import { type Attempt } from "../lifecycle/samples.js"
import { usccOf } from "../lifecycle/units.js"
import { lawRequests, requestOf } from "./filled-requests.js"
import { recordOf } from "./history-through.js"
import { scheduledStore } from "./scheduled-store.js"

/** A store of your own, as `storeConformance` takes it. */
export interface BureauAdapter {
  readonly open: () => Promise<EventStore>
  /** Another store on the same data; without it both services share one. */
  readonly reopen?: (() => Promise<EventStore>) | false
  readonly destroy: () => Promise<void>
}

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

const units: ReadonlyArray<Uscc> = [usccOf(1), usccOf(2), usccOf(3)]
const law: ApplicableLaw = prolonged
const today: CivilDate = civilDate("2060-01-01")

type Answer = Awaited<ReturnType<Handle>>

/** A unit's place in the model: its record, and the day of the last attempt. */
interface UnitRecord {
  readonly record: ReturnType<typeof recordOf>
  on: CivilDate
}

interface Model {
  readonly units: ReadonlyMap<Uscc, UnitRecord>
  readonly numbers: Map<string, Uscc>
}

interface Real {
  readonly handles: ReadonlyArray<Handle>
  readonly store: EventStore
  readonly scheduler: Scheduler
  readonly newId: () => string
}

/** One attempt: of which unit, through which service. `shared`: a certificate with a number that others want as well. */
interface Turn {
  readonly unit: number
  readonly service: number
  readonly shared: boolean
  readonly step: Step
}

interface Sent {
  readonly uscc: Uscc
  readonly attempt: Attempt
  readonly request: Request
  readonly service: number
}

const prepared = (model: Model, { newId }: Real, { unit, service, shared, step }: Turn): Sent => {
  const uscc = units[unit % units.length] ?? usccOf(1)
  const place = placeOf(model, uscc)
  const planned = attemptAt(step, {
    regulation: qinhuangdao2020,
    law,
    unit: uscc,
    state: place.record.state(),
    on: place.on,
  })
  if (planned.effectiveOn > place.on) place.on = planned.effectiveOn
  const { command } = planned
  const attempt: Attempt =
    shared && command.type === "Certify"
      ? { ...planned, command: { ...command, data: { ...command.data, certificateNumber: "示例〔2021〕1号" } } }
      : planned
  return { uscc, attempt, service, request: requestOf(uscc, attempt, newId()) }
}

const placeOf = ({ units: places }: Model, uscc: Uscc): UnitRecord => {
  const place = places.get(uscc)
  if (place === undefined) throw new Error(`no such unit: ${uscc}`)
  return place
}

const send = ({ handles }: Real, { request, service }: Sent): Promise<Answer> => {
  const handle = handles[service % handles.length]
  if (handle === undefined) throw new Error("no service")
  return handle(request)
}

const fail = (what: string, sent: Sent, more: unknown): never => {
  throw new Error(`${what}: ${sent.attempt.command.type} of ${sent.uscc}: ${JSON.stringify(more)}`)
}

/** Enters what was answered: what was carried out in the order of the stream, then what was refused where it had a reason. */
const enter = (model: Model, answered: ReadonlyArray<readonly [Sent, Answer]>): void => {
  const before = new Map([...model.units].map(([uscc, { record }]) => [uscc, record.length()]))
  const done = answered.flatMap(([sent, answer]) => (E.isRight(answer) ? [[sent, answer.right] as const] : []))
  for (const [sent, result] of done.toSorted(([, a], [, b]) => firstRevision(a) - firstRevision(b)))
    accept(model, sent, result)
  for (const [sent, answer] of answered)
    if (E.isLeft(answer)) refuse(model, sent, answer.left, before.get(sent.uscc) ?? 0)
}

const firstRevision = ({ events: [first] }: CommandResult): number => first?.revision ?? -1

const accept = (model: Model, sent: Sent, result: CommandResult): void => {
  const { record } = placeOf(model, sent.uscc)
  const expected = record.state().revision + 1
  if (result.repeated || firstRevision(result) !== expected)
    fail(
      `expected at revision ${expected}`,
      sent,
      result.events.map(({ revision }) => revision),
    )
  record.accept(sent.attempt, result)
  const { command } = sent.attempt
  if (command.type === "Certify") take(model, sent, command.data.certificateNumber)
  if (command.type !== "CorrectRecord" || command.data.field !== "Certified.certificateNumber") return
  // A number that was written down by mistake is nobody's again.
  model.numbers.delete(command.data.from)
  take(model, sent, command.data.to)
}

/** No two titles have the same number. */
const take = ({ numbers }: Model, sent: Sent, number: string): void => {
  const holder = numbers.get(number)
  if (holder !== undefined && holder !== sent.uscc) fail(`the number is that of ${holder}`, sent, number)
  numbers.set(number, sent.uscc)
}

const refuse = (
  model: Model,
  sent: Sent,
  error: Extract<Answer, { readonly _tag: "Left" }>["left"],
  from: number,
): void => {
  const { record } = placeOf(model, sent.uscc)
  if (error._tag === "StoreFailed" && ["WrongExpectedRevision", "Overtaken"].includes(error.error._tag)) return
  // Of what there is to disclose the service itself knows more than any state.
  if (error._tag === "Malformed") return
  if (error._tag !== "Refused") return fail("it failed", sent, error)
  const refusals = error.refusals as Refusals
  const others = refusals.filter(({ code }) => code !== "CertificateNumberTaken")
  if (!RA.isNonEmpty(others)) return
  const law22 = lifecycleLaws["22: nothing is refused that is allowed"]
  const instants = Array.from({ length: record.length() - from + 1 }, (_, i) => from + i)
  const whole = record.history()
  const context = { actor: sent.attempt.actor, effectiveOn: sent.attempt.effectiveOn, recordedOn: today, law }
  const at = instants.find(
    (after) =>
      law22?.({ ...whole, refused: [{ context, command: sent.attempt.command, refusals: others, after }] }).length ===
      0,
  )
  if (at === undefined) return fail("refused without a reason at any instant", sent, refusals)
  record.refuse(sent.attempt, others, at)
}

/** Every stream is what was answered as carried out, and nothing else. */
const holdsWhatWasAnswered = async ({ units: places }: Model, { store }: Real): Promise<void> => {
  for (const [uscc, { record }] of places) {
    const stream = streamOfTarget(bureau.code, { aggregate: "designation", key: uscc })
    const read = await collect(decodeEvents(store.readStream(stream)))
    const stored = E.isRight(read) ? read.right.map(({ envelope }) => envelope.type) : []
    const answered = record.history().accepted.flatMap(({ batch }) => batch.map(({ type }) => type))
    if (stored.join() !== answered.join())
      throw new Error(`${uscc} has ${stored.join()}, and ${answered.join()} was answered`)
  }
}

const keepsTheLaws = ({ units: places }: Model): void => {
  for (const { record } of places.values())
    for (const [name, keeps] of Object.entries(lifecycleLaws)) {
      const broken = keeps(record.history())
      if (broken.length > 0) throw new Error(`${name}: ${broken.join("; ")}`)
    }
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
