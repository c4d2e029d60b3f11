import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { timestampQuery, timestampResponse } from "../../../bundle/test/timestamp-samples.js"
import {
  byBureau,
  eventsWithCall,
  json,
  storeWithApplication,
  textIn,
  unit,
  type Shifan,
  type Workplace,
} from "../shifan.js"

let shifan: Shifan
let at: Workplace["at"]
let folder: string

/** Index of the application's leaf; the leaf of the opening is the next one. */
const applied = eventsWithCall
const leaves = applied + 2

/** A checkpoint and a policy in places where the program does not look for them by default. */
const headAndPolicy = (): ReadonlyArray<string> => ["--checkpoint", at("head"), "--policy", at("policy.kept")]

beforeAll(async () => {
  const workplace = await storeWithApplication(afterAll)
  shifan = workplace.shifan
  at = workplace.at
  folder = workplace.folder
  const toAudit = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
  const opening = workplace.save("opening.json", JSON.stringify(toAudit))
  const opened = await shifan("open", unit, "--file", opening, ...byBureau("2024-12-30"), "--json")
  workplace.save("opened.json", opened.out)
  await shifan("audit", "checkpoint")
  renameSync(at("checkpoint"), at("head"))
  renameSync(at("policy"), at("policy.kept"))
  await shifan("audit", "export", at("public"), ...headAndPolicy())
})

describe("audit verify with a policy", () => {
  it("reads a policy to which an editor added a byte order mark and carriage returns", async () => {
    const edited = `\ufeff${textIn(at("policy.kept")).replaceAll("\n", "\r\n")}`
    writeFileSync(at("edited"), edited)
    expect(await shifan("audit", "verify", at("public"), "--policy", at("edited"))).toMatchObject({ exit: 0 })
  })

  it("refuses a malformed policy by the name of its file", async () => {
    writeFileSync(at("typo"), textIn(at("policy.kept")).replace("log ", "lag "))
    const refused = await shifan("audit", "verify", at("public"), "--policy", at("typo"))
    expect(refused).toMatchObject({ exit: 2, out: "" })
    expect(refused.err).toContain(`the policy ${at("typo")} is malformed: line `)
  })
})

describe("audit export", () => {
  it("makes a bundle for the public that verifies, without any personal data", async () => {
    expect(await shifan("audit", "export", at("another"), ...headAndPolicy())).toMatchObject({
      exit: 0,
      out: expect.stringContaining(`${leaves} leaves, 0 rows on the roster, 0 openings`),
    })
    const policy = ["--policy", at("policy.kept")]
    const verified = await shifan("audit", "verify", at("another"), ...policy, "--kept", at("head"))
    expect(verified.exit).toBe(0)
    expect(verified.out).toContain(`compared with the checkpoint kept: ${leaves} leaves`)
    const files = readdirSync(at("another"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const content = files.map(({ parentPath, name }) => textIn(join(parentPath, name))).join("")
    expect(content).toContain("秦皇岛示例启航创业服务有限公司")
    expect(content).not.toContain("0335-5550101")
    expect(files.map(({ name }) => name)).not.toContain("openings.json")
  })

  it("shows an auditor the recorded openings of the named fields", async () => {
    const audience = ["--audience", "auditor", "--openings", at("opened.json")]
    const phone = [...headAndPolicy(), ...audience, "--field", "form.basic.phone"]
    expect((await shifan("audit", "export", at("auditor"), ...phone)).out).toContain("1 openings")
    expect(textIn(at("auditor/openings.json"))).toContain('"value":"0335-5550101"')
    expect((await shifan("audit", "verify", at("auditor"), "--policy", at("policy.kept"))).exit).toBe(0)
  })

  it.each([
    ["in another field", ["--audience", "auditor", "--field", "form.basic.email"], 1, "out of scope"],
    ["to the public", [], 2, "a public bundle contains no disclosures"],
  ])("does not show openings %s", async (_, audience, exit, message) => {
    const openings = ["--openings", at("opened.json"), ...audience]
    const ran = await shifan("audit", "export", at("none"), ...headAndPolicy(), ...openings)
    expect(ran).toMatchObject({ exit, err: expect.stringContaining(message) })
    expect(readdirSync(folder)).not.toContain("none")
  })

  it("refuses a folder that is not empty, and leaves its content", async () => {
    mkdirSync(at("full"))
    writeFileSync(at("full/mine"), "")
    expect(await shifan("audit", "export", at("full"), ...headAndPolicy())).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("already exists and is not an empty folder"),
    })
    expect(readdirSync(at("full"))).toEqual(["mine"])
  })

  it.each([
    ["is missing beside the store", () => [], 6],
    ["does not exist", () => ["--checkpoint", at("nothing"), "--policy", at("policy.kept")], 6],
    ["is another file", () => ["--checkpoint", at("policy.kept"), "--policy", at("policy.kept")], 1],
  ])("creates nothing if the checkpoint %s", async (_, options, exit) => {
    expect(await shifan("audit", "export", at("none"), ...options())).toMatchObject({ exit })
    expect(readdirSync(folder).filter((name) => name.includes("none"))).toEqual([])
  })
})

describe("art_16__para_1: audit export with a timestamp", () => {
  const stamped = (of: Uint8Array): string => {
    writeFileSync(at("head.tsr"), timestampResponse({ of, time: "20241231020000Z", nonce: 9 }))
    writeFileSync(at("head.tsq"), timestampQuery({ of, nonce: 9 }))
    return at("head.tsr")
  }

  it("includes the timestamp and its request, and the audit shows its time", async () => {
    const timestamp = ["--timestamp", stamped(readFileSync(at("head")))]
    expect(await shifan("audit", "export", at("stamped"), ...headAndPolicy(), ...timestamp)).toMatchObject({ exit: 0 })
    expect(readdirSync(at("stamped"))).toEqual(expect.arrayContaining(["checkpoint.tsr", "checkpoint.tsq"]))
    const verified = await shifan("audit", "verify", at("stamped"), "--policy", at("policy.kept"))
    expect(verified.exit).toBe(0)
    expect(verified.out).toContain(
      `timestamp: 2024-12-31T02:00:00.000Z, of ${leaves} leaves (its signature was not verified)`,
    )
  })

  it("of another file creates nothing", async () => {
    const timestamp = ["--timestamp", stamped(readFileSync(at("policy.kept")))]
    expect(await shifan("audit", "export", at("none"), ...headAndPolicy(), ...timestamp)).toMatchObject({
      exit: 4,
      err: expect.stringContaining("TimestampFails"),
    })
    expect(readdirSync(folder)).not.toContain("none")
  })

  it("includes several timestamps, each with its checkpoint if that is another", async () => {
    const first = stamped(readFileSync(at("head")))
    const earlier = join(at("stamps"), "earlier")
    mkdirSync(at("stamps"))
    const of = readFileSync(at("head"))
    writeFileSync(earlier, Buffer.concat([of, Buffer.from(`— witness.example ${"A".repeat(40)}\n`)]))
    writeFileSync(`${earlier}.tsr`, timestampResponse({ of: readFileSync(earlier), time: "20241231020500Z" }))
    const timestamps = ["--timestamp", first, "--timestamp", `${earlier}.tsr`]
    const exported = await shifan("audit", "export", at("twice"), ...headAndPolicy(), ...timestamps)
    expect(exported).toMatchObject({ exit: 0, err: "" })
    expect(readdirSync(join(at("twice"), "timestamp"))).toEqual(["1.checkpoint", "1.tsr"])
    const verified = await shifan("audit", "verify", at("twice"), "--policy", at("policy.kept"))
    expect(verified.exit).toBe(0)
    expect(verified.out).toContain("2024-12-31T02:00:00.000Z")
    expect(verified.out).toContain("2024-12-31T02:05:00.000Z")
  })
})

describe("art_16__para_1: audit timestamp", () => {
  const stamp = (time: string, { of = readFileSync(at("head")), nonce = 9, asked = 9 } = {}): string => {
    writeFileSync(at("head.tsr"), timestampResponse({ of, time, nonce }))
    writeFileSync(at("head.tsq"), timestampQuery({ of, nonce: asked }))
    return at("head.tsr")
  }
  const check = (...argv: ReadonlyArray<string>) => shifan("audit", "timestamp", ...argv)

  it("checks a timestamp against the checkpoint and the request beside it, and the records in the store", async () => {
    const ran = await check(stamp("20241231020000Z"), "--json")
    expect(json(ran)).toMatchObject({ holds: true, nonce: true, records: { faults: [] }, checkpoint: at("head") })
    expect((await check(at("head.tsr"))).out).toBe(
      `2024-12-31T02:00:00.000Z: ${at("head")} existed by then. Check who says so with openssl ts -verify\n`,
    )
  })

  it.each([
    ["it answers another request", () => stamp("20241231020000Z", { asked: 8 }), "另一申请的应答"],
    [
      "it belongs to another file",
      () => stamp("20241231020000Z", { of: readFileSync(at("policy.kept")) }),
      "另一文件的",
    ],
  ])("refuses a timestamp because %s", async (en, make, zh) => {
    const file = make()
    const ran = await check(file)
    expect(ran).toMatchObject({ exit: 4, out: "", err: expect.stringContaining(en) })
    expect((await check(file, "--lang", "zh")).err).toContain(zh)
  })

  it("says so if no request and no store are available", async () => {
    const elsewhere = join(at("stamps"), "alone.tsr")
    writeFileSync(elsewhere, readFileSync(stamp("20241231020000Z")))
    const ran = await check(elsewhere, "--checkpoint", at("head"), "--store", `sqlite:${at("no.db")}`)
    expect(ran).toMatchObject({ exit: 0 })
    expect(ran.out).toContain("without the request (.tsq), its nonce was not checked")
    expect(ran.out).toContain("it was not compared with the times of the records")
    expect(await check(elsewhere, "--checkpoint", at("head"), "--request", at("head.tsq"))).toMatchObject({ exit: 0 })
  })

  it.each([
    ["before the last record", "20241201000000Z", "TimeContradicted"],
    ["later than the clock", "20991231000000Z", "TimeContradicted"],
  ])("reports a time %s", async (_, time, code) => {
    const ran = await check(stamp(time))
    expect(ran).toMatchObject({ exit: 4 })
    expect(ran.out).toContain(`✗ ${code}: `)
    expect(ran.out).not.toContain("was there by then")
  })

  it("reports a timestamp of a head that the store does not continue", async () => {
    const other = at("other")
    writeFileSync(other, textIn(at("head")).replace(/^[A-Za-z0-9+/]{43}=$/m, `${"A".repeat(43)}=`))
    writeFileSync(`${other}.tsr`, timestampResponse({ of: readFileSync(other), time: "20241231020000Z" }))
    const ran = await check(`${other}.tsr`, "--lang", "zh")
    expect(ran).toMatchObject({ exit: 4 })
    expect(ran.out).toContain("日志不延续所盖的检查点")
  })
})

describe("audit verify of a bundle", () => {
  const spoil = async (): Promise<void> => {
    await shifan("audit", "export", at("spoilt"), ...headAndPolicy())
    const entries = at(`spoilt/tile/entries/000.p/${leaves}`)
    writeFileSync(entries, readFileSync(entries, "latin1").replace("SJ-01", "SJ-02"), "latin1")
  }

  it("exits with 10 for an observation with --exit-code", async () => {
    const ran = await shifan("audit", "verify", at("public"), "--exit-code")
    expect(ran).toMatchObject({ exit: 10, out: expect.stringContaining("the policy is the bundle's own") })
  })

  it("reports the first fault with its place and exit 4, and also as JSON and as a page", async () => {
    await spoil()
    const verify = ["audit", "verify", at("spoilt"), "--policy", at("policy.kept")]
    const ran = await shifan(...verify, "--report", at("report.html"))
    expect(ran.exit).toBe(4)
    expect(ran.out.split("\n")[0]).toContain(
      `✗ #${applied - 1} call-130300-2020@0 TileForged: a tile differs from the one computed from its leaves [tile/0/000.p/${leaves}]`,
    )
    expect(textIn(at("report.html"))).toContain("RootDiffers")
    expect(await shifan(...verify, "--report", at("report.html"))).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("report.html already exists"),
    })
    expect(json(await shifan(...verify, "--json"))).toMatchObject({
      schemaVersion: 1,
      sound: false,
      faults: expect.arrayContaining([expect.objectContaining({ code: "RootDiffers" })]),
    })
    expect(await shifan("audit", "prove", unit, "--event", "0", "--bundle", at("spoilt"))).toMatchObject({
      exit: 4,
      out: "",
      err: expect.stringContaining("the log differs from the checkpoint"),
    })
  })

  it("has options that are refused for a store", async () => {
    expect(await shifan("audit", "verify", "--leaves-only")).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("--leaves-only: does not apply to a store"),
    })
  })
})

describe("audit prove", () => {
  it("gives the same proof from a bundle as from the store", async () => {
    const fromBundle = await shifan("audit", "prove", unit, "--event", "0", "--bundle", at("public"))
    const fromStore = await shifan("audit", "prove", unit, "--event", "0", "--checkpoint", at("head"))
    expect(fromBundle).toMatchObject({
      exit: 0,
      out: expect.stringMatching(`^c2sp\\.org/tlog-proof@v1\nextra \\S+\nindex ${applied}\n`),
    })
    expect(fromStore.out).toBe(fromBundle.out)
    expect(fromBundle.out.endsWith(textIn(at("head")))).toBe(true)
  })

  it("writes the proof of the requested event to a file", async () => {
    const options = ["--event", "1", "--bundle", at("public"), "--out", at("one.tlog-proof")]
    expect((await shifan("audit", "prove", unit, ...options)).exit).toBe(0)
    expect(textIn(at("one.tlog-proof"))).toContain(`index ${applied + 1}\n`)
  })

  it.each([
    ["a missing event", () => ["--event", "9", "--bundle", at("public")], 6],
    ["an invalid revision", () => ["--event", "x", "--bundle", at("public")], 2],
    ["a missing bundle", () => ["--event", "0", "--bundle", at("nowhere")], 6],
    ["a missing checkpoint", () => ["--event", "0"], 6],
  ])("proves nothing for %s", async (_, options, exit) => {
    expect(await shifan("audit", "prove", unit, ...options())).toMatchObject({ exit })
  })
})
