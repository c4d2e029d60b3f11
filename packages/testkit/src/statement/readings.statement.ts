/** The option of a reading that applies: its first one, until an interpretation applies (art. 17). */
import type { Readings } from "@shifan/core"
import type { StatedText } from "./text.statement.js"

/** An interpretation. They are listed in order of issue. */
export interface Interpreted {
  readonly reading: keyof Readings
  readonly option: string
  readonly appliesFrom: string
}

/**
 * The option of each reading on a day: the text's own, unless the bureau has interpreted it with effect by then. Of several
 * interpretations the one issued last counts.
 */
export const readAsOf = (
  { readings }: Pick<StatedText, "readings">,
  interpretations: ReadonlyArray<Interpreted>,
  day: string,
): Readings => ({
  ...readings,
  ...Object.fromEntries(
    interpretations
      .filter(({ appliesFrom }) => appliesFrom <= day)
      .map(({ reading, option }): readonly [string, string] => [reading, option]),
  ),
})

/** Reading `instrument.applicable`: the readings of the day of decision, or of the day of filing. */
export const readInCase = (
  text: Pick<StatedText, "readings">,
  interpretations: ReadonlyArray<Interpreted>,
  { filedOn, decidedOn }: { readonly filedOn: string; readonly decidedOn: string },
): Readings => {
  const now = readAsOf(text, interpretations, decidedOn)
  return now["instrument.applicable"] === "applicationDate" ? readAsOf(text, interpretations, filedOn) : now
}
