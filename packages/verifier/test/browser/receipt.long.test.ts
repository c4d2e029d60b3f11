import { readFileSync } from "node:fs"
import { parseTlogProof } from "@shifan/tlog"
import { right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { bundleOf, demo, policy } from "../../../bundle/test/sample-bundle.js"
import { index, receipt, withAnother } from "../../../bundle/test/sample-receipt.js"
import { zipped } from "../sample-input.js"
import { pageTests, resultOf, verdictOf, withoutChromium } from "./chromium.js"

const { openPage, writeFile } = pageTests()

const handOver = async (some: typeof demo) => {
  const archive = new Uint8Array(await (await zipped(await bundleOf(some))).arrayBuffer())
  const opened = await openPage()
  await opened.page.setInputFiles("#policy", writeFile("policy", policy))
  await opened.page.setInputFiles("#files", [
    writeFile("application.receipt", receipt.note),
    writeFile("bundle.zip", archive),
  ])
  return opened
}

describe.skipIf(withoutChromium)("a receipt in a browser", () => {
  it("is shown as a kept promise, with the index of its leaf", async () => {
    const { page, errors } = await handOver(demo)
    expect(await verdictOf(page)).toBe("承诺已兑现")
    expect(await resultOf(page)).toContain(`第${index}号叶`)
    expect(await page.locator("#proof-of-breach").count()).toBe(0)
    expect(errors).toEqual([])
  })

  it("that was broken offers a file that proves it, and the page sends nothing", async () => {
    const { page, sent, errors } = await handOver(withAnother)
    expect(await verdictOf(page)).toBe("承诺被违背")
    const download = page.waitForEvent("download")
    await page.locator("#proof-of-breach").click()
    const saved = await (await download).path()
    expect((await download).suggestedFilename()).toBe("broken-promise.tlog-proof")
    expect(right(parseTlogProof(new Uint8Array(readFileSync(saved)))).index).toBe(index)
    expect(sent.filter((url) => !url.startsWith("blob:null/"))).toEqual([page.url()])
    expect(errors).toEqual([])
  })
})
