import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { env } from "node:process"
import { describe, expect, it } from "vitest"
import { alterationsIn, faultsIn, fieldOf, forgedIn, specimens, typedAlterationsIn } from "./forgeries.js"
import { reasonFor, wholeForgeries, written } from "./unknowable.js"

const file = join(import.meta.dirname, "../../../docs/audit.md")

/** For each field: event types in which its alteration went unnoticed, and the faults that detected it in others. */
interface Tally {
  readonly unnoticed: Map<string, Set<string>>
  readonly noticedBy: Map<string, Set<string>>
}

const tally = async (): Promise<Tally> => {
  const unnoticed = new Map<string, Set<string>>()
  const noticedBy = new Map<string, Set<string>>()
  for (const specimen of specimens)
    for (const alteration of [...alterationsIn(specimen), ...typedAlterationsIn(specimen)]) {
      const field = fieldOf(alteration)
      // It is in the list already, so nothing more can be learnt; the table of fields names no part of the data.
      if (field.startsWith("data") && unnoticed.get(field)?.has(specimen.type) === true) continue
      const history = forgedIn(specimen, alteration)
      if (history === undefined) continue
      const [fault] = await faultsIn(history)
      if (fault === undefined) unnoticed.set(field, (unnoticed.get(field) ?? new Set()).add(specimen.type))
      else {
        const [head = ""] = alteration.path.split(".")
        noticedBy.set(head, (noticedBy.get(head) ?? new Set()).add(fault.code))
      }
    }
  return { unnoticed, noticedBy }
}

const everyType = new Set(specimens.map(({ type }) => type))

const tableOfFields = ({ noticedBy }: Tally): ReadonlyArray<string> => [
  "| field | what the service writes | another value is |",
  "|---|---|---|",
  ...Object.entries(written).map(([field, what]) => {
    const codes = [...(noticedBy.get(field) ?? [])].toSorted()
    return `| \`${field}\` | ${what} | ${codes.map((code) => `\`${code}\``).join(", ")} |`
  }),
]

const listed = (types: Iterable<string>): string =>
  [...types]
    .toSorted()
    .map((type) => `\`${type}\``)
    .join(", ")

/** If nearly all types are meant, names the exceptions. */
const typesText = (some: ReadonlyArray<string>): string => {
  const others = everyType.difference(new Set(some))
  if (others.size > some.length) return listed(some)
  return others.size === 0 ? "every event" : `every event but ${listed(others)}`
}

/** One row per field and reason. */
const tableOfUnnoticed = ({ unnoticed }: Tally): ReadonlyArray<string> => {
  const rows = [...unnoticed].flatMap(([field, types]) => {
    const byReason = Map.groupBy([...types], (type) => reasonFor(`${type} ${field}`) ?? "NO REASON")
    return [...byReason].map(([why, some]) => ({ field, why, some }))
  })
  const line = ({ field, why, some }: (typeof rows)[number]): string => {
    return `| \`${field}\` | ${typesText(some)} | ${why} |`
  }
  return ["| field | of | why |", "|---|---|---|", ...rows.map(line).toSorted()]
}

const tableOfWholes = (): ReadonlyArray<string> => [
  "| what a forger can do | why nobody can know |",
  "|---|---|",
  ...wholeForgeries.map(({ what, why }) => `| ${what} | ${why} |`),
]

const section = (text: string, name: string, lines: ReadonlyArray<string>): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/audit.md has no ${begin}`)
  return `${text.slice(0, from)}${begin}\n\n${lines.join("\n")}\n\n${text.slice(to)}`
}

describe("art_16__para_1: every alteration of every field of every event", () => {
  it(
    "is found, or docs/audit.md says why nobody can know of it (SHIFAN_WRITE_DOCS=1 writes the lists there)",
    { timeout: 1_200_000 },
    async () => {
      const found = await tally()
      for (const [field, types] of found.unnoticed)
        for (const type of types) expect([type, field, reasonFor(`${type} ${field}`)]).not.toContain(undefined)
      const before = readFileSync(file, "utf8")
      const after = [
        ["fields", tableOfFields(found)] as const,
        ["what cannot be known", [...tableOfWholes(), "", ...tableOfUnnoticed(found)]] as const,
      ].reduce((text, [name, lines]) => section(text, name, lines), before)
      if (env["SHIFAN_WRITE_DOCS"] === "1") writeFileSync(file, after)
      expect(readFileSync(file, "utf8")).toBe(after)
    },
  )
})
