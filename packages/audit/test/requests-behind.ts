/** The requests behind recorded events, to send them to a service again. */
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { aggregateOf } from "@shifan/core/registry"
import { parseStream, type Envelope, type StoredEvent } from "@shifan/event-store"
import type { Request } from "@shifan/service"
import type { Attempt } from "@shifan/testkit"
import { requestOf } from "@shifan/testkit/service"
import { envelopeOf } from "./forged-history.js"
import type { Specimen } from "./forgeries.js"

export const envelopeAt = (history: ReadonlyArray<StoredEvent>, index: number): Envelope => {
  const event = history[index]
  if (event === undefined) throw new RangeError(`no event ${index}`)
  return envelopeOf(event)
}

/** The command behind an event, as its sender wrote it, or `undefined` if another event of it comes first. */
export const commandBehind = ({ history, index }: Pick<Specimen, "history" | "index">): Request | undefined => {
  const envelope = envelopeAt(history, index)
  const batch = history.map(envelopeOf).filter(({ commandId }) => commandId === envelope.commandId)
  const aggregate = aggregateOf(envelope.type)
  const name = parseStream(envelope.stream)
  if (!RA.isNonEmpty(batch) || batch[0].id !== envelope.id || aggregate === undefined || name === undefined) return
  const { actor, effectiveOn, commandId, correlationId, causationId } = envelope
  const command = aggregate.commandOf(batch)
  const request =
    name.aggregate === "designation"
      ? requestOf(name.key, { actor, effectiveOn, command } as Attempt, commandId)
      : ({ commandId, actor, effectiveOn, target: { aggregate: name.aggregate, key: name.key, command } } as Request)
  return { ...request, correlationId, ...(causationId === null ? {} : { causationId }) }
}
