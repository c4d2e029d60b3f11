import { bilingual, type Bilingual, type Registry } from "@shifan/core"
import { parseStreamName } from "@shifan/core/registry"
import type { Envelope } from "@shifan/event-store"
import { logFault, sameInBoth, type LeafPlace, type LogFault } from "./fault.js"

/** Checks values that must be unique in a log, such as the number of a certificate. */
export interface UniqueNumbers {
  /** Takes the events in log order. The fault is reported for the later event. */
  readonly check: (envelope: Envelope, place: LeafPlace) => LogFault | undefined
}

/** Detects duplicates of values that the registry declares unique in the whole store, such as certificate numbers. */
export const uniqueNumbers = (registry: Registry): UniqueNumbers => {
  const holders = new Map<string, LeafPlace>()
  const types = new Set(Object.values(registry).flatMap(({ unique }) => unique?.types ?? []))
  return {
    check: (envelope, place) => {
      // Few events have such a number, and parsing every stream name would cost as much as everything else here.
      if (!types.has(envelope.type)) return undefined
      const name = parseStreamName(envelope.stream, registry)?.aggregate ?? ""
      const unique = Object.hasOwn(registry, name) ? registry[name]?.unique : undefined
      if (unique?.types.includes(envelope.type) !== true) return undefined
      const released = unique.releasedBy?.(envelope)
      if (released !== undefined && holders.get(`${name} ${released}`)?.stream === envelope.stream)
        holders.delete(`${name} ${released}`)
      const value = unique.valueOf(envelope)
      if (value === undefined) return undefined
      const holder = holders.get(`${name} ${value}`)
      if (holder !== undefined) return logFault("NumberTwice", place, otherThanOf(holder), sameInBoth(value))
      holders.set(`${name} ${value}`, place)
      return undefined
    },
  }
}

const otherThanOf = ({ stream, revision }: LeafPlace): Bilingual =>
  bilingual(`与${stream}@${revision}不同的编号`, `another number than ${stream}@${revision} has`)
