/** Prints the result of verifying a proof or a statement: faults, checks made, verdict, missing parts. */
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
  /** How to supply a missing policy or record. */
  readonly howTo: Bilingual
  readonly json: object
}

/** Exit 4 unless it holds: if something is missing, nothing is shown yet. */
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
      ...howToBring(missing, howTo).map((line) => paint(context, "dim", words(line))),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const howToBring = (missing: VerdictParts["missing"], howTo: Bilingual): ReadonlyArray<Bilingual> => [
  ...(missing.some((part) => part !== "consistency") ? [howTo] : []),
  ...(missing.includes("consistency") ? [compareInBundle] : []),
]

const compareInBundle = bilingual(
  "→ shifan audit verify 核验包 --kept 检查点 --policy 策略",
  "→ shifan audit verify BUNDLE --kept CHECKPOINT --policy POLICY",
)
