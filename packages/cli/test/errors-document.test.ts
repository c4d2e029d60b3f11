/** `docs/errors.md` is generated from the catalogues: run this file with `vitest -u` to update it. */
import { join } from "node:path"
import type { Bilingual } from "@shifan/core"
import { cite } from "@shifan/core/messages"
import { isProvisionId } from "@shifan/core/law"
import { errorCatalogue, type CataloguedError } from "@shifan/schema"
import { describe, expect, it } from "vitest"
import { errorsOfTheCommandLine, exitOf } from "../src/error-codes.js"

const root = join(import.meta.dirname, "../../..")

const row = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`

const tableOf = (heads: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [heads, heads.map(() => "---"), ...rows].map(row).join("\n")

const both = ({ zh, en }: Bilingual): string => `${zh}<br>${en}`

const cited = (provisions: ReadonlyArray<string>): string =>
  provisions.map((id) => (isProvisionId(id) ? cite(id).en : id)).join(", ")

const rowOf = ({ code, meaning, remedy, provisions, figures, status }: CataloguedError): ReadonlyArray<string> => [
  `\`${code}\``,
  both(meaning),
  cited(provisions),
  figures.map((figure) => `\`${figure}\``).join(", "),
  String(status),
  String(exitOf(code)),
  both(remedy),
]

const heads = ["code", "含义 / meaning", "provisions", "figures", "HTTP", "exit", "怎么办 / what to do"]

const isRefusal = ({ code }: CataloguedError): boolean => exitOf(code) === 3

const document = `# Errors

Every code by which something fails, generated from the closed unions of the code: a new one without an entry does not compile. What a
refusal says to a person is a sentence with its figures (\`explain\` of \`@shifan/core/messages\`); here is what it means whatever the
figures are. \`@shifan/schema\` has the table as \`errorCatalogue\`, and the fields of each refusal as JSON Schema (\`shifan schema
Refusal\`). HTTP is the status that \`problemOf\` gives; where several refusals come together, the first one's.

## Refusals: a rule stands against the act

Provisions are those that the text of Qinhuangdao is cited for; a regulation of your own cites its own.

${tableOf(heads, errorCatalogue.filter(isRefusal).map(rowOf))}

## Before and after a decision: the service and what it writes to

${tableOf(heads, errorCatalogue.filter((error) => !isRefusal(error)).map(rowOf))}

## The command line's own

${tableOf(
  ["code", "含义 / meaning", "exit", "怎么办 / what to do"],
  Object.entries(errorsOfTheCommandLine).map(([code, { meaning, remedy, exits }]) => [
    `\`${code}\``,
    both(meaning),
    exits.join(", "),
    both(remedy),
  ]),
)}

What the exit codes mean: [cli.md](cli.md#exit-codes).
`

describe("docs/errors.md", () => {
  it("is generated from the catalogues", async () => {
    await expect(document).toMatchFileSnapshot(join(root, "docs/errors.md"))
  })

  it("explains every code in both languages, and has no code in two catalogues", () => {
    const all = [...errorCatalogue, ...Object.values(errorsOfTheCommandLine)]
    for (const { meaning, remedy } of all)
      for (const { zh, en } of [meaning, remedy]) {
        expect(zh).toMatch(/\p{Script=Han}/u)
        expect(en).toMatch(/^[\x20-\x7e]+$/)
      }
    const codes = errorCatalogue.map(({ code }) => code)
    expect(Object.keys(errorsOfTheCommandLine).filter((code) => codes.some((other) => other === code))).toEqual([])
    expect(document).not.toContain("undefined")
  })
})
