/** Which option of a reading holds: the first of those it has, until an interpretation applies (art. 17). */
import type { Readings } from "@shifan/core"
import type { StatedText } from "./text.statement.js"

/** An interpretation, in the order of issue. */
export interface Interpreted {
  readonly reading: keyof Readings
  readonly option: string
  readonly appliesFrom: string
}

/** Of several that apply by a day, the one issued last. */
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

/** Reading `instrument.applicable`: by what holds when it is decided, or by what held when it was filed. */
export const readInCase = (
  text: Pick<StatedText, "readings">,
  interpretations: ReadonlyArray<Interpreted>,
  { filedOn, decidedOn }: { readonly filedOn: string; readonly decidedOn: string },
): Readings => {
  const now = readAsOf(text, interpretations, decidedOn)
  return now["instrument.applicable"] === "applicationDate" ? readAsOf(text, interpretations, filedOn) : now
}
