/** What must hold of a file that killed writers left. */
import * as E from "fp-ts/lib/Either.js"
import { leafHash, type NewEvent, type StoredEvent } from "@shifan/event-store"
import { expect } from "vitest"
import { leafHashes, type SqliteStore } from "../../../src/event-store/index.js"
import { all } from "../appending.js"
import { depth, lanes, planOf, type Asked } from "./plan.js"
import type { Stage, Told } from "./writer-process.js"

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

/** A file is in order by itself, whatever was to be written to it. What is not as it should be is listed. */
export const expectSound = async (store: SqliteStore, file: string): Promise<ReadonlyArray<StoredEvent>> => {
  const events = await all(store)
  expect(events.filter(({ position }, i) => Number(position) !== i + 1)).toEqual([])
  const streams = Map.groupBy(events, ({ stream }) => stream)
  for (const stream of streams.values()) expect(stream.filter(({ revision }, i) => revision !== i)).toEqual([])
  const hashes = [...leafHashes(file)].map(hex)
  expect(hashes.length).toBe(events.length)
  expect(events.filter(({ leaf }, i) => hex(leafHash(leaf)) !== hashes[i])).toEqual([])
  expect(await store.faults()).toEqual(E.right([]))
  return events
}

/** An event, to be known again by. */
export const lineOf = (event: StoredEvent | undefined): string =>
  event === undefined ? "gone" : `${event.stream}@${event.revision} ${event.id} ${hex(leafHash(event.leaf))}`

/** What one lane of a killed run was told, and what it had asked at most. */
interface Lane {
  readonly told: ReadonlyArray<Told>
  readonly asked: ReadonlyArray<Asked>
}

export const lanesOf = ({ seed: from }: Stage, run: number, told: ReadonlyArray<Told>): ReadonlyArray<Lane> =>
  Array.from({ length: lanes }, (_, lane) => {
    const mine = told.filter((one) => one.run === run && one.lane === lane)
    return {
      told: mine,
      asked: planOf(from, run, lane)
        .take(mine.length + depth)
        .toArray(),
    }
  })

const isThere = ({ id, type, leaf }: NewEvent, event: NewEvent | undefined): boolean =>
  event?.id === id && event.type === type && hex(event.leaf) === hex(leaf)

/** The appends of a lane that are there: all up to some one, each whole, and none that expected something else. */
export const made = (there: ReadonlyArray<StoredEvent>, asked: ReadonlyArray<Asked>): ReadonlySet<Asked> => {
  const done = new Set<Asked>()
  let length = 0
  for (const one of asked.filter(({ sound }) => sound)) {
    if (length >= there.length) break
    expect(one.events.filter((event, i) => !isThere(event, there[length + i]))).toEqual([])
    length += one.events.length
    done.add(one)
  }
  expect(length).toBe(there.length)
  return done
}

/** What was told was the truth: with its revision and position, or refused, and then with nothing done. */
export const expectTrue = (
  there: ReadonlyArray<StoredEvent>,
  { told, asked }: Lane,
  done: ReadonlySet<Asked>,
): void => {
  for (const { n, answer } of told) {
    const one = asked[n]
    const last = there.find(({ id }) => id === one?.events.at(-1)?.id)
    if (E.isLeft(answer))
      expect([one?.sound, answer.left._tag, last]).toEqual([false, "WrongExpectedRevision", undefined])
    else {
      expect(answer.right).toEqual({ revision: last?.revision, position: last?.position, repeated: false })
      expect(one !== undefined && done.has(one)).toBe(true)
    }
  }
}

/** Each append is asked again: those there are known as such, the others are made now, and nothing is there twice. */
export const askAgain = async (
  store: SqliteStore,
  asked: ReadonlyArray<Asked>,
  done: ReadonlySet<Asked>,
): Promise<void> => {
  const answers = await Promise.all(asked.map((one) => store.append(one.stream, one.expected, one.events)()))
  expect(answers.map((answer) => (E.isLeft(answer) ? answer.left._tag : answer.right.repeated))).toEqual(
    asked.map((one) => (one.sound ? done.has(one) : "WrongExpectedRevision")),
  )
}

export const streamOf = (events: ReadonlyArray<StoredEvent>, { asked }: Lane): ReadonlyArray<StoredEvent> =>
  events.filter(({ stream }) => stream === asked[0]?.stream)
