/** Histories as a bureau would write them: every event decided by the decider, its envelope built and chained. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import {
  checkCharacter,
  civilDate,
  decide,
  evolve,
  initialState,
  instantAt,
  isUscc,
  qinhuangdao2020,
  type Act,
  type State,
  type Uscc,
} from "@shifan/core"
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
import { announcement, document, reasons, samplesFor, type Attempt } from "@shifan/testkit"
import { v5 } from "uuid"

export const division = "130300"
const today = civilDate("2020-12-01")
const namespace = "5d3c7b0e-1f7a-5c0e-9a55-0d6f4b3a2c11"

export const orThrow = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

export const usccOf = (index: number): Uscc => {
  const first17 = `91130302MA${String(index).padStart(7, "0")}`
  const code = `${first17}${checkCharacter(first17)}`
  if (!isUscc(code)) throw new Error(code)
  return code
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

/** The instrument in force and a call that is open. */
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

/** A title from application to revocation, which comes again and again: a state that does not grow. */
function* lifecycle(unit: Uscc): Generator<Attempt, never, State> {
  const make = samplesFor(qinhuangdao2020, unit)
  const check = { regular: true, findings: "示例", evidence: [document] }
  const spotCheck = make.act(make.bureau, today, "SpotCheck", { ...check, falsificationFound: false })
  const support = { kind: "示例", amount: 10_000_00, document }
  for (;;) {
    yield make.apply(today)
    yield make.recommend(today)
    yield make.certify(today)
    yield make.act(make.bureau, today, "AwardPlaque", { awardedOn: today })
    for (let i = 0; i < 6; i++) {
      yield spotCheck
      yield spotCheck
      yield make.act(make.bureau, today, "GrantSupport", support)
    }
    const { revision } = yield make.act(make.bureau, today, "SpotCheck", { ...check, falsificationFound: true })
    yield make.act(make.bureau, today, "Revoke", { announcement, restsOn: revision, reasons })
  }
}

export const eventsInALifecycle = 24

export interface DecidedCommand {
  readonly unit: Uscc
  readonly attempt: Attempt
  readonly before: State
  readonly envelopes: ReadonlyArray<Envelope>
  readonly leaves: ReadonlyArray<NewEvent>
}

/** One unit's commands, decided one after the other. */
export function* decideLifecycle(
  index: number,
  { applicable: regime, basis }: KnownLaw,
): Generator<DecidedCommand, never, void> {
  const unit = usccOf(index)
  const steps = lifecycle(unit)
  let state = initialState(unit)
  let previous: string | null = null
  for (let n = 0; ; n++) {
    const attempt: Attempt = steps.next(state).value
    const before = state
    const batch = orThrow(decide({ ...attempt, law: regime })(attempt.command)(state))
    const commandId = v5(`${unit} ${n}`, namespace)
    const envelopes: Array<Envelope> = []
    const leaves: Array<NewEvent> = []
    for (const [i, event] of batch.entries()) {
      const one = envelopeOf(event, {
        stream: designationStream(division, unit),
        i,
        before,
        basis,
        commandId,
        previous,
      })
      const leaf = orThrow(encode(one))
      previous = sha256Hex(leaf)
      envelopes.push(one)
      leaves.push({ id: one.id, type: one.type, leaf })
    }
    state = batch.reduce(evolve, state)
    yield { unit, attempt, before, envelopes, leaves }
  }
}

interface EnvelopePlace extends Pick<Envelope, "stream" | "basis" | "commandId" | "previous"> {
  readonly i: number
  readonly before: State
}

const envelopeOf = (event: Act & Pick<Envelope, "type" | "data">, where: EnvelopePlace): Envelope => {
  const { i, before, ...place } = where
  return {
    ...event,
    ...place,
    revision: before.revision + 1 + i,
    id: v5(String(i), place.commandId),
    schemaVersion: 1,
    recordedAt: instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
    correlationId: place.commandId,
    causationId: null,
  }
}

/** Fills a store with at least so many events of so many units, turn by turn; gives the law and how many there are. */
export const fillStore = async (store: EventStore, events: number, units: number): Promise<KnownLaw> => {
  const law = await enactLaw(store)
  const all = Array.from({ length: units }, (_, i) => decideLifecycle(i, law))
  let written = 0
  while (written < events) {
    const turn = all.flatMap((one) => {
      const { envelopes, leaves } = one.next().value
      const [first] = envelopes
      return first !== undefined && RA.isNonEmpty(leaves) ? [{ first, leaves }] : []
    })
    const appended = await Promise.all(
      turn.map(({ first: { stream, revision }, leaves }) =>
        store.append(stream, revision === 0 ? "noStream" : revision - 1, leaves)(),
      ),
    )
    appended.forEach(orThrow)
    written += turn.reduce((sum, { leaves }) => sum + leaves.length, 0)
  }
  return law
}
