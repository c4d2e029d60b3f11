/** The law as the log tells it, and how far the log was read. */
import { aggregates, noLaw, type AnyAggregate, type ApplicableLaw, type Library } from "@shifan/core"
import type { Basis, Envelope } from "./envelope.js"
import { parseStream } from "./streams.js"

export interface KnownLaw {
  readonly regime: ApplicableLaw
  /** By stream, in order of name: what a decision under this law records as its basis. */
  readonly basis: ReadonlyArray<Basis>
}

export const initialLaw = (library: Library): KnownLaw => ({ regime: noLaw(library), basis: [] })

/** Events of aggregates that are no part of the law change nothing. */
export const evolveLaw = (law: KnownLaw, envelope: Envelope): KnownLaw => {
  const name = parseStream(envelope.stream)
  if (name === undefined) return law
  const aggregate: AnyAggregate = aggregates[name.aggregate]
  if (aggregate.lawAfter === undefined || !aggregate.eventTypes.includes(envelope.type)) return law
  return read(law, envelope, aggregate.lawAfter(law.regime, name.key, envelope))
}

const read = ({ basis }: KnownLaw, { stream, revision }: Envelope, regime: ApplicableLaw): KnownLaw => ({
  regime,
  basis: [...basis.filter((before) => before.stream !== stream), { stream, revision }].toSorted((a, b) =>
    a.stream < b.stream ? -1 : 1,
  ),
})
