/** An officer's path from signing in to the record. */
import { typistId } from "@shifan/casework"
import { describe, expect, it } from "vitest"
import { certified, eventsOf, officeWith, recommended, signedIn, unit } from "./office.js"

describe("the bureau's officer", () => {
  it("signs in, sees what waits, opens the case, and records an act once, even if it is sent twice", async () => {
    const office = await officeWith(certified)
    const browser = await signedIn(office)
    const start = await browser.open("/")
    expect(start.text).toContain("授牌")
    const one = await browser.open(`/units/${unit}`)
    expect(one.text).toMatch(/<strong>认定<\/strong>/)
    const form = await browser.open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    const preview = await form.send({ "v:awardedOn": "2021-01-04", on: "2021-01-04" })
    expect(preview.status).toBe(200)
    expect(preview.text).toContain("将办理“授牌”")
    expect(preview.text).toContain("预览，未写入")
    const before = await eventsOf(office)
    const done = await preview.send({ do: "record" })
    expect(done.address).toBe(`/units/${unit}?recorded=3`)
    expect(done.text).toContain("已办理")
    const again = await preview.send({ do: "record" })
    expect(again.address).toBe(done.address)
    const after = await eventsOf(office)
    expect(after.length).toBe(before.length + 1)
    expect(after.at(-1)).toMatchObject({
      type: "PlaqueAwarded",
      actor: { role: "bureau", code: "130300", officer: "SJ-01" },
      correlationId: typistId({ role: "bureau", code: "130300", officer: "SJ-01" }),
    })
  })

  it("cannot certify without a certificate number", async () => {
    const office = await officeWith(recommended)
    const browser = await signedIn(office)
    const form = await browser.open(`/acts/Certify?unit=${unit}&as=bureau`)
    const unfilled = await form.send({})
    expect(unfilled.status).toBe(422)
    expect(unfilled.text).toContain("证书编号")
  })
})
