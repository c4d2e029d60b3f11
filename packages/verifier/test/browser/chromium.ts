/** The page in Chromium, opened from a file as a citizen opens it. */
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { buildVerifier } from "../../src/build/verifier.js"

const executablePath = "/usr/bin/chromium"

/** Said once, where the reader of the tests' output sees it. */
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

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "verifier-"))

export interface Opened {
  readonly page: Page
  /** All that the page asked for, itself first. */
  readonly requests: ReadonlyArray<string>
  /** Of these, what the page's own policy did not stop. */
  readonly sent: ReadonlyArray<string>
  /** What went wrong on the page, a refusal of its content policy included. */
  readonly errors: ReadonlyArray<string>
}

export interface Reader {
  readonly open: (options?: BrowserContextOptions) => Promise<Opened>
  readonly close: () => Promise<void>
}

export const reader = async (): Promise<Reader> => {
  const file = join(freshFolder(), "verifier.html")
  writeFileSync(file, await buildVerifier())
  const browser: Browser = await chromium.launch({ executablePath, args })
  return {
    open: async (options = {}) => {
      const context = await browser.newContext({ locale: "zh-CN", ...options })
      const page = await context.newPage()
      const [requests, errors, sent]: [Array<string>, Array<string>, Array<string>] = [[], [], []]
      page.on("requestfinished", (request) => sent.push(request.url()))
      page.on("requestfailed", (request) => {
        if (request.failure()?.errorText !== "csp") sent.push(request.url())
      })
      page.on("request", (request) => requests.push(request.url()))
      page.on("pageerror", (error) => errors.push(error.message))
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text())
      })
      page.on("dialog", (dialog) => {
        errors.push(dialog.message())
        void dialog.dismiss()
      })
      await page.goto(pathToFileURL(file).href)
      return { page, requests, sent, errors }
    },
    close: () => browser.close(),
  }
}

/** The files of a bundle in a folder called `bundle`. */
export const onDisk = (files: ReadonlyMap<string, Uint8Array>): string => {
  const folder = join(freshFolder(), "bundle")
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

export const verdictOf = async (page: Page): Promise<string> =>
  (await page.locator("#verdict .word").textContent()) ?? ""
