/** The inputs that `audit verify` accepts, and the names it gives to those it refuses. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { rfc6962, toHex } from "@shifan/tlog"
import { zipped } from "../../../verifier/test/sample-input.js"
import { json, runProgram, storeWithApplication, unit, type Shifan, type Workplace } from "../shifan.js"

const filesBelow = (folder: string): ReadonlyArray<readonly [path: string, bytes: Uint8Array]> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [relative(folder, path), readFileSync(path)]
    })

let shifan: Shifan
let at: Workplace["at"]
let save: Workplace["save"]

beforeAll(async () => {
  const workplace = await storeWithApplication(afterAll)
  ;({ shifan, at, save } = workplace)
  await shifan("audit", "checkpoint")
  await shifan("audit", "export", at("bundle"))
  await shifan("audit", "prove", unit, "--event", "0", "--out", at("applied.tlog-proof"))
  await shifan("audit", "record", unit, "--event", "0", "--out", at("applied.record"))
  const files = filesBelow(at("bundle"))
  writeFileSync(at("bundle.zip"), new Uint8Array(await (await zipped(files, { folder: "bundle/" })).arrayBuffer()))
})

describe("art_16__para_1: a bundle in a .zip", () => {
  it("is verified with the same result as the folder", async () => {
    const policy = ["--policy", at("policy")]
    const folder = await shifan("audit", "verify", at("bundle"), ...policy)
    expect(folder.exit).toBe(0)
    expect(await shifan("audit", "verify", at("bundle.zip"), ...policy)).toEqual(folder)
  })

  it("is refused without a verdict if the .zip is damaged or contains no bundle", async () => {
    const bytes = readFileSync(at("bundle.zip"))
    const cut = save("cut.zip", bytes.subarray(0, bytes.length / 2))
    expect(await shifan("audit", "verify", cut)).toMatchObject({
      exit: 4,
      out: "",
      err: expect.stringContaining("was not verified"),
    })
    const other = save("other.zip", new Uint8Array(await (await zipped([["a", bytes]])).arrayBuffer()))
    expect(await shifan("audit", "verify", other)).toMatchObject({ exit: 4, err: expect.stringContaining("NoBundle") })
  })

  it("gives the same proofs and records as the folder", async () => {
    for (const verb of ["prove", "record"]) {
      const one = ["audit", verb, unit, "--event", "0", "--bundle"]
      expect(await shifan(...one, at("bundle.zip"))).toEqual(await shifan(...one, at("bundle")))
    }
  })
})

describe("art_16__para_1: audit verify of a proof", () => {
  const verify = (...options: ReadonlyArray<string>) =>
    shifan("--json", "audit", "verify", at("applied.tlog-proof"), ...options)

  it("succeeds with its record and a policy", async () => {
    const ran = await shifan(
      "audit",
      "verify",
      at("applied.tlog-proof"),
      "--record",
      at("applied.record"),
      "--policy",
      at("policy"),
    )
    expect(ran.exit).toBe(0)
    expect(ran.out).toContain("✓ This record is in the signed log")
    expect(ran.out).toContain("not that the decision is right")
  })

  it("does not succeed without the record or the policy", async () => {
    const alone = await verify()
    expect(alone.exit).toBe(4)
    expect(json(alone)).toMatchObject({ proved: false, faults: [], missing: ["policy", "leaf"] })
    expect(json(await verify("--record", at("applied.record")))).toMatchObject({ missing: ["policy"] })
  })

  it("fails for another record, even if it differs only by a line feed", async () => {
    const other = save("other.record", `${readFileSync(at("applied.record"), "utf8")}\n`)
    const ran = await verify("--record", other, "--policy", at("policy"))
    expect(ran.exit).toBe(4)
    expect(json(ran)).toMatchObject({ proved: false, faults: [{ code: "NotInLog" }] })
  })

  it("refuses the options of a bundle, as a bundle and a store refuse those of others", async () => {
    for (const argv of [
      ["applied.tlog-proof", "--leaves-only"],
      ["applied.tlog-proof", "--report", at("report.html")],
      ["bundle", "--record", at("applied.record")],
      ["shifan.db", "--leaves-only"],
    ]) {
      const [name = "", ...options] = argv
      expect(await shifan("audit", "verify", at(name), ...options)).toMatchObject({ exit: 2, out: "" })
    }
  })
})

describe("audit record", () => {
  it("writes exactly the bytes of the leaf hash, to a file and to a pipe", async () => {
    const record = await shifan("--json", "audit", "record", unit, "--event", "0")
    const { hash } = json(record) as { readonly hash: string }
    expect(toHex(rfc6962.leaf(readFileSync(at("applied.record"))))).toBe(hash)
    const chunks: Array<Uint8Array> = []
    const piped = await runProgram(["--store", `sqlite:${at("shifan.db")}`, "audit", "record", unit, "--event", "0"], {
      bytes: (bytes) => chunks.push(bytes),
    })
    expect(piped).toMatchObject({ exit: 0, out: "" })
    expect(Buffer.concat(chunks).equals(readFileSync(at("applied.record")))).toBe(true)
  })

  it("escapes on a terminal what could steer it, and keeps the exact bytes in a pipe", async () => {
    const steering = "示例\u{9b}2J\u{202e}平台"
    const store = at("steering.db")
    cpSync(at("shifan.db"), store)
    using db = new DatabaseSync(store)
    const record = readFileSync(at("applied.record"))
    const leaf = record.toString().replace("示例", steering)
    db.prepare("UPDATE event SET leaf = ? WHERE leaf = ?").run(utf8(leaf), record)
    db.prepare("UPDATE leaf SET hash = ? WHERE hash = ?").run(rfc6962.leaf(utf8(leaf)), rfc6962.leaf(record))
    const argv = ["--store", `sqlite:${store}`, "audit", "record", unit, "--event", "0"]
    const chunks: Array<Uint8Array> = []
    const bytes = (chunk: Uint8Array) => chunks.push(chunk)
    const shown = await runProgram(argv, { bytes, outIsTerminal: true })
    expect(shown.out).toBe(`${leaf.replace(steering, String.raw`示例\u{9B}2J\u{202E}平台`)}\n`)
    expect(chunks).toEqual([])
    expect(await runProgram(argv, { bytes })).toMatchObject({ exit: 0, out: "" })
    expect(Buffer.concat(chunks).toString()).toBe(leaf)
  })

  it.each([
    [["--event", "99"], 6],
    [["--event", "x"], 2],
    [["--event", "0", "--bundle", "nowhere"], 6],
  ])("is refused with %j", async (options, exit) => {
    expect(await shifan("audit", "record", unit, ...options)).toMatchObject({ exit, out: "" })
  })
})

describe("audit verify", () => {
  it("accepts a store by its path and by its address", async () => {
    expect(await shifan("audit", "verify", at("shifan.db"))).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "verify", `sqlite:${at("shifan.db")}`)).toMatchObject({ exit: 0 })
  })

  it("reports a missing path, and does not take it for a store", async () => {
    const ran = await shifan("audit", "verify", at("missing"))
    expect(ran).toMatchObject({ exit: 6, out: "" })
    expect(ran.err).toContain(`there is no file or folder ${at("missing")}`)
    expect(ran.err).not.toContain("store at")
  })

  it.each<readonly [what: string, path: () => string]>([
    ["the folder of a store", () => at(".")],
    ["not a bundle", () => (mkdirSync(at("empty"), { recursive: true }), at("empty"))],
    ["an empty file", () => save("nothing", "")],
    ["a checkpoint", () => at("checkpoint")],
    ["a policy", () => at("policy")],
    ["the private key", () => at("shifan.key")],
    ["the bytes of a record", () => at("applied.record")],
    ["a published list", () => save("list.json", "[]")],
    ["a published list", () => save("roster-2020-12-01.csv", "a,b\n")],
    ["a web page", () => save("page.html", "<!doctype html><title>x</title>")],
    ["a timestamp", () => save("head.tsr", "0")],
    ["a JSON file", () => at("bundle/instrument.json")],
    ["an archive (gzip)", () => save("bundle.tar.gz", gzipSync("x"))],
    ["a file of an unknown kind", () => save("noise", "noise")],
    ["a pipe or a device", () => "/dev/null"],
  ])("names what it refuses: %s", async (name, path) => {
    const ran = await shifan("audit", "verify", path())
    expect(ran).toMatchObject({ exit: 2, out: "" })
    expect(ran.err).toContain(name)
  })
})
