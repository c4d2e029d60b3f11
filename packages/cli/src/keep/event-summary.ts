import * as E from "fp-ts/lib/Either.js"
import { uniqueNumbers } from "@shifan/audit"
import { aggregates } from "@shifan/core/registry"
import { evolveLaw, initialLaw, parseStream, type KnownLaw } from "@shifan/event-store"
import { eraOf } from "@shifan/service"
import type { Failure } from "../result.js"
import { eachEnvelope } from "../store/queries.js"
import type { Session } from "../store/session.js"

/** Facts about the events that the checks need. */
interface Summary {
  readonly events: number
  /** Latest recording time; empty if there are no events. */
  readonly lastRecordedAt: string
  readonly law: KnownLaw
  /** Number of erasures per unit. */
  readonly eras: ReadonlyMap<string, number>
  /** Events with a number that an earlier event already has. */
  readonly numberTwice: ReadonlyArray<string>
}

/** Reads the store once for all checks. */
export const summaryOf = async ({
  store,
  library,
}: Pick<Session, "store" | "library">): Promise<E.Either<Failure, Summary>> => {
  const eras = new Map<string, number>()
  const numbers = uniqueNumbers(aggregates)
  const numberTwice: Array<string> = []
  let law = initialLaw(library)
  let events = 0
  let lastRecordedAt = ""
  const read = await eachEnvelope(store, (envelope) => {
    events++
    if (envelope.recordedAt > lastRecordedAt) lastRecordedAt = envelope.recordedAt
    law = evolveLaw(law, envelope)
    const { stream, revision } = envelope
    const fault = numbers.check(envelope, { index: events - 1, stream, revision })
    if (fault !== undefined) numberTwice.push(`${stream}@${revision} (${fault.found.zh})`)
    const name = parseStream(stream)
    if (name?.aggregate === "designation") eras.set(name.key, (eras.get(name.key) ?? 0) + eraOf([envelope]))
  })
  return E.isLeft(read) ? read : E.right({ events, lastRecordedAt, law, eras, numberTwice })
}
