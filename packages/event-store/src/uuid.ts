/** UUIDs of commands and events. RFC 9562. The only guards and codecs of them in all packages. */
import { bilingual } from "@shifan/core"
import { codec, guarded } from "@shifan/core/forms"
import type * as t from "io-ts"

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether a value is a UUID in lower case, the only form envelopes use. */
export const isUuid = (u: unknown): u is string => typeof u === "string" && uuidShape.test(u)

/** Reads a UUID in either case as lower case, the only form stored; `undefined` for anything else. */
const readUuid = (u: unknown): string | undefined => {
  const id = typeof u === "string" ? u.toLowerCase() : u
  return isUuid(id) ? id : undefined
}

/** A UUID in lower case, as stored. */
export const StoredUuid: t.Type<string, string> = guarded(
  "StoredUuid",
  bilingual("小写的UUID", "a UUID in lower case"),
  isUuid,
)

/** A UUID in upper or lower case; decoded to lower case. */
export const Uuid: t.Type<string, string> = codec("Uuid", bilingual("UUID", "a UUID"), isUuid, {
  read: readUuid,
  write: (id) => id,
})
