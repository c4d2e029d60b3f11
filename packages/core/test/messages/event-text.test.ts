/** Events in words: every type in the frozen histories, without any identifiers of the code. */
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { placesText } from "../../src/messages/place-text.js"
import { eventDetail, eventName } from "../../src/messages/index.js"
import { plusDays, type Event } from "../../src/index.js"

const fixtures = join(import.meta.dirname, "../../../testkit/fixtures")

const events = readdirSync(fixtures)
  .filter((name) => name.endsWith(".ndjson"))
  .flatMap((name) => readFileSync(join(fixtures, name), "utf8").trim().split("\n"))
  .map((line) => JSON.parse(line) as Event & { readonly stream: string })
  .filter(({ stream }) => stream.startsWith("designation-"))

/** Matches camel case and paths, which no official or citizen would write. */
const identifier = /\b[a-z]+[A-Z][A-Za-z]*\b|\b[a-z]+(?:\.[a-zA-Z0-9]+)+\b/

describe("an event in a line of a history", () => {
  it("is described in both languages without identifiers of the code", () => {
    expect(events.length).toBeGreaterThan(100)
    for (const event of events) {
      const { zh, en } = eventDetail(event, qinhuangdao2020) ?? eventName(event.type, qinhuangdao2020)
      expect([event.type, zh]).toEqual([event.type, expect.not.stringMatching(identifier)])
      expect([event.type, en]).toEqual([event.type, expect.not.stringMatching(identifier)])
    }
  })

  it("names the requested or changed fields, and counts those without a name", () => {
    expect(placesText(["form.basic.staff", "dossier.personnelRoster", "form.basic.email"], qinhuangdao2020)).toEqual({
      zh: expect.stringMatching(/^从业人数、.+、其他1处$/),
      en: expect.stringMatching(/^staff, .+, 1 other place$/),
    })
    expect(placesText(["form.basic.email", "form.basic.fax"], qinhuangdao2020)).toEqual({ zh: "2处", en: "2 places" })
    expect(placesText(["report.filledOn", "form.filledOn"], qinhuangdao2020).zh).toBe("填报日期")
  })

  it("names the day of a plaque or a step if the act takes effect on another", () => {
    const [awarded] = events.filter(({ type }) => type === "PlaqueAwarded")
    if (awarded?.type !== "PlaqueAwarded") throw new Error("no history awards a plaque")
    const { awardedOn } = awarded.data
    expect(eventDetail({ ...awarded, effectiveOn: awardedOn }, qinhuangdao2020)).toBeUndefined()
    expect(eventDetail({ ...awarded, effectiveOn: plusDays(awardedOn, 3) }, qinhuangdao2020)).toEqual({
      zh: `授牌日期${awardedOn}`,
      en: `awarded on ${awardedOn}`,
    })
    const day = { takenOn: awardedOn, step: "siteVisit", outcome: "passed" }
    const visited = {
      ...awarded,
      type: "StepTaken",
      data: day,
      effectiveOn: plusDays(awardedOn, 1),
    } as unknown as Event
    expect(eventDetail(visited, qinhuangdao2020)?.zh).toContain(`，办理日期${awardedOn}`)
  })

  it("is named by its type if the type is unknown", () => {
    expect(eventName("Somersaulted", qinhuangdao2020)).toEqual({ zh: "Somersaulted", en: "Somersaulted" })
  })
})
