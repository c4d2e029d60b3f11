/** The driver's records as the port's events: positions, and which streams, names and ids this engine can keep. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { CheckedAppend, Corrupt, NotAcceptable, Position, StoredEvent } from "@shifan/event-store"
import type { LogPosition, Recorded } from "./driver.js"
import { badCheckpoint, ofAnotherProgram } from "./faults.js"

/** The digits of 2^63, where the longest log ends. The server takes anything greater for "the end". */
const digits = 19
const greatest = 2n ** 63n - 1n

const positionShape = /^(\d{19})-(\d{19})$/

/** Commit and prepare position, padded so that text sorts as the numbers do. */
export const positionOf = ({ commit, prepare }: LogPosition): Position =>
  `${String(commit).padStart(digits, "0")}-${String(prepare).padStart(digits, "0")}`

/** `Left` for a checkpoint that is damaged, another store's, or the client's word for the end. */
export const logPositionOf = (position: Position): E.Either<Corrupt, LogPosition> => {
  const [, first = "", second = ""] = positionShape.exec(position) ?? []
  const commit = BigInt(first)
  const prepare = BigInt(second)
  return first !== "" && prepare <= commit && commit < greatest
    ? E.right({ commit, prepare })
    : E.left(badCheckpoint(`${position}不是本存储的位置`, `${position} is not a position of this store`))
}

/** The stream of the audit log's entries. */
export const logStream = "tlog"

/** The server's own streams begin with $, and the log's is not one of the store's either. */
export const isSystemStream = (stream: string): boolean => stream.startsWith("$") || stream === logStream

/** The server's own statistics and settings, and entries of the log, are none. */
export const isOwnEvent = ({ stream, type }: Pick<Recorded, "stream" | "type">): boolean =>
  !isSystemStream(stream) && !type.startsWith("$")

/** Of the record that a stream deleted for good leaves behind. */
export const tombstoneType = "$streamDeleted"

/** As the server gives ids back; it takes no nil UUID. */
const uuid = /^(?!0{8}(?:-0{4}){3}-0{12})[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Refuses what this engine cannot keep, beyond what no store accepts. */
export const checkNames = (append: CheckedAppend): E.Either<NotAcceptable, CheckedAppend> => {
  const { stream, events } = append
  const names = [stream, ...events.map(({ type }) => type)]
  const system = names.find((name) => name.startsWith("$"))
  if (system !== undefined) return refused(`names that begin with $ are the server's own: ${system}`)
  if (stream === logStream) return refused(`${logStream} is the log's own stream`)
  const other = events.find(({ id }) => !uuid.test(id))
  return other === undefined ? E.right(append) : refused(`an id that is no UUID in lower case, or nil: ${other.id}`)
}

const refused = (reason: string): E.Either<NotAcceptable, never> => E.left({ _tag: "NotAcceptable", reason })

export const storedOf = (record: Recorded): E.Either<Corrupt, StoredEvent> => {
  const { stream, revision, id, type, leaf, position } = record
  return leaf === undefined || type.startsWith("$")
    ? E.left(ofAnotherProgram(record))
    : E.right({ stream, revision, id, type, leaf, position: positionOf(position) })
}

export const allStored: (records: ReadonlyArray<Recorded>) => E.Either<Corrupt, ReadonlyArray<StoredEvent>> =
  RA.traverse(E.Applicative)(storedOf)
