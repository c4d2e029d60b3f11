import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { json, leavesBeforePublication, published, textIn, type Published } from "../shifan.js"

const known = "91130302MA00010187"
const stranger = "91130371MA0001165N"

let office: Published

beforeAll(async () => {
  office = await published(afterAll)
  await office.shifan("audit", "checkpoint")
})

const statement = async (name: string, uscc: string, ...more: ReadonlyArray<string>) => {
  const file = office.at(name)
  const made = await office.shifan("audit", "statement", uscc, "--out", file, ...more)
  return { file, made }
}

const verify = (file: string, ...more: ReadonlyArray<string>) =>
  office.shifan("audit", "verify", file, "--policy", office.at("policy"), ...more)

describe("art_16__para_1: audit statement", () => {
  it("proves the standing of a unit on the day of the list, and states its limits", async () => {
    const { file, made } = await statement("known.statement", known)
    expect(made).toMatchObject({ exit: 0, err: "" })
    expect(made.out).toContain(`On 2020-12-01, ${known} was on the list of 130300: certified.`)
    const verified = await verify(file)
    expect(verified).toMatchObject({ exit: 0, err: "" })
    expect(verified.out).toContain(`✓ On 2020-12-01, ${known} was on the list of 130300: certified.`)
    expect(verified.out).toContain("It says nothing about the time since that day")
    expect(json(await verify(file, "--json"))).toMatchObject({
      stated: true,
      faults: [],
      unit: { uscc: known, division: "130300" },
      list: { asOf: "2020-12-01", logSize: leavesBeforePublication, units: { count: 3 } },
      standing: { phase: "certified", listed: true, last: { type: "TitleImported", revision: 0 } },
    })
    expect((await verify(file, "--lang", "zh")).out).toContain(`✓ 截至2020年12月1日，${known}在130300的名单上`)
  })

  it("proves that the log knows no such unit", async () => {
    const { file } = await statement("stranger.statement", stranger)
    const verified = await verify(file)
    expect(verified).toMatchObject({ exit: 0 })
    expect(verified.out).toContain(`do not mention ${stranger}`)
  })

  it("proves nothing without a policy, and says how to give one", async () => {
    const { file } = await statement("alone.statement", known)
    const verified = await office.shifan("audit", "verify", file)
    expect(verified.exit).toBe(4)
    expect(verified.out).toContain("Nothing false was found, but something is missing. It claims: On 2020-12-01")
    expect(verified.out).toContain("→ shifan audit verify STATEMENT --policy POLICY")
  })

  it("is detected as false if a word was changed, and is not verified with the options of other files", async () => {
    const { file } = await statement("forged.statement", known)
    writeFileSync(file, textIn(file).replace('"listed":true', '"listed":false'))
    const verified = await verify(file)
    expect(verified.exit).toBe(4)
    expect(verified.out).toContain("✗ NotInMap: an entry is not in the map of that list")
    expect(await verify(file, "--record", office.at("checkpoint"))).toMatchObject({ exit: 2 })
  })

  it("is compared with a kept checkpoint, or says what is needed for that", async () => {
    const { file } = await statement("kept.statement", known)
    const same = office.at("same.checkpoint")
    writeFileSync(same, textIn(file).slice(textIn(file).indexOf("\n\n", textIn(file).indexOf("tlog-proof@v1")) + 2))
    expect(await verify(file, "--kept", same)).toMatchObject({ exit: 0, err: "" })
    const later = office.at("later.checkpoint")
    writeFileSync(
      later,
      textIn(same).replace(/^\d+$/m, (size) => String(Number(size) + 1)),
    )
    const unknown = await verify(file, "--kept", same, "--kept", later)
    expect(unknown).toMatchObject({ exit: 4 })
    expect(unknown.out).toContain("The checkpoint you kept has another size than the one in the file")
    expect(unknown.out).toContain("→ shifan audit verify BUNDLE --kept CHECKPOINT --policy POLICY")
    expect(unknown.out).not.toContain("STATEMENT --policy")
    const other = office.at("other.checkpoint")
    writeFileSync(other, textIn(same).replace(/^[A-Za-z0-9+/]{43}=$/m, `${"A".repeat(43)}=`))
    const differs = await verify(file, "--kept", other, "--lang", "zh")
    expect(differs).toMatchObject({ exit: 4 })
    expect(differs.out).toContain("✗ HearsayDiffers：与给出的检查点不一致，而该检查点没有本日志的签名，不足为证")
  })

  it("goes unchanged to standard output if no file is named", async () => {
    const { file } = await statement("piped.statement", known)
    const ran = await office.shifan("audit", "statement", known, "--json")
    expect(json(ran)).toMatchObject({ uscc: known, asOf: "2020-12-01", changedSince: [], statement: textIn(file) })
    expect((await office.shifan("audit", "statement", known)).out).toBe(textIn(file))
  })

  it("is the same from a bundle", async () => {
    const { file } = await statement("store.statement", known)
    await office.shifan("audit", "export", office.at("bundle"))
    const { file: other } = await statement("bundle.statement", known, "--bundle", office.at("bundle"))
    expect(textIn(other)).toBe(textIn(file))
    const { file: nobody } = await statement("nobody.statement", stranger, "--bundle", office.at("bundle"))
    expect((await verify(nobody)).exit).toBe(0)
  })

  it.each([
    ["an invalid code", ["91130302MA00010188"], 2, "not a unified social credit code"],
    ["a day without a list", [known, "--as-of", "2020-11-30"], 6, "no list was published for 2020-11-30 or earlier"],
    ["a day that does not exist", [known, "--as-of", "2020-11-31"], 2, "not a date"],
    ["an instant", [known, "--known-at", "2020-12-01T00:00:00.000Z"], 2, "--known-at does not apply"],
  ])("is refused for %s", async (_, argv, exit, message) => {
    const ran = await office.shifan("audit", "statement", ...argv)
    expect(ran.err).toContain(message)
    expect(ran).toMatchObject({ exit, out: "" })
  })
})

describe("art_16__para_1: the map of all units beside the store", () => {
  const kept = (): string => office.at(join("shifan.units", "0"))

  it("is written with the list, and rebuilt if it is missing or damaged", async () => {
    const { file } = await statement("first.statement", known)
    expect(readdirSync(kept(), { recursive: true })).toContain(join("tile", "entries", "000.p", "3"))
    for (const [i, spoil] of [
      () => rmSync(office.at("shifan.units"), { recursive: true }),
      () => rmSync(join(kept(), "tile", "0"), { recursive: true }),
      () => writeFileSync(join(kept(), "tile", "0", "000.p", "3"), new Uint8Array(96)),
      () => writeFileSync(join(kept(), "tile", "entries", "000.p", "3"), "nothing of a map"),
      () => writeFileSync(`${kept()}.tlog-proof`, "no proof"),
    ].entries()) {
      spoil()
      const { file: again } = await statement(`again-${i}.statement`, known)
      expect(textIn(again)).toBe(textIn(file))
      expect(existsSync(join(kept(), "tile", "0", "000.p", "3"))).toBe(true)
    }
  })
})

describe("art_16__para_1: a statement with --dry-run", () => {
  it("leaves neither the file nor the map", async () => {
    const { shifan, at } = await published()
    await shifan("audit", "checkpoint")
    rmSync(at("shifan.units"), { recursive: true })
    const file = at("rehearsed.statement")
    expect(await shifan("audit", "statement", known, "--out", file, "--dry-run")).toMatchObject({ exit: 0 })
    expect([existsSync(file), existsSync(at("shifan.units"))]).toEqual([false, false])
  })
})

describe("art_16__para_1: a unit with a record after the list", () => {
  it("is reported when the statement is made, and a newer list includes the record", async () => {
    const later = await published()
    const { shifan, at } = later
    const surrender = {
      type: "SurrenderTitle",
      unit: known,
      actor: { role: "unit", code: known, officer: "U-01" },
      effectiveOn: "2020-12-03",
      data: { reason: "示例" },
    }
    const recorded = await shifan("submit", later.save("since.jsonl", JSON.stringify(surrender)))
    expect(recorded).toMatchObject({ exit: 0 })
    await shifan("audit", "checkpoint")
    const stale = await shifan("audit", "statement", known, "--out", at("stale.statement"))
    expect(stale.out).toContain("was on the list of 130300: certified")
    expect(stale.out).toContain("recorded since that list:")
    await later.publish("2020-12-04")
    const uncovered = await shifan("audit", "statement", known)
    expect(uncovered).toMatchObject({
      exit: 6,
      err: expect.stringContaining("sign a new one: shifan audit checkpoint"),
    })
    await shifan("audit", "checkpoint")
    const fresh = await shifan("audit", "statement", known, "--out", at("fresh.statement"))
    expect(fresh.out).toContain("On 2020-12-04")
    expect(fresh.out).toContain("was not on the list of 130300: ended")
    const asOf = await shifan("audit", "statement", known, "--as-of", "2020-12-02", "--out", at("older.statement"))
    expect(asOf.out).toContain("On 2020-12-01")
    expect(asOf.out).toContain("recorded since that list:")
  })
})

describe("art_16__para_1: audit prove, the bare proof of a record", () => {
  it("says in the proof itself that a later record may have changed what it proves", async () => {
    const proof = office.at("bare.tlog-proof")
    const made = await office.shifan("audit", "prove", known, "--event", "0", "--out", proof)
    expect(made.out).toContain("a later record may have revoked or changed it")
    const [, extra = ""] = /^extra (.+)$/m.exec(textIn(proof)) ?? []
    expect(Buffer.from(extra, "base64").toString()).toContain("a later record may have revoked or changed it")
    await office.shifan("audit", "record", known, "--event", "0", "--out", office.at("record"))
    const verified = await verify(proof, "--record", office.at("record"))
    expect(verified).toMatchObject({ exit: 0 })
    expect(verified.out).toContain("a later record may have revoked or changed it")
  })
})
