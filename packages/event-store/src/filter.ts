/** What a filter lets through. */
import type { Filter, StoredEvent } from "./port.js"

export const matchesFilter =
  ({ streamPrefixes, types }: Filter) =>
  ({ stream, type }: StoredEvent): boolean =>
    (streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix))) &&
    (types === undefined || types.includes(type))
