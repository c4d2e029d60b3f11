/** The site in Chromium, opened from a downloaded folder like a citizen would, with and without JavaScript. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import axe from "axe-core"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { temporaryFolder } from "@shifan/testkit/basics"
import { usccOf } from "@shifan/testkit"
import { phone, sidewaysOn } from "../../../html/test/narrow-screen.js"
import { brokenCellsOn, desktop } from "../../../html/test/whole-cells.js"
import { eventOf, filesOf, frozenHistory, imported, logOf, regulation } from "../sample.js"

const executablePath = "/usr/bin/chromium"
const withoutChromium = !existsSync(executablePath)
if (withoutChromium) console.warn(`skipped, because there is no ${executablePath}: the site in a browser`)

const counties = regulation.territory.counties

/** Enough platforms in two counties for three pages, one of them revoked, and the frozen history with a full application. */
const events = [
  ...frozenHistory(2),
  ...logOf(
    ...Array.from({ length: 320 }, (_, i) => ({
      uscc: usccOf(i + 20),
      events: [
        imported({
          platformName: i === 7 ? "<b>启航</b>平台" : `示例平台${i}`,
          countyOrDistrict: counties[i % 2]?.code ?? regulation.territory.bureau.code,
        }),
        ...(i === 9
          ? [eventOf("2021-06-01", "Revoked", { ground: "falsification", word: "撤销", restsOn: 0, reasons: [] })]
          : []),
      ],
    })),
  ),
]

let browser: Browser | undefined
let folder = ""
const removals: Array<() => void> = []

beforeAll(async () => {
  if (withoutChromium) return
  folder = temporaryFolder((remove) => removals.push(remove))
  for (const [path, bytes] of filesOf(events)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] })
})

afterAll(async () => {
  await browser?.close()
  for (const remove of removals) remove()
})

const addressOf = (path: string): string => `${pathToFileURL(folder).href}/${path}`

const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
  if (browser === undefined) throw new Error("no browser")
  const context = await browser.newContext({ locale: "zh-CN", ...options })
  const page = await context.newPage()
  await page.goto(addressOf(path))
  return page
}

const rows = (page: Page) => page.locator("#list tbody tr")
const names = (page: Page) => page.locator("#list tbody th").allInnerTexts()
const query = (page: Page) => new URL(page.url()).searchParams

describe.skipIf(withoutChromium)("the search of the list", () => {
  it("covers all pages, by name, by code and by several words, and is kept in the address", async () => {
    const page = await open("index.html")
    await page.fill("[name=q]", "启航")
    await expect.poll(() => names(page)).toEqual(["<b>启航</b>平台"])
    expect(query(page).get("q")).toBe("启航")
    expect(await page.locator("#matches").innerText()).toBe("符合条件的平台：1家")
    expect(await page.locator("nav.pages").isVisible()).toBe(false)
    await page.fill("[name=q]", `${usccOf(25)} 示例`)
    await expect.poll(() => names(page)).toEqual(["示例平台5"])
    await page.fill(
      "[name=q]",
      usccOf(26).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    )
    await expect.poll(() => names(page)).toEqual(["示例平台6"])
    await page.fill("[name=q]", "没有这样的平台")
    await expect.poll(() => rows(page).count()).toBe(0)
    await page.getByRole("button", { name: "清除" }).click()
    await expect.poll(() => page.locator("nav.pages").isVisible()).toBe(true)
    expect([...query(page)]).toEqual([])
  })

  it("combines county, service, kind and state, and each choice is one step in the browser's history", async () => {
    const page = await open("index.html")
    const whole = await rows(page).count()
    await page.selectOption("[name=state]", { label: "已撤销" })
    await expect.poll(() => names(page)).toEqual(["示例平台9"])
    await page.selectOption("[name=county]", { label: counties[0]?.name ?? "" })
    await expect.poll(() => rows(page).count()).toBe(0)
    await page.goBack()
    await expect.poll(() => names(page)).toEqual(["示例平台9"])
    expect(await page.locator("[name=county]").inputValue()).toBe("")
    await page.goBack()
    await expect.poll(() => rows(page).count()).toBe(whole)
    await page.goForward()
    await expect.poll(() => names(page)).toEqual(["示例平台9"])
    await page.selectOption("[name=state]", "")
    await page.selectOption("[name=service]", { label: "技术" })
    await page.selectOption("[name=kind]", { label: "专业平台" })
    await expect.poll(() => rows(page).count()).toBe(1)
  })

  it("is restored from an address, and after a visit to a unit's page", async () => {
    const page = await open("index.html?q=%E5%90%AF%E8%88%AA&state=all")
    await expect.poll(() => names(page)).toEqual(["<b>启航</b>平台"])
    await page.locator("#list tbody a").click()
    await expect.poll(() => page.locator("h1").innerText()).toBe("<b>启航</b>平台")
    await page.goBack()
    await expect.poll(() => names(page)).toEqual(["<b>启航</b>平台"])
    expect(await page.locator("[name=q]").inputValue()).toBe("启航")
  })

  it("is kept when the language is changed", async () => {
    const page = await open("index.html?q=%E5%90%AF%E8%88%AA")
    await expect.poll(() => names(page)).toEqual(["<b>启航</b>平台"])
    await page.getByRole("link", { name: "English" }).click()
    await expect.poll(() => page.locator("#matches").innerText()).toBe("platforms that match: 1")
    expect(await page.locator("html").getAttribute("lang")).toBe("en")
    expect(await page.locator("#list tbody th span").getAttribute("lang")).toBe("zh-CN")
  })
})

describe.skipIf(withoutChromium)("the list without JavaScript", () => {
  it("is shown page by page and by links to its parts, without the search form", async () => {
    const page = await open("index.html", { javaScriptEnabled: false })
    expect(await page.locator("form").isVisible()).toBe(false)
    const first = await names(page)
    await page.locator("nav.pages a", { hasText: "2" }).click()
    await expect.poll(() => names(page)).not.toEqual(first)
    const second = await names(page)
    expect(first.length).toBeGreaterThan(50)
    expect(second.length).toBeGreaterThan(50)
    expect(first.filter((name) => second.includes(name))).toEqual([])
    await page.goBack()
    await page.getByRole("link", { name: "已撤销" }).click()
    await expect.poll(() => names(page)).toEqual(["示例平台9"])
  })
})

const pages = [
  "index.html",
  `units/${usccOf(29)}.html`,
  "en/units/91130371MA0001165N.html",
  "en/changes.html",
  "published.html",
  "published-0.html",
  "regulation.html",
  "en/verify.html",
]

describe.skipIf(withoutChromium)("the pages in a browser", () => {
  it.each([
    ["on a screen", {}, pages],
    ["on a phone in the dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }, pages.slice(0, 3)],
  ] as const)("have no fault that axe finds and do not scroll sideways, %s", async (_, options, some) => {
    const page = await open("index.html", options)
    for (const path of some) {
      await page.goto(addressOf(path))
      await page.evaluate(axe.source)
      const found: unknown = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map((rule) => rule.id + ' ' + rule.nodes[0].html))",
      )
      expect([path, found]).toEqual([path, []])
      expect([path, await page.evaluate("document.documentElement.scrollWidth <= innerWidth")]).toEqual([path, true])
    }
  })

  it("break no number, code or word in a table on a common screen", async () => {
    const page = await open("index.html", { viewport: desktop })
    for (const path of pages) {
      await page.goto(addressOf(path))
      expect([path, ...(await brokenCellsOn(page))]).toEqual([path])
    }
  })

  it("do not scroll sideways on a phone, where the list shows the state and the day", async () => {
    const every = [...new Set([...filesOf(events)].map(([path]) => path).filter((path) => path.endsWith(".html")))]
    const kinds = new Map(every.map((path) => [path.replace(/[0-9A-Z]{18}|\d+|(?<=-)[a-zA-Z]+(?=\.html)/g, "N"), path]))
    const page = await open("index.html", { viewport: phone })
    for (const path of [...kinds.values(), ...pages]) {
      await page.goto(addressOf(path))
      expect([path, ...(await sidewaysOn(page))]).toEqual([path])
    }
    await page.goto(addressOf("index.html"))
    const [first] = await rows(page).all()
    const { width = 0 } = (await first?.locator(".badge").boundingBox()) ?? {}
    expect(width).toBeGreaterThan(0)
    expect(await first?.innerText()).toMatch(/\d{4}-\d\d-\d\d/)
    expect(await first?.locator("td").last().getAttribute("data-head")).toBe("认定日期")
  })

  it("are displayed in a simplified Chinese font in either language", async () => {
    for (const path of ["index.html", "en/index.html"]) {
      const page = await open(path, { locale: "ja-JP" })
      const session = await page.context().newCDPSession(page)
      await session.send("DOM.enable")
      await session.send("CSS.enable")
      const { root } = await session.send("DOM.getDocument")
      const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#list tbody td" })
      const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId })
      expect(fonts.map(({ familyName }) => familyName)).toEqual(["Noto Sans CJK SC"])
    }
  })

  it("are printed on A4, without the controls", async () => {
    const page = await open("index.html")
    await page.emulateMedia({ media: "print" })
    for (const part of [".filters", "body > header nav", ".facets"])
      expect(await page.locator(part).isVisible()).toBe(false)
    expect(await page.locator("#list").isVisible()).toBe(true)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1")
    expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(["/MediaBox [0 0 594.95996 841.91998]"]))
  })

  it("let the first key press lead to the content", async () => {
    const page = await open("index.html")
    await page.keyboard.press("Tab")
    expect(await page.evaluate("document.activeElement.textContent")).toBe("跳到正文")
    await page.keyboard.press("Enter")
    expect(await page.evaluate("document.activeElement.id")).toBe("content")
    expect(await focusedAfterTabs(page, 1)).toEqual([".xlsx"])
  })

  it("let Tab reach header, downloads, filters, each row, the further pages and the footer, in this order", async () => {
    const page = await open("index.html")
    const inRows = await page.locator("#list tbody a").allInnerTexts()
    const beyond = await page.locator("nav.pages a, .facets a").allInnerTexts()
    expect(inRows.length).toBeGreaterThan(50)
    expect(beyond.length).toBeGreaterThan(5)
    const header = ["跳到正文", "秦皇岛市中小企业公共服务示范平台", "English"]
    const sections = ["名单", "变动", "历次公布", "管理办法", "核验"]
    const filters = ["q", "county", "service", "kind", "state", "清除"]
    const before = [...header, ...sections, ".xlsx", ".csv", ".json", ...filters, "the table"]
    const order = [...before, ...inRows, ...beyond, "核验"]
    expect(await focusedAfterTabs(page, order.length)).toEqual(order)
  })
})

/** What has the focus after each press of Tab. A wide table can have it, to be scrolled. */
const focusedAfterTabs = async (page: Page, count: number): Promise<ReadonlyArray<unknown>> => {
  const focused: Array<unknown> = []
  for (let i = 0; i < count; i++) {
    await page.keyboard.press("Tab")
    focused.push(
      await page.evaluate(
        "((one) => one.name || (one.querySelector('table') === null ? one.textContent.trim() : 'the table'))(document.activeElement)",
      ),
    )
  }
  return focused
}
