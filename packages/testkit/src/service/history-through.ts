/** Produces histories through a service: the same attempts, carried out by your own handler. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { randomUUID } from "node:crypto"
import {
  evolve,
  initialState,
  type ApplicableLaw,
  type CivilDate,
  type Command,
  type Event,
  type Refusals,
  type Uscc,
} from "@shifan/core"
import { commandOf } from "@shifan/core/registry"
import type { CommandResult, Handle } from "@shifan/service"
import type { AcceptedCommand, History, RefusedCommand } from "../lifecycle/history.js"
import type { Attempt } from "../lifecycle/samples.js"
import { lawRequests, requestOf } from "./filled-requests.js"

/** The attempts of a history in order, including the refused ones. */
export const attemptsOf = ({ accepted, refused }: History): ReadonlyArray<Attempt> =>
  [...accepted, undefined].flatMap((carriedOut, i) =>
    [...refused.filter(({ after }) => after === i), ...(carriedOut === undefined ? [] : [carriedOut])].map(
      ({ context: { actor, effectiveOn }, command }) => ({ actor, effectiveOn, command }),
    ),
  )

/** An event as decided, without the fields that recording adds. */
const decided = ({ type, data, effectiveOn, actor, provisions, rule, readings }: Event): Event =>
  ({ type, data, effectiveOn, actor, provisions, rule, readings }) as Event

const eventsOfResult = ({ events }: CommandResult): ReadonlyNonEmptyArray<Event> => {
  const batch = events.map((envelope) => decided(envelope as Event))
  if (!RA.isNonEmpty(batch)) throw new Error("a command that was carried out gives an event")
  return batch
}

/** Collects the results of a unit's commands as a service returns them. */
export const recordOf = (unit: Uscc, law: ApplicableLaw, today: CivilDate) => {
  const accepted: Array<AcceptedCommand> = []
  const refused: Array<RefusedCommand> = []
  let state = initialState(unit)
  const contextOf = ({ actor, effectiveOn }: Attempt) => ({ actor, effectiveOn, recordedOn: today, law })
  return {
    state: () => state,
    length: () => accepted.length,
    accept: (attempt: Attempt, result: CommandResult): void => {
      const batch = eventsOfResult(result)
      const command: Command = commandOf(batch)
      accepted.push({ context: contextOf(attempt), command, before: state, batch })
      state = batch.reduce(evolve, state)
    },
    refuse: (attempt: Attempt, refusals: Refusals, after = accepted.length): void => {
      refused.push({ context: contextOf(attempt), command: attempt.command, refusals, after })
    },
    history: (): History => ({
      unit,
      accepted: [...accepted],
      refused: [...refused],
      refusals: refused.map(({ refusals }) => refusals),
    }),
  }
}

/** The service to use, the history, and the service's date. */
export interface ThroughOptions {
  readonly handle: Handle
  /** The attempts, and the law they were generated under, which is put on record first. */
  readonly history: History
  /** Date of the service's clock: no attempt may be later. */
  readonly today: CivilDate
}

/**
 * Puts the law of a history on record, carries out its attempts through a handler, and returns the resulting history for
 * the laws to judge. The handler's store must be empty. Commands that the handler calls malformed are left out, since they
 * were not decided.
 */
export const historyThrough = async ({ handle, history, today }: ThroughOptions): Promise<History> => {
  const attempts = attemptsOf(history)
  const [first] = [...history.accepted, ...history.refused]
  if (first === undefined) return history
  const { law } = first.context
  for (const request of lawRequests(law, randomUUID)) {
    const answer = await handle(request)
    if (E.isLeft(answer)) throw new Error(`the law was not put on record: ${JSON.stringify(answer.left)}`)
  }
  const record = recordOf(history.unit, law, today)
  for (const attempt of attempts) {
    const answer = await handle(requestOf(history.unit, attempt, randomUUID()))
    if (E.isRight(answer)) record.accept(attempt, answer.right)
    else if (answer.left._tag === "Refused") record.refuse(attempt, answer.left.refusals as Refusals)
    else if (answer.left._tag !== "Malformed") throw new Error(JSON.stringify(answer.left))
  }
  return record.history()
}
