/** The driver's records as the port's events. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { Corrupt, StoredEvent } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { logStream } from "./entries.js"
import { positionOf } from "./positions.js"

/** The server's own: statistics, settings, links made by projections. No name here may begin so. And the log's entries. */
export const isNoEvent = ({ stream, type }: { readonly stream: string; readonly type: string }): boolean =>
  isNoStream(stream) || type.startsWith("$")

/** No stream of the store's. */
export const isNoStream = (stream: string): boolean => stream.startsWith("$") || stream === logStream

export const storedOf = ({ stream, revision, id, type, leaf, position }: Recorded): E.Either<Corrupt, StoredEvent> =>
  leaf === undefined
    ? E.left({ _tag: "Corrupt", where: `${stream}@${revision}`, reason: "written by another program, as JSON" })
    : E.right({ stream, revision, id, type, leaf, position: positionOf(position) })

export const allStored: (records: ReadonlyArray<Recorded>) => E.Either<Corrupt, ReadonlyArray<StoredEvent>> =
  RA.traverse(E.Applicative)(storedOf)

/** Left out: what lies before or behind was removed by a setting of the stream on the server, or by hand. */
export const truncated = (stream: string, revision: number): Corrupt => ({
  _tag: "Corrupt",
  where: `${stream}@${revision}`,
  reason: "the server no longer has this revision, though it has others of the stream",
})
