import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { dossiers, freshFolder, opened, programIn, read, unit } from "./run.js"

/** A copy of the first dossier, its application as text with some of it replaced. */
const tampered = (...replacements: ReadonlyArray<readonly [string | RegExp, string]>): string => {
  const folder = join(freshFolder(), "dossier")
  cpSync(join(dossiers, "01-exactly-met"), folder, { recursive: true })
  const file = join(folder, "application.json")
  const text = replacements.reduce((all, [from, to]) => all.replace(from, to), readFileSync(file, "utf8"))
  writeFileSync(file, text)
  return folder
}

describe("a form with faults", () => {
  it("is told every one of them at once, with path, expected and got", async () => {
    const folder = tampered(
      ['"staff": 10', '"staff": "ten"'],
      ['"totalAssets": "100"', '"totalAssets": "100.1234567"'],
      ['"postalCode": "066000"', '"postalCode": "66"'],
      ['"countyOrDistrict": "130302"', '"countyOrDistrict": "13"'],
    )
    const { exit, err } = await programIn(freshFolder())("assess", folder)
    expect(exit).toBe(2)
    expect(err).toContain("4 faults")
    expect(err).toContain('form.basic.staff: expected a whole number, not negative, got "ten"')
    expect(err).toContain("form.basic.totalAssets: expected 万元 as a decimal")
    expect(err).toContain("form.basic.postalCode: expected a postal code of six digits")
    expect(err).toContain("form.countyOrDistrict: expected a division code of six digits")
  })

  it("refuses an unknown field with the nearest known name", async () => {
    const { err } = await programIn(freshFolder())("assess", tampered(['"staff": 10', '"staf": 10']))
    expect(err).toContain("form.basic.staf: expected no such field, got 10; did you mean staff?")
    expect(err).toContain("form.basic.staff: expected a whole number, not negative, got nothing")
  })

  it("writes nothing of it", async () => {
    const shifan = await opened(freshFolder())
    const folder = tampered(['"staff": 10', '"staff": -1'])
    const ran = await shifan("apply", "--file", folder, "--by", `unit:${unit}:U-01`, "--on", "2020-12-01")
    expect(ran.exit).toBe(2)
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("that would make too large an event is told its size, in one line, and writes nothing", async () => {
    const shifan = await opened(freshFolder())
    const folder = tampered(
      [/"title": ".*?"/g, `"title": "${"示".repeat(120)}"`],
      [/"documents": \[(.*?)\]/gs, `"documents": [${Array(20).fill("$1").join(",")}]`],
    )
    const ran = (language: string) =>
      shifan("--lang", language, "apply", "--file", folder, "--by", `unit:${unit}:U-01`, "--on", "2020-12-01")
    expect(await ran("en")).toMatchObject({
      exit: 1,
      out: "",
      err: expect.stringMatching(/^TooLarge an event of \d{6} bytes; the limit is 65535\n {2}→ .*\n$/),
    })
    expect(await ran("zh")).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^TooLarge 事件\d{6}字节，上限65535字节\n {2}→ .*\n$/),
    })
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("says contradictions as a refusal, each with its path", async () => {
    const shifan = await opened(freshFolder())
    const folder = tampered(['"staff": 10', '"staff": 5'], ['"serviceRevenue": "360"', '"serviceRevenue": "421"'])
    const ran = await shifan("--json", "apply", "--file", folder, "--by", `unit:${unit}:U-01`, "--on", "2020-12-01")
    expect(ran.exit).toBe(3)
    expect(read(ran)).toMatchObject({
      error: {
        code: "InvalidParticulars",
        figures: [
          {
            issues: [
              { path: "form.basic.qualifiedStaff", got: "6" },
              { path: "form.operation.0.serviceRevenue", got: "421" },
            ],
          },
        ],
      },
    })
  })
})

describe("a folder that is not a dossier", () => {
  it("is told that its JSON is none", async () => {
    const folder = tampered(["{", "{{"])
    const { exit, err } = await programIn(freshFolder())("assess", folder)
    expect(exit).toBe(2)
    expect(err).toContain("is not JSON")
  })

  it("is told that it has no materials", async () => {
    const folder = tampered()
    rmSync(join(folder, "materials"), { recursive: true })
    const { exit, err } = await programIn(freshFolder())("assess", folder)
    expect(exit).toBe(2)
    expect(err).toContain("NoMaterials")
  })

  it("is told which digest is no file's, after one byte of it changed", async () => {
    const folder = tampered()
    writeFileSync(join(folder, "materials", "04-facilityInventory.pdf"), "%PDF another")
    const { exit, err } = await programIn(freshFolder())("assess", folder)
    expect(exit).toBe(2)
    expect(err).toContain("dossier.facilityInventory.documents.0.digest: expected the digest of a file in materials")
  })

  it("is not there: exit 6", async () => {
    expect((await programIn(freshFolder())("assess", "nowhere.json")).exit).toBe(6)
  })
})
