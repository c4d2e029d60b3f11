import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { beforeEach, describe, expect, it } from "vitest"
import { beforePublished, by, published, textIn, type Published } from "./published.js"
import { read } from "./run.js"

let one: Published

beforeEach(async () => {
  one = await published()
})

const events = async (): Promise<number> => {
  const { out } = await one.shifan("--json", "audit", "verify")
  return Number(Reflect.get(Object(JSON.parse(out)), "events"))
}

describe("art_11__para_1: publishing the list", () => {
  it("records day, size, rows, digest and medium, and writes the list as JSON and CSV", async () => {
    expect(one.ran).toMatchObject({ exit: 0, err: "" })
    const bytes = readFileSync(one.file("json"))
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`
    expect(read(await one.shifan("--json", "roster", "publications"))).toMatchObject([
      {
        revision: 0,
        asOf: "2020-12-01",
        effectiveOn: "2020-12-01",
        logSize: beforePublished,
        rows: 3,
        digest,
        medium: "市局官方网站",
      },
    ])
    expect(JSON.parse(bytes.toString())).toEqual(
      read(await one.shifan("--json", "roster", "list", "--as-of", "2020-12-01")),
    )
    const { out } = await one.shifan("roster", "list", "--as-of", "2020-12-01", "--format", "csv")
    expect(textIn(one.file("csv"))).toBe(out)
  })

  it("is verified with the rest of the log", async () => {
    const ran = await one.shifan("--json", "audit", "verify")
    expect([ran.exit, read(ran)]).toMatchObject([0, { holds: true, events: beforePublished + 1, faults: [] }])
  })

  it("as of an earlier day gives that day's list, from all that is known", async () => {
    expect(await one.publish("2020-12-02", "--as-of", "2020-11-19")).toMatchObject({ exit: 0 })
    expect(textIn(one.file("json", "2020-11-19"))).toBe("[]")
    expect((await one.shifan("roster", "publications")).out).toContain("2020-11-19")
    expect(await one.shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("goes on after the text has lapsed", async () => {
    expect(await one.publish("2024-12-30")).toMatchObject({ exit: 0 })
  })

  it.each([
    ["by a county", ["--by", "county:130302:HG-01", "--on", "2020-12-02"], 3, "NotCompetent"],
    ["of a day to come", [...by("2020-12-02"), "--as-of", "2020-12-03"], 3, "InvalidParticulars"],
    ["before the last", by("2020-11-30"), 3, "EffectiveDateGoesBack"],
    ["as known earlier", [...by("2020-12-02"), "--known-at", "2020-12-01T00:00:00.000Z"], 2, "no --known-at"],
  ])("%s is refused, and nothing is written", async (_, argv, exit, says) => {
    const elsewhere = `${one.out}-2`
    const ran = await one.shifan("roster", "publish", "--medium", "示例", "--out", elsewhere, ...argv)
    expect(ran.exit).toBe(exit)
    expect(ran.err).toContain(says)
    expect(existsSync(elsewhere)).toBe(false)
    expect(await events()).toBe(beforePublished + 1)
  })

  it("by a dry run writes neither event nor file", async () => {
    expect(await one.publish("2020-12-02", "--dry-run")).toMatchObject({ exit: 0 })
    expect(existsSync(one.file("json", "2020-12-02"))).toBe(false)
    expect(await events()).toBe(beforePublished + 1)
  })

  it("replaces no file of another content, and records nothing then", async () => {
    writeFileSync(one.file("csv"), "another")
    const ran = await one.publish("2020-12-02", "--as-of", "2020-12-01")
    expect([ran.exit, ran.err]).toEqual([1, expect.stringContaining("FileExists")])
    expect(await events()).toBe(beforePublished + 1)
  })
})

describe("files that were lost, or never written", () => {
  it("are written again, byte for byte, however much was recorded since", async () => {
    const before = [textIn(one.file("json")), textIn(one.file("csv"))]
    rmSync(one.out, { recursive: true })
    const change = one.saved(
      "change.json",
      JSON.stringify({
        after: { platformName: "新名称" },
        document: { title: "示例", digest: `sha256:${"0".repeat(64)}`, mediaType: "application/pdf", size: 1 },
      }),
    )
    expect(await one.shifan("change", "91130302MA00010187", "--file", change, ...by("2020-12-01"))).toMatchObject({
      exit: 0,
    })
    expect(await one.shifan("roster", "write", "0", "--out", one.out)).toMatchObject({ exit: 0 })
    expect([textIn(one.file("json")), textIn(one.file("csv"))]).toEqual(before)
    expect(await one.shifan("roster", "write", "1", "--out", one.out)).toMatchObject({ exit: 6 })
    expect(await one.shifan("roster", "write", "one", "--out", one.out)).toMatchObject({ exit: 2 })
  })

  it("are told of with what to do, once the event stands and the disk fails", async () => {
    mkdirSync(one.file("json", "2020-12-02").replace(".json", ".json.part/held"), { recursive: true })
    const ran = await one.publish("2020-12-02")
    expect(ran.exit).toBe(1)
    expect(ran.err).toContain("FilesNotWritten")
    expect(ran.err).toContain("shifan roster write 1 --out DIR")
    expect(await events()).toBe(beforePublished + 2)
    rmSync(one.file("json", "2020-12-02").replace(".json", ".json.part"), { recursive: true })
    expect(await one.shifan("roster", "write", "1", "--out", one.out)).toMatchObject({ exit: 0 })
    expect(await one.shifan("audit", "published", one.file("json", "2020-12-02"))).toMatchObject({ exit: 0 })
  })

  it("come with the same command given again, which publishes nothing twice", async () => {
    const same = ["--command-id", "0190163d-8694-7000-8000-000000000001"]
    await one.publish("2020-12-02", ...same)
    rmSync(one.out, { recursive: true })
    expect(await one.publish("2020-12-02", ...same)).toMatchObject({ exit: 0 })
    expect(existsSync(one.file("csv", "2020-12-02"))).toBe(true)
    expect(await events()).toBe(beforePublished + 2)
  })
})
