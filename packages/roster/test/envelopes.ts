import type { Event } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { unit } from "@shifan/testkit"

/** The events of a unit as read from a store, each recorded on the day it takes effect. */
export const envelopesOf = (events: ReadonlyArray<Event>, uscc: string = unit): ReadonlyArray<Envelope & Event> =>
  events.map((event, revision) => ({
    ...event,
    id: String(revision),
    schemaVersion: 1,
    stream: `designation-130300-${uscc}`,
    revision,
    previous: null,
    recordedAt: `${event.effectiveOn}T10:00:00.000Z`,
    basis: [],
    commandId: String(revision),
    correlationId: "",
    causationId: null,
  }))
