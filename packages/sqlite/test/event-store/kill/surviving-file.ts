/** Checks of the file that killed writers leave behind. */
import * as E from "fp-ts/lib/Either.js"
import { leafHash, type NewEvent, type StoredEvent } from "@shifan/event-store"
import { readAll } from "@shifan/testkit/events"
import { expect } from "vitest"
import { leafHashes, type SqliteStore } from "../../../src/event-store/index.js"
import { depth, lanes, planOf, type PlannedAppend } from "./plan.js"
import type { KillSettings, RecordedAnswer } from "./writer-process.js"

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

/** Expects dense positions and revisions, matching leaf hashes, and a file in which SQLite finds no fault. */
export const expectSound = async (store: SqliteStore, file: string): Promise<ReadonlyArray<StoredEvent>> => {
  const events = await readAll(store)
  expect(events.filter(({ position }, i) => Number(position) !== i + 1)).toEqual([])
  const streams = Map.groupBy(events, ({ stream }) => stream)
  for (const stream of streams.values()) expect(stream.filter(({ revision }, i) => revision !== i)).toEqual([])
  const hashes = [...leafHashes(file)].map(hex)
  expect(hashes.length).toBe(events.length)
  expect(events.filter(({ leaf }, i) => hex(leafHash(leaf)) !== hashes[i])).toEqual([])
  expect(await store.faults()).toEqual(E.right([]))
  return events
}

/** A line that identifies an event and its bytes. */
export const lineOf = (event: StoredEvent | undefined): string =>
  event === undefined ? "missing" : `${event.stream}@${event.revision} ${event.id} ${hex(leafHash(event.leaf))}`

/** One lane of a killed run. */
export interface Lane {
  readonly answers: ReadonlyArray<RecordedAnswer>
  /** All appends the writer can have begun. */
  readonly planned: ReadonlyArray<PlannedAppend>
}

export const lanesOf = (
  { seed }: KillSettings,
  run: number,
  answers: ReadonlyArray<RecordedAnswer>,
): ReadonlyArray<Lane> =>
  Array.from({ length: lanes }, (_, lane) => {
    const ofLane = answers.filter((record) => record.run === run && record.lane === lane)
    return {
      answers: ofLane,
      planned: planOf(seed, run, lane)
        .take(ofLane.length + depth)
        .toArray(),
    }
  })

export const streamOf = (events: ReadonlyArray<StoredEvent>, { planned }: Lane): ReadonlyArray<StoredEvent> =>
  events.filter(({ stream }) => stream === planned[0]?.stream)

const isSameEvent = ({ id, type, leaf }: NewEvent, stored: NewEvent | undefined): boolean =>
  stored?.id === id && stored.type === type && hex(stored.leaf) === hex(leaf)

/** The planned appends that are stored. Expects an unbroken series of whole appends, without those to be refused. */
export const storedAppends = (
  stream: ReadonlyArray<StoredEvent>,
  planned: ReadonlyArray<PlannedAppend>,
): ReadonlySet<PlannedAppend> => {
  const stored = new Set<PlannedAppend>()
  let length = 0
  for (const append of planned.filter(({ isRight }) => isRight)) {
    if (length >= stream.length) break
    expect(append.events.filter((event, i) => !isSameEvent(event, stream[length + i]))).toEqual([])
    length += append.events.length
    stored.add(append)
  }
  expect(length).toBe(stream.length)
  return stored
}

/** Expects every answer to be true: the append is stored at its revision and position, or was refused and left nothing. */
export const expectTrueAnswers = (
  stream: ReadonlyArray<StoredEvent>,
  { answers, planned }: Lane,
  stored: ReadonlySet<PlannedAppend>,
): void => {
  for (const { n, answer } of answers) {
    const append = planned[n]
    const last = stream.find(({ id }) => id === append?.events.at(-1)?.id)
    if (E.isLeft(answer))
      expect([append?.isRight, answer.left._tag, last]).toEqual([false, "WrongExpectedRevision", undefined])
    else {
      expect(answer.right).toEqual({ revision: last?.revision, position: last?.position, repeated: false })
      expect(append !== undefined && stored.has(append)).toBe(true)
    }
  }
}

/** Repeats all appends: stored ones must be recognised, the others are made now, and nothing may be stored twice. */
export const repeatAppends = async (
  store: SqliteStore,
  planned: ReadonlyArray<PlannedAppend>,
  stored: ReadonlySet<PlannedAppend>,
): Promise<void> => {
  const answers = await Promise.all(
    planned.map(({ stream, expected, events }) => store.append(stream, expected, events)()),
  )
  expect(answers.map((answer) => (E.isLeft(answer) ? answer.left._tag : answer.right.repeated))).toEqual(
    planned.map((append) => (append.isRight ? stored.has(append) : "WrongExpectedRevision")),
  )
}
