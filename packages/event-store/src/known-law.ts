import { findRegulation, noLaw, type ApplicableLaw, type Library, type Registry, type Regulation } from "@shifan/core"
import { parseStreamName, aggregates } from "@shifan/core/registry"
import type { Basis, Envelope } from "./envelope.js"

/** The applicable law as far as a log has been read. */
export interface KnownLaw {
  readonly applicable: ApplicableLaw
  /** How far each stream of the law was read, sorted by stream. A decision under this law records it as its basis. */
  readonly basis: ReadonlyArray<Basis>
}

/** The law before the first event: the texts there are, and none of them in force. */
export const initialLaw = (library: Library): KnownLaw => ({ applicable: noLaw(library), basis: [] })

/**
 * A regulation that was enacted in the streams of one division although the bureau it names is another's; `undefined`
 * where there is none. The streams of a division are those of the bureau whose instrument is enacted there.
 */
export const regulationOfAnotherBureau = (
  { library, instruments }: ApplicableLaw,
  division: string,
): Regulation | undefined =>
  instruments
    .map(({ regulation }) => (regulation === null ? undefined : findRegulation(library, regulation)))
    .find((regulation) => regulation !== undefined && regulation.territory.bureau.code !== division)

/** The law after an event, for a registry of aggregates. Total; events of aggregates that are not law change nothing. */
export const evolveLawIn = (registry: Registry): ((law: KnownLaw, envelope: Envelope) => KnownLaw) => {
  const types = new Set(
    Object.values(registry).flatMap((aggregate) => (aggregate.lawAfter === undefined ? [] : aggregate.eventTypes)),
  )
  return (law, envelope) => {
    // Few events make law, and reading the name of a stream takes longer than all the rest of this.
    const name = types.has(envelope.type) ? parseStreamName(envelope.stream, registry) : undefined
    if (name === undefined) return law
    const aggregate = registry[name.aggregate]
    if (aggregate?.lawAfter === undefined || !aggregate.eventTypes.includes(envelope.type)) return law
    return {
      applicable: aggregate.lawAfter(law.applicable, name.key, envelope),
      basis: basisAfter(law.basis, envelope),
    }
  }
}

/** The same for the aggregates of `@shifan/core`. */
export const evolveLaw = evolveLawIn(aggregates)

const basisAfter = (basis: ReadonlyArray<Basis>, { stream, revision }: Envelope): ReadonlyArray<Basis> =>
  [...basis.filter((entry) => entry.stream !== stream), { stream, revision }].toSorted((a, b) =>
    a.stream < b.stream ? -1 : 1,
  )
