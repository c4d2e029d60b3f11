import { readdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { json, emptyWorkplace, listIn, programIn, type Ran, runProgram, type Shifan } from "../shifan.js"

const { at } = emptyWorkplace(afterAll)
const folder = at("demo")
let ran: Ran
let shifan: Shifan

beforeAll(async () => {
  ran = await runProgram(["--yes", "demo", "--out", folder])
  shifan = programIn(folder)
})

describe("the demo", () => {
  it("succeeds, and says what to try next", () => {
    expect(ran).toMatchObject({ exit: 0, err: "" })
    expect(ran.out).toContain("Try next")
    expect(ran.out).not.toContain("undefined")
  })

  it("with --json prints one object on standard output, and its story on standard error", async () => {
    const told = await runProgram(["--json", "--yes", "demo", "--out", at("demo.json")])
    expect(json(told)).toMatchObject({ schemaVersion: 1, store: at("demo.json/shifan.db") })
    expect(told.err).toContain("The list on 2021-06-30")
  })

  it.each([
    "ConditionsNotMet",
    "WaiverNotAllowed",
    "DossierIncomplete",
    "NotLegalPerson",
    "NoRuleInForce",
    "ReviewNotDue",
    "NothingFound",
  ])("shows a refusal with its reason: %s", (code) => {
    expect(ran.out).toContain(code)
  })

  it("refuses each act for the reasons that its story is about, and for no other", () => {
    expect(ran.out).not.toContain("InvalidParticulars")
    expect(ran.out).toContain("NothingFiled")
  })

  it("ends with eight certified titles, three revoked ones and seven applications that were declined", async () => {
    const units = listIn(await shifan("--json", "replay"), "units").map((one): string => Object(one).phase)
    const phases = [...new Set(units)].map((phase) => [phase, units.filter((one) => one === phase).length])
    expect(Object.fromEntries(phases)).toEqual({ certified: 8, revoked: 3, closed: 7 })
  })

  it.each([
    [0, ["--as-of", "2020-12-28"]],
    [6, ["--as-of", "2020-12-29"]],
    [9, ["--as-of", "2023-06-30"]],
    [8, ["--as-of", "2024-12-31"]],
    [6, ["--as-of", "2024-12-31", "--known-at", "2021-06-30T00:00:00.000Z"]],
  ])("lists %i platforms with %j", async (count, view) => {
    expect(listIn(await shifan("--json", ...view, "roster", "list"), "entries")).toHaveLength(count)
  })

  it("publishes the list, and leaves a signed bundle that is verified without the store", async () => {
    expect(ran.out).toContain("The bundle, verified without the store")
    const policy = ["--policy", join(folder, "policy")]
    expect(await runProgram(["audit", "verify", join(folder, "bundle"), ...policy])).toMatchObject({ exit: 0 })
    const [list = ""] = readdirSync(join(folder, "published"))
    expect(await shifan("audit", "published", join(folder, "published", list))).toMatchObject({ exit: 0 })
  })

  it("has the one waiver of its story on record, and explains it with its figures, reasons and provision", async () => {
    using db = new DatabaseSync(join(folder, "shifan.db"), { readOnly: true })
    const waivers = db
      .prepare("SELECT leaf FROM event")
      .all()
      .flatMap(({ leaf }) => {
        if (!(leaf instanceof Uint8Array)) throw new TypeError("no leaf")
        const { type, stream, data } = JSON.parse(new TextDecoder().decode(leaf))
        return (data.waivers ?? []).map((waiver: unknown): unknown => [type, stream, waiver])
      })
    const reasons = "服务业绩突出、示范带动作用明显，人员精干，适度放宽从业人数。"
    const condition = "art_5__para_1__point_3#staff"
    const waiver = { condition, statutory: 10, actual: 8, relaxedTo: 8, officer: "SJ-02", reasons }
    expect(waivers).toEqual([["Certified", "designation-130300-91130372MA00011062", waiver]])
    expect(json(await shifan("--json", "why", "91130372MA00011062", "--event", "2"))).toMatchObject({
      waivers: [waiver],
    })
    const { out } = await shifan("why", "91130372MA00011062", "--event", "2")
    expect(out).toContain(`waived staff (Art. 5(3)): statutory 10, actual 8, relaxed to 8, SJ-02: ${reasons}`)
    expect(out).toContain("(1), (3) and (4) may be relaxed (Art. 5(7))")
  })

  it("explains the last decision about each unit, be it a refusal or a revocation", async () => {
    const decisions =
      /^(?:Recommended|RecommendationDeclined|Certified|CertificationDeclined|Reviewed|Revoked|DecisionAnnulled)$/
    const explained = new Set<string>()
    for (const { unit: code } of listIn(await shifan("--json", "replay"), "units").map(Object)) {
      const types = listIn(await shifan("--json", "history", code), "events").map((event): string => Object(event).type)
      const { event } = Object(json(await shifan("--json", "why", code)))
      expect(event.type).toBe(types.findLast((type) => decisions.test(type)) ?? types.at(-1))
      explained.add(event.type)
    }
    expect([...explained]).toEqual(expect.arrayContaining(["Certified", "Revoked", "RecommendationDeclined"]))
  })

  it("lists the calls for reviews, the summaries and the spot checks that are due", async () => {
    const due = listIn(await shifan("--json", "--as-of", "2025-06-30", "due", "--within", "365d"), "duties")
    expect(due).toContainEqual(
      expect.objectContaining({ unit: "91130321MA00015360", duty: "call", owedBy: "bureau", dueOn: "2025-12-31" }),
    )
    expect(due).toContainEqual(expect.objectContaining({ duty: "annualSummary", owedBy: "unit", overdue: true }))
    // The platform checked in 2024 lost its title because of it, but the check counts.
    const check = (year: number) =>
      expect.objectContaining({ unit: null, duty: "spotCheck", owedBy: "bureau", dueOn: `${year}-12-31` })
    for (const year of [2021, 2022, 2023, 2025]) expect(due).toContainEqual(check(year))
    for (const year of [2020, 2024]) expect(due).not.toContainEqual(check(year))
  })

  it("is verified in full", async () => {
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("does not clear a folder that is not a demo", async () => {
    const before = readdirSync(at("."))
    expect(await runProgram(["--yes", "demo", "--out", at(".")])).toMatchObject({
      exit: 2,
      err: expect.stringContaining("is not empty"),
    })
    expect(readdirSync(at("."))).toEqual(before)
  })
})

describe("a changed byte in an event", () => {
  const change = (position: number): void => {
    using db = new DatabaseSync(join(folder, "shifan.db"))
    const leaf = db.prepare("SELECT leaf FROM event WHERE position = ?").get(position)?.["leaf"]
    if (!(leaf instanceof Uint8Array)) throw new TypeError("no such event")
    const bytes = new Uint8Array(leaf)
    const at60FromTheEnd = bytes.length - 60
    bytes[at60FromTheEnd] = (bytes[at60FromTheEnd] ?? 0) ^ 1
    db.prepare("UPDATE event SET leaf = ? WHERE position = ?").run(bytes, position)
  }

  const placeOf = (position: number): string => {
    using db = new DatabaseSync(join(folder, "shifan.db"), { readOnly: true })
    const row = db.prepare("SELECT stream, revision FROM event WHERE position = ?").get(position)
    return `${String(row?.["stream"])}@${String(row?.["revision"])}`
  }

  /** All events in turn would take too long; these are far apart and include the last one of a stream. */
  it.each([1, 17, 40, 95])("at position %i is reported with stream and revision, and exit 4", async (position) => {
    change(position)
    const verdict = await shifan("audit", "verify")
    change(position)
    expect(verdict.exit).toBe(4)
    expect(verdict.out.split("\n")[0]).toContain(`#${position - 1} ${placeOf(position)} HashDiffers`)
  })

  it("does not hide another one", async () => {
    const places = [17, 40].map((position) => `#${position - 1} ${placeOf(position)} HashDiffers`)
    change(17)
    change(40)
    const { out } = await shifan("audit", "verify")
    change(17)
    change(40)
    for (const place of places) expect(out).toContain(place)
  })

  it("leaves a store that verifies once it is changed back", async () => {
    expect((await shifan("audit", "verify")).exit).toBe(0)
  })
})
