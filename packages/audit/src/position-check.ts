/** An event where it stands: what it says of its place, its id and the event before it, against what is there. */
import { v5 } from "uuid"
import type { Envelope, StoredEvent } from "@shifan/event-store"
import { logFault, type LeafPlace, type LogFault } from "./fault.js"

/** `previous`: the hash of the leaf before it in its stream; `at`: its place among the events of its command. */
export const standingFaults = (
  stored: StoredEvent,
  envelope: Envelope,
  previous: string | null,
  at: number,
  place: LeafPlace,
): ReadonlyArray<LogFault> => {
  const faults: Array<LogFault> = []
  if (!saysWhereItStands(stored, envelope)) faults.push(logFault("Misplaced", place, shown(stored), shown(envelope)))
  if (envelope.previous !== previous)
    faults.push(logFault("BrokenChain", place, previous ?? "none", envelope.previous ?? "none"))
  const id = idOf(at, envelope)
  if (id !== stored.id)
    faults.push(logFault("WrongId", place, id ?? "an id from a command id that is a UUID", stored.id))
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
