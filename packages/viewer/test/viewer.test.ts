import { posix } from "node:path"
import { describe, expect, it } from "vitest"
import { auditFaultNames } from "@shifan/audit"
import { dossierItemNames, type Dossier } from "@shifan/core"
import { materialName } from "@shifan/core/messages"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { leavesIn } from "../../bundle/test/sample-bundle.js"
import { broken, brokenUnit, demo, eventIn, good, pagesOf, verified, viewerOver } from "./sample-view.js"

const goodViewer = viewerOver(good)
const goodPages = pagesOf(goodViewer)
const brokenPages = pagesOf(viewerOver(broken))

const textOf = (page: string): string => page.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")

describe("the pages of a log that holds", () => {
  it("state first that the log holds, how many leaves it has, and the day of its newest record", () => {
    const text = textOf(goodPages.get("en/index.html") ?? "")
    expect(text).toMatch(/Verdict ✓ It holds.*What was checked/)
    expect(text).toContain(`${good.report.size} leaves, root`)
    expect(text).toContain(`newest record of ${good.report.newestOn}`)
    expect(textOf(goodPages.get("zh/index.html") ?? "")).toMatch(/核验结论 ✓ 成立/)
  })

  it("have no verdict banner", () => {
    expect([...goodPages].filter(([, page]) => page.includes("verdict-banner")).map(([path]) => path)).toEqual([])
  })

  it("link only to each other and to the viewer's files, and every page has a link to it", () => {
    const known = new Set([...goodPages.keys(), ...goodViewer.files.keys()])
    const led = new Set<string>(["zh/index.html", "en/index.html"])
    const astray: Array<string> = []
    for (const [path, page] of goodPages)
      for (const [, href = ""] of page.matchAll(/(?:href|src)="([^"#]+)/g)) {
        const target = posix.join(posix.dirname(path), href)
        led.add(target)
        if (!known.has(target)) astray.push(`${path} → ${href}`)
      }
    expect(astray).toEqual([])
    expect([...goodPages.keys()].filter((path) => !led.has(path))).toEqual([])
  })

  it("contain the anchor of every link within a page", () => {
    for (const page of goodPages.values())
      for (const [, id = ""] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`)
  })

  it("exist in both languages, and the English pages have Chinese only in texts of the record", () => {
    const paths = [...goodPages.keys()]
    expect(paths.filter((path) => path.startsWith("zh/")).map((path) => path.slice(3))).toEqual(
      paths.filter((path) => path.startsWith("en/")).map((path) => path.slice(3)),
    )
    const english = [...goodPages].filter(([path]) => path.startsWith("en/"))
    for (const [, page] of english) {
      const own = page.replaceAll(/<bdi>[^<]*<\/bdi>|<title>[^<]*<\/title>|<svg.*?<\/svg>|aria-label="[^"]*"/gs, "")
      const plain = textOf(own).replaceAll(/中文|万元|示范|示例\S*|\S*[区县]/g, "")
      expect(plain.match(/\p{Script=Han}/u)).toBeNull()
    }
  })

  it("name the platform beside its code in a list of records, and the applied rule by its document number", () => {
    const compared = goodPages.get("zh/comparison/2023-12-31..2024-11-06.html") ?? ""
    const listed = [...compared.matchAll(/<li><span class="fixed">[\d-]+<\/span> <a [^>]*>[^<]*<\/a>(.*?)<\/li>/g)]
    expect(listed.length).toBeGreaterThan(3)
    for (const [, rest = ""] of listed)
      expect(rest).toMatch(/^ <bdi>[^<]*平台<\/bdi> <span class="fixed">\w{18}<\/span>/)
    expect(textOf(goodPages.get("en/record/27.html") ?? "")).toMatch(/Rule applied 秦工信规〔2020〕2号 , version 1/i)
  })

  it("are found at no path that is malformed or lies beyond the log", () => {
    const astray = ["", "index.html", "zh/", "zh/record/99999.html", "zh/../zh/index.html", "fr/index.html"]
    const made = ["zh/platforms/99.html", "zh/unit/130300-911303020000000000/1.html", "zh/day/2021-02-30/1.html"]
    for (const path of [...astray, ...made]) expect(goodViewer.page(path)).toBeUndefined()
  })
})

describe("the page of a unit", () => {
  it("has one row for each mark in its picture, in the order of the log", () => {
    for (const [path, page] of goodPages) {
      if (!path.includes("/unit/")) continue
      const marks = [...page.matchAll(/<a href="#r(\d+)-(\d+)"[^>]*data-index="(\d+)"/g)]
      const rows = [...page.matchAll(/id="r(\d+)-(\d+)"/g)].map(([, revision, index]) => [revision, index])
      for (const [, , index, drawn] of marks) expect(drawn).toBe(index)
      const drawn = marks.map(([, revision, index]) => [revision, index])
      expect(drawn.toSorted(([, a], [, b]) => Number(a) - Number(b))).toEqual(rows)
      expect(rows.length).toBeGreaterThan(0)
    }
  })
})

describe("the page of a decision", () => {
  const certified = textOf(goodPages.get("en/record/27.html") ?? "")

  it("shows each condition with the actual and the required value, and the results that depend on a reading", () => {
    expect(certified).toMatch(/The conditions\s+✓\s+18 met\s*,\s+\?\s+2 not yet judged/)
    expect(certified).toContain("staff 10 people, required 10 people")
    expect(certified).toContain("Results that depend on a reading of the text")
  })

  it("lists the twelve materials of each application, with the digests of the provided and the reasons of the missing", () => {
    const statuses = new Set<string>()
    for (const [index, { type, data }] of demo.map(eventIn).entries()) {
      if (type !== "Applied") continue
      const { dossier }: { readonly dossier: Dossier } = Object(data)
      const page = goodPages.get(`zh/record/${index}.html`) ?? ""
      const grid = /<ol class="materials">(.*?)<\/ol>/s.exec(page)?.[1] ?? ""
      const items = [...grid.matchAll(/<li class="(\w+)">(.*?)(?=<li class=|$)/gs)]
      const shown = items.map(([, status, item = ""]) => [
        status,
        /<p class="name">(.*?)<\/p>/.exec(item)?.[1],
        item.match(/sha256:[0-9a-f]{64}/g) ?? [/声明没有: <bdi>(.*?)<\/bdi>/.exec(item)?.[1]],
      ])
      const filed = dossierItemNames.map((name) => {
        const material = dossier[name]
        statuses.add(material.status)
        const evidence =
          material.status === "provided"
            ? material.documents.map(({ digest }) => digest)
            : [material.status === "declaredNone" ? material.reason : undefined]
        return [material.status, materialName(name, qinhuangdao2020).zh, evidence]
      })
      expect(shown).toEqual(filed)
    }
    expect([...statuses].toSorted()).toEqual(["declaredNone", "provided"])
  })

  it("shows the waivers with the level before, the level after and the reasons", () => {
    const waived = [...goodPages.values()].map(textOf).filter((text) => text.includes("Conditions waived"))
    expect(waived.length).toBeGreaterThan(0)
    expect(waived[0]).toMatch(/relaxed to reasons officer .*staff.* 10 8 8 /)
  })
})

describe("the pages of a correction and an annulment", () => {
  it("lead to the record that was changed, and its page leads back", async () => {
    const leaves = leavesIn("history-6.ndjson")
    const pages = pagesOf(viewerOver(await verified(leaves)))
    const events = leaves.map(eventIn)
    const changes = events.filter(({ type }) => type === "RecordCorrected" || type === "DecisionAnnulled")
    expect(changes.length).toBeGreaterThan(1)
    for (const change of changes) {
      const { revision } = Object(change.data)
      const original = events.findIndex((event) => event.stream === change.stream && event.revision === revision)
      const [there, back] = [original, events.indexOf(change)].map(
        (index) => pages.get(`en/record/${index}.html`) ?? "",
      )
      expect(back).toContain(`<a href="../../en/record/${original}.html">The record it changes: number ${revision}, `)
      expect(there).toContain(
        `<a href="../../en/record/${events.indexOf(change)}.html">Since then ${change.effectiveOn} `,
      )
      expect(there).not.toContain("The record it changes")
    }
  })
})

describe("the pages of a log whose chain is broken", () => {
  it("state first that the log does not hold, and name each fault with what was expected and what was found", () => {
    const text = textOf(brokenPages.get("en/index.html") ?? "")
    expect(text).toMatch(/Verdict ✗ It does not hold/)
    expect(text).toContain(auditFaultNames.BrokenChain.en)
    for (const fault of broken.report.faults) {
      expect(text).toContain(auditFaultNames[fault.code].en)
      expect(text).toContain(fault.expected.en)
      expect(text).toContain(fault.found.en)
    }
  })

  it("have a banner before the content that links to the verdict, except on the page of the verdict", () => {
    const without = [...brokenPages].filter(
      ([, page]) => !/<div class="verdict-banner"[^\n]*<a href="[^"]*index\.html".*<main/s.test(page),
    )
    expect(without.map(([path]) => path)).toEqual(["zh/index.html", "en/index.html"])
  })

  it("mark the record where the chain breaks, in the unit's history and on the record's own page", () => {
    const at = broken.report.faults.flatMap(({ code, place }) =>
      code === "BrokenChain" && "index" in place ? [place] : [],
    )[0]
    expect(at?.stream).toBe(`designation-130300-${brokenUnit}`)
    const unit = textOf(brokenPages.get(`en/unit/130300-${brokenUnit}/1.html`) ?? "")
    expect(unit).toMatch(/plaque awarded ✗ does not hold/)
    const record = textOf(brokenPages.get(`en/record/${at?.index}.html`) ?? "")
    expect(record).toContain(auditFaultNames.BrokenChain.en)
  })
})
