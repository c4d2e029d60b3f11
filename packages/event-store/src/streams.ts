/** The names of streams: `<aggregate>-<division of the bureau>`, and a key where a bureau has many. The division is the partition key. */
import { isUscc, type Uscc } from "@shifan/core"

export const designationStream = (division: string, uscc: string): string => `designation-${division}-${uscc}`

export const instrumentStream = (division: string, slug: string): string => `instrument-${division}-${slug}`

export const callStream = (division: string, year: number): string => `call-${division}-${year}`

/** What the bureau has published of its list. */
export const rosterStream = (division: string): string => `roster-${division}`

/** The keys of the bureau's log. */
export const logStream = (division: string): string => `log-${division}`

export type StreamName =
  | { readonly aggregate: "designation"; readonly division: string; readonly key: Uscc }
  | { readonly aggregate: "instrument"; readonly division: string; readonly key: string }
  | { readonly aggregate: "call"; readonly division: string; readonly key: string }
  | { readonly aggregate: "roster"; readonly division: string }
  | { readonly aggregate: "log"; readonly division: string }

const shape = /^(designation|instrument|call|roster|log)-(\d{6})(?:-(.+))?$/

/** `undefined` for a stream that is none of these. */
export const parseStream = (name: string): StreamName | undefined => {
  const [, aggregate, division, key] = shape.exec(name) ?? []
  if (division === undefined) return undefined
  if (aggregate === "roster" || aggregate === "log") return key === undefined ? { aggregate, division } : undefined
  if (key === undefined) return undefined
  if (aggregate === "designation") return isUscc(key) ? { aggregate, division, key } : undefined
  return aggregate === "instrument" || aggregate === "call" ? { aggregate, division, key } : undefined
}
