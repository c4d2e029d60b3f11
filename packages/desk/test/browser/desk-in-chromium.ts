/** The desk in Chromium, on a port of its own. */
import { existsSync } from "node:fs"
import { createAdaptorServer } from "@hono/node-server"
import type { Attempt } from "@shifan/testkit"
import axe from "axe-core"
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core"
import { afterAll, beforeAll, onTestFinished } from "vitest"
import { desk } from "../../src/index.js"
import { officeWith, signInCode, type TestOffice } from "../office.js"

const executablePath = "/usr/bin/chromium"

export const withoutChromium = !existsSync(executablePath)
if (withoutChromium) console.warn(`skipped, because there is no ${executablePath}: the desk in a browser`)

export interface OpenDesk {
  readonly office: TestOffice
  readonly page: Page
  /** Errors on the page, including violations of its content policy. */
  readonly errors: ReadonlyArray<string>
}

export interface DeskTests {
  /** Opens the desk with these attempts on record and nobody signed in. */
  readonly openDesk: (attempts: ReadonlyArray<Attempt>, options?: BrowserContextOptions) => Promise<OpenDesk>
}

/** One browser for all tests of a file. Call it once at the top. */
export const deskTests = (): DeskTests => {
  let browser: Browser | undefined

  beforeAll(async () => {
    if (withoutChromium) return
    browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] })
  })
  afterAll(() => browser?.close())

  return {
    openDesk: async (attempts, options = {}) => {
      if (browser === undefined) throw new Error("no browser")
      const office = await officeWith(attempts)
      const server = createAdaptorServer({ fetch: desk(office.dependencies).fetch })
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
      const address = server.address()
      const host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`
      const context = await browser.newContext({ locale: "zh-CN", baseURL: `http://${host}`, ...options })
      onTestFinished(async () => {
        await context.close()
        await new Promise((resolve) => server.close(resolve))
      })
      const page = await context.newPage()
      const errors: Array<string> = []
      page.on("pageerror", (error) => errors.push(error.message))
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text())
      })
      return { office, page, errors }
    },
  }
}

export const signIn = async (page: Page, place = "bureau:130300", officer = "SJ-01"): Promise<void> => {
  await page.goto(`/sign-in?code=${signInCode}`)
  await page.locator("#place").selectOption(place)
  await page.locator("#officer").fill(officer)
  await page.getByRole("button", { name: "登录" }).click()
}

/** Serious violations that axe finds on the current page. */
export const seriousOn = async (page: Page): Promise<ReadonlyArray<string>> => {
  const found: unknown = await page.evaluate(
    `(() => { ${axe.source}; return axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical").map((rule) => rule.id + " " + rule.nodes.map((node) => node.html).join(" "))) })()`,
  )
  return Array.isArray(found) ? found.map(String) : ["axe did not answer"]
}
