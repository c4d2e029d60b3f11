import { existsSync } from "node:fs"
import { describe, expect, it } from "vitest"
import {
  applyOn,
  byBureau,
  emptyWorkplace,
  json,
  listIn,
  programIn,
  published,
  runProgram,
  storeWithApplication,
  storeWithCall,
  unit,
} from "../shifan.js"

describe("init", () => {
  it("creates store, vault, key and config, and refuses to do so twice", async () => {
    const { shifan, at } = emptyWorkplace()
    expect(await shifan("init")).toMatchObject({ exit: 0, err: "" })
    for (const name of ["shifan.db", "shifan.vault.db", "shifan.key", "shifan.heads", "policy", "shifan.json"])
      expect(existsSync(at(name))).toBe(true)
    expect(await shifan("init")).toMatchObject({ exit: 2, err: expect.stringContaining("StoreExists") })
  })
})

describe("an act", () => {
  it("prints the recorded event and the next step", async () => {
    const { shifan } = await storeWithCall()
    const applied = await shifan(...applyOn("2020-12-01"))
    expect(applied).toMatchObject({ exit: 0, err: "" })
    expect(applied.out).toContain(`designation-130300-${unit}@0`)
    expect(applied.out).toContain("the county recommends")
  })

  it("with --dry-run is previewed and not written", async () => {
    const { shifan } = await storeWithCall()
    const ran = await shifan(...applyOn("2020-12-01"), "--dry-run")
    expect(ran).toMatchObject({ exit: 0, out: expect.stringContaining("nothing written") })
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("that a rule refuses ends with exit 3, code and provision", async () => {
    const { shifan } = await storeWithCall()
    const late = await shifan("--json", ...applyOn("2020-12-21"))
    expect(late.exit).toBe(3)
    expect(json(late)).toMatchObject({ error: { code: "OutsideCall", provision: "art_13__para_1" } })
    expect((await shifan(...applyOn("2020-12-20"))).exit).toBe(0)
  })

  it("that expects another revision ends with exit 5", async () => {
    const { shifan } = await storeWithCall()
    const close = ["call", "close", "2020", ...byBureau("2020-12-18")]
    expect((await shifan(...close, "--expect-revision", "3")).exit).toBe(5)
    expect((await shifan(...close, "--expect-revision", "0")).exit).toBe(0)
  })

  it("with the id of an earlier command adds nothing", async () => {
    const { shifan } = await storeWithCall()
    const same = [...applyOn("2020-12-01"), "--command-id", "0190163d-8694-7000-8000-000000000001"]
    await shifan(...same)
    expect(json(await shifan("--json", ...same))).toMatchObject({ repeated: true })
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(1)
  })

  it("writes nothing without --yes if nobody can be asked", async () => {
    const { folder, shifan } = await storeWithCall()
    const ran = await programIn(folder, { yes: false })(...applyOn("2020-12-01"))
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining("--yes") })
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("is written on a terminal if the answer to its preview is yes", async () => {
    const { at, shifan } = await storeWithCall()
    const answering = (answer: boolean) =>
      runProgram(["--store", `sqlite:${at("shifan.db")}`, ...applyOn("2020-12-01")], {
        ask: () => Promise.resolve(answer),
      })
    const declined = await answering(false)
    expect(declined).toMatchObject({ exit: 2, err: expect.stringMatching(/preview.*not confirmed/s) })
    expect((await shifan("history", unit)).exit).toBe(6)
    expect((await answering(true)).exit).toBe(0)
    expect((await shifan("history", unit)).exit).toBe(0)
  })

  it("reads its data from standard input if the file is -", async () => {
    const { at, shifan } = await storeWithApplication()
    const withdraw = ["withdraw", unit, "--file", "-", "--by", `unit:${unit}:U-01`, "--on", "2020-12-03"]
    const withdrawWith = (input: string) =>
      runProgram(["--store", `sqlite:${at("shifan.db")}`, "--yes", ...withdraw], {
        input: () => [Buffer.from(input)],
      })
    expect(await withdrawWith("{")).toMatchObject({
      exit: 2,
      err: expect.stringContaining("standard input:1:2: it ends too early"),
    })
    expect(await withdrawWith('{"reason":"资金安排有变。"}')).toMatchObject({ exit: 0 })
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })

  it("is refused in Chinese with --lang zh", async () => {
    const { shifan } = await storeWithCall()
    const refused = await shifan("--lang", "zh", ...applyOn("2020-12-21"))
    expect(refused.err).toContain("2020年12月21日不在2020年度申报期内（2020年11月20日至2020年12月20日） [第十三条]")
  })
})

describe("a command id", () => {
  const id = ["--command-id", "0193a5b0-0000-7000-8000-00000000000c"]
  const withdrawal = (by: string, on = "2020-12-02") => ["withdraw", unit, "--by", by, "--on", on, ...id]

  it("repeats nothing for the same command, and is refused for any other with the event that has it", async () => {
    const { shifan, save } = await storeWithApplication()
    const us = `unit:${unit}:U-01`
    const file = ["--file", save("withdraw.json", JSON.stringify({ reason: "示例" }))]
    expect(await shifan(...withdrawal(us), ...file)).toMatchObject({ exit: 0 })
    expect(await shifan(...withdrawal(us), ...file)).toMatchObject({ exit: 0 })
    const other = ["--file", save("other.json", JSON.stringify({ reason: "示例二" }))]
    for (const argv of [
      [...withdrawal(us), ...other],
      [...withdrawal(`unit:${unit}:U-02`), ...file],
      [...withdrawal("public:130300:GZ-01"), ...file],
      [...withdrawal(us, "2020-12-03"), ...file],
      [...withdrawal(us), ...other, "--dry-run"],
    ]) {
      const ran = await shifan("--json", ...argv)
      expect(ran.exit).toBe(5)
      expect(json(ran)).toMatchObject({
        error: { code: "CommandIdReused", figures: { event: { stream: `designation-130300-${unit}`, revision: 1 } } },
      })
    }
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })
})

describe("decline", () => {
  const reasons = [{ provision: "art_5__para_1", text: "示例" }]
  const appraisal = { date: "2020-12-07", members: ["PS-01"], opinion: "示例" }

  it.each([
    ["a county means the recommendation", "county:130302:HG-01", { reasons }, "RecommendationDeclined"],
    [
      "the bureau means the certification",
      "bureau:130300:SJ-01",
      { reasons, appraisal, findings: [] },
      "cannot decline to certify while applied",
    ],
  ])("by %s", async (_, by, data, expected) => {
    const { shifan, save } = await storeWithApplication()
    const file = save("decline.json", JSON.stringify(data))
    const ran = await shifan("decline", unit, "--file", file, "--by", by, "--on", "2020-12-08", "--json")
    expect(ran.out).toContain(expected)
  })
})

describe("wrong usage", () => {
  it.each([
    [["apply", "--by", "mayor:130300:X"], "--by needs ROLE:CODE:OFFICER"],
    [["history", "12345"], "not a unified social credit code"],
    [["--as-of", "2021-02-29", "roster", "list"], "not a date"],
    [["due", "--within", "soon"], "--within needs days"],
    [["fly"], "unknown command 'fly'"],
  ])("%j ends with exit 2 and one clear line", async (argv, message) => {
    const { exit, err } = await emptyWorkplace().shifan(...argv)
    expect(exit).toBe(2)
    expect(err).toContain(message)
    expect(err).not.toContain("    at ")
  })

  it("of a missing store ends with exit 6 and says how to create it", async () => {
    const ran = await emptyWorkplace().shifan("roster", "list")
    expect(ran).toMatchObject({ exit: 6, err: expect.stringContaining("run shifan init first") })
  })
})

describe("a title that ends or comes back", () => {
  it("is shown as surrendered, restored by a court and ended with the unit", async () => {
    const { shifan, save, at } = await published()
    const document = { title: "示例", digest: `sha256:${"e".repeat(64)}`, mediaType: "application/pdf", size: 1024 }
    const acts = [
      ["surrender", `unit:${unit}:U-01`, "2021-03-01", { reason: "不再运营" }],
      [
        "annul",
        "bureau:130300:SJ-01",
        "2021-05-20",
        {
          revision: 1,
          ground: "court",
          effect: "fromBeginning",
          decidedOn: "2021-05-10",
          document,
          reasons: "并非该单位真实意思表示",
        },
      ],
      ["end-unit", "bureau:130300:SJ-01", "2021-09-30", { endedOn: "2021-09-28", document }],
    ] as const
    for (const [verb, by, on, data] of acts) {
      const file = save(`${verb}.json`, JSON.stringify(data))
      expect(await shifan(verb, unit, "--file", file, "--by", by, "--on", on)).toMatchObject({ exit: 0, err: "" })
    }
    const { out: shown } = await shifan("history", unit)
    expect(shown).toContain("title surrendered: 不再运营")
    expect(shown).toContain("decision annulled: revision 1, title surrendered, by a court, from the beginning")
    expect(shown).toContain("unit ended: on 2021-09-28")
    const { out: explained } = await shifan("why", unit, "--event", "1")
    expect(explained).toContain("since then: 2  2021-05-20  decision annulled")
    await shifan("audit", "checkpoint")
    const { out: proved } = await shifan("audit", "prove", unit, "--event", "1", "--out", at("surrender.tlog-proof"))
    expect(proved).toContain("what it proves has changed since: 2  2021-05-20  decision annulled")
    const other = await shifan("--json", "audit", "prove", unit, "--event", "0")
    expect(json(other)).toMatchObject({ changedSince: [] })
    const listed = async (...view: ReadonlyArray<string>) =>
      (await shifan("roster", "list", "--json", ...view)).out.includes(unit)
    expect(await listed("--as-of", "2021-04-01")).toBe(true)
    expect(await listed("--as-of", "2021-09-29")).toBe(true)
    expect(await listed()).toBe(false)
  })
})
