import { forJson } from "@shifan/bundle/escape"

/** A list is always a field of an object: an object can get a version, and further fields later. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * One line of JSON, starting with the schema version. All printed JSON goes through here. Control characters are escaped,
 * because a text in the data could otherwise steer the terminal.
 */
export const jsonLine = (object: JsonObject): string => `${forJson(JSON.stringify({ schemaVersion: 1, ...object }))}\n`
