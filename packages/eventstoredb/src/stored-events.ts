/** Maps the driver's records to events of the port. Defines positions, and the names and ids that this server can store. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { CheckedAppend, Corrupt, NotAcceptable, Position, StoredEvent } from "@shifan/event-store"
import type { LogPosition, Recorded } from "./driver.js"
import { badCheckpoint, ofAnotherProgram } from "./faults.js"

/** Digits of 2^63 - 1, the greatest position. The server takes anything greater for "the end". */
const digits = 19
const greatest = 2n ** 63n - 1n

const positionShape = /^(\d{19})-(\d{19})$/

/** Commit and prepare position, zero-padded so that positions sort as text. */
export const positionOf = ({ commit, prepare }: LogPosition): Position =>
  `${String(commit).padStart(digits, "0")}-${String(prepare).padStart(digits, "0")}`

/** Inverse of `positionOf`. `Left` for a position that is damaged, too large, or from another kind of store. */
export const logPositionOf = (position: Position): E.Either<Corrupt, LogPosition> => {
  const [, first = "", second = ""] = positionShape.exec(position) ?? []
  const commit = BigInt(first)
  const prepare = BigInt(second)
  return first !== "" && prepare <= commit && commit < greatest
    ? E.right({ commit, prepare })
    : E.left(badCheckpoint(`${position}不是本存储的位置`, `${position} is not a position of this store`))
}

/** Name of the stream with the audit log's entries. */
export const logStream = "tlog"

/** Whether a stream is the server's own (`$…`) or that of the audit log. Neither belongs to the store. */
export const isSystemStream = (stream: string): boolean => stream.startsWith("$") || stream === logStream

/** Whether a record is an event of the store, not one of the server's own or a log entry. */
export const isOwnEvent = ({ stream, type }: Pick<Recorded, "stream" | "type">): boolean =>
  !isSystemStream(stream) && !type.startsWith("$")

/** Type of the record that remains of a stream deleted for good. */
export const tombstoneType = "$streamDeleted"

/** Ids the server returns unchanged: UUIDs in lower case, except the nil UUID. */
const uuid = /^(?!0{8}(?:-0{4}){3}-0{12})[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Refuses names and ids that this server cannot store, in addition to `checkAppend`. */
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
