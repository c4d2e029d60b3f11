/** What a proof or a statement shows, as the command line tells it: faults, what was checked, the verdict, what is missing. */
import { forTerminal, missingTexts, type SummaryLine } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { exits, type Output } from "../result.js"

export interface VerdictParts {
  readonly holds: boolean
  readonly faults: ReadonlyArray<{ readonly code: string; readonly name: Bilingual; readonly found: Bilingual }>
  readonly summary: ReadonlyArray<SummaryLine>
  readonly verdict: Bilingual
  readonly missing: ReadonlyArray<keyof typeof missingTexts>
  /** How to bring what is missing. */
  readonly howTo: Bilingual
  readonly json: object
}

/** Exit 4 unless it holds: with something missing nothing is shown yet. */
export const verdictOutput = (context: CommandContext, parts: VerdictParts): Output => {
  const { holds, faults, summary, verdict, missing, howTo, json } = parts
  const words = (text: Bilingual): string => forTerminal(say(context, text))
  const colon = words(bilingual("：", ": "))
  const colour = holds ? "green" : faults.length > 0 ? "red" : "yellow"
  return {
    json: { ...json, faults: faults.map(({ code, found, name }) => ({ code, found, name })) },
    text: [
      ...faults.map(
        ({ code, name, found }) => `${paint(context, "red", "✗")} ${code}${colon}${words(name)}${colon}${words(found)}`,
      ),
      ...summary.map(({ label, text }) => `${words(label)}${colon}${words(text)}`),
      paint(context, colour, words(verdict)),
      ...missing.map((part) => `${paint(context, "yellow", "!")} ${words(missingTexts[part])}`),
      ...(missing.length === 0 ? [] : [paint(context, "dim", words(howTo))]),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}
