/** Remembers how far each filter was read, so that who comes again from there reads on, and knows what each stream had. */
import type { ReadAllOptions } from "@shifan/event-store"
import type { AllPagesOptions, Scan } from "./everything.js"

export interface Scans {
  /** A scan is lent to one reader at a time. */
  readonly of: (options: ReadAllOptions) => AllPagesOptions
}

/** Filters remembered; the least recently used are forgotten first. */
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
