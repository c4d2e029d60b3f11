/** Every page: its content, in both languages, as of another day, and with hostile names. */
import { civilDate as day } from "@shifan/core"
import { describe, expect, it } from "vitest"
import { document } from "@shifan/testkit"
import { applied, certified, officeWith, recommended, signedIn, town, unit } from "./office.js"

const screens = [
  "/",
  "/?whose=all&within=365",
  "/units",
  `/units/${unit}`,
  `/units/${unit}/events/2`,
  `/units/${unit}/corrections`,
  "/calls",
  "/calls/2020",
  "/publications",
  "/batch",
  "/batch/AwardPlaque",
  "/acts/Apply?as=unit",
  `/acts/AwardPlaque?unit=${unit}&as=bureau`,
  `/acts/CorrectRecord?unit=${unit}&as=bureau&v:revision=2&v:field=Certified.certificateNumber`,
]

/** Pages that name no platform. */
const withoutNames = ["/calls", "/batch", "/publications"]

const withLanguage = (path: string): string => `${path}${path.includes("?") ? "&" : "?"}language=en`

describe.each(screens)("the screen %s", (path) => {
  it("is shown in both languages, says that the record is sound, and links to the English page", async () => {
    const browser = await signedIn(await officeWith(certified))
    const zh = await browser.open(path)
    const en = await browser.open(withLanguage(path))
    expect([zh.status, en.status]).toEqual([200, 200])
    expect(zh.text).toContain('<html lang="zh-CN">')
    expect(en.text).toContain('<html lang="en">')
    expect(zh.text).toMatch(/<h1>.*\p{Script=Han}.*<\/h1>/u)
    expect(zh.text).toContain("审计：记录完好")
    expect(en.text).toContain("the record is sound")
    expect(/<a class="language"[^>]*href="([^"]*)"/.exec(zh.text)?.[1]).toContain("language=en")
  })

  it("shows a name made of markup as text", async () => {
    const platformName = `<script>alert(1)</script>"'&𠮷${"长".repeat(80)}`
    const harmful = [town.apply(day("2020-12-01"), { platformName }), ...recommended.slice(1), ...certified.slice(2)]
    const { text } = await (await signedIn(await officeWith(harmful))).open(path)
    expect(text).not.toContain("<script>alert")
    const shown = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;𠮷"
    expect(text.includes(shown)).toBe(!withoutNames.includes(path) && !path.startsWith("/acts/"))
  })
})

describe("a page as of another time", () => {
  it("shows what had taken effect by then, keeps both times in its links, and allows no act", async () => {
    const browser = await signedIn(await officeWith(certified))
    const then = await browser.open(`/units/${unit}?asOf=2020-12-10&knownAt=2021-01-05T10:30`)
    expect(then.text).toContain("已推荐")
    expect(then.text).not.toContain("认定</strong>")
    expect(then.text).toContain("只供查阅")
    expect(then.text).not.toContain("/acts/")
    const links = [...then.text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = ""]) => href)
    expect(links.filter((href) => !href.includes("asOf=2020-12-10&amp;knownAt="))).toEqual([`/units/${unit}`])
    expect(then.text).toContain('value="2021-01-05T10:30"')
    expect((await browser.open(`/acts/AwardPlaque?unit=${unit}&as=bureau&asOf=2020-12-30`)).status).toBe(403)
  })

  it("lacks a unit that was not yet known then", async () => {
    const browser = await signedIn(await officeWith(certified))
    expect((await browser.open(`/units/${unit}?knownAt=2020-12-31T00:00`)).status).toBe(404)
  })

  it("leads back to today with what was chosen on the page", async () => {
    const browser = await signedIn(await officeWith(certified))
    const { text } = await browser.open("/?whose=all&step=plaque&asOf=2021-01-02&language=en")
    expect(text).toContain('<a href="/?whose=all&amp;step=plaque&amp;language=en">Back to today</a>')
  })

  it("shows today and says so if the day does not exist", async () => {
    const browser = await signedIn(await officeWith(certified))
    const { text } = await browser.open(`/units/${unit}?asOf=2020-13-01`)
    expect(text).toContain("不是日期")
    expect(text).toContain("已认定")
  })
})

describe("the worklist", () => {
  it.each([
    ["/", false],
    ["/?whose=all", true],
    ["/?whose=county&county=130302", true],
    ["/?whose=county&county=130303", false],
    ["/?whose=all&step=certification", false],
    ["/?whose=all&within=30", false],
  ])("at %s has the case that waits for its county: %s", async (path, isThere) => {
    const browser = await signedIn(await officeWith(applied))
    expect((await browser.open(path)).text.includes(`href="/units/${unit}"`)).toBe(isThere)
  })

  it("of a county's officer has only that county's cases", async () => {
    const office = await officeWith(applied)
    expect((await (await signedIn(office, "county:130302", "HG-01")).open("/")).text).toContain("/acts/Recommend")
    expect((await (await signedIn(office, "county:130303", "SG-01")).open("/")).text).toContain("没有待办事项")
  })
})

describe("a missing page", () => {
  it.each([
    "/nowhere",
    "/units/91130302MA0000000X",
    "/units/1",
    `/units/${unit}/events/99`,
    "/calls/1999",
    "/acts/NoAct",
    "/batch/NoAct",
  ])("is reported as not found: %s", async (path) => {
    const page = await (await signedIn(await officeWith(certified))).open(path)
    expect(page.status).toBe(404)
    expect(page.text).toContain("没有这一页")
    expect(page.text).toMatch(/<main.*<a href="\/">.*<a href="\/units">.*<\/main>/s)
  })
})

describe("a yearly duty", () => {
  it("is named with its year, which its form has filled in", async () => {
    const summary = town.act(town.us, day("2021-01-04"), "FileAnnualSummary", { year: 2020, document })
    const [before, after] = [await officeWith(certified), await officeWith([...certified, summary])]
    const owed = async (office: typeof before, path: string): Promise<ReadonlyArray<string>> => {
      const { text } = await (await signedIn(office)).open(path)
      return [...text.matchAll(/>(\d{4}年度(?:工作总结|抽查))</g)].map(([, name = ""]) => name)
    }
    expect(await owed(before, `/units/${unit}?asOf=2022-06-01`)).toEqual(["2020年度工作总结", "2021年度工作总结"])
    expect(await owed(after, `/units/${unit}?asOf=2022-06-01`)).toEqual(["2021年度工作总结"])
    expect(await owed(after, "/?whose=bureau&within=365&asOf=2022-06-01")).toEqual(["2021年度抽查", "2022年度抽查"])
    const { text } = await (await signedIn(before)).open("/?whose=unit&within=9999")
    expect(text).toMatch(/\/acts\/FileAnnualSummary\?[^"]*v%3Ayear=2020/)
  })
})

describe("a yearly check of all platforms", () => {
  it("leads to the list of platforms that hold the title", async () => {
    const browser = await signedIn(await officeWith(certified))
    const [, href = ""] =
      /<a class="act" href="(\/units[^"]*)">选择平台</.exec((await browser.open("/?within=9999")).text) ?? []
    expect(href).toBe("/units?phase=certified")
    expect((await browser.open(href)).text).toContain("共1家")
    expect((await browser.open("/units?phase=revoked")).text).toContain("共0家")
  })
})

describe("the state of a case", () => {
  const ending = (type: "SurrenderTitle" | "RecordEndOfUnit") =>
    type === "SurrenderTitle"
      ? town.act(town.us, day("2021-01-04"), type, { reason: "示例" })
      : town.act(town.bureau, day("2021-01-04"), type, { endedOn: day("2021-01-03"), document })

  it.each([
    [[], "2021年12月31日", undefined],
    [[ending("SurrenderTitle")], "2021年1月4日</time>放弃称号", "已终止"],
    [[ending("RecordEndOfUnit")], "2021年1月4日</time>单位终止", "已终止"],
  ])("says when and by which act a title ended", async (more, told, word) => {
    const { text } = await (await signedIn(await officeWith([...certified, ...more]))).open(`/units/${unit}`)
    const [list = ""] = /<dl>.*?<\/dl>/s.exec(text) ?? []
    expect(list.includes(told)).toBe(word !== undefined)
    expect(list).toContain(word ?? "已认定")
  })

  it("says when and by which act an application was closed", async () => {
    const withdrawn = [...applied, town.act(town.us, day("2020-12-03"), "Withdraw", { reason: "示例" })]
    const { text } = await (await signedIn(await officeWith(withdrawn))).open(`/units/${unit}`)
    expect(text).toContain("2020年12月3日</time>撤回申报")
  })
})

describe("the search for a unit", () => {
  it.each([
    ["示例服务", 1],
    [`  ${unit.toLowerCase()}  `, 1],
    [unit.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))), 1],
    [`平台　${unit.slice(0, 6)}`, 1],
    [`${unit} 没有这个词`, 0],
    ["<b>", 0],
    ["%", 0],
    [".*", 0],
    ["", 1],
  ])("matches words of its names and its code as people type them: %j", async (search, found) => {
    const browser = await signedIn(await officeWith(certified))
    const page = await browser.open(`/units?q=${encodeURIComponent(search)}`)
    expect(page.text).toContain(`共${found}家`)
  })
})
