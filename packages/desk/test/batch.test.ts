/** An act for many units: previewed individually, confirmed as a list, each recorded separately and once. */
import { civilDate as day } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { samplesFor, usccOf } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { eventsOf, officeWith, recommended, signedIn, unit } from "./office.js"

const other = usccOf(2)

const twoRecommended = async () => {
  const office = await officeWith(recommended)
  const town = samplesFor(qinhuangdao2020, other)
  await office.carryOut([town.apply(day("2020-12-02")), town.recommend(day("2020-12-09"))], other)
  return { office, browser: await signedIn(office) }
}

const shared = {
  on: "2020-12-29",
  "v:appraisal.date": "2020-12-28",
  "v:appraisal.members.0": "ZJ-01",
  "v:appraisal.opinion": "示例",
}

describe("certifying many units", () => {
  it("shows how many units wait, takes one form for all, asks to confirm the list, and records each unit once", async () => {
    const { office, browser } = await twoRecommended()
    expect((await browser.open("/batch")).text).toContain("市局，2家")
    const form = await browser.open("/batch/Certify")
    const numbers = { [`u:${unit}:certificateNumber`]: "QHD-1", [`u:${other}:certificateNumber`]: "QHD-2" }
    const list = await form.send({ ...shared, ...numbers })
    expect(list.text).toContain("2家中2家可办理")
    expect(list.text).toContain("证书编号QHD-2")
    const before = await eventsOf(office)
    const done = await list.send({ do: "record" })
    expect(done.text).toContain("已办理2家")
    const after = await eventsOf(office)
    expect(after.slice(before.length).map(({ type }) => type)).toEqual(["Certified", "Certified"])
    expect((await list.send({ do: "record" })).text).toContain("已办理2家")
    expect(await eventsOf(office)).toHaveLength(after.length)
  })

  it("leaves out a unit whose act would be refused, and says why", async () => {
    const { office, browser } = await twoRecommended()
    const form = await browser.open("/batch/Certify")
    const list = await form.send({ ...shared, [`u:${unit}:certificateNumber`]: "QHD-1" })
    expect(list.text).toContain("2家中1家可办理，其余不办理")
    expect(list.text).toContain("证书编号：未填写")
    const before = await eventsOf(office)
    expect((await list.send({ do: "record" })).text).toContain("已办理1家")
    expect(await eventsOf(office)).toHaveLength(before.length + 1)
  })

  it("records only the first of two units with the same certificate number", async () => {
    const { office, browser } = await twoRecommended()
    const numbers = { [`u:${unit}:certificateNumber`]: "QHD-1", [`u:${other}:certificateNumber`]: "QHD-1" }
    const list = await (await browser.open("/batch/Certify")).send({ ...shared, ...numbers })
    const before = await eventsOf(office)
    const done = await list.send({ do: "record" })
    expect(done.text).toContain("已办理1家，1家未办理")
    expect(done.text).toContain("QHD-1")
    expect(await eventsOf(office)).toHaveLength(before.length + 1)
  })

  it("keeps what was filled in when the list is edited, and requires at least one unit", async () => {
    const { browser } = await twoRecommended()
    const form = await browser.open("/batch/Certify")
    const list = await form.send({ ...shared, [`u:${unit}:certificateNumber`]: "QHD-1" })
    const again = await list.send({ do: "edit" })
    expect(again.text).toContain('value="QHD-1"')
    expect(again.text).toContain('value="ZJ-01"')
    const none = new Map(again.fields.filter(([name]) => name !== "unit"))
    expect(none.size).toBeGreaterThan(3)
    const nobody = await again.send({ unit: "" })
    expect(nobody.status).toBe(422)
    expect(nobody.text).toContain("请至少选择一家")
  })
})
