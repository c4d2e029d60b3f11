/** A command as it is handed in, by itself or as a line of `shifan submit`: what it says, who says it, and for which stream. */
import type * as t from "io-ts"
import { CivilDate, Count, type AnyAggregate, type Registry } from "@shifan/core"
import { oneOf, recordWith, tagged, type Cases } from "@shifan/core/forms"
import { Actor, aggregates } from "@shifan/core/registry"
import { Uuid } from "./values.js"

interface Request {
  readonly type: string
}

/** The keys of streams, each by its field's name: `unit`, `slug`. */
const keysIn = (all: ReadonlyArray<AnyAggregate>) =>
  Object.fromEntries(all.flatMap(({ key: { field } }) => (field === undefined ? [] : [[field.name, field.codec]])))

/** What a person fills in for each act of a registry, by its type. */
export const commandDataCodecs = (registry: Registry = aggregates): Readonly<Record<string, t.Mixed>> =>
  Object.assign({}, ...Object.values<AnyAggregate>(registry).map(({ commandCodecs }) => commandCodecs.filled))

/**
 * Of the commands of a registry, told apart by their type. What it takes `parseRequest` of `@shifan/service` takes too, but
 * for a command whose stream is named neither by its key's field nor by its data.
 */
export const requestCodec = (registry: Registry = aggregates): t.Type<Request, unknown> => {
  const all = Object.values(registry)
  const optional = { ...keysIn(all), commandId: Uuid, expectedRevision: Count }
  const cases = Object.entries(commandDataCodecs(registry)).map(([type, data]) => [
    type,
    recordWith(
      `${type}Command`,
      { type: oneOf("CommandType", [type]), actor: Actor, effectiveOn: CivilDate, data },
      optional,
    ),
  ])
  return tagged<Request, "type">("Command", "type", Object.fromEntries(cases) as Cases<Request, "type">)
}
