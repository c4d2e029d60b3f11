/** The results of trying each obligation's change, whether they are still current, and a table of all. */
import { testsOf, type Obligation } from "./obligations/index.js"

export type Outcome = "killed" | "survived" | "no such test" | "did not end"

/** `of`: the change and the tests it was tried with, as text. */
export interface Result {
  readonly outcome: Outcome
  readonly of: string
}

/** By the id of the obligation. */
export type Results = { readonly [id: string]: Result }

const triedWith = ({ mutant, tests }: Obligation): string =>
  `${mutant?.file ?? ""}: ${mutant?.from ?? ""} -> ${mutant?.to ?? ""}; ${testsOf({ tests }).flat().join(", ")}`

/** Merges newer results, and drops those of removed rows. */
export const withOutcomes = (
  results: Results,
  rows: ReadonlyArray<Obligation>,
  outcomes: ReadonlyMap<string, Outcome>,
): Results =>
  Object.fromEntries(
    rows.flatMap((row): ReadonlyArray<[string, Result]> => {
      const outcome = outcomes.get(row.id)
      const before = results[row.id]
      if (outcome !== undefined) return [[row.id, { outcome, of: triedWith(row) }]]
      return before === undefined ? [] : [[row.id, before]]
    }),
  )

/** `undefined` if its current form has not been tried. */
export const outcomeIn = (results: Results, row: Obligation): Outcome | undefined => {
  const result = results[row.id]
  return result?.of === triedWith(row) ? result.outcome : undefined
}

/** Rows whose change was not detected, or whose current form has not been tried. */
export const unheld = (rows: ReadonlyArray<Obligation>, results: Results): ReadonlyArray<string> =>
  rows.flatMap((row) => {
    const outcome = row.mutant === null ? "killed" : outcomeIn(results, row)
    return outcome === "killed" ? [] : [`${row.id}: ${outcome ?? "not tried as it is: npm run obligations"}`]
  })

/** The page's part on obligations: figures, and a line for each. */
export const obligationsMarkdown = (rows: ReadonlyArray<Obligation>, results: Results): ReadonlyArray<string> => {
  const tried = rows.filter(({ mutant }) => mutant !== null)
  const killed = tried.filter((row) => outcomeIn(results, row) === "killed").length
  return [
    "## Obligations",
    "",
    `What each provision obliges, forbids or allows: ${rows.length} rows. ${tried.length} of them have a small change to the program that their`,
    `tests have to notice; they notice ${killed}. \`npm run obligations\` tries them. The others are outside what a record can hold.`,
    "",
    "| obligation | in our words | change that is noticed | by | |",
    "|---|---|---|---|---|",
    ...rows.map((row) => obligationLine(row, results)),
    "",
  ]
}

const obligationLine = (row: Obligation, results: Results): string => {
  const { id, kind, text, mutant } = row
  const tests = testsOf(row).map(([file, title]) => `${file}: ${title.replaceAll("|", "\\|")}`)
  const cells = [
    `\`${id}\`<br>${kind}`,
    `${text.zh}<br>${text.en}`,
    mutant === null ? "" : `\`${mutant.file}\`<br>${code(mutant.from)} → ${code(mutant.to)}`,
    tests.join("<br>"),
    mutant === null ? "not encoded" : (outcomeIn(results, row) ?? "**not tried**"),
  ]
  return `| ${cells.join(" | ")} |`
}

/** On one line, as code in a table cell. */
const code = (text: string): string =>
  text === "" ? "nothing" : `\`\`${text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|")}\`\``
