/** Every state the law has been in, so that a decision is judged under the one it says it rested on. */
import type { ApplicableLaw } from "@shifan/core"
import { evolveLaw, type Basis, type Envelope, type KnownLaw } from "@shifan/event-store"

/** The law after each event of an instrument or a call, the newest last; after data of another shape, the law before them. */
export const lawsAfter = (laws: ReadonlyArray<KnownLaw>, batch: ReadonlyArray<Envelope>): ReadonlyArray<KnownLaw> => {
  try {
    return batch.reduce(after, laws)
  } catch {
    return laws
  }
}

const after = (laws: ReadonlyArray<KnownLaw>, envelope: Envelope): ReadonlyArray<KnownLaw> => {
  const last = laws[laws.length - 1]
  const next = last && evolveLaw(last, envelope)
  return next === undefined || next === last ? laws : [...laws, next]
}

/** The regime a decision says it rested on: one that history has been through. */
export const regimeOf = (laws: ReadonlyArray<KnownLaw>, basis: ReadonlyArray<Basis>): ApplicableLaw | undefined =>
  laws.findLast((law) => isSame(law.basis, basis))?.regime

const isSame = (a: ReadonlyArray<Basis>, b: ReadonlyArray<Basis>): boolean =>
  a.length === b.length && a.every(({ stream, revision }, i) => stream === b[i]?.stream && revision === b[i]?.revision)

export const shownBasis = (basis: ReadonlyArray<Basis>): string =>
  basis.map((one) => `${one.stream}@${one.revision}`).join(", ")
