import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { dossiers, freshFolder, opened, read, unit } from "./run.js"

const by = { role: "unit", code: unit, officer: "U-01" }
const data: { readonly dossier: Record<string, { readonly documents?: ReadonlyArray<object> }> } = JSON.parse(
  readFileSync(join(dossiers, "01-exactly-met", "application.json"), "utf8"),
)

const apply = { type: "Apply", unit, actor: by, effectiveOn: "2020-12-01", data }
const withdraw = { type: "Withdraw", unit, actor: by, effectiveOn: "2020-12-03", data: { reason: "资金安排有变。" } }
const again = { ...apply, effectiveOn: "2020-12-05" }

const fileOf = (lines: ReadonlyArray<unknown>): string => {
  const file = join(freshFolder(), "commands.jsonl")
  writeFileSync(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"))
  return file
}

const verdicts = (out: string): ReadonlyArray<unknown> =>
  out
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line))

describe("submit", () => {
  it("carries out the commands of one unit in their order", async () => {
    const shifan = await opened(freshFolder())
    const ran = await shifan("submit", fileOf([apply, withdraw, again]))
    expect(ran.exit).toBe(0)
    expect(verdicts(ran.out)).toMatchObject([
      { line: 1, verdict: "done" },
      { line: 2, verdict: "done" },
      { line: 3, verdict: "done" },
    ])
  })

  it("run again adds nothing, and a file that has grown goes on where it was", async () => {
    const shifan = await opened(freshFolder())
    await shifan("submit", fileOf([apply]))
    const ran = await shifan("submit", fileOf([apply, withdraw]))
    expect(verdicts(ran.out)).toMatchObject([{ verdict: "repeated" }, { verdict: "done" }])
    expect(read(await shifan("--json", "history", unit))).toHaveLength(2)
  })

  it("goes on after a refusal and says so: exit 3", async () => {
    const shifan = await opened(freshFolder())
    const ran = await shifan("submit", fileOf([withdraw, apply]))
    expect(ran.exit).toBe(3)
    expect(verdicts(ran.out)).toMatchObject([{ verdict: "refused", code: "WrongState" }, { verdict: "done" }])
  })

  it("goes on after a command whose event is too large or which opens what is not there", async () => {
    const shifan = await opened(freshFolder())
    const title = "示".repeat(120)
    const dossier = Object.fromEntries(
      Object.entries(data.dossier).map(([item, material]) => {
        const documents = material.documents?.map((one) => ({ ...one, title })) ?? []
        return [
          item,
          {
            ...material,
            documents: Array.from({ length: 20 }, () => documents)
              .flat()
              .slice(0, 20),
          },
        ]
      }),
    )
    const opening = {
      type: "OpenPersonalData",
      unit,
      actor: { role: "bureau", code: "130300", officer: "SJ-01" },
      effectiveOn: "2020-12-02",
      data: { openedTo: "示例", purpose: "示例", paths: ["form.basic.nothing"] },
    }
    const large = { ...apply, data: { ...data, dossier } }
    const ran = await shifan("submit", fileOf([large, opening, apply]))
    expect(ran.exit).toBe(3)
    expect(verdicts(ran.out)).toMatchObject([
      {
        line: 1,
        verdict: "refused",
        code: "TooLarge",
        message: expect.stringMatching(/^an event of \d{6} bytes; the limit is 65535$/),
      },
      { line: 2, verdict: "refused", code: "Malformed" },
      { line: 3, verdict: "done" },
    ])
  })

  it("names every malformed line and writes nothing at all", async () => {
    const shifan = await opened(freshFolder())
    const ran = await shifan(
      "submit",
      fileOf([apply, "{", { ...apply, effectiveOn: "1.12.2020" }, { ...apply, typ: "x" }]),
    )
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain("commands.jsonl:2: expected one JSON object")
    expect(ran.err).toContain("commands.jsonl:3 effectiveOn: expected a date that exists")
    expect(ran.err).toContain("commands.jsonl:4 typ: expected no such field")
    expect((await shifan("history", unit)).exit).toBe(6)
  })
})
