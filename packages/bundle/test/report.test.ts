/** The report in each medium, with hostile texts. */
import { fc, test } from "@fast-check/vitest"
import { bilingual } from "@shifan/core"
import { describe, expect, it } from "vitest"
import { type AuditReport, forHtml, forJson, forTerminal, reportHtml, reportJson, reportText } from "../src/index.js"
import { audit, sampleBundle } from "./sample-bundle.js"

const hostile = [
  "<script>alert(1)</script>",
  "\" onload='x'",
  "\u001b[2J\u001b]0;title\u0007",
  "\u009b31m",
  "abc\u202Egpj.exe",
  "a\u2066b\u2069",
  "line\nbreak\r\u2028\u2029",
  "zero\u200bwidth\ufeff",
  "\ud800",
  "&lt;",
]

/** Characters that steer a terminal or reverse a line. Line feeds are allowed between lines. */
const steering = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

const soundReport = await audit(sampleBundle)

const placeOf = (stream: string) => ({ index: 1, stream, revision: 2 })

/** A report with a hostile text wherever a text is possible. */
const hostileReport: AuditReport = {
  ...soundReport,
  sound: false,
  origin: hostile.join(""),
  signedBy: hostile,
  witnessedBy: hostile.map((name) => ({ name, time: Number.MAX_SAFE_INTEGER })),
  faultCount: 1000,
  observationCounts: { UnexpectedFile: hostile.length, Contested: hostile.length },
  faults: hostile.map((text) => ({
    code: "RosterDiffers",
    place: { path: text, leaf: placeOf(text) },
    expected: bilingual(text, text),
    found: bilingual(text, `${text}.`),
  })),
  observations: [
    ...hostile.map((path) => ({ code: "UnexpectedFile" as const, path })),
    ...hostile.map((text) => ({
      code: "Contested" as const,
      at: placeOf(text),
      type: text,
      reading: text,
      option: text,
    })),
  ],
}

describe("hostile texts", () => {
  test.prop([fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostile))])(
    "are harmless in each medium and keep their value in JSON",
    (text) => {
      expect(forTerminal(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      expect(forHtml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/)
      expect(forJson(JSON.stringify({ text }))).not.toMatch(steering)
      expect(JSON.parse(forJson(JSON.stringify({ text })))).toEqual({ text })
    },
  )

  it("have their control characters shown by code point", () => {
    expect(forTerminal("abc\u202Egpj.exe")).toBe("abc\\u{202E}gpj.exe")
    expect(forTerminal("\u001b[2J")).toBe("\\u{1B}[2J")
  })

  it("are cut when too long, but never within a character", () => {
    expect(forTerminal("长".repeat(5000))).toHaveLength(1001)
    expect(forTerminal(`${"x".repeat(999)}😀😀`).isWellFormed()).toBe(true)
  })

  it("leave no control characters in the report", () => {
    for (const language of ["zh", "en"] as const) expect(reportText(hostileReport, language)).not.toMatch(steering)
    expect(forJson(JSON.stringify(reportJson(hostileReport)))).not.toMatch(steering)
  })

  it("cannot run or fetch anything in the page", () => {
    const page = reportHtml(hostileReport)
    expect(page).not.toMatch(steering)
    expect(page).not.toMatch(/<script|\son\w+=["']|src=|href=|url\(|@import|javascript:/i)
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;")
    const tags = new Set([...page.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag))
    const ours = "html head meta title style body h1 h2 p table tr th td ol li strong code bdi dl dt dd span".split(" ")
    expect([...tags].filter((tag) => tag !== undefined && !ours.includes(tag))).toEqual([])
  })
})

describe("the report", () => {
  it("lists faults first, each with its place, what was expected and what was found", () => {
    const [fault, expected, found] = reportText(hostileReport, "en").split("\n")
    expect(fault).toContain("#1 <script>alert(1)</script>@2 RosterDiffers: the roster differs from the log")
    expect([expected, found]).toEqual([
      "    expected: <script>alert(1)</script>",
      "    found: <script>alert(1)</script>.",
    ])
    expect(reportText(hostileReport, "en")).toContain("990 more are not listed")
  })

  it("gives its verdict in both languages", () => {
    expect(reportText(soundReport, "zh")).toContain("✓ 核对一致")
    expect(reportText(soundReport, "zh")).toContain("放宽条件")
    expect(reportText(soundReport, "en")).toMatch(/^✓ sound.*; \d+ observations$/m)
    const page = reportHtml(soundReport)
    expect(page).toContain('<span lang="zh-CN">核验报告</span> <span lang="en">Audit report</span>')
  })

  it("as JSON has a version and unescaped texts", () => {
    expect(reportJson(hostileReport)).toMatchObject({
      schemaVersion: 1,
      sound: false,
      faults: expect.arrayContaining([expect.objectContaining({ path: "abc\u202Egpj.exe" })]),
    })
    expect(reportJson(soundReport)).toMatchObject({ root: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it("lists near misses, waivers and contested readings as observations, not as faults", () => {
    expect(soundReport.sound).toBe(true)
    const codes = new Set(soundReport.observations.map(({ code }) => code))
    expect([...codes].toSorted()).toEqual(["Contested", "ListDue", "NearThreshold", "NoKeyRecorded", "Waived"])
    expect(soundReport.observations.find(({ code }) => code === "Waived")).toMatchObject({
      condition: "art_5__para_1__point_3#staff",
    })
  })
})
