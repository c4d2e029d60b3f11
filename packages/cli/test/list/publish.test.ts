import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { byBureau, json, leavesBeforePublication, listIn, published, type Published, textIn } from "../shifan.js"

const eventCount = async ({ shifan }: Published): Promise<unknown> => {
  const verdict = json(await shifan("--json", "audit", "verify"))
  return Reflect.get(Object(verdict), "events")
}

describe("art_11__para_1: publishing the list", () => {
  it("records day, size, rows, digest and medium, and writes the list as JSON and CSV", async () => {
    const { shifan, file } = await published()
    const bytes = readFileSync(file("json"))
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`
    expect(listIn(await shifan("--json", "roster", "publications"), "publications")).toMatchObject([
      {
        revision: 0,
        asOf: "2020-12-01",
        effectiveOn: "2020-12-01",
        logSize: leavesBeforePublication,
        rows: 3,
        digest,
        medium: "市局官方网站",
      },
    ])
    const list = ["roster", "list", "--as-of", "2020-12-01"]
    expect(JSON.parse(bytes.toString())).toEqual(listIn(await shifan("--json", ...list), "entries"))
    expect(textIn(file("csv"))).toBe((await shifan(...list, "--format", "csv")).out)
  })

  it("records the SHA-256 of the verifier page and of the policy, which a repeated command does not change", async () => {
    const { shifan, save, publish } = await published()
    const [page, policy] = [save("verifier.html", "<!doctype html>"), save("policy", "log example\n")]
    const same = ["--verifier", page, "--policy", policy, "--command-id", "0190163d-8694-7000-8000-000000000001"]
    const first = await publish("2020-12-02", ...same)
    const recorded = {
      verifier: "sha256:fe26c59e91ac8de694b2531dc3bdc1b7faf471d3d7e4e00870af60f5f22897cb",
      policy: "sha256:e90bdd8b20c4f6af70876d583c1915f4d97507fe613d29cfc590383b5f6e7ba9",
    }
    for (const digest of Object.values(recorded)) expect(first.out).toContain(digest)
    save("policy", "log of somebody else\n")
    expect(await publish("2020-12-02", ...same)).toMatchObject({ exit: 0 })
    const publications = await shifan("--json", "roster", "publications")
    expect(listIn(publications, "publications")).toMatchObject([{ revision: 0 }, { revision: 1, ...recorded }])
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("records the SHA-256 of the policy beside the store", async () => {
    const { shifan, publish, at } = await published()
    expect(await publish("2020-12-02")).toMatchObject({ exit: 0 })
    const policy = createHash("sha256")
      .update(readFileSync(at("policy")))
      .digest("hex")
    expect(listIn(await shifan("--json", "roster", "publications"), "publications")).toMatchObject([
      {},
      { policy: `sha256:${policy}` },
    ])
  })

  it("is verified with the rest of the log", async () => {
    const { shifan } = await published()
    const ran = await shifan("--json", "audit", "verify")
    expect(ran.exit).toBe(0)
    expect(json(ran)).toMatchObject({ holds: true, events: leavesBeforePublication + 1, publications: 1, faults: [] })
  })

  it("as of an earlier day gives that day's list", async () => {
    const { shifan, file, publish } = await published()
    expect(await publish("2020-12-02", "--as-of", "2020-11-19")).toMatchObject({ exit: 0 })
    expect(textIn(file("json", "2020-11-19"))).toBe("[]")
    expect((await shifan("roster", "publications")).out).toContain("2020-11-19")
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("is possible when the instrument is no longer in force", async () => {
    const { publish } = await published()
    expect(await publish("2024-12-30")).toMatchObject({ exit: 0 })
  })

  it.each([
    ["by a county", ["--by", "county:130302:HG-01", "--on", "2020-12-02"], 3, "NotCompetent"],
    ["of a future day", [...byBureau("2020-12-02"), "--as-of", "2020-12-03"], 3, "InvalidParticulars"],
    ["dated before the last publication", byBureau("2020-11-30"), 3, "EffectiveDateGoesBack"],
    [
      "as known earlier",
      [...byBureau("2020-12-02"), "--known-at", "2020-12-01T00:00:00.000Z"],
      2,
      "--known-at does not apply",
    ],
  ])("%s is refused, and nothing is written", async (_, argv, exit, message) => {
    const office = await published()
    const elsewhere = office.at("elsewhere")
    const ran = await office.shifan("roster", "publish", "--medium", "示例", "--out", elsewhere, ...argv)
    expect(ran.exit).toBe(exit)
    expect(ran.err).toContain(message)
    expect(existsSync(elsewhere)).toBe(false)
    expect(await eventCount(office)).toBe(leavesBeforePublication + 1)
  })

  it("with --dry-run writes neither event nor file", async () => {
    const office = await published()
    expect(await office.publish("2020-12-02", "--dry-run")).toMatchObject({ exit: 0 })
    expect(existsSync(office.file("json", "2020-12-02"))).toBe(false)
    expect(await eventCount(office)).toBe(leavesBeforePublication + 1)
  })

  it("is refused if a file with other content exists, and records nothing", async () => {
    const office = await published()
    writeFileSync(office.file("csv"), "another")
    const ran = await office.publish("2020-12-02", "--as-of", "2020-12-01")
    expect(ran).toMatchObject({ exit: 1, err: expect.stringContaining("FileExists") })
    expect(await eventCount(office)).toBe(leavesBeforePublication + 1)
  })
})

describe("the files of a publication", () => {
  it("are written again, byte for byte, after later records", async () => {
    const { shifan, save, file, at } = await published()
    const before = [textIn(file("json")), textIn(file("csv"))]
    rmSync(at("out"), { recursive: true })
    const document = { title: "示例", digest: `sha256:${"0".repeat(64)}`, mediaType: "application/pdf", size: 1 }
    const change = save("change.json", JSON.stringify({ after: { platformName: "新名称" }, document }))
    const changed = await shifan("change", "91130302MA00010187", "--file", change, ...byBureau("2020-12-01"))
    expect(changed).toMatchObject({ exit: 0 })
    expect(await shifan("roster", "write", "0", "--out", at("out"))).toMatchObject({ exit: 0 })
    expect([textIn(file("json")), textIn(file("csv"))]).toEqual(before)
  })

  it.each([
    ["1", 6],
    ["one", 2],
  ])("are not written for a publication that does not exist: %s", async (revision, exit) => {
    const { shifan, at } = await published()
    expect(await shifan("roster", "write", revision, "--out", at("elsewhere"))).toMatchObject({ exit })
  })

  it("can be written later if the disk refused them, since the event is recorded", async () => {
    const office = await published()
    const { shifan, file, publish, at } = office
    // A non-empty folder is in the place of the temporary file.
    const draft = `${file("json", "2020-12-02")}.new`
    mkdirSync(`${draft}/held`, { recursive: true })
    const ran = await publish("2020-12-02")
    expect(ran.exit).toBe(1)
    expect(ran.err).toContain("FilesNotWritten")
    expect(ran.err).toContain("shifan roster write 1 --out DIR")
    expect(await eventCount(office)).toBe(leavesBeforePublication + 2)
    rmSync(draft, { recursive: true })
    expect(await shifan("roster", "write", "1", "--out", at("out"))).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "published", file("json", "2020-12-02"))).toMatchObject({ exit: 0 })
  })

  it("are written again by the repeated command, which publishes nothing twice", async () => {
    const office = await published()
    const same = ["--command-id", "0190163d-8694-7000-8000-000000000001"]
    await office.publish("2020-12-02", ...same)
    rmSync(office.at("out"), { recursive: true })
    expect(await office.publish("2020-12-02", ...same)).toMatchObject({ exit: 0 })
    expect(existsSync(office.file("csv", "2020-12-02"))).toBe(true)
    expect(await eventCount(office)).toBe(leavesBeforePublication + 2)
  })
})
