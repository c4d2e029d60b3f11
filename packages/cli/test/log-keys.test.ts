import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { accepted } from "./accepted.js"
import { freshFolder, opened, programIn } from "./run.js"

const byBureau = ["--by", "bureau:130300:SJ-01"]

/** The leaves of the log's keys. */
const eventsOfKeys = (folder: string) => {
  using db = new DatabaseSync(join(folder, "shifan.db"), { readOnly: true })
  return db
    .prepare("SELECT CAST(leaf AS TEXT) AS leaf FROM event WHERE stream = 'log-130300' ORDER BY revision")
    .all()
    .map(({ leaf }) => JSON.parse(String(leaf)))
}

/** What they say: which key, by its id, came and went. */
const keysOnRecord = (folder: string): ReadonlyArray<unknown> =>
  eventsOfKeys(folder).map(({ type, data }) => [type, data.key.split("+")[1]])

const keyId = ({ out }: { readonly out: string }): string => out.split("+")[1] ?? ""

const textIn = (file: string): string => readFileSync(file, "utf8")

describe("the log's key", () => {
  it("is made by init under the log's name, for its owner alone, with the policy that names it", async () => {
    const folder = freshFolder()
    const shifan = programIn(folder)
    expect(await shifan("init", "--origin", "gxj.example.gov.cn/shifan")).toMatchObject({ exit: 0 })
    expect(JSON.parse(readFileSync(join(folder, "shifan.json"), "utf8"))).toMatchObject({
      origin: "gxj.example.gov.cn/shifan",
    })
    expect(statSync(join(folder, "shifan.key")).mode & 0o777).toBe(0o600)
    expect(eventsOfKeys(folder)).toMatchObject([{ effectiveOn: "2024-12-31", actor: { role: "bureau" } }])
    const vkey = (await shifan("audit", "key")).out.trim()
    expect(vkey).toMatch(/^gxj\.example\.gov\.cn\/shifan\+/)
    expect(readFileSync(join(folder, "policy"), "utf8")).toContain(`\nlog ${vkey}\nquorum none\n`)
  })

  it("has the division's name where no other was given", async () => {
    const folder = freshFolder()
    await programIn(folder)("init")
    expect((await programIn(folder)("audit", "key", "list")).out).toMatch(/^gov\.cn\/130300\/shifan\+/)
  })

  it.each([
    ["--origin", "the bureau"],
    ["--origin", "a+b"],
  ])("is not made under a name like %s %s, nor anything else", async (...args) => {
    const folder = freshFolder()
    expect(await programIn(folder)("init", ...args)).toMatchObject({ exit: 2 })
    expect(readdirSync(folder)).toEqual([])
  })

  it("that is none keeps init from founding a store on it, and repeats nothing of it", async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, "shifan.key"), "PRIVATE+KEY+secret\n")
    const { exit, err } = await programIn(folder)("init")
    expect([exit, err.includes("line 1"), err.includes("secret")]).toEqual([1, true, false])
    expect(readdirSync(folder)).toEqual(["shifan.key"])
  })

  it("is joined by another and retired, and verifiers with either key accept while both sign", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const policies = ["before", "both", "after"].map((name) => join(folder, name))
    const keep = (file = "") => writeFileSync(file, readFileSync(join(folder, "policy")))
    keep(policies[0])
    expect(await shifan("audit", "key", "retire", keyId(await shifan("audit", "key")), ...byBureau)).toMatchObject({
      exit: 2,
    })
    const old = keyId(await shifan("audit", "key"))
    expect((await shifan("audit", "key", "add", ...byBureau)).out.trim().split("\n")).toHaveLength(2)
    keep(policies[1])
    await shifan("audit", "checkpoint")
    expect(await Promise.all(policies.slice(0, 2).map((policy) => accepted(folder, policy)))).toMatchObject([
      { keys: 1 },
      { keys: 2 },
    ])
    expect(await shifan("audit", "key", "retire", "00000000", ...byBureau)).toMatchObject({ exit: 6 })
    const { out } = await shifan("audit", "key", "retire", old, ...byBureau)
    expect(out).not.toContain(old)
    expect(keysOnRecord(folder)).toEqual([
      ["LogKeyIntroduced", old],
      ["LogKeyIntroduced", keyId({ out })],
      ["LogKeyRetired", old],
    ])
    keep(policies[2])
    await shifan("audit", "checkpoint")
    expect(await Promise.all(policies.map((policy) => accepted(folder, policy)))).toMatchObject([
      "NoKnownSignature",
      { keys: 1 },
      { keys: 1 },
    ])
  })

  it("that was retired on record, and not in the file when the machine failed, is retired by doing it again", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const old = keyId(await shifan("audit", "key"))
    await shifan("audit", "key", "add", ...byBureau)
    const before = ["shifan.key", "policy"].map((name) => [join(folder, name), textIn(join(folder, name))] as const)
    const { out } = await shifan("audit", "key", "retire", old, ...byBureau)
    const [after, policy] = [keysOnRecord(folder), textIn(join(folder, "policy"))]
    for (const [file, content] of before) writeFileSync(file, content)
    expect(await shifan("audit", "key", "retire", old, ...byBureau)).toMatchObject({ exit: 0, out })
    expect(keysOnRecord(folder)).toEqual(after)
    expect(textIn(join(folder, "policy"))).toBe(policy)
    expect((await shifan("audit", "key")).out).toBe(out)
  })

  it("that was lost is followed by another, which the policy names beside it", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const lost = keyId(await shifan("audit", "key"))
    rmSync(join(folder, "shifan.key"))
    const made = keyId(await shifan("audit", "key", "new", ...byBureau))
    expect(keysOnRecord(folder)).toEqual([
      ["LogKeyIntroduced", lost],
      ["LogKeyIntroduced", made],
    ])
    await shifan("audit", "checkpoint")
    expect(await accepted(folder)).toMatchObject({ keys: 1 })
  })

  it.each([
    ["by a county", ["--by", "county:130302:HG-01"], 3, "NotCompetent"],
    ["by nobody one knows", ["--by", "SJ-01"], 2, "--by wants"],
    ["on a day that is none", [...byBureau, "--on", "2024-12-32"], 2, "--on wants a date"],
    ["on a day before the last change", [...byBureau, "--on", "2024-12-30"], 3, "EffectiveDateGoesBack"],
  ])("%s is not added, retired or made, and no file is touched", async (_, by, exit, says) => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    await shifan("audit", "key", "add", ...byBureau)
    const id = keyId(await shifan("audit", "key"))
    const before = [textIn(join(folder, "shifan.key")), textIn(join(folder, "policy")), keysOnRecord(folder)]
    for (const verb of [["add"], ["retire", id]]) {
      const ran = await shifan("audit", "key", ...verb, ...by)
      expect([ran.exit, ran.err]).toEqual([exit, expect.stringContaining(says)])
    }
    expect([textIn(join(folder, "shifan.key")), textIn(join(folder, "policy")), keysOnRecord(folder)]).toEqual(before)
    rmSync(join(folder, "shifan.key"))
    expect(await shifan("audit", "key", "new", ...by)).toMatchObject({ exit })
    expect(existsSync(join(folder, "shifan.key"))).toBe(false)
  })

  it("of SM2 signs beside the other, and stands in the policy as a comment", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    await shifan("audit", "key", "add", "--sm2", ...byBureau)
    const { out } = await shifan("audit", "checkpoint")
    expect(out.split("\n").filter((line) => line.startsWith("— "))).toHaveLength(2)
    expect(await accepted(folder)).toMatchObject({ keys: 1 })
    expect(readFileSync(join(folder, "policy"), "utf8")).toContain("\n# SM2: log gov.cn/130300/shifan+")
  })
})
