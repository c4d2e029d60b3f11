/** Reading a store for the commands that only look. */
import * as E from "fp-ts/lib/Either.js"
import { evolve, initialState, isCivilDate, isInstant, isUscc, type State, type Uscc } from "@shifan/core"
import {
  collectStream,
  decodeEvents,
  designationStream,
  type Envelope,
  evolveLaw,
  initialLaw,
  isDesignationEvent,
  type KnownLaw,
  parseStream,
} from "@shifan/event-store"
import { isVisible, type RosterView } from "@shifan/roster"
import { storeFailure } from "../failures.js"
import type { Session } from "../session.js"
import { notFound, usage, type Failure } from "../result.js"
import type { Settings } from "../command-context.js"

/** `--as-of` and `--known-at`, checked. */
export const viewOf = ({ asOf, knownAt }: Settings): E.Either<Failure, RosterView> => {
  if (asOf !== undefined && !isCivilDate(asOf)) return E.left(usage(`不是日期：${asOf}`, `not a date: ${asOf}`))
  if (knownAt !== undefined && !isInstant(knownAt))
    return E.left(usage(`不是时刻：${knownAt}`, `not an instant: ${knownAt}`))
  return E.right({
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt }),
  })
}

export const unitCode = (text: string): E.Either<Failure, Uscc> =>
  isUscc(text)
    ? E.right(text)
    : E.left(usage(`不是有效的统一社会信用代码：${text}`, `not a unified social credit code: ${text}`))

/** Every event of the store in its order, or the first so many. */
export const eachEnvelope = async (
  { store }: Session,
  each: (envelope: Envelope) => void,
  maxCount: number = Infinity,
): Promise<E.Either<Failure, void>> => {
  for await (const next of decodeEvents(store.readAll({ maxCount }))) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    each(next.right.envelope)
  }
  return E.right(undefined)
}

/** One unit's events, or the failure that it has none. */
export const eventsOf = async (
  { store, division }: Session,
  unit: Uscc,
  view: RosterView,
): Promise<E.Either<Failure, ReadonlyArray<Envelope>>> => {
  const events = await collectStream(decodeEvents(store.readStream(designationStream(division, unit))))
  if (E.isLeft(events)) return E.left(storeFailure(events.left))
  const envelopes = events.right.map(({ envelope }) => envelope).filter((envelope) => isVisible(view, envelope))
  return envelopes.length === 0
    ? E.left(notFound(`没有单位${unit}的记录`, `nothing is recorded of ${unit}`))
    : E.right(envelopes)
}

/** Everything folded: the law and each unit's state. */
export interface Replayed {
  readonly law: KnownLaw
  readonly units: ReadonlyMap<Uscc, State>
  readonly events: number
}

export const replayStore = async (
  session: Session,
  view: RosterView,
  progress: (count: number) => void = () => {},
): Promise<E.Either<Failure, Replayed>> => {
  const units = new Map<Uscc, State>()
  let law = initialLaw(session.library)
  let events = 0
  const read = await eachEnvelope(session, (envelope) => {
    if (!isVisible(view, envelope)) return
    events++
    progress(events)
    const name = parseStream(envelope.stream)
    if (name?.aggregate === "designation" && isDesignationEvent(envelope))
      units.set(name.key, evolve(units.get(name.key) ?? initialState(name.key), envelope))
    else law = evolveLaw(law, envelope)
  })
  return E.isLeft(read) ? read : E.right({ law, units, events })
}
