import axe from "axe-core"
import type { BrowserContextOptions, Page } from "playwright-core"
import { beforeAll, describe, expect, it } from "vitest"
import { bundleOf, leaves, policy, sampleBundle, withFlippedBit } from "../../../bundle/test/sample-bundle.js"
import { entriesPath } from "../sample-input.js"
import { type OpenedPage, pageTests, verdictOf, withoutChromium } from "./chromium.js"

const { openPage, writeFile, writeBundle } = pageTests()

let spoilt: string
let policyFile: string

beforeAll(() => {
  if (withoutChromium) return
  spoilt = writeBundle(withFlippedBit(sampleBundle, entriesPath, 60))
  policyFile = writeFile("policy", policy)
})

/** A page that shows the result of a bundle with faults. */
const openResult = async (options: BrowserContextOptions = {}): Promise<OpenedPage> => {
  const opened = await openPage(options)
  await opened.page.setInputFiles("#policy", policyFile)
  await opened.page.setInputFiles("#folder", spoilt)
  await verdictOf(opened.page)
  return opened
}

const phone = { viewport: { width: 360, height: 740 } }

const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map((rule) => rule.id + ' ' + rule.nodes.map((node) => node.html).join(' ')))",
  )
  return Array.isArray(found) ? found.map(String) : ["axe did not answer"]
}

describe.skipIf(withoutChromium)("the verifier page in a browser", () => {
  it("shows the reader's language or the language they choose, and declares it", async () => {
    const { page } = await openResult()
    const lang = () => page.locator("html").getAttribute("lang")
    expect([await lang(), await verdictOf(page)]).toEqual(["zh-CN", "不成立"])
    await page.getByRole("button", { name: "English" }).click()
    expect([await lang(), await verdictOf(page)]).toEqual(["en", "It does not hold"])
    expect(await page.title()).toBe("Verify the designation record")
    const english = (await page.locator("body").innerText()).replace(/中文|示范|万元/g, "")
    expect(english).not.toMatch(/\p{Script=Han}/u)
    const other = await openPage({ locale: "en-GB" })
    expect(await other.page.locator("h1").innerText()).toBe("Verify the designation record")
  })

  it("has no accessibility violations found by axe, before or after a result, in either language, also on a phone", async () => {
    for (const options of [{}, { ...phone, locale: "en-GB" }]) {
      expect(await violations((await openPage(options)).page)).toEqual([])
      expect(await violations((await openResult(options)).page)).toEqual([])
      const { page } = await openPage(options)
      await page.setInputFiles("#folder", writeBundle(sampleBundle))
      await page.locator(".units button").first().click()
      await page.locator(".history h4").waitFor()
      expect(await violations(page)).toEqual([])
    }
  })

  it("lets the Tab key reach its controls in the order of the page", async () => {
    const { page } = await openResult()
    const stops: Array<unknown> = []
    for (let i = 0; i < 7; i++) {
      await page.keyboard.press("Tab")
      stops.push(await page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    }
    expect(stops).toEqual(["中文", "English", "folder", "files", "policy", "不用这个文件", "kept"])
  })

  it("uses a typeface for simplified Chinese", async () => {
    const { page } = await openResult()
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

  it("prints with all details open and without its controls", async () => {
    const { page } = await openResult()
    expect(await page.locator("details:not([open])").count()).toBeGreaterThan(0)
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await page.locator("details:not([open])").count()).toBe(0)
    await page.emulateMedia({ media: "print" })
    expect(await page.locator("#verdict").isVisible()).toBe(true)
    expect(await page.locator(".controls").isVisible()).toBe(false)
  })

  it("prints the time, the file names and the version of the page on A4", async () => {
    const { page } = await openResult()
    const record = await page.locator(".record").innerText()
    expect(record).toMatch(/核验的文件\s+bundle\/[\s\S]*policy[\s\S]*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/)
    expect(record).toMatch(/核验页版本\s+\d+\.\d+\.\d+\+[0-9a-f]{12}/)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1")
    expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(["/MediaBox [0 0 594.95996 841.91998]"]))
  })

  it("does not scroll sideways on a phone", async () => {
    const { page } = await openResult(phone)
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
  })
})

describe.skipIf(withoutChromium)("hostile texts in a browser", () => {
  const markup = "<img src=x onerror=alert(1)>"
  const overrides = "\u202Egnp.exe\u2066"

  /** Events that claim hostile stream names. */
  const hostileLeaves = leaves.map((leaf, index) =>
    index < 2
      ? leaf
      : new TextEncoder().encode(
          new TextDecoder().decode(leaf).replace(/"stream":"[^"]*"/, `"stream":"${markup}${overrides}${index}"`),
        ),
  )

  it("do nothing in events and file names, in either language", async () => {
    const { page, requests, errors } = await openPage()
    const files = await bundleOf(hostileLeaves)
    await page.setInputFiles("#policy", writeFile(`${markup}${overrides}`, policy))
    await page.setInputFiles("#folder", writeBundle(new Map(files).set(`${markup}${overrides}.txt`, new Uint8Array(1))))
    expect(await verdictOf(page)).toBe("不成立")
    for (const language of ["English", "中文"]) {
      await page.getByRole("button", { name: language }).click()
      const text = await page.locator("body").innerText()
      expect(text).toContain(markup)
      expect(text).toContain("\\u{202E}gnp.exe\\u{2066}")
      expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
      expect(await page.locator("img").count()).toBe(0)
    }
    expect(errors).toEqual([])
    expect(requests.filter((url) => !url.startsWith("blob:null/"))).toEqual([page.url()])
  })

  it("could not make the page fetch or run anything even if they became markup", async () => {
    const { page, sent } = await openPage()
    const outcome = await page.evaluate(`(async () => {
      const insert = (name, url) => new Promise((resolve) => {
        const made = Object.assign(document.createElement(name), { src: url })
        made.onload = () => resolve("loaded")
        made.onerror = () => resolve("refused")
        document.body.append(made)
      })
      document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = true" }))
      const fetched = fetch("https://example.invalid/").then(() => "fetched", () => "refused")
      const all = [insert("img", "https://example.invalid/x.png"), insert("script", "data:text/javascript,1"), fetched]
      return [...await Promise.all(all), String(globalThis.ran)]
    })()`)
    expect(outcome).toEqual(["refused", "refused", "refused", "undefined"])
    expect(sent).toEqual([page.url()])
  })
})
