/** The law as the log tells it: instruments and calls folded into a regime, which remembers how far it has read. */
import { emptyRegime, withCallEvent, withInstrumentEvent, type Library, type Regime } from "@shifan/core"
import type { Basis, Envelope } from "./envelope.js"
import { isCallEvent, isInstrumentEvent } from "./kinds.js"
import { parseStream } from "./streams.js"

export interface KnownLaw {
  readonly regime: Regime
  /** By stream, in order of name: what a decision under this regime records as its basis. */
  readonly basis: ReadonlyArray<Basis>
}

export const initialLaw = (library: Library): KnownLaw => ({ regime: emptyRegime(library), basis: [] })

/** Events of other aggregates change nothing. */
export const evolveLaw = (law: KnownLaw, envelope: Envelope): KnownLaw => {
  const name = parseStream(envelope.stream)
  if (name === undefined) return law
  if (name.aggregate === "instrument" && isInstrumentEvent(envelope))
    return read(law, envelope, withInstrumentEvent(law.regime, name.key, envelope))
  if (name.aggregate === "call" && isCallEvent(envelope))
    return read(law, envelope, withCallEvent(law.regime, Number(name.key), envelope))
  return law
}

const read = ({ basis }: KnownLaw, { stream, revision }: Envelope, regime: Regime): KnownLaw => ({
  regime,
  basis: [...basis.filter((one) => one.stream !== stream), { stream, revision }].toSorted((a, b) =>
    a.stream < b.stream ? -1 : 1,
  ),
})
