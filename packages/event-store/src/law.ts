/** The law as the log tells it, and how far the log was read. */
import { aggregates, noLaw, parseStreamName, type ApplicableLaw, type Library, type Registry } from "@shifan/core"
import type { Basis, Envelope } from "./envelope.js"

export interface KnownLaw {
  readonly regime: ApplicableLaw
  /** By stream, in order of name: what a decision under this law records as its basis. */
  readonly basis: ReadonlyArray<Basis>
}

export const initialLaw = (library: Library): KnownLaw => ({ regime: noLaw(library), basis: [] })

/** The law after an event, of the aggregates in a registry. Events of those that are no part of the law change nothing. */
export const evolveLawIn =
  (registry: Registry) =>
  (law: KnownLaw, envelope: Envelope): KnownLaw => {
    const name = parseStreamName(envelope.stream, registry)
    const aggregate = name && registry[name.aggregate]
    if (name === undefined || aggregate?.lawAfter === undefined) return law
    if (!aggregate.eventTypes.includes(envelope.type)) return law
    return read(law, envelope, aggregate.lawAfter(law.regime, name.key, envelope))
  }

export const evolveLaw = evolveLawIn(aggregates)

const read = ({ basis }: KnownLaw, { stream, revision }: Envelope, regime: ApplicableLaw): KnownLaw => ({
  regime,
  basis: [...basis.filter((before) => before.stream !== stream), { stream, revision }].toSorted((a, b) =>
    a.stream < b.stream ? -1 : 1,
  ),
})
