/** The client's resolved events as the driver's. */
import type { LogPosition, Recorded } from "./driver.js"

/** The part of the client's event that is used. Revisions are safe integers: no stream has 2^53 events. */
export interface ClientEvent {
  readonly streamId: string
  readonly revision: bigint
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata?: unknown
  readonly position?: LogPosition
}

/** A server before 21.10 gives no position with the events of a stream. */
const unknown: LogPosition = { commit: 0n, prepare: 0n }

export const recordedOf = (event: ClientEvent): Recorded => {
  const { streamId, revision, id, type, data, metadata, position = unknown } = event
  return {
    stream: streamId,
    revision: Number(revision),
    id,
    type,
    leaf: data instanceof Uint8Array ? new Uint8Array(data) : undefined,
    json: data instanceof Uint8Array ? undefined : data,
    attempt: attemptIn(metadata),
    position,
  }
}

const attemptIn = (metadata: unknown): string | undefined =>
  typeof metadata === "object" && metadata !== null && "attempt" in metadata && typeof metadata.attempt === "string"
    ? metadata.attempt
    : undefined
