import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { parseXml } from "@rgrove/parse-xml"
import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import { rosterDigest } from "@shifan/roster"
import { siteFiles, type Files } from "@shifan/site"
import { document, unit, usccOf } from "@shifan/testkit"
import { eventOf, filesOf, frozenHistory, imported, logOf, siteOf, textOf } from "./sample.js"

/** Platforms with names of maximum length. */
const many = (count: number, name = "秦皇岛示例中小企业公共服务平台") =>
  logOf(
    ...Array.from({ length: count }, (_, i) => ({
      uscc: usccOf(i),
      events: [imported({ platformName: `${name}${i}`, operatingUnitName: `${name}有限公司${i}` })],
    })),
  )

describe("art_11__para_1: the pages of the list", () => {
  it("state the day, how many titles are in force, how many records were read, and the digest of the list", () => {
    const events = frozenHistory(2)
    const { list } = siteOf(events).record
    const page = textOf(filesOf(events), "index.html")
    expect(page).toMatch(/截至<time datetime="2026-11-30">2026年11月30日<\/time>，有效称号<strong>\d+<\/strong>家/)
    expect(page).toContain(`依据登记记录前${events.length}条`)
    expect(page).toContain(rosterDigest(list).digest)
  })

  it.each([
    ["with usual names", "秦皇岛示例中小企业公共服务平台"],
    ["with names of maximum length", "平".repeat(110)],
    ["with names outside the basic plane", "𠮷".repeat(50)],
  ])("stay below 100 kB each and list all of 1 000 platforms %s", (_, name) => {
    const files = filesOf(many(1000, name))
    const lists = [...files].filter(([path]) => /^(?:en\/)?(?:index|county|state)[^/]*\.html$/.test(path))
    expect(lists.filter(([, bytes]) => bytes.length >= 100_000).map(([path]) => path)).toEqual([])
    const listed = lists
      .filter(([path]) => path.startsWith("index"))
      .flatMap(([path]) => textOf(files, path).match(/units\/\w+\.html/g) ?? [])
    expect(new Set(listed).size).toBe(1000)
    expect(listed.length).toBe(1000)
  })

  it("link only to parts of the site", () => {
    const files = filesOf(frozenHistory(2))
    const leadsNowhere = [...files.keys()]
      .filter((path) => /\.(?:html|xml)$/.test(path))
      .flatMap((path) =>
        [...textOf(files, path).matchAll(/(?:href|src)="([^"]*)"/g)].flatMap(([, link = ""]) => {
          // Below the root of a server, so that a link out of the site is detected.
          const { pathname, hash } = new URL(link, `https://site.example/below/it/${path}`)
          const target = pathname.replace("/below/it/", "")
          const isThere = files.has(target) && (hash === "" || textOf(files, target).includes(`id="${hash.slice(1)}"`))
          return isThere ? [] : [`${path} → ${link}`]
        }),
      )
    expect(leadsNowhere).toEqual([])
  })

  it("of an office that has certified nobody yet say so, and offer no way to divide nothing", () => {
    const page = textOf(filesOf([]), "index.html")
    expect(page).toContain("目前没有有效的称号")
    expect(page).not.toContain("分类查看")
    expect(textOf(filesOf(many(1)), "index.html")).toContain("分类查看")
  })

  it("show when a title expired, on the unit's page and beside the changes", () => {
    const expired = logOf({ uscc: unit, events: [imported({ validUntil: civilDate("2021-12-01") })] })
    const files = filesOf(expired)
    const page = textOf(files, `units/${unit}.html`)
    expect(page).toMatch(/已到期失效（<time datetime="2021-12-01">2021年12月1日<\/time>）/)
    expect(page).toContain("<dt>原有效期至</dt>")
    expect(textOf(files, "changes.html")).toContain('<a href="state-expired.html">已到期失效的1家</a>')
    const before = filesOf(expired, civilDate("2021-12-01"))
    expect(textOf(before, `units/${unit}.html`)).toContain("<dt>有效期至</dt>")
    expect(textOf(before, "changes.html")).not.toContain("state-expired")
  })

  it("exist in both languages, each with a link to the other", () => {
    const files = filesOf(frozenHistory(2))
    for (const path of [...files.keys()].filter((name) => name.endsWith(".html"))) {
      const isEnglish = path.startsWith("en/")
      const twin = isEnglish ? path.slice(3) : `en/${path}`
      expect([...files.keys()]).toContain(twin)
      const [, link = ""] = /<a class="language"[^>]* href="([^"]*)"/.exec(textOf(files, path)) ?? []
      expect(new URL(link, `https://site.example/${path}`).pathname).toBe(`/${twin}`)
      expect(textOf(files, path)).toContain(`<html lang="${isEnglish ? "en" : "zh-CN"}">`)
    }
  })

  it("link to pages in their own language, except for the link that changes the language", () => {
    const files = filesOf(frozenHistory(2))
    const strays = [...files.keys()]
      .filter((path) => path.endsWith(".html"))
      .flatMap((path) => {
        const links = [...textOf(files, path).matchAll(/<a (?!class="language")[^>]*href="([^"#]*\.html)/g)]
        const targets = links.map(([, link = ""]) => new URL(link, `https://site.example/${path}`).pathname.slice(1))
        return targets.filter((to) => to.startsWith("en/") !== path.startsWith("en/")).map((to) => `${path} → ${to}`)
      })
    expect(strays).toEqual([])
  })

  it("are the same byte for byte for the same record", () => {
    expect(filesOf(frozenHistory(2))).toEqual(filesOf(frozenHistory(2)))
  })
})

describe("one more event", () => {
  const before = many(300)
  const plaque = eventOf("2021-06-01", "PlaqueAwarded", { awardedOn: imported().effectiveOn })

  it("changes the pages of its unit and the pages that count and list, but no other unit's pages", () => {
    const old = filesOf(before)
    const [changed] = logOf({ uscc: usccOf(5), events: [imported(), plaque] }).slice(1)
    if (changed === undefined) throw new Error("no event")
    const files = filesOf([...before, changed])
    const differing = [...files.keys()].filter(
      (path) => Buffer.compare(files.get(path) ?? new Uint8Array(), old.get(path) ?? new Uint8Array()) !== 0,
    )
    const own = usccOf(5)
    expect(differing.toSorted()).toEqual(
      [
        ...[
          "index.html",
          "changes.html",
          "feed.xml",
          "list.csv",
          "list.xlsx",
          `units/${own}.html`,
          "regulation.html",
        ].flatMap((path) => [path, `en/${path}`]),
        "list.json",
        `units/${own}.json`,
        // The last page of changes was full: its content moves to a page with its own number.
        ...["changes-3.html"].flatMap((path) => [path, `en/${path}`]),
      ].toSorted(),
    )
  })
})

describe("an entry of the feed", () => {
  it("stays the same when the platform is renamed", () => {
    const renamed = eventOf("2021-06-01", "ParticularsChanged", {
      before: { platformName: "示例平台" },
      after: { platformName: "新名平台" },
      document,
    })
    const told = (files: Files): ReadonlyArray<string> =>
      textOf(files, "feed.xml").match(/<entry>[\s\S]*?<\/entry>/g) ?? []
    const before = told(filesOf(logOf({ uscc: unit, events: [imported()] })))
    const after = told(filesOf(logOf({ uscc: unit, events: [imported(), renamed] })))
    expect(after[0]).toContain("<title>新名平台：变更登记</title>")
    expect(after.slice(1)).toEqual(before)
  })
})

describe("the script and the stylesheet", () => {
  it("are small when compressed", () => {
    const files = filesOf(frozenHistory(2))
    expect(gzipSync(files.get("filters.js") ?? "").length).toBeLessThan(2_500)
    expect(gzipSync(files.get("style.css") ?? "").length).toBeLessThan(4_000)
  })
})

describe("a published list", () => {
  it("has the same page and the same file, byte for byte, after later records", () => {
    const events = frozenHistory(2)
    const published = siteOf(events).record.published[0]
    if (published === undefined) throw new Error("nothing published")
    const { revision, data } = published.event
    const paths = [`published-${revision}.html`, `published/${revision}/roster-${data.asOf}.json`]
    const files = filesOf(events)
    const later = filesOf([...events, ...logOf({ uscc: usccOf(3), events: [imported()] })])
    for (const path of paths) expect(later.get(path)).toEqual(files.get(path))
    expect(textOf(files, paths[0] ?? "")).toContain(data.digest)
    expect(textOf(files, paths[0] ?? "")).not.toContain("notice bad")
  })

  it("is marked if the record gives another list", () => {
    const events = frozenHistory(2).map(({ envelope, leaf }) =>
      envelope.type === "RosterPublished"
        ? { leaf, envelope: { ...envelope, data: { ...Object(envelope.data), digest: `sha256:${"0".repeat(64)}` } } }
        : { envelope, leaf },
    )
    expect(textOf(filesOf(events), "published-0.html")).toContain("notice bad")
  })
})

describe("the feed", () => {
  it("is well-formed XML with the newest change first, its reason, and a separate id for each entry", () => {
    const declined = eventOf("2021-06-01", "TitleSurrendered", { reason: "不再开展该项业务" })
    const files = filesOf(logOf({ uscc: unit, events: [imported(), declined] }))
    const feed = textOf(files, "feed.xml")
    expect(() => parseXml(feed)).not.toThrow()
    expect(feed.match(/<title>[^<]*<\/title>/g)).toEqual([
      "<title>秦皇岛市中小企业公共服务示范平台 · 变动</title>",
      "<title>示例平台：放弃称号</title>",
      "<title>示例平台：补录称号</title>",
    ])
    expect(feed).toContain("不再开展该项业务")
    expect(feed).toContain("<updated>2021-06-01T04:00:00.000Z</updated>")
    expect(new Set(feed.match(/<id>[^<]*<\/id>/g)).size).toBe(3)
  })
})

describe("the feed of a site whose address is known", () => {
  it.each([
    ["feed.xml", "https://site.example/list/"],
    ["en/feed.xml", "https://site.example/list/en/"],
  ])("%s has the elements that Atom requires, and absolute links", (path, root) => {
    const url = "https://site.example/list/"
    const feed = textOf(siteFiles({ ...siteOf(frozenHistory(2)), url }), path)
    const entries = feed.match(/<entry>[\s\S]*?<\/entry>/g) ?? []
    expect(entries.length).toBeGreaterThan(0)
    for (const one of [feed.slice(0, feed.indexOf("<entry>")), ...entries])
      for (const element of ["id", "title", "updated"]) expect(one.split(`<${element}>`).length).toBe(2)
    expect(feed).toContain("<author><name>")
    const links = [...feed.matchAll(/href=(?:"|&quot;)(.*?)(?:"|&quot;)/g)].map(([, href = ""]) => href)
    expect(links).toContain(`${root}feed.xml`)
    expect(links.filter((href) => !href.startsWith(root))).toEqual([])
  })
})

describe("the policy that readers verify with", () => {
  const policy = new TextEncoder().encode("log example\n")
  const sha256 = `sha256:${createHash("sha256").update(policy).digest("hex")}`

  const withPolicy = (published: string) => {
    const events = frozenHistory(2).map(({ envelope, leaf }) =>
      envelope.type === "RosterPublished"
        ? { leaf, envelope: { ...envelope, data: { ...Object(envelope.data), policy: published } } }
        : { envelope, leaf },
    )
    return siteFiles({ ...siteOf(events), handedOut: { policy } })
  }

  it("is part of the site if it is the one published last, with the published digest", () => {
    const files = withPolicy(sha256)
    expect(files.get("policy")).toEqual(policy)
    expect(textOf(files, "verify.html")).toContain('<a href="policy" download>')
    expect(textOf(files, "verify.html")).toContain(sha256)
    expect(textOf(files, "en/verify.html")).toContain('<a href="../policy" download>')
  })

  it("is left out if another policy was published, whose digest is shown", () => {
    const published = `sha256:${"0".repeat(64)}`
    const files = withPolicy(published)
    expect(files.has("policy")).toBe(false)
    expect(textOf(files, "verify.html")).toContain(published)
    expect(textOf(files, "verify.html")).not.toContain('href="policy"')
  })
})
