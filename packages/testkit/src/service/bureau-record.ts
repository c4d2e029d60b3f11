/** Generates the model's attempts and checks the answers: every stream whole and once, every refusal with its reason. */
import type { Scheduler } from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { civilDate, type ApplicableLaw, type CivilDate, type Refusals, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, decodeEvents, type EventStore } from "@shifan/event-store"
import { streamOfTarget, type CommandResult, type Handle, type Request } from "@shifan/service"
import { lifecycleLaws } from "../laws/index.js"
import { bureau, prolonged } from "../lifecycle/applicable-law.js"
import { attemptAt, type Step } from "../lifecycle/next-attempt.js"
import { type Attempt } from "../lifecycle/samples.js"
import { usccOf } from "../lifecycle/units.js"
import { requestOf } from "./filled-requests.js"
import { recordOf } from "./history-through.js"

export const units: ReadonlyArray<Uscc> = [usccOf(1), usccOf(2), usccOf(3)]
export const law: ApplicableLaw = prolonged
export const today: CivilDate = civilDate("2060-01-01")

export type Answer = Awaited<ReturnType<Handle>>

/** A unit in the model: its record, and the day of the last attempt. */
interface UnitRecord {
  readonly record: ReturnType<typeof recordOf>
  on: CivilDate
}

export interface Model {
  readonly units: ReadonlyMap<Uscc, UnitRecord>
  readonly numbers: Map<string, Uscc>
}

export interface Real {
  readonly handles: ReadonlyArray<Handle>
  readonly store: EventStore
  readonly scheduler: Scheduler
  readonly newId: () => string
}

/** An attempt on a unit through one of the services. `shared`: a certificate number that others want too. */
export interface Turn {
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

export const prepared = (model: Model, { newId }: Real, { unit, service, shared, step }: Turn): Sent => {
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

export const send = ({ handles }: Real, { request, service }: Sent): Promise<Answer> => {
  const handle = handles[service % handles.length]
  if (handle === undefined) throw new Error("no service")
  return handle(request)
}

export const fail = (what: string, sent: Sent, more: unknown): never => {
  throw new Error(`${what}: ${sent.attempt.command.type} of ${sent.uscc}: ${JSON.stringify(more)}`)
}

/** Records the answers: accepted commands in stream order, then refused commands at the point where they had a reason. */
export const enter = (model: Model, answered: ReadonlyArray<readonly [Sent, Answer]>): void => {
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
  // A number written down by mistake is free again.
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
  // The service knows more than any state about what can be disclosed.
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

/** Every stream contains exactly what was answered as accepted. */
export const holdsWhatWasAnswered = async ({ units: places }: Model, { store }: Real): Promise<void> => {
  for (const [uscc, { record }] of places) {
    const stream = streamOfTarget(bureau.code, { aggregate: "designation", key: uscc })
    const read = await collect(decodeEvents(store.readStream(stream)))
    const stored = E.isRight(read) ? read.right.map(({ envelope }) => envelope.type) : []
    const answered = record.history().accepted.flatMap(({ batch }) => batch.map(({ type }) => type))
    if (stored.join() !== answered.join())
      throw new Error(`${uscc} has ${stored.join()}, and ${answered.join()} was answered`)
  }
}

export const keepsTheLaws = ({ units: places }: Model): void => {
  for (const { record } of places.values())
    for (const [name, keeps] of Object.entries(lifecycleLaws)) {
      const broken = keeps(record.history())
      if (broken.length > 0) throw new Error(`${name}: ${broken.join("; ")}`)
    }
}
