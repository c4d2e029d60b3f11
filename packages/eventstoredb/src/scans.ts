/** Remembers the last scan of each filter. A reader that returns to its end continues it, with its loss check. */
import type { ReadAllOptions } from "@shifan/event-store"
import type { AllPagesOptions, Scan } from "./everything.js"

export interface Scans {
  /** Lends the scan of a filter; only one reader gets it at a time. */
  readonly of: (options: ReadAllOptions) => AllPagesOptions
}

/** Most filters to remember. Drops the least recently used. */
const maxFilters = 32

export const scansByFilter = (): Scans => {
  const scans = new Map<string, Scan>()
  return {
    of: ({ filter, after }) => {
      const prefixes = filter?.streamPrefixes
      if (prefixes === undefined || prefixes.length === 0 || prefixes.includes("")) return {}
      const key = JSON.stringify(prefixes)
      const scan = after === undefined ? undefined : scans.get(key)
      scans.delete(key)
      return {
        prefixes,
        ...(scan === undefined ? {} : { scan }),
        onEnd: (reached) => {
          scans.set(key, reached)
          const [oldest] = scans.keys()
          if (scans.size > maxFilters && oldest !== undefined) scans.delete(oldest)
        },
      }
    },
  }
}
