import type { ApplicableLaw, Library, Registry } from "@shifan/core"
import { evolveLawIn, initialLaw, type Basis, type Envelope, type KnownLaw } from "@shifan/event-store"

/** Every state the law has been in, so that a decision is judged under the one it names. */
export interface LawHistory {
  /** `undefined` if the law never stood at these revisions. */
  readonly lawAt: (basis: ReadonlyArray<Basis>) => ApplicableLaw | undefined
  /** Takes the events of one command. What makes no law, or has malformed data, changes nothing. */
  readonly apply: (events: ReadonlyArray<Envelope>) => void
}

export const lawHistory = (library: Library, registry: Registry): LawHistory => {
  const evolveLaw = evolveLawIn(registry)
  let laws: ReadonlyArray<KnownLaw> = [initialLaw(library)]

  const withEvent = (all: ReadonlyArray<KnownLaw>, event: Envelope): ReadonlyArray<KnownLaw> => {
    const last = all[all.length - 1]
    const next = last && evolveLaw(last, event)
    return next === undefined || next === last ? all : [...all, next]
  }

  return {
    lawAt: (basis) => laws.findLast((known) => isSameBasis(known.basis, basis))?.applicable,
    apply: (events) => {
      try {
        laws = events.reduce(withEvent, laws)
      } catch {
        return
      }
    },
  }
}

const isSameBasis = (a: ReadonlyArray<Basis>, b: ReadonlyArray<Basis>): boolean =>
  a.length === b.length && a.every(({ stream, revision }, i) => stream === b[i]?.stream && revision === b[i]?.revision)

/**
 * The law with the texts in the encodings that a decision was taken under: a correction of ours that came later must not
 * judge it. The same object if nothing is left out, so that what is memoised for it stays in use.
 */
export const inEncodingOf = ({ rule }: Envelope, law: ApplicableLaw): ApplicableLaw => {
  if (rule === null) return law
  const library = law.library.filter(({ id, encoding }) => id !== rule.regulation || encoding === rule.encoding)
  return library.length === law.library.length ? law : { ...law, library }
}
