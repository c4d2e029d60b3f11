/** The list on the page, and every unit in the log. */
import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { bundleOf, demo, policy, withFlippedBit } from "../../../bundle/test/sample-bundle.js"
import { pageTests, verdictOf, withoutChromium } from "./chromium.js"

const { openPage, writeFile, writeBundle } = pageTests()

const [recommendedOnly, listedUnit] = ["91130302MA00010855", "91130302MA00010187"]

const openDemo = async (locale = "zh-CN"): Promise<Page> => {
  const { page } = await openPage({ locale })
  await page.setInputFiles("#policy", writeFile("chosen", utf8(`${new TextDecoder().decode(policy)}# mine\n`)))
  await page.setInputFiles("#folder", writeBundle(await bundleOf(demo)))
  await verdictOf(page)
  return page
}

describe.skipIf(withoutChromium)("art_11__para_1: the list on the page", () => {
  it("has a row for each platform and finds any unit of the log by its code or a name", async () => {
    const page = await openDemo()
    const rows = page.locator(".units tbody tr")
    expect(await page.locator(".list h3").innerText()).toMatch(/^名单（截至2021-06-30，\d+家）$/)
    expect(await rows.count()).toBeGreaterThan(1)
    expect(await page.locator(".units").innerText()).not.toContain("不在名单上")
    await page.fill("#unit", " 9113 0302ma0001 0187")
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining("示例启航创业服务平台")])
    await page.fill("#unit", "启航")
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining(listedUnit)])
    await page.fill("#unit", recommendedOnly)
    expect(await page.locator(".units").innerText()).toContain("不在名单上")
    await page.fill("#unit", "没有这样的单位")
    expect(await page.locator(".units").innerText()).toContain("日志中没有这样的单位。")
  })

  it("shows a unit's history in words, and keeps the unit when the language changes", async () => {
    const page = await openDemo()
    await page.fill("#unit", listedUnit)
    await page.locator(".units button").click()
    await page.locator(".history tbody tr").first().waitFor()
    const history = await page.locator(".history").innerText()
    expect(history).toMatch(/申报：2020年度[\s\S]*认定：证书编号[\s\S]*第九条/)
    await page.getByRole("button", { name: "English" }).click()
    await page.getByText("certified: certificate").waitFor()
    expect(await page.locator("#unit").inputValue()).toBe(listedUnit)
  })

  it("does not show identifiers of streams or readings", async () => {
    for (const locale of ["zh-CN", "en-GB"]) {
      const page = await openDemo(locale)
      await page.evaluate("dispatchEvent(new Event('beforeprint'))")
      const text = await page.locator(".result").innerText()
      expect(text).not.toMatch(/(?:designation|instrument|call|roster|log)-\d{6}/)
      expect(text).not.toMatch(/[a-z]+\.[a-zA-Z]+=/)
      expect(text).not.toMatch(/#\d/)
    }
  })

  it("is not shown for a bundle that is not sound", async () => {
    const { page } = await openPage()
    const files = await bundleOf(demo)
    await page.setInputFiles("#folder", writeBundle(withFlippedBit(files, "roster.json", 300)))
    expect(await verdictOf(page)).toBe("不成立")
    expect(await page.locator(".list").count()).toBe(0)
  })

  it("says of a chosen policy only whether it equals the policy in the bundle", async () => {
    const page = await openDemo()
    expect(await page.locator("#verdict").innerText()).toContain("它是否可信由您判断")
    expect(await page.locator(".result").innerText()).toContain("由核验者选入，与包内的那份不同")
    await page.setInputFiles("#policy", writeFile("policy", policy))
    await page.getByText("它与包内的那份相同").waitFor()
    expect(await page.locator(".result").innerText()).toContain("是否另行取得，本页无从知道")
  })
})
