/** Codec of a submitted command, alone or as a line of `shifan submit`: its data, its actor and its stream. */
import type * as t from "io-ts"
import { CivilDate, Count, type AnyAggregate, type Registry } from "@shifan/core"
import { oneOf, recordWith, tagged, type Cases } from "@shifan/core/forms"
import { Actor, aggregates } from "@shifan/core/registry"
import { Uuid } from "./values.js"

interface Request {
  readonly type: string
}

/** The stream keys of all aggregates by field name, such as `unit` and `slug`. */
const keysIn = (all: ReadonlyArray<AnyAggregate>) =>
  Object.fromEntries(all.flatMap(({ key: { field } }) => (field === undefined ? [] : [[field.name, field.codec]])))

/** Codecs of the data a person fills in for each command of a registry, by type. */
export const commandDataCodecs = (registry: Registry = aggregates): Readonly<Record<string, t.Mixed>> =>
  Object.assign({}, ...Object.values<AnyAggregate>(registry).map(({ commandCodecs }) => commandCodecs.filled))

/**
 * Codec of all commands of a registry, discriminated by `type`. `parseRequest` of `@shifan/service` accepts the same
 * requests, except those that name their stream neither in the key's field nor in the data.
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
