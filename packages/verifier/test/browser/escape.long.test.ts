import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bundleOf, leaves, policy } from "../bundles.js"
import { freshFolder, onDisk, reader, type Reader, verdictOf, withoutChromium } from "./chromium.js"

const markup = "<img src=x onerror=alert(1)>"
const turned = "\u202Egnp.exe\u2066"

let chromium: Reader | undefined

beforeAll(async () => {
  if (!withoutChromium) chromium = await reader()
}, 60_000)

afterAll(() => chromium?.close())

/** Events, well signed, that say they are of streams of such names. */
const hostile = () =>
  leaves.map((leaf, index) =>
    index < 2
      ? leaf
      : new TextEncoder().encode(
          new TextDecoder().decode(leaf).replace(/"stream":"[^"]*"/, `"stream":"${markup}${turned}${index}"`),
        ),
  )

describe.skipIf(withoutChromium)("names that mean harm", { timeout: 60_000 }, () => {
  it("in events and of files do nothing, in any language", async () => {
    if (chromium === undefined) throw new Error("no browser")
    const { page, requests, errors } = await chromium.open()
    const policyFile = join(freshFolder(), `${markup}${turned}`)
    writeFileSync(policyFile, policy)
    const files = await bundleOf(hostile())
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#folder", onDisk(new Map(files).set(`${markup}${turned}.txt`, new Uint8Array(1))))
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

  it("cannot make the page fetch anything, were they to run", async () => {
    if (chromium === undefined) throw new Error("no browser")
    const { page, sent } = await chromium.open()
    const outcome = await page.evaluate(`(async () => {
      const tried = (name, url) => new Promise((resolve) => {
        const made = Object.assign(document.createElement(name), { src: url })
        made.onload = () => resolve("loaded")
        made.onerror = () => resolve("refused")
        document.body.append(made)
      })
      document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = true" }))
      const fetched = fetch("https://example.invalid/").then(() => "fetched", () => "refused")
      const all = [tried("img", "https://example.invalid/x.png"), tried("script", "data:text/javascript,1"), fetched]
      return [...await Promise.all(all), String(globalThis.ran)]
    })()`)
    expect(outcome).toEqual(["refused", "refused", "refused", "undefined"])
    expect(sent).toEqual([page.url()])
  })
})
