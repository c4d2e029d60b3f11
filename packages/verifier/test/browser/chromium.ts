/** Opens the page in Chromium from a file, like a citizen would. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { temporaryFolder } from "@shifan/testkit/basics"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll } from "vitest"
import { buildVerifier } from "../../src/build/verifier.js"

const executablePath = "/usr/bin/chromium"

export const withoutChromium = !existsSync(executablePath)
if (withoutChromium) console.warn(`skipped, because there is no ${executablePath}: the verifier in a browser`)

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

export interface OpenedPage {
  readonly page: Page
  /** URLs of all requests, beginning with the page's own. */
  readonly requests: ReadonlyArray<string>
  /** Requests that the page's content policy did not stop. */
  readonly sent: ReadonlyArray<string>
  /** Errors on the page, including violations of its content policy, and dialogs. */
  readonly errors: ReadonlyArray<string>
}

export interface PageTests {
  readonly openPage: (options?: BrowserContextOptions) => Promise<OpenedPage>
  /** Writes an input file for the page and returns its path. */
  readonly writeFile: (name: string, content: Uint8Array) => string
  /** Writes the files of a bundle and returns the path of their folder, which is called `bundle`. */
  readonly writeBundle: (files: ReadonlyMap<string, Uint8Array>) => string
}

/** One browser for all tests of a file. Call it once at the top; files are removed after the tests. */
export const pageTests = (): PageTests => {
  let browser: Browser | undefined
  let folder = ""
  let bundles = 0

  beforeAll(async () => {
    if (withoutChromium) return
    folder = temporaryFolder((remove) => removals.push(remove))
    writeFileSync(join(folder, "verifier.html"), await buildVerifier())
    browser = await chromium.launch({ executablePath, args })
  })

  const removals: Array<() => void> = []
  afterAll(async () => {
    await browser?.close()
    for (const remove of removals) remove()
  })

  const writeFile = (name: string, content: Uint8Array): string => {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }

  return {
    openPage: async (options = {}) => {
      if (browser === undefined) throw new Error("no browser")
      const context = await browser.newContext({ locale: "zh-CN", ...options })
      const page = await context.newPage()
      const recorded = recordOf(page)
      await page.goto(pathToFileURL(join(folder, "verifier.html")).href)
      return { page, ...recorded }
    },
    writeFile,
    writeBundle: (files) => {
      const name = `${bundles++}/bundle`
      for (const [path, content] of files) writeFile(`${name}/${path}`, content)
      return join(folder, name)
    },
  }
}

const recordOf = (page: Page): Omit<OpenedPage, "page"> => {
  const requests: Array<string> = []
  const sent: Array<string> = []
  const errors: Array<string> = []
  page.on("request", (request) => requests.push(request.url()))
  page.on("requestfinished", (request) => sent.push(request.url()))
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "csp") sent.push(request.url())
  })
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  page.on("dialog", (dialog) => {
    errors.push(dialog.message())
    void dialog.dismiss()
  })
  return { requests, sent, errors }
}

/** Waits for the verdict. */
export const verdictOf = async (page: Page): Promise<string> =>
  (await page.locator("#verdict .word").textContent()) ?? ""

/** The verdict on a line, followed by everything below it. */
export const resultOf = async (page: Page): Promise<string> =>
  `${await verdictOf(page)}\n${await page.locator(".result").innerText()}`
