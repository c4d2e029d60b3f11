/** Texts in a log are untrusted. They are displayed without any effect. */
import { describe, expect, it } from "vitest"
import { fc, test } from "@fast-check/vitest"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { hostileTexts } from "@shifan/testkit"
import { recordCollector, viewerOf, type Evidence } from "../src/index.js"
import { addressesTried } from "./addresses.js"
import { brokenUnit, good, library, pagesOf } from "./sample-view.js"

const markup = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "</title></style></textarea><b>",
  "&lt;b&gt; &amp; &#60;",
  "' onmouseover='alert(1)",
  "]]><!--",
  "=cmd|'/c calc'!A1",
  "𠀀𪚥🏭",
  "示".repeat(120),
]

const anyText = fc.oneof(fc.constantFrom(...markup), fc.constantFrom(...hostileTexts), fc.string({ unit: "grapheme" }))

/** Puts the text into every free-text field of a unit's records. */
const ownWords = new Set([
  "applicantUnitName",
  "operatingUnitName",
  "platformName",
  "reasons",
  "text",
  "title",
  "reason",
  "opinion",
  "findings",
  "certificateNumber",
  "officer",
  "record",
])

const rewritten = (value: unknown, text: string): unknown => {
  if (Array.isArray(value)) return value.map((one) => rewritten(one, text))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === "string" && ownWords.has(key) ? text : rewritten(inner, text),
    ]),
  )
}

/** Evidence as if no codec had rejected the text. */
const evidenceWith = (text: string): Evidence => {
  const collector = recordCollector()
  const { examination, log } = good.evidence
  const events = log.records.flatMap(({ event, index }) => (event === null ? [] : [[event, index] as const]))
  for (const [event, index] of events) collector.take(event, index, new Uint8Array())
  const taken = collector.all()
  const changed = taken.records.map((record) =>
    record.event !== null && isDesignationEvent(record.event)
      ? { ...record, event: { ...(record.event as Envelope), data: rewritten(record.event.data, text) } }
      : record,
  )
  const byIndex = new Map(changed.map((record) => [record.index, record]))
  const histories = new Map(
    [...taken.histories].map(([name, history]) => [
      name,
      { ...history, records: history.records.map((record) => byIndex.get(record.index) ?? record) },
    ]),
  )
  return { examination, library, name: text, log: { ...taken, records: changed, byIndex, histories } }
}

/** Tags with the names of their attributes. */
const tagsIn = (page: string): ReadonlyArray<string> =>
  (page.match(/<\/?[a-z](?:[^>"]|"[^"]*")*>/gi) ?? []).map((tag) => tag.replaceAll(/="[^"]*"/g, ""))

const unescaped = /<(?!\/?[a-z][a-z0-9]*[\s>/]|!doctype html>)/i

describe("hostile texts", () => {
  test.prop([anyText], { numRuns: 60 })("add no element and no attribute to any page", (text) => {
    const plain = viewerOf(evidenceWith("x"))
    const hostile = viewerOf(evidenceWith(text))
    for (const path of addressesTried(brokenUnit)) {
      const page = hostile.page(path) ?? ""
      expect(tagsIn(page)).toEqual(tagsIn(plain.page(path) ?? ""))
      expect(page.match(unescaped)).toBeNull()
      expect(page.match(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F]/)).toBeNull()
    }
  })

  it("are shown as they are, with the code points of invisible characters", () => {
    const unit = viewerOf(evidenceWith("<b>示范</b>\u202Egnp")).page(`en/unit/130300-${brokenUnit}/1.html`)
    expect(unit).toContain("&lt;b&gt;示范&lt;/b&gt;\\u{202E}gnp")
  })

  it("were tried on pages that exist", () => {
    const pages = pagesOf(viewerOf(good.evidence))
    for (const path of addressesTried(brokenUnit)) expect([path, pages.has(path)]).toEqual([path, true])
  })
})
