import { findRegulation, noLaw, type ApplicableLaw, type Library, type Registry, type Regulation } from "@shifan/core"
import { parseStreamName, aggregates } from "@shifan/core/registry"
import type { Basis, Envelope } from "./envelope.js"

/** The applicable law according to the part of a log read so far. */
export interface KnownLaw {
  readonly applicable: ApplicableLaw
  /** How far each stream of the law was read, sorted by stream. A decision made under this law records this as its basis. */
  readonly basis: ReadonlyArray<Basis>
}

/** The law before the first event: all regulations of the library are known, none is in force. */
export const initialLaw = (library: Library): KnownLaw => ({ applicable: noLaw(library), basis: [] })

/**
 * Finds a regulation that was enacted in this division although it names the bureau of another one; `undefined` if there is
 * none. Only the bureau of a division may enact in its streams.
 */
export const regulationOfAnotherBureau = (
  { library, instruments }: ApplicableLaw,
  division: string,
): Regulation | undefined =>
  instruments
    .map(({ regulation }) => (regulation === null ? undefined : findRegulation(library, regulation)))
    .find((regulation) => regulation !== undefined && regulation.territory.bureau.code !== division)

/** The law after an event, for a registry of aggregates. Total. Events that do not change the law leave it as it is. */
export const evolveLawIn = (registry: Registry): ((law: KnownLaw, envelope: Envelope) => KnownLaw) => {
  const types = new Set(
    Object.values(registry).flatMap((aggregate) => (aggregate.lawAfter === undefined ? [] : aggregate.eventTypes)),
  )
  return (law, envelope) => {
    // Parsing a stream name is the slowest part, and few events change the law: look at the type first.
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

/** `evolveLawIn` for the aggregates of `@shifan/core`. */
export const evolveLaw = evolveLawIn(aggregates)

const basisAfter = (basis: ReadonlyArray<Basis>, { stream, revision }: Envelope): ReadonlyArray<Basis> =>
  [...basis.filter((entry) => entry.stream !== stream), { stream, revision }].toSorted((a, b) =>
    a.stream < b.stream ? -1 : 1,
  )
