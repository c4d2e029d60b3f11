import { forJson } from "@shifan/bundle/escape"

/** A list is a field of an object, never one itself: an object can be given a version, and further fields later. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * One line, with the version of the schema in front: all JSON that is printed comes from here. Control characters are
 * escaped, since a text in the data could otherwise steer the terminal.
 */
export const jsonLine = (object: JsonObject): string => `${forJson(JSON.stringify({ schemaVersion: 1, ...object }))}\n`
