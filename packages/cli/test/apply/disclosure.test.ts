import { describe, expect, it } from "vitest"
import { byBureau, json, storeWithApplication, unit, type Ran } from "../shifan.js"

const toAudit = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
const erasure = { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" }

/** A store with an application, and a command about its unit with this data. */
const withCommand = async () => {
  const { shifan, save } = await storeWithApplication()
  const command = (verb: string, data: unknown, ...more: ReadonlyArray<string>): Promise<Ran> =>
    shifan(verb, unit, "--file", save(`${verb}.json`, JSON.stringify(data)), ...byBureau("2024-12-30"), ...more)
  return { shifan, command }
}

describe("personal data", () => {
  it("are opened with the salt that proves them, and the log says to whom", async () => {
    const { shifan, command } = await withCommand()
    const ran = await command("open", toAudit, "--json")
    expect(ran.exit).toBe(0)
    expect(json(ran)).toMatchObject({
      events: [{ type: "PersonalDataOpened" }],
      openings: [{ revision: 0, path: "form.basic.phone", value: "0335-5550101", salt: expect.any(String) }],
    })
    expect((await shifan("history", unit)).out).toContain("to 市审计局, for 专项审计")
  })

  it("are not opened by a dry run", async () => {
    const { command } = await withCommand()
    const ran = await command("open", toAudit, "--dry-run", "--json")
    expect(ran.exit).toBe(0)
    expect(ran.out).not.toContain("0335-5550101")
  })

  it("cannot be opened after an erasure, which doctor confirms, and the record still verifies", async () => {
    const { shifan, command } = await withCommand()
    expect((await command("erase", erasure)).exit).toBe(0)
    expect(await command("open", toAudit)).toMatchObject({ exit: 2 })
    expect((await shifan("doctor")).out).toContain("erasure: every erasure destroyed its key")
    expect((await shifan("audit", "verify")).exit).toBe(0)
  })
})
