/** What a stream's settings on the server do to its events. They stand in a stream of their own, `$$` before its name. */
import type { Recorded } from "./driver.js"

/** The stream that a record has the settings of; `undefined` for any other record. */
export const ofSettings = ({ stream, type }: Pick<Recorded, "stream" | "type">): string | undefined =>
  stream.startsWith("$$") && type === "$metadata" ? stream.slice(2) : undefined

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

/**
 * Those by which the server hides events of the stream, now or later, and a scavenge removes them: `$tb` above 0, which a
 * soft deletion sets too, `$maxCount` and `$maxAge`. `undefined` where there is none.
 */
export const cuttingSettings = ({ json: value, leaf }: Pick<Recorded, "json" | "leaf">): string | undefined => {
  const json = leaf === undefined ? value : parsed(leaf)
  const found = ["$tb", "$maxCount", "$maxAge"].flatMap((name) => {
    const set = field(json, name)
    return set === undefined || set === null || (name === "$tb" && set === 0) ? [] : [`${name} ${JSON.stringify(set)}`]
  })
  return found.length === 0 ? undefined : found.join(", ")
}

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
