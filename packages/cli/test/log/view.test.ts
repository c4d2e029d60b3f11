import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { zipped } from "../../../verifier/test/sample-input.js"
import { json, storeWithApplication, textIn, unit, type Shifan, type Workplace } from "../shifan.js"

let shifan: Shifan
let at: Workplace["at"]
let folder: string

beforeAll(async () => {
  const workplace = await storeWithApplication(afterAll)
  shifan = workplace.shifan
  at = workplace.at
  folder = workplace.folder
  await shifan("audit", "checkpoint")
  await shifan("audit", "export", at("bundle"))
})

const filesBelow = (pages: string): ReadonlyArray<readonly [path: string, bytes: Uint8Array]> =>
  readdirSync(pages, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [relative(pages, join(parentPath, name)), readFileSync(join(parentPath, name))])

const view = (...args: ReadonlyArray<string>) => shifan("audit", "view", ...args, "--policy", at("policy"))

describe("art_16__para_1: audit view", () => {
  it("writes pages for a bundle, and pages of the same records for the store", async () => {
    expect(await view(at("bundle"), "--out", at("pages"))).toMatchObject({
      exit: 0,
      out: expect.stringContaining("It holds."),
    })
    expect(readdirSync(at("pages")).toSorted()).toEqual(["days.js", "en", "index.html", "style.css", "zh"])
    expect(textIn(join(at("pages"), "en/index.html"))).toContain("It holds")
    expect(textIn(join(at("pages"), `zh/unit/130300-${unit}/1.html`))).toContain("申报")
    expect(await shifan("audit", "view", "--out", at("of-store"))).toMatchObject({ exit: 0 })
    expect(textIn(join(at("of-store"), "en/index.html"))).toContain("Consistent, but vouched for only by itself")
    const records = (pages: string) => readdirSync(join(at(pages), "zh/record")).toSorted()
    expect(records("of-store")).toEqual(records("pages"))
  })

  it("writes the same pages for a bundle in a .zip, except that they name it", async () => {
    const pagesIn = (pages: string) =>
      filesBelow(at(pages)).map(([path, bytes]) => [path, Buffer.from(bytes).toString()] as const)
    const zip = await zipped(filesBelow(at("bundle")), { folder: "bundle/" })
    writeFileSync(at("bundle.zip"), new Uint8Array(await zip.arrayBuffer()))
    const ofFolder = await view(at("bundle"), "--out", at("of-folder"))
    const ofZip = await view(at("bundle.zip"), "--out", at("of-zip"))
    expect(ofZip).toEqual({ ...ofFolder, out: ofFolder.out.replaceAll("of-folder", "of-zip") })
    const named = pagesIn("of-zip").map(([path, text]) => [path, text.replaceAll("bundle.zip", "bundle")])
    expect(named).toEqual(pagesIn("of-folder"))
  })

  it("writes the same bytes each time", async () => {
    await view(at("bundle"), "--out", at("once"))
    await view(at("bundle"), "--out", at("twice"))
    expect(filesBelow(at("once")).length).toBeGreaterThan(10)
    expect(filesBelow(at("twice"))).toEqual(filesBelow(at("once")))
  })

  it("shows no personal data", async () => {
    await view(at("bundle"), "--out", at("public"))
    const content = filesBelow(at("public"))
      .map(([, bytes]) => Buffer.from(bytes).toString())
      .join("")
    expect(content).toContain("秦皇岛示例启航创业服务有限公司")
    for (const personal of ["0335-5550101", "contact@example.cn", "13800000001"])
      expect(content).not.toContain(personal)
  })

  it("writes pages with a banner for a bundle that does not hold, and exits with 4", async () => {
    cpSync(at("bundle"), at("altered"), { recursive: true })
    const entries = join(at("altered"), "tile/entries/000.p")
    const [name = ""] = readdirSync(entries)
    const bytes = readFileSync(join(entries, name))
    bytes[900] = (bytes[900] ?? 0) ^ 1
    writeFileSync(join(entries, name), bytes)
    const viewed = await view(at("altered"), "--out", at("broken"), "--json")
    expect(viewed.exit).toBe(4)
    expect(json(viewed)).toMatchObject({ sound: false, faults: expect.any(Number) })
    expect(textIn(join(at("broken"), "zh/index.html"))).toContain("不成立")
    expect(textIn(join(at("broken"), "zh/chain/1.html"))).toContain("本记录未通过核验")
  })

  it("refuses a folder that is not empty, and leaves nothing behind", async () => {
    const before = readdirSync(folder)
    expect(await view(at("bundle"), "--out", folder)).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining(`${folder} is in use: nothing was written`),
    })
    expect(await view(at("bundle"), "--out", at("bundle/README.md/x"))).toMatchObject({
      exit: 1,
      out: "",
      err: expect.stringContaining("there is no such folder"),
    })
    expect(await view(at("bundle"), "--out", at("dry"), "--dry-run")).toMatchObject({ exit: 0 })
    expect(existsSync(at("dry"))).toBe(false)
    expect(readdirSync(folder)).toEqual(before)
  })

  it("refuses what cannot be viewed", async () => {
    await shifan("audit", "prove", unit, "--event", "0", "--out", at("e.tlog-proof"))
    const proof = await view(at("e.tlog-proof"), "--out", at("none"))
    expect(proof).toMatchObject({ exit: 2, err: expect.stringContaining("there is no log to view") })
    expect(await view(at("nothing"), "--out", at("none"))).toMatchObject({
      exit: 6,
      out: "",
      err: expect.stringContaining(`there is no file or folder ${at("nothing")}`),
    })
    expect(await shifan("--as-of", "2021-02-30", "audit", "view", at("bundle"), "--out", at("none"))).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("not a date: 2021-02-30"),
    })
    expect(existsSync(at("none"))).toBe(false)
  })
})
