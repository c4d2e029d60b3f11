import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { acceptance, emptyWorkplace, storeWithCall, textIn } from "../shifan.js"

const byBureau = ["--by", "bureau:130300:SJ-01"]

/** The events about the log's keys. */
const keyEvents = (folder: string) => {
  using db = new DatabaseSync(join(folder, "shifan.db"), { readOnly: true })
  return db
    .prepare("SELECT CAST(leaf AS TEXT) AS leaf FROM event WHERE stream = 'log-130300' ORDER BY revision")
    .all()
    .map(({ leaf }) => JSON.parse(String(leaf)))
}

/** The keys introduced and retired, by id. */
const keysOnRecord = (folder: string): ReadonlyArray<unknown> =>
  keyEvents(folder).map(({ type, data }) => [type, data.key.split("+")[1]])

/** The id of the first printed key. */
const keyId = ({ out }: { readonly out: string }): string => out.split("+")[1] ?? ""

describe("the log's key", () => {
  it("is created by init under the log's name, readable only by its owner, with a policy that names it", async () => {
    const { folder, shifan, at } = emptyWorkplace()
    expect(await shifan("init", "--origin", "gxj.example.gov.cn/shifan")).toMatchObject({ exit: 0 })
    expect(JSON.parse(textIn(at("shifan.json")))).toMatchObject({ origin: "gxj.example.gov.cn/shifan" })
    expect(statSync(at("shifan.key")).mode & 0o777).toBe(0o600)
    expect(keyEvents(folder)).toMatchObject([{ effectiveOn: "2024-12-31", actor: { role: "bureau" } }])
    const vkey = (await shifan("audit", "key")).out.trim()
    expect(vkey).toMatch(/^gxj\.example\.gov\.cn\/shifan\+/)
    expect(textIn(at("policy"))).toContain(`\nlog ${vkey}\nquorum none\n`)
  })

  it("is not added, retired or created by a dry run, which applies the rules", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const id = keyId(await shifan("audit", "key"))
    const before = [keysOnRecord(folder), textIn(at("shifan.key")), textIn(at("policy"))]
    expect(await shifan("audit", "key", "add", ...byBureau, "--dry-run")).toMatchObject({
      exit: 0,
      out: expect.stringContaining("will sign together with the existing keys"),
    })
    expect(await shifan("audit", "key", "retire", id, ...byBureau, "--dry-run")).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("the only Ed25519 key cannot be retired"),
    })
    expect(await shifan("audit", "key", "add", "--by", "county:130302:HG-01", "--dry-run")).toMatchObject({
      exit: 3,
      out: "",
      err: expect.stringContaining("county authority 海港区 is not competent for this"),
    })
    expect([keysOnRecord(folder), textIn(at("shifan.key")), textIn(at("policy"))]).toEqual(before)
    rmSync(at("shifan.key"))
    expect(await shifan("audit", "key", "new", ...byBureau, "--dry-run")).toMatchObject({ exit: 0 })
    expect(existsSync(at("shifan.key"))).toBe(false)
    expect(keysOnRecord(folder)).toEqual(before[0])
  })

  it("has the division's name by default", async () => {
    const { shifan } = await storeWithCall()
    expect((await shifan("audit", "key", "list")).out).toMatch(/^gov\.cn\/130300\/shifan\+/)
  })

  it.each(["the bureau", "a+b"])("is not created under the name %j, and neither is any other file", async (name) => {
    const { folder, shifan } = emptyWorkplace()
    expect(await shifan("init", "--origin", name)).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining(name),
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it("keeps init from creating a store if it is malformed, and is not printed", async () => {
    const { folder, shifan, save } = emptyWorkplace()
    save("shifan.key", "PRIVATE+KEY+secret\n")
    const { exit, err } = await shifan("init")
    expect(exit).toBe(1)
    expect(err).toContain("line 1")
    expect(err).not.toContain("secret")
    expect(readdirSync(folder)).toEqual(["shifan.key"])
  })

  it("is joined by another and retired, and verifiers with either key accept while both sign", async () => {
    const { folder, shifan, at, save } = await storeWithCall()
    const old = keyId(await shifan("audit", "key"))
    const before = save("before", textIn(at("policy")))
    const added = await shifan("audit", "key", "add", ...byBureau)
    expect(added.out.trim().split("\n")).toHaveLength(2)
    const both = save("both", textIn(at("policy")))
    await shifan("audit", "checkpoint")
    expect(await acceptance(folder, before)).toMatchObject({ keys: 1 })
    expect(await acceptance(folder, both)).toMatchObject({ keys: 2 })
    const retired = await shifan("audit", "key", "retire", old, ...byBureau)
    expect(retired.out).not.toContain(old)
    expect(keysOnRecord(folder)).toEqual([
      ["LogKeyIntroduced", old],
      ["LogKeyIntroduced", keyId(retired)],
      ["LogKeyRetired", old],
    ])
    await shifan("audit", "checkpoint")
    expect(await acceptance(folder, before)).toBe("NoKnownSignature")
    expect(await acceptance(folder, both)).toMatchObject({ keys: 1 })
    expect(await acceptance(folder)).toMatchObject({ keys: 1 })
  })

  it("is not retired if it is the only one, and neither is an unknown key", async () => {
    const { shifan } = await storeWithCall()
    const only = keyId(await shifan("audit", "key"))
    expect(await shifan("audit", "key", "retire", only, ...byBureau)).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("the only Ed25519 key cannot be retired"),
    })
    expect(await shifan("audit", "key", "retire", "00000000", ...byBureau)).toMatchObject({
      exit: 6,
      out: "",
      err: expect.stringContaining("00000000"),
    })
  })

  it("is removed from the files by repeating its retirement, if the machine failed after the record", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const old = keyId(await shifan("audit", "key"))
    await shifan("audit", "key", "add", ...byBureau)
    const files = ["shifan.key", "policy"].map(at)
    const contents = files.map(textIn)
    const { out } = await shifan("audit", "key", "retire", old, ...byBureau)
    const recorded = keysOnRecord(folder)
    const policy = textIn(at("policy"))
    for (const [i, file] of files.entries()) writeFileSync(file, contents[i] ?? "")
    expect(await shifan("audit", "key", "retire", old, ...byBureau)).toMatchObject({ exit: 0, out })
    expect(keysOnRecord(folder)).toEqual(recorded)
    expect(textIn(at("policy"))).toBe(policy)
    expect((await shifan("audit", "key")).out).toBe(out)
  })

  it("is followed by a new one, on record and in the policy, if it was lost", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const lost = keyId(await shifan("audit", "key"))
    rmSync(at("shifan.key"))
    const made = keyId(await shifan("audit", "key", "new", ...byBureau))
    expect(keysOnRecord(folder)).toEqual([
      ["LogKeyIntroduced", lost],
      ["LogKeyIntroduced", made],
    ])
    await shifan("audit", "checkpoint")
    expect(await acceptance(folder)).toMatchObject({ keys: 1 })
  })

  it.each([
    ["by a county", ["--by", "county:130302:HG-01"], 3, "NotCompetent"],
    ["by an incomplete actor", ["--by", "SJ-01"], 2, "--by needs"],
    ["on a day that does not exist", [...byBureau, "--on", "2024-12-32"], 2, "--on needs a date"],
    ["on a day before the last change", [...byBureau, "--on", "2024-12-30"], 3, "EffectiveDateGoesBack"],
  ])("%s is not added, retired or created, and no file changes", async (_, by, exit, message) => {
    const { folder, shifan, at } = await storeWithCall()
    await shifan("audit", "key", "add", ...byBureau)
    const id = keyId(await shifan("audit", "key"))
    const state = () => [textIn(at("shifan.key")), textIn(at("policy")), keysOnRecord(folder)]
    const before = state()
    for (const verb of [["add"], ["retire", id]]) {
      const ran = await shifan("audit", "key", ...verb, ...by)
      expect(ran).toMatchObject({ exit, err: expect.stringContaining(message) })
    }
    expect(state()).toEqual(before)
    rmSync(at("shifan.key"))
    expect(await shifan("audit", "key", "new", ...by)).toMatchObject({ exit })
    expect(existsSync(at("shifan.key"))).toBe(false)
  })

  it("of SM2 signs beside the other, and is a comment in the policy", async () => {
    const { folder, shifan, at } = await storeWithCall()
    await shifan("audit", "key", "add", "--sm2", ...byBureau)
    const { out } = await shifan("audit", "checkpoint")
    expect(out.split("\n").filter((line) => line.startsWith("— "))).toHaveLength(2)
    expect(await acceptance(folder)).toMatchObject({ keys: 1 })
    expect(textIn(at("policy"))).toContain("\n# SM2: log gov.cn/130300/shifan+")
  })
})
