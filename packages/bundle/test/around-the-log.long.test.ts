import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { env } from "node:process"
import { describe, expect, it } from "vitest"
import { alterations, isTold, reasonFor, rowOf, rowOfWhole, wholeReplacements } from "./around-the-log.js"

const file = join(import.meta.dirname, "../../../docs/audit.md")
const [begin, end] = ["<!-- around the log -->", "<!-- end of around the log -->"]

const withTable = (text: string, rows: ReadonlyArray<string>): string => {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/audit.md has no ${begin}`)
  const table = ["| file | what a forger can do | why nobody can know |", "|---|---|---|", ...rows].join("\n")
  return `${text.slice(0, from)}${begin}\n\n${table}\n\n${text.slice(to)}`
}

describe("art_16__para_1: every alteration of every file of a bundle", () => {
  it(
    "is told, or docs/audit.md says why nobody can know of it (SHIFAN_WRITE_DOCS=1 writes the list there)",
    { timeout: 1_200_000 },
    async () => {
      const rows = new Set<string>()
      for (const alteration of alterations) {
        if (await isTold(alteration)) continue
        const reason = reasonFor(alteration)
        const what = `${alteration.path}: ${alteration.how}`
        expect([what, reason !== undefined]).toEqual([what, true])
        if (reason !== undefined) rows.add(rowOf(reason))
      }
      const before = readFileSync(file, "utf8")
      const after = withTable(before, [...rows].toSorted().concat(wholeReplacements.map(rowOfWhole)))
      if (env["SHIFAN_WRITE_DOCS"] === "1") writeFileSync(file, after)
      expect(readFileSync(file, "utf8")).toBe(after)
    },
  )
})
