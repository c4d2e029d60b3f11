/** The page in Chromium, built with the options that the README shows, and served as it would be. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { temporaryFolder } from "@shifan/testkit/basics"
import axe from "axe-core"
import { chromium, type Browser, type Page } from "playwright-core"
import { build, defaultClientConditions, preview, type PreviewServer } from "vite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import config from "../vite.config.js"

const executablePath = "/usr/bin/chromium"
const withoutChromium = !existsSync(executablePath)
if (withoutChromium) console.warn(`skipped, because there is no ${executablePath}: the self-check in a browser`)

const root = join(import.meta.dirname, "..")
const dossier = (name: string): string => join(root, "../dossiers", name, "application.json")

const removals: Array<() => void> = []
let outDir = ""
let server: PreviewServer | undefined
let browser: Browser | undefined

beforeAll(async () => {
  if (withoutChromium) return
  outDir = temporaryFolder((remove) => removals.push(remove))
  const common = { ...config, root, configFile: false, logLevel: "silent", build: { ...config.build, outDir } } as const
  await build({ ...common, resolve: { ...config.resolve, conditions: ["source", ...defaultClientConditions] } })
  server = await preview({ ...common, preview: { port: 0, strictPort: false } })
  browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  for (const remove of removals) remove()
})

interface Opened {
  readonly page: Page
  readonly requests: Array<string>
  readonly errors: Array<string>
}

const openPage = async (locale = "zh-CN"): Promise<Opened> => {
  if (browser === undefined || server === undefined) throw new Error("no browser")
  const page = await (await browser.newContext({ locale })).newPage()
  const requests: Array<string> = []
  const errors: Array<string> = []
  page.on("request", (request) => requests.push(request.url()))
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())))
  await page.goto(server.resolvedUrls?.local[0] ?? "")
  return { page, requests, errors }
}

const lineOf = (page: Page, condition: string) => page.locator(`[data-condition="${condition}"]`)
const staff = "art_5__para_1__point_3#staff"

describe.skipIf(withoutChromium)("the self-check in a browser", () => {
  it("answers each condition as one types, in words and colours, and says what is wrong with a field", async () => {
    const { page, errors } = await openPage()
    await page.locator("#staff").fill("9")
    expect(await lineOf(page, staff).innerText()).toMatch(/9人（要求不低于10人）\s*不符合，再增加1人/)
    await page.locator("#staff").press("End")
    await page.keyboard.press("Backspace")
    await page.keyboard.type("10")
    expect(await lineOf(page, staff).getAttribute("class")).toBe("met")
    await page.locator("#totalAssets").fill("一百")
    expect(await page.locator("#totalAssets-fault").innerText()).toContain("以万元为单位")
    expect(await page.getByRole("status").innerText()).toMatch(/^待认定：符合\d+项/)
    expect(errors).toEqual([])
  })

  it("sends nothing: no request after the page has loaded, whatever is typed, opened and saved", async () => {
    const { page, requests, errors } = await openPage()
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    const before = requests.length
    await page.setInputFiles("#load", dossier("02-nine-staff"))
    await page.locator("#staff").fill("11")
    const download = page.waitForEvent("download")
    await page.locator("#save").click()
    await download
    expect(requests.slice(before).filter((url) => !url.startsWith("blob:"))).toEqual([])
    expect(await page.evaluate("fetch('./').then(() => 'sent', () => 'stopped')")).toBe("stopped")
    expect(errors.filter((error) => !error.includes("Content Security Policy"))).toEqual([])
  })

  it("opens and saves the JSON that the command line takes", async () => {
    const { page } = await openPage()
    await page.setInputFiles("#load", dossier("02-nine-staff"))
    const sets = page.getByRole("heading", { name: "任取一组" })
    await sets.waitFor()
    expect(await page.locator("#staff").inputValue()).toBe("9")
    await page.locator("#staff").fill("10")
    const download = page.waitForEvent("download")
    await page.locator("#save").click()
    const saved: unknown = JSON.parse(readFileSync((await (await download).path()) ?? "", "utf8"))
    const original: { form: { basic: object } } = JSON.parse(readFileSync(dossier("02-nine-staff"), "utf8"))
    Object.assign(original.form.basic, { staff: 10 })
    expect(saved).toEqual(original)
    await page.setInputFiles("#load", join(root, "index.html"))
    await page.getByRole("alert").filter({ hasText: "index.html不是申请表的JSON文件" }).waitFor()
  })

  it("works without a network once it was open", async () => {
    const { page } = await openPage()
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.context().setOffline(true)
    await page.reload()
    await page.locator("#staff").fill("10")
    expect(await lineOf(page, staff).getAttribute("class")).toBe("met")
  })

  it("reads in Chinese and English, and axe finds nothing in either, on a phone too", async () => {
    for (const [locale, heading] of [
      ["zh-CN", "示范平台申报自查"],
      ["en-GB", "Self-check before an application"],
    ] as const) {
      const { page } = await openPage(locale)
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await page.locator("h1").innerText()).toBe(heading)
      await page.setInputFiles("#load", dossier("02-nine-staff"))
      await page.evaluate(axe.source)
      expect(await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")).toEqual([])
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
    }
  })

  it("has a script of at most 30 kB", () => {
    const scripts = readdirSync(join(outDir, "assets")).filter((name) => name.endsWith(".js"))
    const bytes = scripts.map((name) => gzipSync(readFileSync(join(outDir, "assets", name)), { level: 9 }).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(30_000)
  })
})
