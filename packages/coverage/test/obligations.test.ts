import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { qinhuangdao2020Text } from "@shifan/core/regulations"
import { obligationsMarkdown, outcomeIn, unheld, withOutcomes } from "../src/obligation-results.js"
import { obligations, provisionOf, testsOf, type Obligation } from "../src/obligations/index.js"

const packages = join(import.meta.dirname, "../..")
const textOf = (file: string): string => {
  const path = join(packages, file)
  return existsSync(path) ? readFileSync(path, "utf8") : ""
}

describe("the obligations", () => {
  it("cover every provision of the text and, apart from art. 5(1), no other, each under its own id", () => {
    const provisions = qinhuangdao2020Text.provisions.map(({ id }): string => id)
    const named = obligations.map(provisionOf)
    expect([...new Set(named)].filter((id) => !provisions.includes(id))).toEqual(["art_5__para_1"])
    expect(provisions.filter((id) => !named.includes(id))).toEqual([])
    const ids = obligations.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it("are in the order of the text", () => {
    const provisions = qinhuangdao2020Text.provisions.map(({ id }): string => id)
    // A paragraph with points is no provision of its own and comes before its first point.
    const placeOf = (id: string): number => provisions.findIndex((one) => one === id || one.startsWith(`${id}__point_`))
    const places = obligations.map((row) => placeOf(provisionOf(row)))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it("say after a colon why no program holds them, if none does", () => {
    const outside = obligations.filter(({ mutant }) => mutant === null)
    expect(outside.length).toBeGreaterThan(0)
    expect(outside.filter(({ text }) => !/.：.{4}/u.test(text.zh) || !/.: \w+ .*\w/.test(text.en))).toEqual([])
  })

  it("have a text in both languages, and tests exactly if they have a change", () => {
    expect(obligations.filter(({ text }) => text.zh === "" || text.en === "")).toEqual([])
    expect(obligations.filter((row) => (row.mutant === null) !== (testsOf(row).length === 0))).toEqual([])
  })

  it("change a text that is in its file exactly once", () => {
    const wrong = obligations.flatMap(({ id, mutant }) => {
      const times = mutant === null ? 1 : textOf(mutant.file).split(mutant.from).length - 1
      return times === 1 && mutant?.from !== mutant?.to
        ? []
        : mutant === null
          ? []
          : [`${id}: ${times} times in ${mutant.file}`]
    })
    expect(wrong).toEqual([])
  })

  it("name existing tests", () => {
    const missing = obligations.flatMap((row) =>
      testsOf(row).flatMap(([file, title]) => (textOf(file).includes(title) ? [] : [`${row.id}: ${file}: ${title}`])),
    )
    expect(missing).toEqual([])
  })

  // Vitest cuts the values of `$field` at 40 characters, so that no title would match; it does not cut those of `%s`.
  it("name tests whose titles are never cut", () => {
    const files = new Set(obligations.flatMap((row) => testsOf(row).map(([file]) => file)))
    expect([...files].filter((file) => /"[^"\n]*\$[a-z][^"\n]*",? *(?:async )?\(/.test(textOf(file)))).toEqual([])
  })
})

describe("the recorded result of an obligation's change", () => {
  const [row, other] = obligations.filter(({ mutant }) => mutant !== null) as [Obligation, Obligation]
  const results = withOutcomes({}, [row, other], new Map([[row.id, "killed" as const]]))

  it("is kept beside earlier results, but not once its row was changed or removed", () => {
    expect(outcomeIn(results, row)).toBe("killed")
    const both = withOutcomes(results, [row, other], new Map([[other.id, "survived" as const]]))
    expect([outcomeIn(both, row), outcomeIn(both, other)]).toEqual(["killed", "survived"])
    expect(outcomeIn(both, { ...row, mutant: { file: "", from: "", to: "" } })).toBeUndefined()
    expect(Object.keys(withOutcomes(both, [other], new Map()))).toEqual([other.id])
  })

  it("is a fault if the change was not noticed or not tried", () => {
    const survived = withOutcomes(results, [row, other], new Map([[other.id, "survived" as const]]))
    expect(unheld([row, other], survived)).toEqual([`${other.id}: survived`])
    expect(unheld([row, other], results)).toEqual([`${other.id}: not tried as it is: npm run obligations`])
    expect(unheld([{ ...row, mutant: null }], {})).toEqual([])
  })

  it("is shown in a table with a line for each obligation", () => {
    const lines = obligationsMarkdown(obligations, results).filter((line) => line.startsWith("| `"))
    expect(lines).toHaveLength(obligations.length)
  })
})
