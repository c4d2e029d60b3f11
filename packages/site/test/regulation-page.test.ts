import { describe, expect, it } from "vitest"
import type { ProvisionId } from "@shifan/core"
import { cite } from "@shifan/core/messages"
import { siteFiles } from "@shifan/site"
import { frozenHistory, regulation, siteOf, textOf } from "./sample.js"

describe("the page of the regulation", () => {
  const events = frozenHistory(2)
  const tests = new Map([
    [
      "art_9__para_1",
      [
        { file: "core/test/example.test.ts", tests: 3 },
        { file: "b.test.ts", tests: 4 },
      ],
    ],
  ])
  const site = { ...siteOf(events), tests }
  const page = textOf(siteFiles(site), "regulation.html")
  const section = /<section id="art_9__para_1">[\s\S]*?<\/section>/.exec(page)?.[0]

  it.each(["zh", "en"] as const)("has a section for every provision, in order and in our own words: %s", (language) => {
    const text = textOf(siteFiles(site), language === "zh" ? "regulation.html" : "en/regulation.html")
    const described = [...text.replaceAll("&#39;", "'").matchAll(/<section id="([^"]*)">\s*<h2>([^<]*)<\/h2>/g)]
    for (const [, id = "", heading = ""] of described) {
      const ours = regulation.texts[id as ProvisionId]?.[language] ?? `no text for ${id}`
      expect(heading).toBe(`${cite(id as ProvisionId)[language]}　${ours}`)
    }
    const ids = described.map(([, id = ""]) => id)
    const provisions = site.text.provisions.map(({ id }): string => id)
    expect(ids.filter((id) => provisions.includes(id))).toEqual(provisions)
    // A paragraph with points has a section of its own, before theirs.
    expect(ids.filter((id) => !provisions.includes(id))).toEqual(["art_5__para_1", "art_8__para_1"])
  })

  it("says how often the record cites a provision", () => {
    const count = events.filter(({ envelope }) => envelope.provisions.includes("art_9__para_1")).length
    expect(count).toBeGreaterThan(0)
    expect(section).toContain(`<dt>记录引用次数</dt><dd>${count}</dd>`)
  })

  it("counts the decisions that judged by a point, although they cite other articles", () => {
    const judged = events.filter(({ envelope }) => {
      const { assessment, selfAssessment, findings }: Readonly<Record<string, unknown>> = Object(envelope.data)
      return JSON.stringify([assessment, selfAssessment, findings]).includes("art_5__para_1__point_3")
    })
    expect(judged.length).toBeGreaterThan(1)
    expect(judged.flatMap(({ envelope }) => envelope.provisions)).not.toContain("art_5__para_1__point_3")
    const point = /<section id="art_5__para_1__point_3">[\s\S]*?<\/section>/.exec(page)?.[0]
    expect(point).toContain(`<dt>记录引用次数</dt><dd>${judged.length}</dd>`)
  })

  it("says how many tests name a provision, and in which files", () => {
    expect(section).toContain("<summary>7</summary>")
    expect(section).toContain("<code>core/test/example.test.ts</code> 3")
    expect(/<section id="art_1">[\s\S]*?<\/section>/.exec(page)?.[0]).toContain("<dt>测试</dt><dd>0</dd>")
  })
})
