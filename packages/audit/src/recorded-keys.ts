/** Collects the keys that the log records as its own, with the leaves where each begins and ends. Art. 16. */
import { aggregates } from "@shifan/core/registry"
import { type Envelope, isLogKeyEvent } from "@shifan/event-store"

/** Range of leaves for which a key of the log signs, according to the log. */
export interface RecordedKey {
  /** Index of the leaf that introduced it. */
  readonly introducedAt: number
  /** Index of the leaf that retired it; `undefined` while it signs. */
  readonly retiredAt: number | undefined
}

/** Collects the log's keys while events are read once. */
export interface RecordedKeys {
  /** Takes the events in log order. */
  readonly take: (index: number, envelope: Envelope) => void
  /** By vkey (C2SP signed-note), in the order of introduction. */
  readonly all: () => ReadonlyMap<string, RecordedKey>
}

/** Name of the log that a vkey signs for. */
export const originOf = (vkey: string): string => vkey.slice(0, vkey.indexOf("+"))

const { log } = aggregates

/** An empty collector. Feed it the events in log order. */
export const recordedKeys = (): RecordedKeys => {
  const keys = new Map<string, RecordedKey>()
  return {
    all: () => keys,
    take: (index, envelope) => {
      // Replay reports data that does not match its type.
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
