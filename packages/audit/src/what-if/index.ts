/** What if the text had been read, or written, otherwise? Art. 16: history decided again under a supposed law. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { CivilDate, Library } from "@shifan/core"
import {
  commandGrouper,
  decodeEvents,
  initialLaw,
  isDesignationEvent,
  isSameCommand,
  parseStream,
  type Envelope,
  type Events,
  type KnownLaw,
  type StoreError,
} from "@shifan/event-store"
import { encodingOf, foldAll, initialFolded, type Folded } from "../redecide.js"
import { lawsAfter, regimeOf } from "../law-history.js"
import { flipOf, type Flip } from "./flip.js"
import type { Hypothesis } from "./hypothesis.js"

export type { Flip, Turned } from "./flip.js"
export { flipOf } from "./flip.js"
export { supposing, type Hypothesis } from "./hypothesis.js"

/** Where in the log the decision stands, the first event 0, and the flip. */
export interface FlipAt extends Flip {
  readonly index: number
  readonly stream: string
  readonly revision: number
  readonly effectiveOn: CivilDate
}

export interface WhatIf {
  readonly events: number
  /** Decisions about designations; what made the law is taken as it was. */
  readonly decisions: number
  readonly flips: ReadonlyArray<FlipAt>
}

export interface WhatIfOptions {
  readonly library: Library
  readonly hypothesis: Hypothesis
  readonly each?: (envelope: Envelope) => void
}

/** Each decision is judged on its own, in the state that history reached before it. The log is taken to be sound: see `replay`. */
export const whatIf = async (
  events: Events,
  { library, hypothesis, each }: WhatIfOptions,
): Promise<E.Either<StoreError, WhatIf>> => {
  const streams = new Map<string, Folded>()
  const flips: Array<FlipAt> = []
  let laws: ReadonlyArray<KnownLaw> = [initialLaw(library)]
  const grouper = commandGrouper<Envelope>(isSameCommand)
  let index = 0
  let decisions = 0
  /** `index`, so far, is that of the event after the command's last. */
  const conclude = (envelopes: ReadonlyNonEmptyArray<Envelope> | undefined): void => {
    if (envelopes === undefined) return
    const batch = { index: index - envelopes.length, envelopes }
    const [{ stream }] = envelopes
    const name = parseStream(stream)
    const before = streams.get(stream) ?? (name && initialFolded(name))
    if (before !== undefined) {
      const flip = flipIn(batch, before, laws, hypothesis)
      if (flip !== undefined) flips.push(flip)
      if (before.aggregate === "designation") decisions++
      streams.set(stream, foldAll(before, envelopes) ?? before)
    }
    laws = lawsAfter(laws, envelopes)
  }
  for await (const next of decodeEvents(events)) {
    if (E.isLeft(next)) return next
    const { envelope } = next.right
    each?.(envelope)
    conclude(grouper.push(envelope))
    index++
  }
  conclude(grouper.end())
  return E.right({ events: index, decisions, flips })
}

interface Batch {
  readonly index: number
  readonly envelopes: ReadonlyNonEmptyArray<Envelope>
}

const flipIn = (
  { index, envelopes }: Batch,
  before: Folded,
  laws: ReadonlyArray<KnownLaw>,
  hypothesis: Hypothesis,
): FlipAt | undefined => {
  const [first] = envelopes
  const { actor, effectiveOn, stream, revision, basis } = first
  const regime = regimeOf(laws, basis)
  const batch = envelopes.filter(isDesignationEvent)
  if (regime === undefined || before.aggregate !== "designation" || !RA.isNonEmpty(batch)) return undefined
  const library = encodingOf(regime.library, first)
  const flip = flipOf(batch, { actor, effectiveOn, law: { ...regime, library } }, before.state, hypothesis)
  return flip && { index, stream, revision, effectiveOn, ...flip }
}
