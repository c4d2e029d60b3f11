/** Which keys the log says that it signs with, and from which leaf to which. Art. 16. */
import { aggregates } from "@shifan/core/registry"
import { type Envelope, isLogKeyEvent } from "@shifan/event-store"

/** For which leaves a key of the log signs, by the log's own record. */
export interface RecordedKey {
  /** The leaf that introduced it. */
  readonly introducedAt: number
  /** The leaf that retired it; `undefined` while it signs. */
  readonly retiredAt: number | undefined
}

/** The keys that the log says it was signed with, gathered while events are read once. */
export interface RecordedKeys {
  /** Takes the events in the order of the log. */
  readonly take: (index: number, envelope: Envelope) => void
  /** By vkey (C2SP signed-note), in the order in which they were introduced. */
  readonly all: () => ReadonlyMap<string, RecordedKey>
}

const { log } = aggregates

/** A collector without keys. Feed it the events of the log in their order. */
export const recordedKeys = (): RecordedKeys => {
  const keys = new Map<string, RecordedKey>()
  return {
    all: () => keys,
    take: (index, envelope) => {
      // Replay reports data that are not of their type.
      if (!isLogKeyEvent(envelope) || !isWellFormed(envelope)) return
      const { data, type } = envelope
      const known = keys.get(data.key)
      if (type === "LogKeyIntroduced") keys.set(data.key, { introducedAt: index, retiredAt: undefined })
      else if (known !== undefined) keys.set(data.key, { ...known, retiredAt: index })
    },
  }
}

const isWellFormed = (envelope: Envelope): boolean =>
  envelope.type === "LogKeyIntroduced"
    ? log.commandCodecs.stored.IntroduceLogKey.is(envelope.data)
    : envelope.type === "LogKeyRetired" && log.commandCodecs.stored.RetireLogKey.is(envelope.data)
