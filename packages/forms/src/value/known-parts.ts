/** Extracts everything already understood from a form that is being filled in. */
import { decode, described } from "@shifan/core/forms"
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"

/**
 * The value without missing or invalid fields, checked field by field. Records and lists are always present, even if empty, so
 * that callers can read their fields.
 */
export const knownParts = (codec: t.Decoder<unknown, unknown>, value: unknown): unknown => {
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Record":
      return fieldsKnown(composition.fields, value)
    case "Union": {
      const of = composition.cases[String(partAt(value, composition.tag))]
      return of === undefined ? undefined : knownParts(of, value)
    }
    case "List":
      return (Array.isArray(value) ? value : []).flatMap((one: unknown) => knownParts(composition.item, one) ?? [])
    case "Dictionary":
      return Object.fromEntries(
        Object.entries(Object(value)).flatMap(([name, one]) => entryOf(name, knownParts(composition.value, one))),
      )
    case "Nullable":
      return value === null ? null : knownParts(composition.inner, value)
    default: {
      const decoded = decode(codec, value)
      return E.isRight(decoded) ? decoded.right : undefined
    }
  }
}

const fieldsKnown = (fields: Readonly<Record<string, t.Mixed>>, value: unknown): object =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => entryOf(name, knownParts(field, partAt(value, name)))),
  )

const entryOf = (name: string, value: unknown): ReadonlyArray<readonly [string, unknown]> =>
  value === undefined ? [] : [[name, value]]

const partAt = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
