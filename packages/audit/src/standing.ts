/** An event where it stands: what it says of its place, its id and the event before it, against what is there. */
import { v5 } from "uuid"
import type { Envelope, StoredEvent } from "@shifan/event-store"
import type { FaultCode } from "./fault.js"

/** A fault without its place. */
export interface Found {
  readonly code: FaultCode
  readonly expected: string
  readonly found: string
}

/** `previous`: the hash of the leaf before it in its stream; `at`: its place among the events of its command. */
export const standingFaults = (
  stored: StoredEvent,
  envelope: Envelope,
  previous: string | null,
  at: number,
): ReadonlyArray<Found> => {
  const faults: Array<Found> = []
  if (!saysWhereItStands(stored, envelope))
    faults.push({ code: "Misplaced", expected: shown(stored), found: shown(envelope) })
  if (envelope.previous !== previous)
    faults.push({ code: "BrokenChain", expected: previous ?? "none", found: envelope.previous ?? "none" })
  const id = idOf(at, envelope)
  if (id !== stored.id)
    faults.push({ code: "WrongId", expected: id ?? "an id from a command id that is a UUID", found: stored.id })
  return faults
}

type Standing = Pick<StoredEvent, "type" | "id" | "stream" | "revision">

const saysWhereItStands = (a: Standing, b: Standing): boolean =>
  a.type === b.type && a.id === b.id && a.stream === b.stream && a.revision === b.revision

const shown = ({ type, id, stream, revision }: Standing): string => `${type} ${id} at ${stream}@${revision}`

const idOf = (at: number, { commandId }: Envelope): string | undefined => {
  try {
    return v5(String(at), commandId)
  } catch {
    return undefined
  }
}
