/** Receipts as applicants use them: they have only the receipt, a policy, and whatever the bureau publishes. */
import { cpSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { must, right } from "@shifan/testkit/basics"
import { parseKeyring, parseNote, signNote } from "@shifan/tlog"
import { describe, expect, it } from "vitest"
import {
  applyOn,
  byBureau,
  emptyWorkplace,
  eventsWithApplication,
  eventsWithCall,
  json,
  runProgram,
  storeWithApplication,
  storeWithCall,
  textIn,
  unit,
  workplaceIn,
  type Ran,
  type Workplace,
} from "../shifan.js"

/** The log was signed before the application, and the applicant has a receipt for it. */
const withReceipt = async () => {
  const workplace = await storeWithCall()
  const { shifan, at } = workplace
  await shifan("audit", "checkpoint")
  const home = emptyWorkplace()
  const policy = home.save("policy", textIn(at("policy")))
  const before = home.save("before", textIn(at("checkpoint")))
  await shifan(...applyOn("2020-12-01"))
  const receipt = home.at("application.receipt")
  expect(await shifan("audit", "receipt", "issue", unit, "--out", receipt)).toMatchObject({ exit: 0 })
  return { ...workplace, home, policy, before, receipt }
}

const later = (days: number) => ({ now: () => Date.parse("2024-12-31T02:00:00.000Z") + days * 86_400_000 })

/** Verifies at the applicant's: no store, and some days later. */
const verify = (days: number, receipt: string, policy: string, ...more: ReadonlyArray<string>): Promise<Ran> =>
  runProgram(
    ["--json", "--yes", "--store", "memory:", "audit", "receipt", receipt, "--policy", policy, ...more],
    later(days),
  )

describe("a receipt", () => {
  it("is the same each time, and names the leaf of the application", async () => {
    const { shifan, receipt } = await withReceipt()
    const again = await shifan("--json", "audit", "receipt", "issue", unit)
    expect(json(again)).toMatchObject({ receipt: textIn(receipt), type: "Applied", index: eventsWithCall })
    expect((await shifan("audit", "receipt", "issue", unit, "--event", "0")).out).toBe(textIn(receipt))
    expect(textIn(receipt)).toMatch(/^shifan\/receipt\/v1\nlog gov.cn\/130300\/shifan\nevent designation-130300-/)
  })

  it.each<readonly [ReadonlyArray<string>, number]>([
    [["91130306MA0001042H"], 6],
    [["nonsense"], 2],
    [[unit, "--event", "7"], 6],
    [[unit, "--event", "x"], 2],
    [[unit, "--within", "0d"], 2],
    [[unit, "--within", "a week"], 2],
  ])("is not issued for %j", async (args, exit) => {
    const { shifan } = await storeWithApplication()
    expect(await shifan("audit", "receipt", "issue", ...args)).toMatchObject({ exit, out: "" })
  })

  it("is refused if its promise is already due", async () => {
    const { folder } = await storeWithApplication()
    const issue = (days: string) =>
      runProgram(
        [
          "--json",
          "--store",
          `sqlite:${join(folder, "shifan.db")}`,
          "audit",
          "receipt",
          "issue",
          unit,
          "--within",
          days,
        ],
        later(8),
      )
    const refused = await issue("7d")
    expect(refused.exit).toBe(3)
    expect(json(refused)).toMatchObject({ error: { code: "AlreadyDue" } })
    expect(await issue("9d")).toMatchObject({ exit: 0 })
  })
})

describe("the promise of a receipt", () => {
  it("is pending until it is due, and overdue afterwards, if the head does not reach it", async () => {
    const { receipt, policy, before } = await withReceipt()
    const pending = await verify(6, receipt, policy, "--against", before)
    expect(json(pending)).toMatchObject({ outcome: "pending", size: eventsWithCall, proof: null })
    expect(pending.exit).toBe(0)
    expect(await verify(6, receipt, policy, "--against", before, "--exit-code")).toMatchObject({ exit: 10 })
    const overdue = await verify(8, receipt, policy, "--against", before)
    expect(overdue.exit).toBe(4)
    expect(json(overdue)).toMatchObject({ outcome: "overdue", proof: null })
  })

  it("is shown as kept by the store, a bundle or a proof, but not by a longer head alone", async () => {
    const { shifan, at, home, receipt, policy } = await withReceipt()
    await shifan("audit", "checkpoint")
    await shifan("audit", "export", home.at("bundle"))
    await shifan("audit", "prove", unit, "--event", "0", "--out", home.at("application.tlog-proof"))
    await shifan("audit", "prove", unit, "--event", "0", "--out", home.at("proof-of-another-name"))
    for (const against of ["bundle", "application.tlog-proof", "proof-of-another-name"]) {
      const ran = await verify(8, receipt, policy, "--against", home.at(against))
      expect(json(ran)).toMatchObject({ outcome: "kept", size: eventsWithApplication })
      expect(ran.exit).toBe(0)
    }
    expect(await shifan("audit", "receipt", receipt)).toMatchObject({ exit: 0, out: expect.stringContaining("✓ kept") })
    expect(await shifan("audit", "receipt", "verify", receipt)).toMatchObject({ exit: 0 })
    const unproven = await verify(8, receipt, policy, "--against", at("checkpoint"))
    expect(unproven.exit).toBe(4)
    expect(json(unproven)).toMatchObject({ outcome: "unproven" })
  })

  /** The same bureau, restored to before the application, continues without it. */
  const forked = async (): Promise<Workplace & { readonly receipt: string; readonly policy: string }> => {
    const { shifan, folder } = await storeWithCall()
    const other = emptyWorkplace().folder
    cpSync(folder, other, { recursive: true })
    await shifan(...applyOn("2020-12-01"))
    const home = emptyWorkplace()
    const receipt = home.at("receipt")
    await shifan("audit", "receipt", "issue", unit, "--out", receipt)
    const second = workplaceIn(other)
    expect(await second.shifan("call", "close", "2020", ...byBureau("2020-12-20"))).toMatchObject({ exit: 0 })
    await second.shifan("audit", "checkpoint")
    return { ...second, receipt, policy: home.save("policy", textIn(join(other, "policy"))) }
  }

  it("is proved broken by another record in its place, with a proof that anybody can check", async () => {
    const { shifan, at, receipt, policy } = await forked()
    await shifan("audit", "export", at("bundle"))
    const broken = await verify(1, receipt, policy, "--against", at("bundle"), "--proof", at("broken.tlog-proof"))
    expect(json(broken)).toMatchObject({ outcome: "broken", how: "anotherLeaf", size: eventsWithApplication })
    expect(json(await verify(1, receipt, policy, "--against", at("broken.tlog-proof")))).toMatchObject({
      outcome: "broken",
      how: "anotherLeaf",
    })
    const told = await shifan("--lang", "zh", "audit", "receipt", receipt)
    expect(told).toMatchObject({ exit: 4, out: expect.stringContaining("承诺被违背") })
  })

  it("is proved broken if the log signed another description of its record, as on the verifier page", async () => {
    const { shifan, at, home, receipt, policy } = await withReceipt()
    await shifan("audit", "checkpoint")
    await shifan("audit", "export", at("bundle"))
    const keys = await must(parseKeyring(textIn(at("shifan.key"))))
    const { text } = right(parseNote(readFileSync(receipt)))
    const forged = home.save("forged", await must(signNote(keys, text.replace(" Applied\n", " Certified\n"))))
    const broken = await verify(1, forged, policy, "--against", at("bundle"), "--proof", home.at("broken.tlog-proof"))
    expect(json(broken)).toMatchObject({ outcome: "broken", how: "anotherEvent" })
    for (const against of [at("bundle"), home.at("broken.tlog-proof")]) {
      const ran = await verify(1, forged, policy, "--against", against)
      expect(ran.exit).toBe(4)
      expect(json(ran)).toMatchObject({ outcome: "broken", how: "anotherEvent" })
    }
  })

  it("is proved broken by a witness who was shown a shorter log long after it was due", async () => {
    const { shifan, at, home, receipt } = await withReceipt()
    const key = home.at("witness.key")
    const [vkey = ""] = (await shifan("audit", "key", "witness", "sjj.example/witness", key)).out.split("\n")
    const policy = home.save("policy", textIn(at("policy")).replace("quorum none", `witness w ${vkey}\nquorum w`))
    // A month later the bureau shows the witness a log it signed before the application.
    const old = home.at("old")
    cpSync(home.at("before"), old)
    const request = home.save("request", Buffer.concat([Buffer.from("old 0\n\n"), readFileSync(old)]))
    const cosigned = home.at("cosigned")
    const args = ["--yes", "audit", "witness", request, cosigned, "--key", key]
    expect(await runProgram(args, later(30))).toMatchObject({ exit: 0 })
    const broken = await verify(31, receipt, policy, "--against", cosigned, "--proof", home.at("late"))
    expect(json(broken)).toMatchObject({ outcome: "broken", how: "late", size: eventsWithCall })
    expect(textIn(home.at("late"))).toBe(textIn(cosigned))
    // It is proof at any time, whatever the reader's clock shows.
    expect(await verify(0, receipt, policy, "--against", home.at("late"))).toMatchObject({ exit: 4 })
  })
})

describe("the check of a receipt", () => {
  it.each([
    ["altered", (text: string) => text.replace("leaf 3", "leaf 2"), "ForgedReceipt", 4],
    ["with a later day", (text: string) => text.replace(/by 20\d\d/, "by 2099"), "ForgedReceipt", 4],
    ["of another log", (text: string) => text.replaceAll("gov.cn/130300", "gov.cn/130200"), "OtherLog", 4],
    ["without its signature", (text: string) => `${text.split("\n\n")[0]}\n`, "Usage", 2],
    ["a checkpoint", () => "a\n1\nAAAA\n\n— a AAAAAAAA\n", "Usage", 2],
  ])("refuses an invalid receipt: %s", async (_, change, code, exit) => {
    const { shifan, home, receipt } = await withReceipt()
    await shifan("audit", "checkpoint")
    const forged = home.save("forged", change(textIn(receipt)))
    const ran = await shifan("--json", "audit", "receipt", forged)
    expect(ran.exit).toBe(exit)
    expect(json(ran)).toMatchObject({ error: { code } })
  })

  it("refuses a receipt whose key was retired before, according to the log", async () => {
    const { shifan, at } = await storeWithCall()
    const home = emptyWorkplace()
    const [vkey = ""] = (await shifan("audit", "key", "list")).out.split("\n")
    const oldPolicy = home.save("policy", textIn(at("policy")))
    home.save("old.key", textIn(at("shifan.key")))
    await shifan("audit", "key", "add", ...byBureau("2024-12-31"))
    const id = /\+([0-9a-f]{8})\+/.exec(vkey)?.[1] ?? ""
    expect(await shifan("audit", "key", "retire", id, ...byBureau("2024-12-31"))).toMatchObject({ exit: 0 })
    await shifan(...applyOn("2020-12-01"))
    await shifan("audit", "checkpoint")
    await shifan("audit", "export", at("bundle"))
    // A thief of the old key signs a receipt with it.
    const thief = emptyWorkplace()
    cpSync(at("."), thief.folder, { recursive: true })
    thief.save("shifan.key", textIn(home.at("old.key")))
    const receipt = home.at("receipt")
    expect(await thief.shifan("audit", "receipt", "issue", unit, "--out", receipt)).toMatchObject({ exit: 0 })
    const both = `${textIn(oldPolicy).replace("quorum none\n", "")}${textIn(at("policy"))}`
    const ran = await verify(1, receipt, home.save("both", both), "--against", at("bundle"))
    expect(json(ran)).toMatchObject({ error: { code: "RetiredKey" } })
    expect(json(await verify(1, receipt, at("policy"), "--against", at("bundle")))).toMatchObject({
      error: { code: "RetiredKey" },
    })
  })

  it("is what audit verify suggests for a receipt, and needs a policy without a store", async () => {
    const { shifan, receipt } = await withReceipt()
    expect(await shifan("audit", "verify", receipt)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("audit receipt"),
    })
    expect(await runProgram(["--store", "memory:", "audit", "receipt", receipt])).toMatchObject({
      exit: 2,
      err: expect.stringContaining("--policy"),
    })
  })
})
