/** Events as a store would hold them, recorded a day after they took effect. */
import type { Event } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { unit } from "@shifan/testkit"

export const recorded = (events: ReadonlyArray<Event>, of: string = unit): ReadonlyArray<Envelope> =>
  events.map((event, revision) => ({
    ...event,
    id: String(revision),
    schemaVersion: 1,
    stream: `designation-130300-${of}`,
    revision,
    previous: null,
    recordedAt: `${event.effectiveOn}T10:00:00.000Z`,
    basis: [],
    commandId: String(revision),
    correlationId: "",
    causationId: null,
  }))
