import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bundleOf, leaves } from "../bundles.js"
import { onDisk, reader, type Reader, verdictOf, withoutChromium } from "./chromium.js"

let chromium: Reader | undefined
let folder: string

beforeAll(async () => {
  if (withoutChromium) return
  chromium = await reader()
  folder = onDisk(await bundleOf(leaves))
}, 60_000)

afterAll(() => chromium?.close())

const opened = async () => {
  if (chromium === undefined) throw new Error("no browser")
  return chromium.open()
}

describe.skipIf(withoutChromium)("where no worker can be had", { timeout: 60_000 }, () => {
  it("the page itself does the work", async () => {
    const { page } = await opened()
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "Worker", {
        value: function none() {
          throw new Error("none")
        },
      })
    })
    await page.reload()
    await page.setInputFiles("#folder", folder)
    expect(await verdictOf(page)).toBe("自相一致，但尚不足为凭")
  })

  it("nor one that starts, the page does it too", async () => {
    const { page } = await opened()
    await page.addInitScript(() => {
      class Failing extends EventTarget {
        constructor() {
          super()
          setTimeout(() => this.dispatchEvent(new Event("error")))
        }
        terminate() {}
      }
      Object.defineProperty(globalThis, "Worker", { value: Failing })
    })
    await page.reload()
    await page.setInputFiles("#folder", folder)
    expect(await verdictOf(page)).toBe("自相一致，但尚不足为凭")
  })

  it("and one that never answers is cancelled, with no verdict", async () => {
    const { page } = await opened()
    await page.addInitScript(() => {
      class Deaf extends EventTarget {
        terminate() {}
      }
      Object.defineProperty(globalThis, "Worker", { value: Deaf })
    })
    await page.reload()
    await page.setInputFiles("#folder", folder)
    await page.getByRole("button", { name: "取消" }).click()
    await page.getByText("已取消，没有结论。").waitFor()
    expect(await page.locator("#verdict").count()).toBe(0)
  })
})
