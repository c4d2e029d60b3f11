/** The page in Chromium, built with the options in the README and served by a web server. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { codecOfAct, readForm, sheetOf, valuesOf, writeForm } from "@shifan/forms"
import { right, temporaryFolder } from "@shifan/testkit/basics"
import axe from "axe-core"
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { chromium, type Browser, type Page, type Request } from "playwright-core"
import { build, defaultClientConditions, preview, type PreviewServer } from "vite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import config from "../vite.config.js"

const executablePath = "/usr/bin/chromium"
const args = ["--headless", "--no-sandbox", "--disable-gpu"]
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
  browser = await chromium.launch({ executablePath, args })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  for (const remove of removals) remove()
})

interface Opened {
  readonly page: Page
  readonly requests: Array<Request>
  readonly errors: Array<string>
}

const openPage = async (locale = "zh-CN"): Promise<Opened> => {
  if (browser === undefined || server === undefined) throw new Error("no browser")
  const page = await (await browser.newContext({ locale })).newPage()
  const requests: Array<Request> = []
  const errors: Array<string> = []
  page.on("request", (request) => requests.push(request))
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())))
  await page.goto(server.resolvedUrls?.local[0] ?? "")
  return { page, requests, errors }
}

interface BuiltFile {
  readonly file: string
  readonly imports?: ReadonlyArray<string>
}

const noFile: BuiltFile = { file: "" }

/** As listed by Vite. */
const buildManifest = (): Readonly<Record<string, BuiltFile>> =>
  JSON.parse(readFileSync(join(outDir, "files.json"), "utf8"))

const builtFiles = (): ReadonlyArray<string> => Object.values(buildManifest()).map(({ file }) => file)

/** A script with everything it imports statically. */
const closure = ({ file, imports = [] }: BuiltFile): Set<string> =>
  new Set([file, ...imports.flatMap((name) => [...closure(buildManifest()[name] ?? noFile)])])

/** Presses the button and waits for the file. */
const saved = async (page: Page, format: string): Promise<string> => {
  const download = page.waitForEvent("download")
  await page.locator(`#save-${format}`).click()
  const file = await download
  const path = join(
    temporaryFolder((remove) => removals.push(remove)),
    file.suggestedFilename(),
  )
  await file.saveAs(path)
  return path
}

const writtenTo = (name: string, bytes: Uint8Array): string => {
  const file = join(
    temporaryFolder((remove) => removals.push(remove)),
    name,
  )
  writeFileSync(file, bytes)
  return file
}

/** The form of an application with nine staff, filled in by the command line. */
const filledForm = (format: string, change: (xml: string) => string = (xml) => xml): string => {
  const values = valuesOf(
    codecOfAct("Apply", qinhuangdao2020),
    JSON.parse(readFileSync(dossier("02-nine-staff"), "utf8")),
    qinhuangdao2020,
  )
  const bytes = writeForm(format === "docx" ? "docx" : "xlsx", sheetOf("Apply", values, qinhuangdao2020), values)
  const parts = unzipSync(bytes)
  const changed = Object.entries(parts).map(([path, part]) => [path, strToU8(change(strFromU8(part)))])
  return writtenTo(`申请表.${format}`, zipSync(Object.fromEntries(changed)))
}

/** Writes the number of staff in words. */
const inWords = (xml: string): string => xml.replace(/(从业人数：)\d+(人)/, "$1约二十$2")

const otherAnnex = (): string =>
  writtenTo("推荐表.docx", writeForm("docx", sheetOf("Recommend", new Map(), qinhuangdao2020)))

const lineOf = (page: Page, condition: string) => page.locator(`[data-condition="${condition}"]`)
const staff = "art_5__para_1__point_3#staff"

describe.skipIf(withoutChromium)("the self-check in a browser", () => {
  it("answers a condition in words and colours while the user types, and says what is wrong with a field", async () => {
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

  it("refuses a unit whose figures a person types in, and accepts it with one person more", async () => {
    const { page, errors } = await openPage()
    await page.locator("#filledOn").fill("2020-12-01")
    await page.getByLabel("单位性质").selectOption("enterprise")
    await page.getByLabel("服务区域或行业").selectOption("industrialPark")
    await page.getByLabel("注册日期").fill("2018-03-01")
    const typed = async (field: string, text: string): Promise<void> => {
      await page.locator(`[id="${field}"]`).press("ControlOrMeta+a")
      await page.keyboard.type(text)
    }
    for (const [field, text] of [
      ["totalAssets", "326.5"],
      ["staff", "9"],
      ["diplomaOnly", "6"],
      ["titleOnly", "0"],
      ["diplomaAndTitle", "0"],
      ["served.y2.enterprises", "51"],
      ["served.y1.enterprises", "52"],
      ["served.y0.enterprises", "53"],
    ] as const)
      await typed(field, text)
    expect(await page.getByRole("status").innerText()).toBe("不符合：符合7项，不符合1项，待认定12项")
    expect(await page.locator("li.notMet").allInnerTexts()).toEqual([
      expect.stringMatching(/从业人数（第五条第（三）项）：9人（要求不低于10人）\s*不符合，再增加1人$/),
    ])
    await typed("staff", "10")
    expect(await page.getByRole("status").innerText()).toBe("待认定：符合8项，不符合0项，待认定12项")
    expect(errors).toEqual([])
  })

  it("requests only its own scripts and sends no data while the user types, opens and saves", async () => {
    const { page, requests, errors } = await openPage()
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    const own = new Set(builtFiles().map((file) => new URL(file, page.url()).href))
    const before = requests.length
    await page.setInputFiles("#load", dossier("02-nine-staff"))
    await page.locator("#staff").fill("11")
    for (const format of ["json", "docx", "xlsx"]) await page.setInputFiles("#load", await saved(page, format))
    await page.getByRole("alert").filter({ hasText: ".xlsx" }).waitFor()
    const sent = requests.slice(before).filter((request) => !request.url().startsWith("blob:"))
    for (const request of sent)
      expect([request.method(), request.postData(), own.has(request.url())]).toEqual(["GET", null, true])
    expect(sent.length).toBeLessThan(own.size)
    expect(await page.evaluate("fetch('./').then(() => 'sent', () => 'stopped')")).toBe("stopped")
    expect(errors.filter((error) => !error.includes("Content Security Policy"))).toEqual([])
  })

  it.each(["json", "docx", "xlsx"])("opens and saves the files that the command line accepts: .%s", async (format) => {
    const { page } = await openPage()
    await page.setInputFiles("#load", format === "json" ? dossier("02-nine-staff") : filledForm(format))
    await page.getByRole("heading", { name: "任取一组" }).waitFor()
    expect(await page.locator("#staff").inputValue()).toBe("9")
    expect(await page.getByRole("alert").innerText()).toContain("没有须核对之处")
    await page.locator("#staff").fill("10")
    const file = readFileSync(await saved(page, format))
    const data: unknown =
      format === "json" ? JSON.parse(file.toString()) : right(await readForm(file, qinhuangdao2020, "Apply")).data
    const original: { form: { basic: object } } = JSON.parse(readFileSync(dossier("02-nine-staff"), "utf8"))
    Object.assign(original.form.basic, { staff: 10 })
    expect(data).toEqual(original)
  })

  it("saves an unfinished form that can be opened again", async () => {
    const { page } = await openPage()
    await page.locator("#staff").fill("12")
    const form = await saved(page, "docx")
    await page.locator("#staff").fill("1")
    await page.setInputFiles("#load", form)
    await page.getByText(/表中尚有\d+处未填/).waitFor()
    expect(await page.locator("#staff").inputValue()).toBe("12")
    expect(await page.locator("#missing").textContent()).toContain("联系电话（表1第3行第2格）")
  })

  it("names a doubtful field with its cell, in both languages", async () => {
    const { page } = await openPage()
    await page.setInputFiles("#load", filledForm("xlsx", inWords))
    const doubts = page.locator("#doubts")
    await doubts.waitFor()
    expect(await doubts.innerText()).toMatch(/^平台基本情况·从业人数（表!A\d+）：.*"约二十"$/)
    expect(await page.locator("#staff").inputValue()).toBe("约二十")
    await page.getByRole("button", { name: "English" }).click()
    expect(await doubts.innerText()).toMatch(/in 表!A\d+/)
    expect(await page.getByRole("alert").innerText()).toContain("to look at: 1")
  })

  it.each([
    ["index.html", () => join(root, "index.html"), "index.html：网页文件，请另存为.docx或.xlsx"],
    ["JSON of something else", () => writtenTo("list.json", strToU8("[1]")), "不是申请表的JSON文件"],
    ["another annex", () => otherAnnex(), "文件是“推荐”所用的表，应为“申报”所用的表"],
  ])("refuses a file that is not an application, and keeps what was typed: %s", async (_, file, said) => {
    const { page } = await openPage()
    await page.locator("#staff").fill("12")
    await page.setInputFiles("#load", file())
    await page.getByRole("alert").filter({ hasText: said }).waitFor()
    expect(await page.locator("#staff").inputValue()).toBe("12")
  })

  it("can be installed", async () => {
    // Installing requires a context with a profile.
    const profile = temporaryFolder((remove) => removals.push(remove))
    const context = await chromium.launchPersistentContext(profile, { executablePath, args })
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(server?.resolvedUrls?.local[0] ?? "")
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    const session = await context.newCDPSession(page)
    expect(await session.send("Page.getInstallabilityErrors")).toEqual({ installabilityErrors: [] })
    const { errors, data = "" } = await session.send("Page.getAppManifest")
    expect(errors).toEqual([])
    expect(data).toContain("示范平台申报自查")
    await context.close()
  })

  it("works without a network once it has been opened", async () => {
    const { page } = await openPage()
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.context().setOffline(true)
    await page.reload()
    await page.locator("#staff").fill("10")
    expect(await lineOf(page, staff).getAttribute("class")).toBe("met")
    await page.setInputFiles("#load", filledForm("docx"))
    await page.getByRole("heading", { name: "任取一组" }).waitFor()
    expect(await page.locator("#staff").inputValue()).toBe("9")
  })

  it("is in Chinese or English, without violations found by axe and without sideways scrolling on a phone", async () => {
    for (const [locale, heading] of [
      ["zh-CN", "示范平台申报自查"],
      ["en-GB", "Self-check before an application"],
    ] as const) {
      const { page } = await openPage(locale)
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await page.locator("h1").innerText()).toBe(heading)
      const labels = (await page.locator("label").allInnerTexts()).join(" ")
      expect(/\p{Script=Han}|（/u.test(labels)).toBe(locale === "zh-CN")
      await page.setInputFiles("#load", filledForm("xlsx", inWords))
      await page.locator("#doubts").waitFor()
      await page.evaluate(axe.source)
      expect(await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")).toEqual([])
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
    }
  })

  it("loads at most 35 kB of scripts at first, and the code for form files only on demand", () => {
    const { "index.html": page = noFile, "src/form-file.ts": forms = noFile } = buildManifest()
    const first = closure(page)
    const bytes = (names: Iterable<string>): number =>
      [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(outDir, name)), { level: 9 }).length, 0)
    expect(bytes(first)).toBeLessThanOrEqual(35_000)
    expect(bytes(closure(forms).difference(first))).toBeLessThanOrEqual(115_000)
    expect(first).not.toContain(forms.file)
  })
})
