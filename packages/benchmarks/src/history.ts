/** Writes histories like a bureau's: every event is decided, its envelope built and chained. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { civilDate, decide, evolve, initialState, instantAt, type Act, type State, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  collect,
  designationStream,
  encode,
  evolveLaw,
  initialLaw,
  readEnvelope,
  sha256Hex,
  type Envelope,
  type EventStore,
  type KnownLaw,
  type NewEvent,
} from "@shifan/event-store"
import { handler, memoryVault, type Handle } from "@shifan/service"
import { announcementOn, document, reasons, samplesFor, usccOf, type Attempt } from "@shifan/testkit"
import { v5 } from "uuid"

export const division = "130300"
const today = civilDate("2020-12-01")
const namespace = "5d3c7b0e-1f7a-5c0e-9a55-0d6f4b3a2c11"

export const orThrow = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

export const handleOver = (store: EventStore): Handle =>
  handler({
    store,
    vault: memoryVault(),
    division,
    library: [qinhuangdao2020],
    clock: () => instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
    random: (size) => new Uint8Array(size),
  })

/** Puts the regulation in force and opens a call. */
export const enactLaw = async (store: EventStore): Promise<KnownLaw> => {
  const handle = handleOver(store)
  const { bureau } = samplesFor(qinhuangdao2020, usccOf(0))
  const from = civilDate("2020-11-12")
  const { id: regulation, documentNumber } = qinhuangdao2020
  orThrow(
    await handle({
      commandId: v5("enact", namespace),
      actor: bureau,
      effectiveOn: from,
      target: {
        aggregate: "instrument",
        key: "qinhuangdao-2020-2",
        command: { type: "Enact", data: { regulation, documentNumber, effectiveFrom: from, validityYears: 2 } },
      },
    }),
  )
  const data = { year: 2020, opensOn: from, closesOn: civilDate("2020-12-20"), document: "示例" }
  orThrow(
    await handle({
      commandId: v5("call", namespace),
      actor: bureau,
      effectiveOn: from,
      target: { aggregate: "call", key: "2020", command: { type: "OpenCall", data } },
    }),
  )
  const stored = orThrow(await collect(store.readAll()))
  return stored.map(({ leaf }) => orThrow(readEnvelope(leaf))).reduce(evolveLaw, initialLaw([qinhuangdao2020]))
}

/** A title from application to revocation, repeatedly, so that the state does not grow. */
function* lifecycleOf(unit: Uscc): Generator<Attempt, never, State> {
  const make = samplesFor(qinhuangdao2020, unit)
  const check = { regular: true, findings: "示例", evidence: [document] }
  const spotCheck = make.act(make.bureau, today, "SpotCheck", { ...check, falsificationFound: false })
  const support = { kind: "示例", amount: 10_000_00, document }
  for (;;) {
    const { revision: appliedAt } = yield make.apply(today)
    yield make.recommend(today)
    yield numbered(make.certify(today), `示例-${unit}-${appliedAt}`)
    yield make.act(make.bureau, today, "AwardPlaque", { awardedOn: today })
    for (let i = 0; i < 6; i++) {
      yield spotCheck
      yield spotCheck
      yield make.act(make.bureau, today, "GrantSupport", support)
    }
    const { revision } = yield make.act(make.bureau, today, "SpotCheck", { ...check, falsificationFound: true })
    yield make.act(make.bureau, today, "Revoke", { announcement: announcementOn(today), restsOn: revision, reasons })
  }
}

/** All events are on one day, but every title needs its own number. */
const numbered = (attempt: Attempt, certificateNumber: string): Attempt =>
  attempt.command.type === "Certify"
    ? { ...attempt, command: { ...attempt.command, data: { ...attempt.command.data, certificateNumber } } }
    : attempt

export const eventsInALifecycle = 24

export interface DecidedCommand {
  readonly unit: Uscc
  readonly attempt: Attempt
  readonly before: State
  readonly envelopes: ReadonlyArray<Envelope>
  readonly leaves: ReadonlyArray<NewEvent>
}

/** The endless commands of a unit, each decided on the state after the previous one. */
export function* decideLifecycle(
  index: number,
  { applicable: law, basis }: KnownLaw,
): Generator<DecidedCommand, never, void> {
  const unit = usccOf(index)
  const steps = lifecycleOf(unit)
  let state = initialState(unit)
  let previous: string | null = null
  for (let n = 0; ; n++) {
    const attempt: Attempt = steps.next(state).value
    const before = state
    const batch = orThrow(decide({ ...attempt, recordedOn: attempt.effectiveOn, law })(attempt.command)(state))
    const commandId = v5(`${unit} ${n}`, namespace)
    const envelopes: Array<Envelope> = []
    const leaves: Array<NewEvent> = []
    for (const [i, event] of batch.entries()) {
      const stream = designationStream(division, unit)
      const envelope = envelopeOf(event, { stream, basis, commandId, previous, index: i, before })
      const leaf = orThrow(encode(envelope))
      previous = sha256Hex(leaf)
      envelopes.push(envelope)
      leaves.push({ id: envelope.id, type: envelope.type, leaf })
    }
    state = batch.reduce(evolve, state)
    yield { unit, attempt, before, envelopes, leaves }
  }
}

interface EnvelopePlace extends Pick<Envelope, "stream" | "basis" | "commandId" | "previous"> {
  /** Index of the event in its command's batch. */
  readonly index: number
  /** The unit's state before the batch. */
  readonly before: State
}

const envelopeOf = (
  event: Act & Pick<Envelope, "type" | "data">,
  { index, before, ...place }: EnvelopePlace,
): Envelope => ({
  ...event,
  ...place,
  revision: before.revision + 1 + index,
  id: v5(String(index), place.commandId),
  schemaVersion: 1,
  recordedAt: instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
  correlationId: place.commandId,
  causationId: null,
})

/** Writes the next command of each lifecycle, as many at once as there are. Returns the number of events. */
const appendNext = async (
  store: EventStore,
  lifecycles: ReadonlyArray<ReturnType<typeof decideLifecycle>>,
): Promise<number> => {
  const turn = lifecycles.flatMap((lifecycle) => {
    const { envelopes, leaves } = lifecycle.next().value
    const [first] = envelopes
    return first !== undefined && RA.isNonEmpty(leaves) ? [{ first, leaves }] : []
  })
  const appended = await Promise.all(
    turn.map(({ first: { stream, revision }, leaves }) =>
      store.append(stream, revision === 0 ? "noStream" : revision - 1, leaves)(),
    ),
  )
  appended.forEach(orThrow)
  return turn.reduce((sum, { leaves }) => sum + leaves.length, 0)
}

const mostAtOnce = 1000

/** Writes the first `commands` commands of a lifecycle for each unit with these indices: 3 give a title. */
export const beginLifecycles = async (
  store: EventStore,
  law: KnownLaw,
  { from, to, commands }: { readonly from: number; readonly to: number; readonly commands: number },
): Promise<void> => {
  for (let first = from; first < to; first += mostAtOnce) {
    const length = Math.min(mostAtOnce, to - first)
    const lifecycles = Array.from({ length }, (_, i) => decideLifecycle(first + i, law))
    for (let n = 0; n < commands; n++) await appendNext(store, lifecycles)
  }
}

/** Writes at least `events` events of `units` units, a command of each in turn. Returns the law they were decided under. */
export const fillStore = async (store: EventStore, events: number, units: number): Promise<KnownLaw> => {
  const law = await enactLaw(store)
  const lifecycles = Array.from({ length: units }, (_, i) => decideLifecycle(i, law))
  let written = 0
  while (written < events) written += await appendNext(store, lifecycles)
  return law
}
