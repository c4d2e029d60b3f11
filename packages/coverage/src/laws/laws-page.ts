/** Generates `docs/laws.md`: the changes that the laws detect, and what a thousand generated histories contain. */
import { outcomeIn, type Results } from "../obligation-results.js"
import type { Obligation } from "../obligations/obligation.js"
import { reasonAgainst } from "./law-mutants.js"

/** Minimum number of histories per thousand with: `event Certified`, `refusal WrongState`, `reading hearing=required`. */
export type LeastCounts = { readonly [what: string]: number }

const cells = (...texts: ReadonlyArray<string>): string => `| ${texts.join(" | ")} |`

const code = (text: string): string =>
  text === "" ? "nothing" : `\`\`${text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|")}\`\``

const outcomeText = (row: Obligation, results: Results): string => {
  const reason = reasonAgainst(row)
  if (reason !== undefined) return `not: ${reason}`
  const outcome = outcomeIn(results, row)
  return outcome === "killed" ? "noticed" : `**${outcome ?? "not tried yet"}**`
}

export const lawsPage = (rows: ReadonlyArray<Obligation>, results: Results, counts: LeastCounts): string => {
  const concerned = rows.filter((row) => reasonAgainst(row) === undefined)
  const noticed = concerned.filter((row) => outcomeIn(results, row) === "killed")
  return [
    "# What the laws notice",
    "",
    "The block of code under [Your histories](testkit.md#your-histories), run on the program with one small change at a time.",
    `${concerned.length} changes concern what a history can show, and ${noticed.length} of them are noticed; ${rows.length - concerned.length} are listed with the reason why no history shows`,
    "them. `npm run obligations -- --laws [WORD…]` tries them; CI tries those that a commit touches. The changes are those of the",
    "[obligations](coverage.md#obligations), and some more.",
    "",
    cells("change", "what it breaks", "", "by the laws"),
    "|---|---|---|---|",
    ...rows.map((row) =>
      cells(
        `\`${row.id}\``,
        row.text.en,
        row.mutant === null
          ? ""
          : `\`${row.mutant.file.replace("core/src/", "")}\`<br>${code(row.mutant.from)} → ${code(row.mutant.to)}`,
        outcomeText(row, results),
      ),
    ),
    "",
    "## What generated histories meet",
    "",
    "At least so many of a thousand histories have the event, with its ground, outcome or effect, meet the refusal, or are under",
    "the option of the reading. A test holds it, so that no law holds for want of cases.",
    "",
    cells("", "at least"),
    "|---|---|",
    ...Object.entries(counts).map(([what, least]) => cells(what, String(least))),
    "",
  ].join("\n")
}
