import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import {
  emptyRange,
  extendRange,
  printCheckpoint,
  printNote,
  printVerifierKey,
  rangeRoot,
  rfc6962,
  signerKey,
  signText,
} from "@shifan/tlog"
import { beforeAll, describe, expect, it } from "vitest"
import { applying, atOpening, freshFolder, opened, read, unit, type Shifan } from "./run.js"

const folder = freshFolder()
const at = (name: string): string => join(folder, name)

const right = async <A>(task: TaskEither<unknown, A>): Promise<A> => {
  const either = await task()
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const leavesIn = (file: string): ReadonlyArray<Uint8Array> => {
  const db = new DatabaseSync(file, { readOnly: true })
  const rows = db.prepare("SELECT leaf FROM event ORDER BY position").all()
  db.close()
  return rows.flatMap(({ leaf }) => (leaf instanceof Uint8Array ? [new Uint8Array(leaf)] : []))
}

/** The head of the store as it stands, signed, and a policy that knows the key. */
const signed = async (): Promise<void> => {
  const key = await right(signerKey("Ed25519", "qinhuangdao.example/shifan", new Uint8Array(32).fill(3)))
  const range = leavesIn(at("shifan.db")).reduce((before, leaf) => extendRange(before, rfc6962.leaf(leaf)), emptyRange)
  const text = printCheckpoint({ origin: key.verifier.name, size: range.size, root: rangeRoot(range) })
  if (E.isLeft(text)) throw new Error(text.left.part)
  writeFileSync(at("head"), printNote({ text: text.right, signatures: [await right(signText(key, text.right))] }))
  writeFileSync(at("policy"), `log ${printVerifierKey(key.verifier)}\nquorum none\n`)
}

let shifan: Shifan

/** The application's leaf, and after it that of what was opened of it. */
const applied = atOpening
const leaves = applied + 2

beforeAll(async () => {
  shifan = await opened(folder)
  await shifan(...applying("2020-12-01"))
  const toAudit = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
  writeFileSync(at("opening.json"), JSON.stringify(toAudit))
  const bureau = ["--by", "bureau:130300:SJ-01", "--on", "2024-12-30"]
  writeFileSync(at("opened.json"), (await shifan("open", unit, "--file", at("opening.json"), ...bureau, "--json")).out)
  await signed()
})

const headed = ["--checkpoint", at("head"), "--policy", at("policy")]

describe("audit export", () => {
  it("makes a bundle that verifies, for the public without any personal data", async () => {
    expect(await shifan("audit", "export", at("public"), ...headed)).toMatchObject({
      exit: 0,
      out: expect.stringContaining(`${leaves} leaves, 0 rows on the roster, 0 openings`),
    })
    const verified = await shifan("audit", "verify", at("public"), "--policy", at("policy"), "--kept", at("head"))
    expect(verified.exit).toBe(0)
    expect(verified.out).toContain(`compared with the checkpoint kept: ${leaves} leaves`)
    const files = readdirSync(at("public"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const all = files.map((one) => readFileSync(join(one.parentPath, one.name), "utf8")).join("")
    expect(all).toContain("秦皇岛示例启航创业服务有限公司")
    expect(all).not.toContain("0335-5550101")
    expect(files.map(({ name }) => name)).not.toContain("openings.json")
  })

  it("opens to an auditor what was opened on record, in the fields named", async () => {
    const openings = ["--audience", "auditor", "--openings", at("opened.json")]
    const made = await shifan("audit", "export", at("auditor"), ...headed, ...openings, "--field", "form.basic.phone")
    expect(made.out).toContain("1 openings")
    expect(readFileSync(join(at("auditor"), "openings.json"), "utf8")).toContain('"value":"0335-5550101"')
    expect((await shifan("audit", "verify", at("auditor"), "--policy", at("policy"))).exit).toBe(0)
    const other = await shifan("audit", "export", at("other"), ...headed, ...openings, "--field", "form.basic.email")
    expect(other).toMatchObject({ exit: 1, err: expect.stringContaining(`out of scope: #${applied} form.basic.phone`) })
    expect(readdirSync(folder)).not.toContain("other")
    expect(await shifan("audit", "export", at("other"), ...headed, "--openings", at("opened.json"))).toMatchObject({
      exit: 2,
    })
  })

  it("refuses what it cannot do, and leaves nothing behind", async () => {
    mkdirSync(at("full"))
    writeFileSync(join(at("full"), "mine"), "")
    expect(await shifan("audit", "export", at("full"), ...headed)).toMatchObject({ exit: 1 })
    expect(readdirSync(at("full"))).toEqual(["mine"])
    expect(await shifan("audit", "export", at("none"))).toMatchObject({ exit: 6 })
    expect(
      await shifan("audit", "export", at("none"), "--checkpoint", at("nothing"), "--policy", at("policy")),
    ).toMatchObject({ exit: 6 })
    expect(
      await shifan("audit", "export", at("none"), "--checkpoint", at("policy"), "--policy", at("policy")),
    ).toMatchObject({ exit: 1 })
    expect(readdirSync(folder).filter((name) => name.includes("none"))).toEqual([])
  })
})

describe("audit verify", () => {
  it("tells what it observed by exit 10, where it is asked to", async () => {
    const own = await shifan("audit", "verify", at("public"), "--exit-code")
    expect(own).toMatchObject({ exit: 10, out: expect.stringContaining("the policy is the bundle's own") })
  })

  it("tells the first fault with its place, exit 4, and the same as data and as a page", async () => {
    await shifan("audit", "export", at("spoilt"), ...headed)
    const file = join(at("spoilt"), `tile/entries/000.p/${leaves}`)
    writeFileSync(file, readFileSync(file, "latin1").replace("SJ-01", "SJ-02"), "latin1")
    const args = ["audit", "verify", at("spoilt"), "--policy", at("policy")]
    const told = await shifan(...args, "--report", at("report.html"))
    expect(told.exit).toBe(4)
    expect(told.out.split("\n")[0]).toContain(
      `✗ #${applied - 1} call-130300-2020@0 TileForged: a tile is not the one its leaves give [tile/0/000.p/${leaves}]`,
    )
    expect(readFileSync(at("report.html"), "utf8")).toContain("RootDiffers")
    expect(await shifan(...args, "--report", at("report.html"))).toMatchObject({ exit: 1 })
    expect(read(await shifan(...args, "--json"))).toMatchObject({
      schemaVersion: 1,
      sound: false,
      faults: expect.arrayContaining([expect.objectContaining({ code: "RootDiffers" })]),
    })
  })

  it("takes bundle's options for bundles only", async () => {
    expect(await shifan("audit", "verify", "--kept", at("head"))).toMatchObject({ exit: 2 })
  })
})

describe("audit prove", () => {
  it("gives the bundle's and the store's proof alike", async () => {
    const fromBundle = await shifan("audit", "prove", unit, "--event", "0", "--bundle", at("public"))
    const fromStore = await shifan("audit", "prove", unit, "--event", "0", "--checkpoint", at("head"))
    expect(fromBundle).toMatchObject({
      exit: 0,
      out: expect.stringMatching(`^c2sp\\.org/tlog-proof@v1\nindex ${applied}\n`),
    })
    expect(fromStore.out).toBe(fromBundle.out)
    expect(fromBundle.out.endsWith(readFileSync(at("head"), "utf8"))).toBe(true)
    expect(
      (await shifan("audit", "prove", unit, "--event", "1", "--bundle", at("public"), "--out", at("one.tlog-proof")))
        .exit,
    ).toBe(0)
    expect(readFileSync(at("one.tlog-proof"), "utf8")).toContain(`index ${applied + 1}\n`)
  })

  it("finds no event that is not there, and proves nothing from a spoilt bundle", async () => {
    expect(await shifan("audit", "prove", unit, "--event", "9", "--bundle", at("public"))).toMatchObject({ exit: 6 })
    expect(await shifan("audit", "prove", unit, "--event", "0", "--bundle", at("spoilt"))).toMatchObject({ exit: 4 })
    expect(await shifan("audit", "prove", unit, "--event", "0")).toMatchObject({ exit: 6 })
    expect(await shifan("audit", "prove", unit, "--event", "x", "--bundle", at("public"))).toMatchObject({ exit: 2 })
    expect(await shifan("audit", "prove", unit, "--event", "0", "--bundle", at("nowhere"))).toMatchObject({ exit: 6 })
  })
})
