/** Event types and their schema versions. A history written by an older version is read for ever after. */
import { aggregates } from "@shifan/core"
import type { Envelope } from "./envelope.js"
import { upcasters, type Upcaster } from "./upcasters.js"

const known: ReadonlyArray<string> = Object.values(aggregates).flatMap(({ eventTypes }) => eventTypes)

const stepsOf: Readonly<Record<string, ReadonlyArray<Upcaster> | undefined>> = upcasters

const steps: ReadonlyMap<string, ReadonlyArray<Upcaster>> = new Map(known.map((type) => [type, stepsOf[type] ?? []]))

/** `undefined` for a type nobody knows. */
export const currentVersion = (type: string): number | undefined => {
  const all = steps.get(type)
  return all === undefined ? undefined : all.length + 1
}

/** Why an event of this type and version cannot be read; `undefined` when it can. */
export const unreadableReason = ({
  type,
  schemaVersion,
}: Pick<Envelope, "type" | "schemaVersion">): string | undefined => {
  const newest = currentVersion(type)
  if (newest === undefined) return `unknown event type ${type}`
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1) return `${type} has no version ${schemaVersion}`
  return schemaVersion > newest ? `${type} of version ${schemaVersion} is newer than ${newest}` : undefined
}

/** The event as it would be written today; its leaf, which is hashed and proved, stays what it was. */
export const upcast = (envelope: Envelope): Envelope => {
  const { type, schemaVersion, data } = envelope
  const missing = steps.get(type)?.slice(schemaVersion - 1) ?? []
  return missing.length === 0 ? envelope : { ...envelope, data: missing.reduce((before, step) => step(before), data) }
}
