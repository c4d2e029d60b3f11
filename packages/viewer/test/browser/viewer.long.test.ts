/** The pages in Chromium, opened from a folder like an auditor does. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import axe from "axe-core"
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { temporaryFolder } from "@shifan/testkit/basics"
import { phone, sidewaysOn } from "../../../html/test/narrow-screen.js"
import { brokenCellsOn, desktop } from "../../../html/test/whole-cells.js"
import { addressesTried } from "../addresses.js"
import { broken, brokenUnit, good, pagesOf, viewerOver, type Verified } from "../sample-view.js"

const executablePath = "/usr/bin/chromium"
const withoutChromium = !existsSync(executablePath)
if (withoutChromium) console.warn(`skipped, because there is no ${executablePath}: the viewer in a browser`)

let browser: Browser
let goodFolder = ""
let brokenFolder = ""
const removals: Array<() => void> = []

const written = (verified: Verified): string => {
  const folder = temporaryFolder((remove) => removals.push(remove))
  const viewer = viewerOver(verified)
  for (const [path, text] of [...viewer.files, ...pagesOf(viewer)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

beforeAll(async () => {
  if (withoutChromium) return
  browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] })
  goodFolder = written(good)
  brokenFolder = written(broken)
})

afterAll(async () => {
  await browser?.close()
  for (const remove of removals) remove()
})

interface Opened {
  readonly page: Page
  /** Errors on the page, and requests for missing files. */
  readonly errors: ReadonlyArray<string>
}

const open = async (folder: string, path: string, options: BrowserContextOptions = {}): Promise<Opened> => {
  const context = await browser.newContext({ locale: "zh-CN", ...options })
  const page = await context.newPage()
  const errors: Array<string> = []
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  page.on("requestfailed", (request) => errors.push(request.url()))
  await page.goto(pathToFileURL(join(folder, path)).href)
  return { page, errors }
}

const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map((rule) => rule.id + ' ' + rule.nodes.map((node) => node.html).join(' ')))",
  )
  return Array.isArray(found) ? found.map(String) : ["axe did not answer"]
}

const unitPage = `zh/unit/130300-${brokenUnit}/1.html`
const paths = addressesTried(brokenUnit)

describe.skipIf(withoutChromium)("the viewer in a browser", () => {
  it.each(paths)(
    "has no accessibility fault that axe finds, light or dark, for a good and a broken log: %s",
    async (path) => {
      for (const colorScheme of ["light", "dark"] as const)
        for (const folder of [goodFolder, brokenFolder]) {
          const { page, errors } = await open(folder, path, { colorScheme })
          expect(errors).toEqual([])
          // The check fetches the stylesheet itself, which a page opened from a file may not do.
          expect([colorScheme, folder, await violations(page)]).toEqual([colorScheme, folder, []])
          await page.context().close()
        }
    },
  )

  it("states first whether the record holds, and warns at the top of every page if it does not", async () => {
    const { page } = await open(goodFolder, "index.html")
    await page.waitForURL(/zh\/index\.html$/)
    expect(await page.locator(".notice .word").first().innerText()).toMatch(/^✓ 成立$/)
    const spoilt = await open(brokenFolder, "zh/index.html")
    expect(await spoilt.page.locator(".notice .word").first().innerText()).toMatch(/^✗ 不成立$/)
    for (const path of paths.filter((one) => !one.endsWith("/index.html"))) {
      const other = await open(brokenFolder, path)
      const banner = other.page.locator(".verdict-banner")
      expect(await banner.boundingBox()).toMatchObject({ y: expect.any(Number) })
      expect((await banner.boundingBox())?.y).toBeLessThan(100)
      await other.page.context().close()
    }
  })

  it("links the chain's first break to the broken leaf", async () => {
    const { page } = await open(brokenFolder, "en/chain/1.html")
    expect(await page.locator(".notice .word").innerText()).toMatch(/^✗ The first break: leaf \d+$/)
    await page.getByRole("link", { name: "see it in the chain" }).click()
    const index = /#leaf-(\d+)$/.exec(page.url())?.[1]
    expect(await page.locator(`tr:has(#leaf-${index})`).innerText()).toContain("✗")
  })

  it("links a mark of the swim lanes to its row, the row to the record, and the record to the unit", async () => {
    const { page } = await open(goodFolder, unitPage, { javaScriptEnabled: false })
    await page.locator("svg.lanes a").nth(2).click()
    const row = new URL(page.url()).hash
    await page.locator(`tr:has(${row}) td a`).click()
    expect(page.url()).toContain("/record/")
    await page.getByRole("link", { name: "示例启航创业服务平台" }).click()
    expect(page.url()).toContain(unitPage)
    await page.goBack()
    expect(page.url()).toContain("/record/")
  })

  it("moves through time with a slider, or with links if scripts are off", async () => {
    const { page } = await open(goodFolder, "zh/day/2020-12-31/1.html")
    const slider = page.getByRole("slider", { name: "换一天" })
    await slider.focus()
    await page.keyboard.press("ArrowRight")
    await page.waitForURL(/day\/2021-12-31\//)
    const plain = await open(goodFolder, "zh/day/2020-12-31/1.html", { javaScriptEnabled: false })
    expect(await plain.page.getByRole("slider").count()).toBe(0)
    await plain.page.getByRole("link", { name: "2021-12-31" }).click()
    expect(plain.page.url()).toContain("day/2021-12-31/")
  })

  it("runs no script that was injected into a page, and fetches nothing", async () => {
    const { page, errors } = await open(goodFolder, unitPage)
    expect(errors).toEqual([])
    const outcome = await page.evaluate(`(async () => {
      document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = true" }))
      const fetched = await fetch("https://example.invalid/").then(() => "fetched", () => "refused")
      const image = await new Promise((resolve) => {
        const made = Object.assign(document.createElement("img"), { src: "https://example.invalid/x.png" })
        made.onload = () => resolve("loaded")
        made.onerror = () => resolve("refused")
        document.body.append(made)
      })
      return [fetched, image, String(globalThis.ran)]
    })()`)
    expect(outcome).toEqual(["refused", "refused", "undefined"])
  })

  it("links a page to the same page in the other language", async () => {
    const { page } = await open(goodFolder, unitPage)
    await page.getByRole("link", { name: "English" }).click()
    expect(page.url()).toContain(unitPage.replace("zh/", "en/"))
    expect(await page.locator("html").getAttribute("lang")).toBe("en")
  })

  it("is printed on A4, with the picture as wide as the text at most, and with the banner of a broken record", async () => {
    const { page } = await open(brokenFolder, unitPage)
    await page.emulateMedia({ media: "print" })
    expect(await page.locator(".verdict-banner").isVisible()).toBe(true)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1")
    expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(["/MediaBox [0 0 594.95996 841.91998]"]))
    await page.setViewportSize({ width: 643, height: 900 })
    const [wide, text] = await Promise.all([
      page.locator("svg.lanes").boundingBox(),
      page.locator("main").boundingBox(),
    ])
    expect(wide?.width).toBeLessThanOrEqual(text?.width ?? 0)
  })

  it("does not scroll sideways on a phone, except within tables and pictures", async () => {
    for (const path of paths) {
      const { page } = await open(goodFolder, path, { viewport: phone })
      expect([path, ...(await sidewaysOn(page))]).toEqual([path])
      await page.context().close()
    }
  })

  it("breaks no number, code or word in a table", async () => {
    for (const path of paths) {
      const { page } = await open(goodFolder, path, { viewport: desktop })
      expect([path, ...(await brokenCellsOn(page))]).toEqual([path])
      await page.context().close()
    }
  })

  it("is displayed in a simplified Chinese font", async () => {
    const { page } = await open(goodFolder, unitPage)
    const session = await page.context().newCDPSession(page)
    await session.send("DOM.enable")
    await session.send("CSS.enable")
    const { root } = await session.send("DOM.getDocument")
    for (const selector of ["h1", "svg .lane-name", "td bdi"]) {
      const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector })
      const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId })
      expect(fonts.map(({ familyName }) => familyName)).toEqual(["Noto Sans CJK SC"])
    }
  })
})
