/** What this engine cannot keep, beside what no store takes. */
import * as E from "fp-ts/lib/Either.js"
import type { CheckedAppend, NotAcceptable } from "@shifan/event-store"
import { logStream } from "./entries.js"

/** As the server gives ids back. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const keepable = (append: CheckedAppend): E.Either<NotAcceptable, CheckedAppend> => {
  const { stream, events } = append
  const names = [stream, ...events.map(({ type }) => type)]
  const system = names.find((name) => name.startsWith("$"))
  if (system !== undefined) return refused(`names that begin with $ are the server's own: ${system}`)
  const odd = events.find(({ id }) => !uuid.test(id))
  if (stream === logStream) return refused(`${logStream} is the log's own stream`)
  return odd === undefined ? E.right(append) : refused(`an id that is no UUID in lower case: ${odd.id}`)
}

const refused = (reason: string): E.Either<NotAcceptable, never> => E.left({ _tag: "NotAcceptable", reason })
