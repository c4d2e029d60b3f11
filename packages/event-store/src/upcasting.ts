import { type Registry, type Upcaster } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"

/** The fields of an envelope that upcasting needs. */
interface Versioned {
  readonly type: string
  readonly schemaVersion: number
  readonly data: unknown
}

type Steps = ReadonlyMap<string, ReadonlyArray<Upcaster>>

const stepsByRegistry = new WeakMap<Registry, Steps>()

/** The upcasters of every event type. Cached per registry, since every event read needs them. */
const stepsIn = (registry: Registry): Steps => {
  const known = stepsByRegistry.get(registry)
  if (known !== undefined) return known
  const steps: Steps = new Map(
    Object.values(registry).flatMap(({ eventTypes, upcasters = {} }) =>
      eventTypes.map((type) => [type, upcasters[type] ?? []] as const),
    ),
  )
  stepsByRegistry.set(registry, steps)
  return steps
}

/** The schema version written today: the number of upcasters plus one. `undefined` for an unknown type. */
export const currentVersion = (type: string, registry: Registry = aggregates): number | undefined => {
  const steps = stepsIn(registry).get(type)
  return steps === undefined ? undefined : steps.length + 1
}

/** Why an event of this type and version cannot be read; `undefined` if it can. */
export const unreadableReason = (
  { type, schemaVersion }: Pick<Versioned, "type" | "schemaVersion">,
  registry: Registry,
): string | undefined => {
  const newest = currentVersion(type, registry)
  if (newest === undefined) return `unknown event type ${type}`
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1) return `${type} has no version ${schemaVersion}`
  return schemaVersion > newest ? `${type} of version ${schemaVersion} is newer than ${newest}` : undefined
}

/** Converts an event to today's shape. Keeps `schemaVersion`, and the stored leaf is not touched: it is hashed and proved. */
export const upcast = <E extends Versioned>(envelope: E, registry: Registry = aggregates): E => {
  const { type, schemaVersion, data } = envelope
  const missing =
    stepsIn(registry)
      .get(type)
      ?.slice(schemaVersion - 1) ?? []
  return missing.length === 0 ? envelope : { ...envelope, data: missing.reduce((older, step) => step(older), data) }
}
