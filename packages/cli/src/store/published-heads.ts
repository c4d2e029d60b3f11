/** The signed heads that the log itself records: a published list records the newest head of its day. */
import * as E from "fp-ts/lib/Either.js"
import { isPublicationEvent, rosterStream } from "@shifan/event-store"
import { fromHex } from "@shifan/tlog"
import type { Failure } from "../result.js"
import { readEnvelopes } from "./queries.js"
import type { Session } from "./session.js"
import type { KnownHead } from "./soundness.js"

/** Only the newest: every earlier head was stored before it. */
export const publishedHeads = async ({
  store,
  division,
}: Pick<Session, "store" | "division">): Promise<E.Either<Failure, ReadonlyArray<KnownHead>>> => {
  const stream = rosterStream(division)
  const envelopes = await readEnvelopes(store, stream)
  if (E.isLeft(envelopes)) return envelopes
  const last = envelopes.right.filter(isPublicationEvent).findLast(({ data }) => data.head !== undefined)
  if (last?.data.head === undefined) return E.right([])
  const { origin, size, root } = last.data.head
  return E.right([
    { from: `${stream}@${last.revision}`, head: { origin, size, root: fromHex(root.slice("sha256:".length)) } },
  ])
}
