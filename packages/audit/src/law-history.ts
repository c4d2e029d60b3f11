import { type ApplicableLaw, type Library, type Registry, type Regulation } from "@shifan/core"
import {
  evolveLawIn,
  initialLaw,
  regulationOfAnotherBureau,
  type Basis,
  type Envelope,
  type KnownLaw,
} from "@shifan/event-store"

/** The law that a decision names. */
export interface NamedLaw {
  readonly applicable: ApplicableLaw
  /** When the next change of this law was recorded; `undefined` if it is the law as of the last leaf. */
  readonly changedAt: string | undefined
}

/** Keeps every past state of each bureau's law, so a decision can be judged under the state it names. */
export interface LawHistory {
  /** `undefined` if the law of that division was never at these revisions. */
  readonly lawAt: (division: string, basis: ReadonlyArray<Basis>) => NamedLaw | undefined
  /**
   * Takes the events of one command in a stream of that division. Events that make no law, or whose data is malformed, have
   * no effect. Returns the regulation if they enact one in the streams of a bureau other than its own.
   */
  readonly apply: (division: string, events: ReadonlyArray<Envelope>) => Regulation | undefined
}

interface RecordedLaw extends KnownLaw {
  readonly recordedAt: string
}

export const lawHistory = (library: Library, registry: Registry): LawHistory => {
  const evolveLaw = evolveLawIn(registry)
  const before: RecordedLaw = { ...initialLaw(library), recordedAt: "" }
  const divisions = new Map<string, Array<RecordedLaw>>()

  const applyOne = (division: string, event: Envelope): Regulation | undefined => {
    const laws = divisions.get(division) ?? [before]
    const last = laws.at(-1) ?? before
    const { applicable, basis } = evolveLaw(last, event)
    if (applicable === last.applicable) return undefined
    laws.push({ applicable, basis, recordedAt: event.recordedAt })
    divisions.set(division, laws)
    const foreign = regulationOfAnotherBureau(applicable, division)
    return foreign === regulationOfAnotherBureau(last.applicable, division) ? undefined : foreign
  }

  return {
    lawAt: (division, basis) => {
      const laws = divisions.get(division) ?? [before]
      const index = laws.findLastIndex((known) => isSameBasis(known.basis, basis))
      const known = laws[index]
      return known && { applicable: known.applicable, changedAt: laws[index + 1]?.recordedAt }
    },
    apply: (division, events) => {
      try {
        const foreign = events.map((event) => applyOne(division, event))
        return foreign.find((regulation) => regulation !== undefined)
      } catch {
        return undefined
      }
    },
  }
}

const isSameBasis = (a: ReadonlyArray<Basis>, b: ReadonlyArray<Basis>): boolean =>
  a.length === b.length && a.every(({ stream, revision }, i) => stream === b[i]?.stream && revision === b[i]?.revision)

/**
 * The law with its texts in the encodings used for the decision: a later correction of an encoding must not judge it.
 * Returns the same object if nothing is removed, so that memoised results stay in use.
 */
export const inEncodingOf = ({ rule }: Envelope, law: ApplicableLaw): ApplicableLaw => {
  if (rule === null) return law
  const library = law.library.filter(({ id, encoding }) => id !== rule.regulation || encoding === rule.encoding)
  return library.length === law.library.length ? law : { ...law, library }
}
