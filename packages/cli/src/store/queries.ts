/** Reads a store for the read-only commands. */
import * as E from "fp-ts/lib/Either.js"
import * as casework from "@shifan/casework"
import { isCivilDate, isInstant, isUscc, shanghaiDate, type CivilDate, type Uscc } from "@shifan/core"
import { decodeEvents, parseStream, type Envelope, type EventStore } from "@shifan/event-store"
import type { RosterView } from "@shifan/roster"
import type { CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { noSuchName } from "../known-names.js"
import { usage, type Failure } from "../result.js"
import type { Session } from "./session.js"

/** A view with an explicit day. */
export type DatedView = RosterView & { readonly asOf: CivilDate }

/** `--as-of`, by default today in Shanghai, and `--known-at`. */
export const parseView = ({
  settings,
  clock,
}: Pick<CommandContext, "settings" | "clock">): E.Either<Failure, DatedView> => {
  const { asOf = shanghaiDate(clock()), knownAt } = settings
  if (!isCivilDate(asOf)) return E.left(notADate(asOf))
  if (knownAt !== undefined && !isInstant(knownAt))
    return E.left(usage(`不是时刻：${knownAt}`, `not an instant: ${knownAt}`))
  return E.right({ asOf, ...(knownAt === undefined ? {} : { knownAt }) })
}

export const notADate = (text: string): Failure => usage(`不是日期：${text}`, `not a date: ${text}`)

export const parseUscc = (text: string): E.Either<Failure, Uscc> =>
  isUscc(text)
    ? E.right(text)
    : E.left(usage(`不是有效的统一社会信用代码：${text}`, `not a unified social credit code: ${text}`))

/** The first `maxCount` events of a store, in its order. */
export const eachEnvelope = async (
  store: EventStore,
  visit: (envelope: Envelope) => void,
  maxCount: number = Infinity,
): Promise<E.Either<Failure, void>> => {
  for await (const next of decodeEvents(store.readAll({ maxCount }))) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    visit(next.right.envelope)
  }
  return E.right(undefined)
}

/** The events of a stream; none if it does not exist. */
export const readEnvelopes = async (
  store: EventStore,
  stream: string,
): Promise<E.Either<Failure, ReadonlyArray<Envelope>>> => {
  const events = await casework.readEnvelopes(store, stream)
  return E.isLeft(events) ? E.left(storeFailure(events.left)) : events
}

/** A unit's events as of a day and an instant; a failure if there are none. */
export const historyOf = async (
  { store, division }: Pick<Session, "store" | "division">,
  unit: Uscc,
  view: RosterView,
): Promise<E.Either<Failure, ReadonlyArray<Envelope>>> => {
  const seen = await casework.unitHistory(store, division, unit, view)
  if (E.isLeft(seen)) return E.left(storeFailure(seen.left))
  if (seen.right.length > 0) return seen
  const units = await keysOf(store, "designation")
  if (E.isLeft(units)) return units
  return E.left(noSuchName(`没有单位${unit}的记录`, `there is no record of ${unit}`, unit, units.right))
}

/** In larger stores only the first events are read. */
const mostRead = 100_000

/** Keys of the units, instruments or calls on record. Used if one is not found. */
export const keysOf = async (
  store: EventStore,
  aggregate: "designation" | "instrument" | "call",
): Promise<E.Either<Failure, ReadonlyArray<string>>> => {
  const keys = new Set<string>()
  const note = ({ stream }: Envelope): void => {
    const name = parseStream(stream)
    if (name?.aggregate === aggregate) keys.add(name.key)
  }
  const read = await eachEnvelope(store, note, mostRead)
  return E.isLeft(read) ? read : E.right([...keys])
}

export const replayStore = async (
  { store, library }: Pick<Session, "store" | "library">,
  view: RosterView,
  progress?: (events: number) => void,
): Promise<E.Either<Failure, casework.OfficeState>> => {
  const state = await casework.officeStateAt(store, library, view, progress)
  return E.isLeft(state) ? E.left(storeFailure(state.left)) : state
}

export interface StoreStats {
  readonly events: number
  /** Latest recording time; `null` in an empty store. */
  readonly lastRecordedAt: string | null
}

/** Reads every event, so that damage to any of them is noticed. */
export const readStats = async (
  store: EventStore,
  progress: (events: number) => void = () => {},
): Promise<E.Either<Failure, StoreStats>> => {
  let events = 0
  let lastRecordedAt: string | null = null
  const read = await eachEnvelope(store, ({ recordedAt }) => {
    progress(++events)
    if (lastRecordedAt === null || recordedAt > lastRecordedAt) lastRecordedAt = recordedAt
  })
  return E.isLeft(read) ? read : E.right({ events, lastRecordedAt })
}
