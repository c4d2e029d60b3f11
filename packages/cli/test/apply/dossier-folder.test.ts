import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { dossiers, emptyWorkplace, json, runProgram, storeWithCall, unit, type Ran, type Shifan } from "../shifan.js"

/** A copy of the first dossier with text replacements in its application. */
const tampered = (...replacements: ReadonlyArray<readonly [string | RegExp, string]>): string => {
  const folder = emptyWorkplace().at("dossier")
  cpSync(join(dossiers, "01-exactly-met"), folder, { recursive: true })
  const file = join(folder, "application.json")
  const text = replacements.reduce((all, [from, to]) => all.replace(from, to), readFileSync(file, "utf8"))
  writeFileSync(file, text)
  return folder
}

const assess = (path: string): Promise<Ran> => runProgram(["assess", path])

const apply = (shifan: Shifan, folder: string, ...global: ReadonlyArray<string>): Promise<Ran> =>
  shifan(...global, "apply", "--file", folder, "--by", `unit:${unit}:U-01`, "--on", "2020-12-01")

describe("an application's form", () => {
  it("has all its faults reported at once, with path, expected and actual value", async () => {
    const folder = tampered(
      ['"staff": 10', '"staff": "ten"'],
      ['"totalAssets": "100"', '"totalAssets": "100.1234567"'],
      ['"postalCode": "066000"', '"postalCode": "66"'],
      ['"countyOrDistrict": "130302"', '"countyOrDistrict": "13"'],
    )
    const { exit, err } = await assess(folder)
    expect(exit).toBe(2)
    expect(err).toContain("4 faults")
    expect(err).toContain(
      'particulars of the platform: staff [form.basic.staff]: expected a whole number, not negative, got "ten"',
    )
    expect(err).toContain("[form.basic.totalAssets]: expected 万元 as a decimal")
    expect(err).toContain("[form.basic.postalCode]: expected a postal code of six digits")
    expect(err).toContain("[form.countyOrDistrict]: expected a division code of six digits")
  })

  it("is refused for an unknown field, with the nearest known name", async () => {
    const { err } = await assess(tampered(['"staff": 10', '"staf": 10']))
    expect(err).toContain("form.basic.staf: there is no field staf; did you mean staff?")
    expect(err).toContain("[form.basic.staff]: expected a whole number, not negative, got nothing")
  })

  it("with a fault is not recorded", async () => {
    const { shifan } = await storeWithCall()
    expect((await apply(shifan, tampered(['"staff": 10', '"staff": -1']))).exit).toBe(2)
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("that would make too large an event is refused with its size", async () => {
    const { shifan } = await storeWithCall()
    const folder = tampered(
      [/"title": ".*?"/g, `"title": "${"示".repeat(120)}"`],
      [/"documents": \[(.*?)\]/gs, `"documents": [${Array(20).fill("$1").join(",")}]`],
    )
    expect(await apply(shifan, folder, "--lang", "en")).toMatchObject({
      exit: 1,
      out: "",
      err: expect.stringMatching(/^TooLarge the event has \d{6} bytes; the limit is 65535\n {2}→ .*\n$/),
    })
    expect(await apply(shifan, folder, "--lang", "zh")).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^未能办理 事件\d{6}字节，上限65535字节\n {2}→ .*\n$/),
    })
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("that contradicts itself is refused by rule, each contradiction with its path", async () => {
    const { shifan } = await storeWithCall()
    const folder = tampered(['"staff": 10', '"staff": 5'], ['"serviceRevenue": "390"', '"serviceRevenue": "456"'])
    const ran = await apply(shifan, folder, "--json")
    expect(ran.exit).toBe(3)
    expect(json(ran)).toMatchObject({
      error: {
        code: "InvalidParticulars",
        figures: [
          {
            issues: [
              { path: "form.basic.qualifiedStaff", got: "6" },
              { path: "form.operation.0.serviceRevenue", got: "456" },
            ],
          },
        ],
      },
    })
  })
})

describe("a dossier's folder", () => {
  it("with an application that is not JSON is refused", async () => {
    expect(await assess(tampered(["{", "{{"]))).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/application\.json:1:2: no JSON at "\{"/),
    })
  })

  it("without materials is refused", async () => {
    const folder = tampered()
    rmSync(join(folder, "materials"), { recursive: true })
    expect(await assess(folder)).toMatchObject({ exit: 2, err: expect.stringContaining("NoMaterials") })
  })

  it("with a material that was changed is refused, with its name and both digests", async () => {
    const folder = tampered()
    writeFileSync(join(folder, "materials", "04-facilityInventory.pdf"), "%PDF another")
    const { exit, err } = await assess(folder)
    expect(exit).toBe(2)
    expect(err).toContain("[dossier.facilityInventory.documents.0.digest]: materials/04-facilityInventory.pdf")
    expect(err.match(/sha256:[0-9a-f]{64}/g)).toEqual([
      `sha256:${createHash("sha256").update("%PDF another").digest("hex")}`,
      "sha256:04c42b5fd00d12af4cd5e79379c9f3c9b26525cda8e484be04c8570dd640f768",
    ])
  })

  it("with a missing material is refused, with its title and digest", async () => {
    const folder = tampered()
    rmSync(join(folder, "materials", "04-facilityInventory.pdf"))
    expect(await assess(folder)).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/no file in materials has the digest sha256:04c42b5f.*主要服务设施/),
    })
  })

  it("with a file that the application does not list is accepted with a note", async () => {
    const folder = tampered()
    writeFileSync(join(folder, "materials", "~草稿.docx"), "示例")
    const { exit, err } = await assess(folder)
    expect([exit, err]).toEqual([0, "materials/~草稿.docx is not listed in the application and was left out\n"])
  })

  it.each([
    ["a folder", "is a folder", (path: string) => mkdirSync(path)],
    ["a pipe", "is a pipe or a device", (path: string) => void spawnSync("mkfifo", [path])],
    ["a link to a file outside", "is a link", (path: string) => symlinkSync("/etc/passwd", path)],
    ["a link to nothing", "is a link", (path: string) => symlinkSync("nowhere", path)],
    [
      "a huge sparse file",
      "is too large",
      (path: string) => {
        writeFileSync(path, "")
        truncateSync(path, 2 ** 40)
      },
    ],
  ])("with %s among its materials is refused with the name", async (_, message, make) => {
    const folder = tampered()
    make(join(folder, "materials", "示例.pdf"))
    make(join(folder, "materials", "示例2.pdf"))
    const { exit, err } = await assess(folder)
    expect(exit).toBe(2)
    expect(err).toContain(`materials/示例.pdf ${message}`)
    expect(err).toContain(`materials/示例2.pdf ${message}`)
  })

  it("whose application or materials are a link is refused", async () => {
    const linked = (name: string): string => {
      const folder = tampered()
      renameSync(join(folder, name), `${folder}-elsewhere`)
      symlinkSync(`${folder}-elsewhere`, join(folder, name))
      return folder
    }
    expect(await assess(linked("application.json"))).toMatchObject({
      exit: 2,
      err: expect.stringContaining("is a link"),
    })
    expect(await assess(linked("materials"))).toMatchObject({
      exit: 2,
      err: expect.stringContaining("is not a folder"),
    })
  })

  it("whose materials are a link to nothing is refused", async () => {
    const folder = tampered()
    renameSync(join(folder, "materials"), `${folder}-elsewhere`)
    symlinkSync("nowhere", join(folder, "materials"))
    expect(await assess(folder)).toMatchObject({ exit: 2, err: expect.stringContaining("is not a folder") })
  })

  it.each(["materials", "."])(
    "with a name that is not UTF-8 in %s is refused with the bytes of the name",
    async (where) => {
      const folder = tampered()
      if (where === ".") renameSync(join(folder, "application.json"), join(folder, "申请报告.docx"))
      const gbk = Buffer.from([0xc9, 0xea, 0xc7, 0xeb, 0x2e, 0x70, 0x64, 0x66])
      writeFileSync(Buffer.concat([Buffer.from(join(folder, where, "/")), gbk]), "%PDF")
      const { exit, err } = await assess(folder)
      expect(exit).toBe(2)
      expect(err).toContain(String.raw`is not UTF-8: \xC9\xEA\xC7\xEB.pdf`)
      expect(err).not.toContain("\uFFFD")
    },
  )

  it("that does not exist ends with exit 6", async () => {
    expect((await assess("nowhere.json")).exit).toBe(6)
  })
})
