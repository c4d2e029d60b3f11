/** Reads a stream's settings on the server that hide events. They are in a stream of their own, named `$$` plus its name. */
import type { Recorded } from "./driver.js"

/** The stream whose settings a record contains; `undefined` for any other record. */
export const ofSettings = ({ stream, type }: Pick<Recorded, "stream" | "type">): string | undefined =>
  stream.startsWith("$$") && type === "$metadata" ? stream.slice(2) : undefined

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

/**
 * The settings that make the server hide events of the stream, and a scavenge remove them: `$tb` above 0 (also set by a soft
 * deletion), `$maxCount` and `$maxAge`. `undefined` if there are none.
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
