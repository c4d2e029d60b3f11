import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { beforeEach, describe, expect, it } from "vitest"
import { byBureau, json, published, textIn, type Published } from "../shifan.js"
import { smallDisk } from "../small-disk.js"

let place: Published

beforeEach(async () => {
  place = await published()
})

const build = (...more: ReadonlyArray<string>) =>
  place.shifan("--json", "site", "build", "--out", place.at("site"), ...more)

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()

const unit = "91130306MA0001042H"

describe("art_11__para_1: shifan site build", () => {
  it("builds the site from the store, and reports no change for a second build", async () => {
    const first = await build()
    expect(first).toMatchObject({ exit: 0, err: "" })
    const index = textIn(place.at("site/index.html"))
    expect(index).toContain("有效称号<strong>3</strong>家")
    expect(index).toContain("示例“乙”,&quot;B&quot; 公司")
    expect(readFileSync(place.at("site/published/0/roster-2020-12-01.json"))).toEqual(readFileSync(place.file("json")))
    // Published in English here, while the site has Chinese heads.
    const withoutHeads = (file: string): ReadonlyArray<string> => textIn(file).split("\r\n").slice(1)
    expect(withoutHeads(place.at("site/published/0/roster-2020-12-01.csv"))).toEqual(withoutHeads(place.file("csv")))
    const old = new Date(0)
    for (const path of filesIn(place.at("site"))) utimesSync(place.at(join("site", path)), old, old)
    expect(json(await build())).toMatchObject({ changed: [], removed: [] })
    const touched = filesIn(place.at("site")).filter((path) => statSync(place.at(join("site", path))).mtimeMs > 0)
    expect(touched).toEqual([".shifan-site.json"])
  })

  it("writes only the pages that one act changes", async () => {
    await build()
    const plaque = place.save("plaque.json", JSON.stringify({ awardedOn: "2021-01-15" }))
    await place.shifan("award-plaque", unit, "--file", plaque, ...byBureau("2021-01-15"))
    const { changed } = json(await build()) as { readonly changed: ReadonlyArray<string> }
    expect(changed.filter((path) => path.includes("units/"))).toEqual([
      `units/${unit}.html`,
      `en/units/${unit}.html`,
      `units/${unit}.json`,
    ])
    expect(changed.some((path) => path.includes("published"))).toBe(false)
  })

  it("deletes its own files that are no longer part of the site, and no others", async () => {
    await build("--dry-run")
    expect(existsSync(place.at("site"))).toBe(false)
    await build()
    mkdirSync(place.at("site/.well-known"))
    cpSync(place.at("site/index.html"), place.at("site/.well-known/theirs.html"))
    const before = await place.shifan("--json", "--as-of", "2020-11-19", "site", "build", "--out", place.at("site"))
    expect(json(before)).toMatchObject({ removed: expect.arrayContaining([`units/${unit}.html`]) })
    expect(existsSync(place.at(`site/units/${unit}.html`))).toBe(false)
    expect(existsSync(place.at("site/.well-known/theirs.html"))).toBe(true)
  })

  it("refuses a folder that it did not build", async () => {
    mkdirSync(place.at("site"))
    place.save("site/theirs.html", "theirs")
    const refused = await place.shifan("site", "build", "--out", place.at("site"))
    expect(refused).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("neither empty nor a site built by this command"),
    })
    expect(refused.err).toContain("is neither empty nor a site built by this command")
    expect(filesIn(place.at("site"))).toEqual(["theirs.html"])
  })

  it.each(['["../outside"]', '["/etc/passwd"]', '{"files":[]}', "[", '["a/../../b"]'])(
    "refuses a list of files that is malformed or leads out of the folder: %s",
    async (list) => {
      await build()
      place.save("outside", "theirs")
      place.save("site/.shifan-site.json", list)
      const refused = await place.shifan("site", "build", "--out", place.at("site"))
      expect(refused).toMatchObject({
        exit: 2,
        out: "",
        err: expect.stringContaining(list === "[" ? "NotJson" : "FolderInUse"),
      })
      expect(textIn(place.at("outside"))).toBe("theirs")
    },
  )

  it("leaves the site unchanged if the disk is full, and completes it the next time", async ({ skip }) => {
    const disk = smallDisk("2m") ?? skip()
    const buildThere = () => place.shifan("site", "build", "--out", join(disk, "site"))
    expect(await buildThere()).toMatchObject({ exit: 0 })
    const contents = () => filesIn(join(disk, "site")).map((path) => [path, textIn(join(disk, "site", path))])
    const before = contents()
    const taken = join(disk, "taken")
    writeFileSync(taken, new Uint8Array(statfsSync(disk).bavail * statfsSync(disk).bsize))
    const plaque = place.save("plaque.json", JSON.stringify({ awardedOn: "2021-01-15" }))
    await place.shifan("award-plaque", unit, "--file", plaque, ...byBureau("2021-01-15"))
    const refused = await buildThere()
    expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining("the disk is full") })
    expect(refused.err).toContain("the disk is full")
    expect(contents()).toEqual(before)
    rmSync(taken)
    expect(await buildThere()).toMatchObject({ exit: 0 })
    expect(textIn(join(disk, `site/units/${unit}.html`))).toContain("授牌")
  })

  it("writes nothing while another build runs", async () => {
    await build()
    const contents = () => filesIn(place.at("site")).map((path) => [path, textIn(place.at(join("site", path)))])
    const before = contents()
    {
      using other = new DatabaseSync(place.at("site/.shifan-site.lock"))
      other.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE")
      const refused = await build("--as-of", "2020-11-19")
      expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining("FolderBusy") })
      expect(refused.err).toContain("another run")
      expect(contents()).toEqual(before)
    }
    expect(await build("--as-of", "2020-11-19")).toMatchObject({ exit: 0 })
    expect(existsSync(place.at(`site/units/${unit}.html`))).toBe(false)
  })

  it("rebuilds a folder in which a killed build left its lock and half a file", async () => {
    mkdirSync(place.at("site/.shifan-site.new"), { recursive: true })
    place.save("site/.shifan-site.lock", "")
    place.save("site/.shifan-site.new/0", "half a pa")
    expect(await build()).toMatchObject({ exit: 0 })
    expect(existsSync(place.at("site/.shifan-site.new"))).toBe(false)
    expect(textIn(place.at("site/index.html"))).toContain("</html>")
  })

  it("puts absolute links into the feed if the address is given, and refuses an invalid address", async () => {
    expect(await build("--url", "https://site.example/list")).toMatchObject({ exit: 0 })
    expect(textIn(place.at("site/en/feed.xml"))).toContain('href="https://site.example/list/en/feed.xml"')
    for (const url of ["list", "javascript:1", "https://a:b@site.example/", "https://site.example/?q"])
      expect(await build("--url", url)).toMatchObject({
        exit: 2,
        err: expect.stringContaining(`an address such as https://example.cn/ is needed, got ${url}\n`),
      })
  })

  it("refuses --known-at", async () => {
    const instant = "2024-12-01T00:00:00.000Z"
    const refused = await place.shifan("--known-at", instant, "site", "build", "--out", place.at("site"))
    expect(refused).toMatchObject({ exit: 2, err: expect.stringContaining("--known-at does not apply") })
    expect(existsSync(place.at("site"))).toBe(false)
  })
})
