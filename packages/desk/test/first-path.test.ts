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

  it("cannot certify without a certificate number, and then certifies with it and the appraisal", async () => {
    const office = await officeWith(recommended)
    const browser = await signedIn(office)
    const form = await browser.open(`/acts/Certify?unit=${unit}&as=bureau`)
    const filled = {
      "v:appraisal.date": "2020-12-29",
      "v:appraisal.members.0": "PS-01",
      "v:appraisal.opinion": "示例",
      on: "2020-12-29",
    }
    const unnumbered = await form.send(filled)
    expect(unnumbered.status).toBe(422)
    const marked = [
      ...unnumbered.text.matchAll(/<(?:input|textarea)(?=[^>]* aria-invalid="true")[^>]* name="([^"]*)"/g),
    ]
    expect(marked.map(([, name]) => name)).toEqual(["v:certificateNumber"])
    const before = await eventsOf(office)
    expect(before.at(-1)).toMatchObject({ type: "Recommended" })

    const preview = await unnumbered.send({ "v:certificateNumber": "QHD-2020-01" })
    expect(preview.text).toContain("将办理“认定”")
    expect(await eventsOf(office)).toEqual(before)
    const done = await preview.send({ do: "record" })
    expect(done.address).toBe(`/units/${unit}?recorded=2`)
    const after = await eventsOf(office)
    expect(after.slice(0, -1)).toEqual(before)
    expect(after.at(-1)).toMatchObject({
      type: "Certified",
      effectiveOn: "2020-12-29",
      actor: { role: "bureau", code: "130300", officer: "SJ-01" },
      data: {
        certificateNumber: "QHD-2020-01",
        appraisal: { date: "2020-12-29", members: ["PS-01"], opinion: "示例" },
        waivers: [],
        assessment: { verdict: "met" },
      },
    })
    const page = await browser.open(`/units/${unit}`)
    expect(page.text).toContain("QHD-2020-01")
    expect(page.text).not.toContain("/acts/Certify?")
    expect((await browser.open("/")).text).toContain("授牌")
  })
})
