import type { Page } from "playwright-core"
import { beforeAll, describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { bundleOf, demo, policy, sampleBundle, withFlippedBit } from "../../../bundle/test/sample-bundle.js"
import { statementOf } from "../../../bundle/test/sample-statement.js"
import { entriesPath, entryStart, proofAndLeaf, signedWithSm2, zipped } from "../sample-input.js"
import { pageTests, resultOf, verdictOf, withoutChromium } from "./chromium.js"

const { openPage, writeFile, writeBundle } = pageTests()

let bundle: string
let policyFile: string

beforeAll(() => {
  if (withoutChromium) return
  bundle = writeBundle(sampleBundle)
  policyFile = writeFile("policy-from-elsewhere", policy)
})

describe.skipIf(withoutChromium)("in a browser, opened from a file", () => {
  it("a good bundle holds, and nothing is requested but the page and its own worker", async () => {
    const { page, requests, errors } = await openPage()
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#folder", bundle)
    expect(await verdictOf(page)).toBe("成立")
    expect(await page.locator(".result").innerText()).toContain("12项决定")
    expect(requests.filter((url) => !url.startsWith("blob:null/"))).toEqual([page.url()])
    expect(requests.length).toBeLessThanOrEqual(2)
    expect(errors).toEqual([])
  })

  it("without a policy from elsewhere it is not said to hold, and why", async () => {
    const { page } = await openPage()
    await page.setInputFiles("#folder", bundle)
    expect(await resultOf(page)).toMatch(/^自相一致，但尚不足为凭\n[\s\S]*伪造者/)
    await page.setInputFiles("#policy", policyFile)
    await page.locator(".verdict.good").waitFor()
    await page.getByRole("button", { name: "不用这个文件" }).click()
    await page.locator(".verdict.limited").waitFor()
  })

  it("one flipped bit is found, and the leaf it is in is named", async () => {
    const { page } = await openPage()
    const entries = sampleBundle.get(entriesPath) ?? new Uint8Array()
    const spoilt = withFlippedBit(sampleBundle, entriesPath, entryStart(entries, 7) + 40)
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#folder", writeBundle(spoilt))
    const result = await resultOf(page)
    expect(result).toMatch(/^不成立\n/)
    expect(result).toMatch(/TileForged[\s\S]*记录\s*第7条记录（从0计）/)
    expect(result).toContain("怎么办")
  })

  it("a .zip and a dropped folder are verified alike", async () => {
    const archive = await (await zipped(sampleBundle, { folder: "bundle/" })).arrayBuffer()
    const zip = await openPage()
    await zip.page.setInputFiles("#policy", policyFile)
    await zip.page.setInputFiles("#files", writeFile("bundle.zip", new Uint8Array(archive)))
    const withoutRecord = (result: string): string => result.split("核验记录")[0] ?? ""
    const ofArchive = withoutRecord(await resultOf(zip.page))
    expect(ofArchive).toMatch(/^成立\n/)
    const drop = await openPage()
    await drop.page.setInputFiles("#policy", policyFile)
    await dropOn(drop.page, bundle)
    expect(withoutRecord(await resultOf(drop.page))).toBe(ofArchive)
    expect([...zip.errors, ...drop.errors]).toEqual([])
  })

  it("a proof with its leaf holds, and without it the page says what is missing", async () => {
    const { name, proof, leaf } = proofAndLeaf(sampleBundle)
    const proofFile = writeFile(name, proof)
    const { page } = await openPage()
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#files", proofFile)
    expect(await resultOf(page)).toMatch(/^尚不能断定\n[\s\S]*没有记录本身/)
    await page.setInputFiles("#files", [proofFile, writeFile("leaf", leaf)])
    await page.locator(".verdict.good").waitFor()
    expect(await resultOf(page)).toMatch(/^成立：记录在日志中，此后是否撤销未核验\n[\s\S]*认定/)
  })

  it("a statement about one unit says whether it was on the list, and of which day", async () => {
    const { page, errors } = await openPage()
    const listed = writeFile("listed.statement", await statementOf(demo, "91130302MA00010187"))
    await page.setInputFiles("#files", listed)
    expect(await resultOf(page)).toMatch(/^尚不能断定\n[\s\S]*没有信任策略/)
    await page.setInputFiles("#policy", policyFile)
    await page.locator(".verdict.good").waitFor()
    expect(await resultOf(page)).toMatch(/^截至2024年11月6日在名单上\n[\s\S]*已认定[\s\S]*名单日以后的事/)
    await page.setInputFiles("#files", writeFile("gone.statement", await statementOf(demo, "91130372MA00011730")))
    await page.locator(".verdict.limited").waitFor()
    expect(await resultOf(page)).toMatch(/^截至2024年11月6日不在名单上\n[\s\S]*已撤销/)
    const forged = new TextDecoder().decode(await statementOf(demo, "91130372MA00011730"))
    await page.setInputFiles("#files", writeFile("forged.statement", utf8(forged.replace('"revoked"', '"certified"'))))
    await page.locator(".verdict.bad").waitFor()
    expect(await resultOf(page)).toContain("NotInMap")
    expect(errors).toEqual([])
  })

  it("a log that signs with SM2 is verified too", async () => {
    const { files, policy: sm2Policy } = await signedWithSm2()
    const { page, errors } = await openPage()
    await page.setInputFiles("#policy", writeFile("sm2-policy", sm2Policy))
    await page.setInputFiles("#folder", writeBundle(files))
    expect(await resultOf(page)).toMatch(/^成立\n/)
    expect(errors).toEqual([])
  })

  it("what is no bundle is refused in words", async () => {
    const { page } = await openPage()
    await page.setInputFiles("#files", policyFile)
    expect(await resultOf(page)).toMatch(/^未核验\n[\s\S]*没有找到核验包/)
  })
})

/** Drops a folder as a file manager does; scripts cannot. */
const dropOn = async (page: Page, path: string): Promise<void> => {
  const box = await page.locator("#zone").boundingBox()
  const session = await page.context().newCDPSession(page)
  const point = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...point, data })
}

describe.skipIf(withoutChromium)("while the page works", () => {
  it("says at what, can be stopped, and takes the next bundle", async () => {
    const { page, errors } = await openPage()
    // Leaves of maximum length keep any computer busy.
    const long = await bundleOf(Array.from({ length: 1500 }, () => utf8("[".repeat(65_000))))
    await page.setInputFiles("#folder", writeBundle(long))
    await page.getByText(/^正在核对记录 \d+ \/ 1500$/).waitFor()
    await page.getByRole("button", { name: "取消" }).click()
    await page.getByText("已取消，没有结论。").waitFor()
    await page.setInputFiles("#folder", bundle)
    expect(await verdictOf(page)).toBe("自相一致，但尚不足为凭")
    expect(errors).toEqual([])
  })
})

describe.skipIf(withoutChromium)("where a browser", () => {
  /** Reloads the page with the browser's `Worker` replaced, and gives it the bundle. */
  const withWorker = async (replaceWorker: () => void): Promise<Page> => {
    const { page } = await openPage()
    await page.addInitScript(replaceWorker)
    await page.reload()
    await page.setInputFiles("#folder", bundle)
    return page
  }

  it("gives no worker, the page does the work itself", async () => {
    const page = await withWorker(() => {
      Object.defineProperty(globalThis, "Worker", {
        value: function none() {
          throw new Error("none")
        },
      })
    })
    expect(await verdictOf(page)).toBe("自相一致，但尚不足为凭")
  })

  it("gives one that does not start, the page does the work itself", async () => {
    const page = await withWorker(() => {
      class Failing extends EventTarget {
        constructor() {
          super()
          setTimeout(() => this.dispatchEvent(new Event("error")))
        }
        terminate() {}
      }
      Object.defineProperty(globalThis, "Worker", { value: Failing })
    })
    expect(await verdictOf(page)).toBe("自相一致，但尚不足为凭")
  })

  it("gives one that never answers, the reader can cancel, and there is no verdict", async () => {
    const page = await withWorker(() => {
      class Silent extends EventTarget {
        terminate() {}
      }
      Object.defineProperty(globalThis, "Worker", { value: Silent })
    })
    await page.getByRole("button", { name: "取消" }).click()
    await page.getByText("已取消，没有结论。").waitFor()
    expect(await page.locator("#verdict").count()).toBe(0)
  })
})
