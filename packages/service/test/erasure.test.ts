import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import { collect, decodeEvents, designationStream } from "@shifan/event-store"
import { must } from "@shifan/testkit/basics"
import { disclosuresOf, matchesCommitment, type Request, type Vault } from "../src/index.js"
import { sealer } from "../src/sealing.js"
import {
  aboutUnit,
  accepted,
  apply,
  bureau,
  openService,
  personalData,
  personalPaths,
  personalValues,
  serviceOver,
  unit,
} from "./fixtures.js"

const erase = (): Request =>
  aboutUnit(
    { type: "ErasePersonalData", data: { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" } },
    "2020-12-02",
    bureau,
  )

const open = (...paths: ReadonlyArray<string>): Request =>
  aboutUnit({ type: "OpenPersonalData", data: { openedTo: "市审计局", purpose: "审计", paths } }, "2020-12-02", bureau)

const withdraw = (): Request => aboutUnit({ type: "Withdraw", data: { reason: "示例" } }, "2020-12-02")

const applyAgain = (): Request => ({ ...apply(), effectiveOn: civilDate("2020-12-03") })

/** A service whose unit has applied. */
const applied = async () => {
  const service = await openService()
  await accepted(service.handle, apply())
  const history = async () => {
    const decoded = await must(() => collect(decodeEvents(service.store.readStream(designationStream("130300", unit)))))
    return decoded.map(({ envelope }) => envelope)
  }
  const disclosures = async (paths = personalPaths) => {
    const envelopes = await history()
    return must(() => disclosuresOf(service.vault, unit, envelopes, paths))
  }
  return { ...service, history, disclosures }
}

const erasOf = async (vault: Vault): Promise<ReadonlyArray<number>> =>
  (await must(vault.keys())).map(({ era }) => era).toSorted((a, b) => a - b)

describe("art_16__para_1: a disclosure", () => {
  it("gives changed personal data, which are sealed like those of the application", async () => {
    const { handle, disclosures, history } = await applied()
    const document = { title: "示例", digest: `sha256:${"a".repeat(64)}`, mediaType: "application/pdf", size: 1 }
    const after = { phone: "0335-5550199", legalRepresentative: "示例法人乙", registeredAddress: "示例路9号" }
    await accepted(handle, aboutUnit({ type: "ChangeParticulars", data: { after, document } }, "2020-12-02"))
    const stored = JSON.stringify((await history()).at(-1))
    expect([stored.includes(after.phone), stored.includes("示例法人乙")]).toEqual([false, false])
    expect(stored).toContain("示例路9号")
    const paths = ["after.phone", "after.legalRepresentative"]
    const all = await disclosures(paths)
    expect(all.map(({ path, value }) => [path, value])).toEqual([
      ["after.legalRepresentative", "示例法人乙"],
      ["after.phone", "0335-5550199"],
    ])
    expect(all.every(matchesCommitment)).toBe(true)
  })

  it("gives the sealed values, which match their commitments, while another value or salt does not", async () => {
    const all = await (await applied()).disclosures()
    expect(Object.fromEntries(all.map(({ path, value }) => [path, value]))).toEqual(personalData)
    for (const disclosure of all) {
      expect(matchesCommitment(disclosure)).toBe(true)
      expect(matchesCommitment({ ...disclosure, value: `${disclosure.value}0` })).toBe(false)
      expect(matchesCommitment({ ...disclosure, salt: "00".repeat(32) })).toBe(false)
    }
  })

  it("contains only the requested paths", async () => {
    const { disclosures } = await applied()
    expect(await disclosures(["form.basic.phone", "form.basic.fax"])).toMatchObject([{ path: "form.basic.phone" }])
  })

  it("prefers, of two values that a crash has left at one path, the one in the log, and leaves out what the log lacks", async () => {
    const { disclosures, vault } = await applied()
    const [kept] = (await must(vault.values(unit))).filter(({ path }) => path === "form.basic.phone")
    const key = kept && (await must(vault.key(kept)))
    if (kept === undefined || key === undefined) throw new Error("the telephone was sealed")
    const { seal, values } = sealer(kept, kept.commandId, key)
    seal("form.basic.phone", "0335-5550199")
    seal("form.basic.fax", "0335-5550102")
    await must(vault.put(values()))
    const asked = ["form.basic.phone", "form.basic.fax"]
    expect(await disclosures(asked)).toMatchObject([{ path: "form.basic.phone", value: "0335-5550101" }])
    await must(vault.release([kept]))
    const [other, ...more] = await disclosures(asked)
    expect([other?.value, other && matchesCommitment(other), more]).toEqual(["0335-5550199", false, []])
  })

  it("is on record with its recipient and purpose, and is refused without a record if the vault lacks a path", async () => {
    const { handle, history } = await applied()
    expect(await handle(open("form.basic.phone", "form.basic.telephone"))).toMatchObject({
      left: { _tag: "Malformed", issues: [{ path: "paths.1", got: "form.basic.telephone" }] },
    })
    expect(await history()).toHaveLength(1)
    await accepted(handle, open("form.basic.phone"))
    expect((await history()).at(-1)).toMatchObject({
      type: "PersonalDataOpened",
      data: { openedTo: "市审计局", purpose: "审计", paths: ["form.basic.phone"] },
      provisions: ["art_16__para_1"],
    })
  })

  it("is refused without a record if the value in the vault is damaged", async () => {
    const { handle, history, vault } = await applied()
    const [phone] = (await must(vault.values(unit))).filter(({ path }) => path === "form.basic.phone")
    if (phone === undefined) throw new Error("the telephone was sealed")
    await must(vault.release([phone]))
    await must(vault.put([{ ...phone, box: phone.box.with(20, (phone.box[20] ?? 0) ^ 1) }]))
    expect(await handle(open("form.basic.phone"))).toMatchObject({
      left: { _tag: "Malformed", issues: [{ path: "paths.0", expected: { en: expect.stringContaining("damaged") } }] },
    })
    expect(await history()).toHaveLength(1)
    await accepted(handle, open("form.basic.mobile"))
  })
})

describe("an erasure", () => {
  it("16: destroys the key, after which nothing can be disclosed, and no earlier event changes", async () => {
    const { handle, history, disclosures, vault } = await applied()
    const before = await history()
    await accepted(handle, erase())
    expect(await erasOf(vault)).toEqual([])
    expect(await disclosures()).toEqual([])
    expect((await history()).slice(0, -1)).toEqual(before)
    expect(await handle(open("form.basic.phone"))).toMatchObject({ left: { _tag: "Malformed" } })
  })

  it("destroys nothing in a dry run, even if the command was carried out before", async () => {
    const { handle, vault, store } = await applied()
    const erasure = erase()
    await accepted(handle, { ...erasure, dryRun: true })
    expect(await erasOf(vault)).toEqual([0])
    await accepted(serviceOver(store).handle, erasure)
    await accepted(handle, { ...erasure, dryRun: true })
    expect(await erasOf(vault)).toEqual([0])
  })

  it("interrupted between log and vault is completed when the command is repeated, even after other commands", async () => {
    const { handle, history, disclosures, vault, store } = await applied()
    const erasure = erase()
    // The other service on this store has its own vault; this one has not erased anything yet.
    await accepted(serviceOver(store).handle, erasure)
    expect(await erasOf(vault)).toEqual([0])
    await accepted(handle, withdraw())
    await accepted(handle, applyAgain())
    expect(await erasOf(vault)).toEqual([0, 1])
    const filedAgain = (await disclosures()).filter(({ revision }) => revision > 1)
    expect(await accepted(handle, erasure)).toMatchObject({ repeated: true })
    expect(await erasOf(vault)).toEqual([1])
    expect(await disclosures()).toEqual(filedAgain)
    expect(filedAgain).toHaveLength(personalValues.length)
    expect((await history()).filter(({ type }) => type === "PersonalDataErased")).toHaveLength(1)
  })

  it("spares what the unit files afterwards", async () => {
    const { handle, disclosures, vault } = await applied()
    await accepted(handle, erase())
    await accepted(handle, withdraw())
    await accepted(handle, applyAgain())
    expect(await erasOf(vault)).toEqual([1])
    expect((await disclosures()).map(({ value }) => value).toSorted()).toEqual(personalValues.toSorted())
  })
})
