/** Event types and their schema versions, in one place. A history written by an older version is read for ever after. */
import { callEventTypes, eventTypes, instrumentEventTypes } from "@shifan/core"
import type { Envelope } from "./envelope.js"

/** Turns the data of one version into that of the next. Pure and total. */
export type Upcaster = (data: unknown) => unknown

/** For each type the steps from version 1 on: as many as its current version is above 1. */
const upcasters: ReadonlyMap<string, ReadonlyArray<Upcaster>> = new Map(
  [...eventTypes, ...instrumentEventTypes, ...callEventTypes].map((type) => [type, []]),
)

/** `undefined` for a type nobody knows. */
export const currentVersion = (type: string): number | undefined => {
  const steps = upcasters.get(type)
  return steps === undefined ? undefined : steps.length + 1
}

export const upcast = (envelope: Envelope): Envelope => {
  const steps = upcasters.get(envelope.type)?.slice(envelope.schemaVersion - 1) ?? []
  return steps.length === 0 ? envelope : { ...envelope, data: steps.reduce((data, step) => step(data), envelope.data) }
}
