/** The law as it might have been: another reading, another text, or fewer of the versions an instrument went through. */
import { readingIds, type Instrument, type ReadingChoices, type ApplicableLaw, type Regulation } from "@shifan/core"

export interface Hypothesis {
  /** Options taken from the first day of every instrument, whatever the bureau interpreted. */
  readonly readings?: ReadingChoices
  /** A text (or another encoding of it) taken in place of whatever was enacted. */
  readonly regulation?: Regulation
  /** Every instrument as it stood in this version; what extended it later did not happen. */
  readonly version?: number
}

/** Pure: the regime a decision met, turned into the one it would have met. */
export const supposing = (
  regime: ApplicableLaw,
  { readings = {}, regulation, version }: Hypothesis,
): ApplicableLaw => ({
  ...regime,
  library: regulation === undefined ? regime.library : [regulation],
  instruments: regime.instruments.map((instrument) => {
    const read = interpretedFromTheFirstDay(instrument, readings)
    const written = regulation === undefined || read.regulation === null ? read : { ...read, regulation: regulation.id }
    return version === undefined
      ? written
      : { ...written, validities: written.validities.filter((one) => one.version <= version) }
  }),
})

/** The last interpretation of a reading prevails, so the supposed ones come last. */
const interpretedFromTheFirstDay = (instrument: Instrument, readings: ReadingChoices): Instrument => {
  const appliesFrom = instrument.validities[0]?.from
  if (appliesFrom === undefined) return instrument
  const supposed = readingIds.flatMap((reading) => {
    const option = readings[reading]
    return option === undefined ? [] : [{ reading, option, appliesFrom }]
  })
  return { ...instrument, interpretations: [...instrument.interpretations, ...supposed] }
}
