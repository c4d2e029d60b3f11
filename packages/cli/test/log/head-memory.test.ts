/** Damage to stored heads, at the bureau or at a witness, is detected if any other trace is left. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import {
  applyOn,
  byBureau,
  emptyWorkplace,
  eventsWithApplication,
  eventsWithCall,
  json,
  storeWithCall,
  textIn,
  type Workplace,
} from "../shifan.js"

const [first, second] = ["shifan.heads/0000000001", "shifan.heads/0000000002"]

/** A log signed at two sizes. */
const signedTwice = async (): Promise<Workplace> => {
  const workplace = await storeWithCall()
  const { shifan } = workplace
  await shifan("audit", "checkpoint")
  await shifan(...applyOn("2020-12-01"))
  expect(await shifan("audit", "checkpoint")).toMatchObject({ exit: 0 })
  return workplace
}

type Loss = readonly [what: string, lose: (workplace: Workplace) => void, code: string]

const losses: ReadonlyArray<Loss> = [
  ["the newest head is deleted", ({ at }) => rmSync(at(second)), "HeadsLost"],
  [
    "the newest head and the checkpoint are deleted",
    ({ at }) => {
      rmSync(at(second))
      rmSync(at("checkpoint"))
    },
    "HeadsLost",
  ],
  ["the first head is deleted", ({ at }) => rmSync(at(first)), "HeadsLost"],
  [
    "the first head is altered",
    ({ at, save }) => void save(first, textIn(at(first)).replace("\n3\n", "\n2\n")),
    "HeadReplaced",
  ],
  [
    "the folder is recreated",
    ({ at }) => {
      rmSync(at("shifan.heads"), { recursive: true })
      mkdirSync(at("shifan.heads"))
    },
    "HeadsLost",
  ],
  [
    "the newest head is truncated",
    ({ at, save }) => void save(second, textIn(at(second)).slice(0, 90)),
    "HeadReplaced",
  ],
  ["the newest head is replaced by the first", ({ at }) => copyFileSync(at(first), at(second)), "HeadReplaced"],
  ["the count is deleted", ({ at }) => rmSync(at("shifan.heads.count")), "CountLost"],
  [
    "folder and count are restored from an older backup",
    ({ at, save }) => {
      rmSync(at(second))
      save("shifan.heads.count", textIn(at("count.before")))
    },
    "HeadForgotten",
  ],
  [
    "folder and count are recreated, and the checkpoint is left",
    ({ at, save }) => {
      rmSync(at("shifan.heads"), { recursive: true })
      mkdirSync(at("shifan.heads"))
      save("shifan.heads.count", "kept-heads/v1 0 -\n")
    },
    "HeadForgotten",
  ],
]

describe("lost heads at the bureau", () => {
  it.each(losses)("prevent signing, and doctor and verify report them: %s", async (_, lose, code) => {
    const workplace = await storeWithCall()
    const { shifan, at } = workplace
    await shifan("audit", "checkpoint")
    copyFileSync(at("shifan.heads.count"), at("count.before"))
    await shifan(...applyOn("2020-12-01"))
    await shifan("audit", "checkpoint")
    lose(workplace)
    const before = readdirSync(at("shifan.heads"))
    const refused = await shifan("--json", "audit", "checkpoint")
    expect(refused.exit).toBe(4)
    expect(json(refused)).toMatchObject({ error: { code, hint: expect.stringContaining("--recover") } })
    expect(readdirSync(at("shifan.heads"))).toEqual(before)
    expect(await shifan("doctor")).toMatchObject({ exit: 1, out: expect.stringContaining("✗ head:") })
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 4 })
    expect(await shifan("backup", at("backup.db"))).toMatchObject({ exit: 0 })
  })

  it("are recovered with --recover from the checkpoint beside the store, and the rest is put aside", async () => {
    const { shifan, at } = await signedTwice()
    rmSync(at(second))
    expect(await shifan("audit", "checkpoint", "--recover")).toMatchObject({ exit: 0, out: textIn(at("checkpoint")) })
    const names = readdirSync(at("shifan.heads"))
    expect(names).toEqual(["0000000001", expect.stringMatching(/^lost-\d+-0000000001$/)])
    expect(textIn(at(first))).toContain(`\n${eventsWithApplication}\n`)
    expect(await shifan("call", "close", "2020", ...byBureau("2020-12-20"))).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "checkpoint")).toMatchObject({ exit: 0 })
    expect(await shifan("doctor")).toMatchObject({ out: expect.stringContaining("✓ head:") })
  })

  it("are not recovered if none is lost, if no checkpoint is left, or if the leaves contradict it", async () => {
    const { shifan, at, save } = await signedTwice()
    expect(await shifan("audit", "checkpoint", "--recover")).toMatchObject({ exit: 2 })
    const checkpoint = textIn(at("checkpoint"))
    rmSync(at(second))
    rmSync(at("checkpoint"))
    expect(await shifan("audit", "checkpoint", "--recover")).toMatchObject({ exit: 4 })
    save("checkpoint", checkpoint.replace(/\n.{6}/, "\n9"))
    expect(await shifan("audit", "checkpoint", "--recover")).toMatchObject({ exit: 4 })
    save("checkpoint", checkpoint)
    expect(await shifan("audit", "checkpoint", "--recover")).toMatchObject({ exit: 0 })
  })
})

/** The same with a witness in a separate folder, which cosigned the log at two sizes. */
const witnessedTwice = async () => {
  const bureau = await storeWithCall()
  const office = emptyWorkplace()
  const key = office.at("witness.key")
  const made = await office.shifan("audit", "key", "witness", "sjj.example/witness", key)
  const policy = office.save("policy", textIn(bureau.at("policy")))
  const [vkey = ""] = made.out.split("\n")
  bureau.save("policy", textIn(policy).replace("quorum none", `witness office ${vkey}\nquorum office`))
  const round = async (name: string, since: number, ...options: ReadonlyArray<string>) => {
    const request = bureau.at(`request-${name}`)
    const asked = await bureau.shifan("audit", "checkpoint", "--request-witness", request, "--since", String(since))
    if (asked.exit !== 0) return asked
    return office.shifan("--json", "audit", "witness", request, office.at(name), "--key", key, ...options)
  }
  expect(await round("one", 0)).toMatchObject({ exit: 0 })
  await bureau.shifan(...applyOn("2020-12-01"))
  expect(await round("two", eventsWithCall)).toMatchObject({ exit: 0 })
  const [name = ""] = readdirSync(office.at("witnessed"))
  return { bureau, office, round, of: join("witnessed", name), count: join("witnessed.counts", name) }
}

describe("lost heads at a witness", () => {
  it.each<readonly [string, (office: Workplace, of: string, count: string) => void, string]>([
    ["the newest head", ({ at }, of) => rmSync(at(join(of, "0000000002"))), "HeadsLost"],
    ["the folder of the log", ({ at }, of) => rmSync(at(of), { recursive: true }), "HeadsLost"],
    ["the folder of all logs", ({ at }) => renameSync(at("witnessed"), at("gone")), "HeadsUnavailable"],
    ["the count", ({ at }, _, count) => rmSync(at(count)), "CountLost"],
    ["the counts of all logs", ({ at }) => rmSync(at("witnessed.counts"), { recursive: true }), "HeadsUnavailable"],
    [
      "the newest head, replaced by another",
      ({ at }, of) => cpSync(at(join(of, "0000000001")), at(join(of, "0000000002"))),
      "HeadReplaced",
    ],
  ])("prevent cosigning: %s", async (_, lose, code) => {
    const { office, round, of, count } = await witnessedTwice()
    lose(office, of, count)
    const refused = await round("three", 0)
    expect(json(refused)).toMatchObject({ error: { code } })
    expect(readdirSync(office.folder)).not.toContain("three")
  })

  it("are recovered from a checkpoint with the witness's own cosignature", async () => {
    const { bureau, office, round, of } = await witnessedTwice()
    rmSync(office.at(of), { recursive: true })
    const again = (name: string, file: string) => round(name, eventsWithApplication, "--recover", file, "--yes")
    expect(await again("stranger", bureau.at("checkpoint"))).toMatchObject({ exit: 4 })
    expect(await again("three", office.at("two"))).toMatchObject({ exit: 0 })
    expect(await again("four", office.at("two"))).toMatchObject({ exit: 2 })
    expect(await bureau.shifan("call", "close", "2020", ...byBureau("2020-12-20"))).toMatchObject({ exit: 0 })
    expect(await round("five", eventsWithApplication)).toMatchObject({ exit: 0 })
  })
})

describe("a checkpoint that comes back from a witness", () => {
  it("shows that the bureau went back to an earlier state, although nothing beside the store does", async () => {
    const { shifan, at, folder } = await storeWithCall()
    await shifan("audit", "checkpoint")
    const backup = emptyWorkplace().folder
    cpSync(folder, backup, { recursive: true })
    await shifan(...applyOn("2020-12-01"))
    await shifan("audit", "checkpoint")
    const elsewhere = emptyWorkplace().save("cosigned", textIn(at("checkpoint")))
    // Everything there is restored from the backup, and then develops differently.
    rmSync(folder, { recursive: true })
    cpSync(backup, folder, { recursive: true })
    await shifan(...applyOn("2020-12-02"))
    expect(await shifan("audit", "checkpoint")).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "verify", "--kept", elsewhere)).toMatchObject({ exit: 4 })
  })

  it("is reported as forgotten if a checkpoint of its size was never signed", async () => {
    const { shifan, at } = await signedTwice()
    const request = (name: string, since: number) =>
      shifan("--json", "audit", "checkpoint", "--request-witness", at(name), "--since", String(since))
    const refused = await request("request", eventsWithApplication + 1)
    expect(refused.exit).toBe(4)
    expect(json(refused)).toMatchObject({ error: { code: "HeadForgotten" } })
    expect(await request("request", eventsWithCall)).toMatchObject({ exit: 0 })
  })

  it("is accepted only if it was signed here", async () => {
    const { bureau, office } = await witnessedTwice()
    const takeIn = () => bureau.shifan("--json", "audit", "cosigned", office.at("two"))
    expect(await takeIn()).toMatchObject({ exit: 0 })
    rmSync(bureau.at("shifan.heads"), { recursive: true })
    mkdirSync(bureau.at("shifan.heads"))
    bureau.save("shifan.heads.count", "kept-heads/v1 0 -\n")
    expect(json(await takeIn())).toMatchObject({ error: { code: "HeadForgotten" } })
  })
})

describe("a published list", () => {
  /** Signed at three sizes, a list published after the second, and all stored heads and checkpoints deleted. */
  const forgetful = async (): Promise<Workplace> => {
    const workplace = await signedTwice()
    const { shifan, at } = workplace
    const publish = ["roster", "publish", "--medium", "市局官方网站", "--out", at("web"), ...byBureau("2020-12-10")]
    expect(await shifan(...publish)).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "checkpoint")).toMatchObject({ exit: 0 })
    for (const name of ["shifan.heads", "shifan.heads.count", "checkpoint"]) rmSync(at(name), { recursive: true })
    return workplace
  }

  it("records the last signed head, which the audit confirms", async () => {
    const { shifan, at } = await forgetful()
    const { out } = await shifan("--json", "roster", "publications")
    expect(JSON.parse(out)).toMatchObject({ publications: [{ head: { size: eventsWithApplication } }] })
    expect(await shifan("audit", "verify", at("shifan.db"))).toMatchObject({ exit: 0 })
  })

  it("shows that all signed heads were forgotten, and recovery starts from it", async () => {
    const { shifan, at, save } = await forgetful()
    mkdirSync(at("shifan.heads"))
    save("shifan.heads.count", "kept-heads/v1 0 -\n")
    const refused = await shifan("--json", "audit", "checkpoint")
    expect(json(refused)).toMatchObject({ error: { code: "HeadForgotten" } })
    expect(refused.out).toContain("roster-130300@0")
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 4 })
    expect(await shifan("doctor")).toMatchObject({ exit: 1, out: expect.stringContaining("✗ head:") })
    expect(await shifan("audit", "checkpoint", "--recover")).toMatchObject({ exit: 0 })
    expect(textIn(at(first))).toContain(`\n${eventsWithApplication}\n`)
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("is not published if kept heads are lost", async () => {
    const { shifan, at } = await signedTwice()
    rmSync(at(second))
    const refused = await shifan("roster", "publish", "--medium", "x", "--out", at("web"), ...byBureau("2020-12-10"))
    expect(refused.exit).toBe(4)
  })
})
