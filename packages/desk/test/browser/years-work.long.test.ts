/** A small year's work in a real browser: with and without script, by keyboard alone, and accessible. */
import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { phone, sidewaysOn } from "../../../html/test/narrow-screen.js"
import { brokenCellsOn, desktop } from "../../../html/test/whole-cells.js"
import { applied, certified, eventsOf, recommended, unit } from "../office.js"
import { deskTests, seriousOn, signIn, withoutChromium } from "./desk-in-chromium.js"

const { openDesk } = deskTests()

const preview = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "预览", exact: true }).click()
  // If it is not a preview, shows all faults.
  expect((await page.locator("main .notice").allInnerTexts()).join()).toMatch(/^预览，未写入/)
}

const record = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "确认办理" }).click()
  await page.getByText("已办理").first().waitFor()
}

/** The county's recommendation, typed in from paper by the bureau's officer. */
const recommend = async (page: Page): Promise<void> => {
  await page.goto("/?whose=county")
  await page.getByRole("link", { name: "办理", exact: true }).first().click()
  await page.locator("#f--officer").fill("HG-01")
  await page.locator("#f--on").fill("2020-12-08")
  await page.locator("#f-form-filledOn").fill("2020-12-08")
  for (const field of await page.locator(".asked textarea").all()) await field.fill("示例")
  await page.locator("#f-satisfaction-sampleSize").fill("30")
  await page.locator("#f-satisfaction-result").fill("90")
  for (const yes of await page.getByLabel("是", { exact: true }).all()) await yes.check()
  await preview(page)
  await record(page)
}

const certify = async (page: Page): Promise<void> => {
  await page.goto(`/units/${unit}`)
  await page.getByRole("link", { name: "认定", exact: true }).click()
  await page.locator("#f--on").fill("2020-12-29")
  await page.locator("#f-certificateNumber").fill("QHD-2020-01")
  await page.locator("#f-appraisal-date").fill("2020-12-28")
  await page.locator("#f-appraisal-members-0").fill("ZJ-01")
  await page.locator("#f-appraisal-opinion").fill("示例")
  await preview(page)
  await record(page)
}

const award = async (page: Page): Promise<void> => {
  await page.goto("/")
  await page.getByRole("link", { name: "办理", exact: true }).first().click()
  await page.locator("#f--on").fill("2021-01-04")
  await page.locator("#f-awardedOn").fill("2021-01-04")
  await preview(page)
  await record(page)
}

/** Corrects a mistyped certificate number, with a document whose digest is computed. */
const correct = async (page: Page): Promise<void> => {
  await page.goto(`/units/${unit}/corrections`)
  await page
    .getByRole("row", { name: /证书编号/ })
    .getByRole("link", { name: "更正" })
    .click()
  await page.locator("#f-to").fill("QHD-2020-10")
  await page.locator("#f-reason").fill("录入有误")
  await page.locator("#f-document-title").fill("更正审批表")
  await page
    .locator("#f-document-file")
    .setInputFiles({ name: "更正.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") })
  await page.locator("#f-approver").fill("SJ-09")
  await preview(page)
  await record(page)
}

const screens = [
  "/?whose=all",
  "/units",
  `/units/${unit}`,
  `/units/${unit}/events/1`,
  `/units/${unit}/corrections`,
  "/calls/2020",
  "/publications",
  "/batch/Certify",
  `/acts/Certify?unit=${unit}&as=bureau`,
  "/acts/Apply?as=unit",
]

describe.skipIf(withoutChromium)("the desk in a browser", () => {
  it.each([false, true])("records a year's work step by step, with JavaScript: %s", async (javaScriptEnabled) => {
    const { page, office, errors } = await openDesk(applied, { javaScriptEnabled })
    await signIn(page)
    await recommend(page)
    await certify(page)
    await award(page)
    await correct(page)
    await page.goto(`/units/${unit}`)
    expect(await page.locator("dl").innerText()).toContain("QHD-2020-10")
    expect((await eventsOf(office)).slice(-4).map(({ type }) => type)).toEqual([
      "Recommended",
      "Certified",
      "PlaqueAwarded",
      "RecordCorrected",
    ])
    expect(errors).toEqual([])
  })

  it("updates the assessment while the officer types", async () => {
    const { page, errors } = await openDesk(applied)
    await signIn(page)
    await page.goto(`/acts/Recommend?unit=${unit}&as=county`)
    const counts = page.locator("#outcome .lead")
    expect(await counts.innerText()).toBe("符合8项，待认定11项，缺数据1项")
    await page.getByLabel("否", { exact: true }).nth(1).check()
    await page.getByText("不符合1项").waitFor()
    expect(await counts.innerText()).toBe("符合8项，不符合1项，待认定10项，缺数据1项")
    expect(errors).toEqual([])
  })

  it("says while an application is typed whether a figure is missing, too low or sufficient", async () => {
    const { page, errors } = await openDesk([])
    await signIn(page)
    await page.goto("/acts/Apply?as=unit")
    await page.getByText("缺：从业人数").first().waitFor()
    await page.locator("#f-form-basic-staff").fill("9")
    await page.getByText("再增加1人").waitFor()
    await page.locator("#f-form-basic-staff").fill("１０人")
    await page.getByText("10人（要求不低于10人）").waitFor()
    await page.locator("#f-form-basic-staff").fill("")
    await page.getByText("缺：从业人数").first().waitFor()
    expect(errors).toEqual([])
  })

  it("assesses on request without JavaScript, and keeps what was typed", async () => {
    const { page } = await openDesk([], { javaScriptEnabled: false })
    await signIn(page)
    await page.goto("/acts/Apply?as=unit")
    await page.locator("#f-form-basic-staff").fill("9")
    await page.getByRole("button", { name: "试算" }).click()
    expect(await page.locator("#outcome").innerText()).toContain("再增加1人")
    expect(await page.locator("#f-form-basic-staff").inputValue()).toBe("9")
    expect(await page.getByText("须处理，未写入").count()).toBe(0)
  })

  it("refuses an act as typed, says why at the field, and previews it once that is mended", async () => {
    const { page, office } = await openDesk(certified)
    await signIn(page)
    await page.goto(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    await page.locator("#f--on").fill("2021-01-04")
    await page.locator("#f-awardedOn").fill("2020-01-04")
    await page.locator("button.primary").click()
    await page.getByText("须处理，未写入").waitFor()
    expect(await page.locator("main").innerText()).toMatch(/授牌日期.*2020年1月4日/)
    expect(await page.locator("#f-awardedOn").inputValue()).toBe("2020-01-04")
    await page.locator("#f-awardedOn").fill("2021-01-04")
    await page.locator("button.primary").click()
    await page.getByText("预览，未写入").waitFor()
    expect((await eventsOf(office)).at(-1)?.type).toBe("Certified")
  })

  it("previews when Enter is pressed in a field", async () => {
    const { page } = await openDesk([])
    await signIn(page)
    await page.goto("/acts/Apply?as=unit")
    await page.locator("#f-form-basic-staff").press("Enter")
    await page.getByText("须处理，未写入").waitFor()
    expect(await page.getByText("请先选择文件").count()).toBe(0)
  })

  it("needs no mouse", async () => {
    const { page, office } = await openDesk(certified)
    await signIn(page)
    /** Presses Tab until the focused element matches. */
    const tabTo = async (selector: string): Promise<void> => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press("Tab")
        if ((await page.locator(`${selector}:focus`).count()) > 0) return
      }
      throw new Error(`nothing leads to ${selector}`)
    }
    await tabTo(`tbody a.act[href*="AwardPlaque"]`)
    await page.keyboard.press("Enter")
    await page.locator("#f-awardedOn").waitFor()
    await tabTo("#f-awardedOn")
    await page.locator("#f-awardedOn").fill("2021-01-04")
    await tabTo("button.primary")
    await page.keyboard.press("Enter")
    await page.getByText("预览，未写入").waitFor()
    await tabTo("button.primary")
    await page.keyboard.press("Enter")
    await page.getByText("已办理").waitFor()
    expect((await eventsOf(office)).at(-1)?.type).toBe("PlaqueAwarded")
  })

  it("changes the day and the language, and goes back as a browser does", async () => {
    const { page } = await openDesk(certified)
    await signIn(page)
    await page.getByRole("link", { name: "单位", exact: true }).click()
    await page.getByRole("link", { name: "示例服务平台" }).click()
    await page.getByLabel("以该日生效的为准").fill("2020-12-10")
    await page.getByRole("button", { name: "查看" }).click()
    expect(await page.locator("dl .badge").innerText()).toContain("已推荐")
    await page.getByRole("link", { name: "English" }).click()
    expect(await page.locator("html").getAttribute("lang")).toBe("en")
    expect(page.url()).toContain("asOf=2020-12-10")
    await page.goBack()
    await page.goBack()
    expect(await page.locator("dl .badge").innerText()).toContain("已认定")
  })

  it.each([
    ["zh", desktop],
    ["zh", phone],
    ["en", desktop],
    ["en", phone],
  ])(
    "has no serious fault that axe finds, no sideways scrolling and no broken cells: %s, %j",
    async (language, viewport) => {
      const { page } = await openDesk(recommended, { viewport })
      await page.goto("/sign-in")
      expect(await seriousOn(page)).toEqual([])
      await signIn(page)
      for (const path of screens) {
        await page.goto(`${path}${path.includes("?") ? "&" : "?"}language=${language}`)
        const faults = [...(await seriousOn(page)), ...(await sidewaysOn(page)), ...(await brokenCellsOn(page))]
        expect([path, ...faults]).toEqual([path])
      }
      await page.goto(`/acts/Certify?unit=${unit}&as=bureau&language=${language}`)
      await page.locator("button.primary").click()
      await page.locator(".notice").waitFor()
      expect(await seriousOn(page)).toEqual([])
    },
  )
})
