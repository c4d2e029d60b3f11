import { writeFileSync } from "node:fs"
import { join } from "node:path"
import axe from "axe-core"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bundleOf, flipped, leaves, policy, theEntries } from "../bundles.js"
import { freshFolder, onDisk, type Opened, reader, type Reader, verdictOf, withoutChromium } from "./chromium.js"

const phone = { viewport: { width: 360, height: 740 } }

let chromium: Reader | undefined
let spoilt: string
const policyFile = join(freshFolder(), "policy")

beforeAll(async () => {
  if (withoutChromium) return
  chromium = await reader()
  writeFileSync(policyFile, policy)
  spoilt = onDisk(flipped(await bundleOf(leaves), theEntries, 60))
}, 60_000)

afterAll(() => chromium?.close())

const verified = async (options: Parameters<Reader["open"]>[0] = {}): Promise<Opened> => {
  if (chromium === undefined) throw new Error("no browser")
  const opened = await chromium.open(options)
  await opened.page.setInputFiles("#policy", policyFile)
  await opened.page.setInputFiles("#folder", spoilt)
  await verdictOf(opened.page)
  return opened
}

const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map((one) => one.id + ' ' + one.nodes.map((node) => node.html).join(' ')))",
  )
  return Array.isArray(found) ? found.map(String) : ["axe said nothing"]
}

const focused = async (page: Page): Promise<string> =>
  String(await page.evaluate("document.activeElement.id || document.activeElement.textContent"))

describe.skipIf(withoutChromium)("the page is read", { timeout: 60_000 }, () => {
  it("in the reader's language, or the one they choose, and says which it is", async () => {
    if (chromium === undefined) throw new Error("no browser")
    const { page } = await verified()
    const lang = () => page.locator("html").getAttribute("lang")
    expect([await lang(), await verdictOf(page)]).toEqual(["zh-CN", "不成立"])
    await page.getByRole("button", { name: "English" }).click()
    expect([await lang(), await verdictOf(page)]).toEqual(["en", "It does not hold"])
    expect(await page.title()).toBe("Verify the designation record")
    const english = (await page.locator("body").innerText()).replace(/中文|示范|万元/g, "")
    expect(english).not.toMatch(/\p{Script=Han}/u)
    const other = await chromium.open({ locale: "en-GB" })
    expect(await other.page.locator("h1").innerText()).toBe("Verify the designation record")
  })

  it("by everybody: axe finds nothing, before and after, in both languages, on a phone too", async () => {
    if (chromium === undefined) throw new Error("no browser")
    for (const options of [{}, phone, { locale: "en-GB" }]) {
      expect(await violations((await chromium.open(options)).page)).toEqual([])
      expect(await violations((await verified(options)).page)).toEqual([])
    }
  })

  it("with the keyboard alone, in the order it stands", async () => {
    const { page } = await verified()
    const stops: Array<string> = []
    for (let i = 0; i < 7; i++) {
      await page.keyboard.press("Tab")
      stops.push(await focused(page))
    }
    expect(stops).toEqual(["中文", "English", "folder", "files", "policy", "不用这个文件", "kept"])
  })

  it("in the faces of simplified Chinese", async () => {
    const { page } = await verified()
    const session = await page.context().newCDPSession(page)
    await session.send("DOM.enable")
    await session.send("CSS.enable")
    const { root } = await session.send("DOM.getDocument")
    for (const selector of ["h1", "#verdict .word", "#policy-hint"]) {
      const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector })
      const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId })
      expect(fonts.map(({ familyName }) => familyName)).toEqual(["Noto Sans CJK SC"])
    }
  })

  it("in full on paper, what was folded away too", async () => {
    const { page } = await verified()
    expect(await page.locator("details:not([open])").count()).toBeGreaterThan(0)
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await page.locator("details:not([open])").count()).toBe(0)
  })

  it("on a phone without scrolling sideways, and on paper with the verdict but without the controls", async () => {
    const { page } = await verified(phone)
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
    await page.emulateMedia({ media: "print" })
    expect(await page.locator("#verdict").isVisible()).toBe(true)
    expect(await page.locator(".controls").isVisible()).toBe(false)
  })
})
