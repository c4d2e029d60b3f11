import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { applying, freshFolder, opened, read, unit, type Ran } from "./run.js"

const bureau = ["--by", "bureau:130300:SJ-01", "--on", "2024-12-30"]

const applied = async () => {
  const folder = freshFolder()
  const shifan = await opened(folder)
  await shifan(...applying("2020-12-01"))
  const give = (verb: string, data: unknown, ...more: ReadonlyArray<string>): Promise<Ran> => {
    const file = join(folder, `${verb}.json`)
    writeFileSync(file, JSON.stringify(data))
    return shifan(verb, unit, "--file", file, ...bureau, ...more)
  }
  return { shifan, give }
}

const toAudit = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
const erasure = { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" }

describe("personal data at the command line", () => {
  it("are shown with the salt that proves them, once the log says to whom", async () => {
    const { shifan, give } = await applied()
    const ran = await give("open", toAudit, "--json")
    expect(ran.exit).toBe(0)
    expect(read(ran)).toMatchObject({
      events: [{ type: "PersonalDataOpened" }],
      openings: [{ revision: 0, path: "form.basic.phone", value: "0335-5550101" }],
    })
    expect((await shifan("history", unit)).out).toContain("to 市审计局, for 专项审计")
  })

  it("are not shown by a dry run", async () => {
    const { give } = await applied()
    const ran = await give("open", toAudit, "--dry-run", "--json")
    expect(ran.exit).toBe(0)
    expect(ran.out).not.toContain("0335-5550101")
  })

  it("are gone after an erasure, which doctor confirms, and the history verifies as before", async () => {
    const { shifan, give } = await applied()
    expect((await give("erase", erasure)).exit).toBe(0)
    expect(await give("open", toAudit)).toMatchObject({ exit: 2 })
    expect((await shifan("doctor")).out).toContain("erasure: every erasure has destroyed its key")
    expect((await shifan("audit", "verify")).exit).toBe(0)
  })
})

describe("audit what-if", () => {
  it("lists what another reading turns, and refuses one that nobody knows", async () => {
    const { shifan } = await applied()
    const ran = await shifan("audit", "what-if", "--reading", "staff.qualified=both", "--json")
    expect(read(ran)).toMatchObject({
      decisions: 1,
      flips: [{ decided: "Applied", turned: [{ condition: "art_5__para_1__point_3#professionalRatio" }] }],
    })
    expect(await shifan("audit", "what-if", "--reading", "staff.qualified=neither")).toMatchObject({ exit: 2 })
    expect(await shifan("audit", "what-if", "--regulation", "nowhere")).toMatchObject({ exit: 6 })
    expect(await shifan("audit", "what-if")).toMatchObject({ exit: 2 })
  })
})
