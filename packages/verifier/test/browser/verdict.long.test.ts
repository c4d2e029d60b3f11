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

describe.skipIf(withoutChromium)("the verifier page opened from a file in a browser", () => {
  it("accepts a sound bundle and requests nothing but itself and its own worker", async () => {
    const { page, requests, errors } = await openPage()
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#folder", bundle)
    expect(await verdictOf(page)).toBe("成立")
    expect(await page.locator(".result").innerText()).toContain("12项决定")
    expect(requests.filter((url) => !url.startsWith("blob:null/"))).toEqual([page.url()])
    expect(requests.length).toBeLessThanOrEqual(2)
    expect(errors).toEqual([])
  })

  it("does not accept a bundle without a policy from elsewhere, and says why", async () => {
    const { page } = await openPage()
    await page.setInputFiles("#folder", bundle)
    expect(await resultOf(page)).toMatch(/^自相一致，但尚不足为凭\n[\s\S]*伪造者/)
    await page.setInputFiles("#policy", policyFile)
    await page.locator(".verdict.good").waitFor()
    await page.getByRole("button", { name: "不用这个文件" }).click()
    await page.locator(".verdict.limited").waitFor()
  })

  it("finds one flipped bit and names the leaf that contains it", async () => {
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

  it("gives the same result for a .zip and a dropped folder", async () => {
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

  it("accepts a proof with its leaf, and says what is missing when there is no leaf", async () => {
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

  it("says of a statement about one unit whether the unit was on the list, and on which day", async () => {
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

  it("accepts a log that signs with SM2", async () => {
    const { files, policy: sm2Policy } = await signedWithSm2()
    const { page, errors } = await openPage()
    await page.setInputFiles("#policy", writeFile("sm2-policy", sm2Policy))
    await page.setInputFiles("#folder", writeBundle(files))
    expect(await resultOf(page)).toMatch(/^成立\n/)
    expect(errors).toEqual([])
  })

  it("refuses files that are not a bundle, with an explanation", async () => {
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

describe.skipIf(withoutChromium)("the verifier page at work", () => {
  it("shows its progress, can be cancelled, and then accepts the next bundle", async () => {
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

describe.skipIf(withoutChromium)("the verifier page in a browser", () => {
  /** Reloads the page with the browser's `Worker` replaced, and gives it the bundle. */
  const withWorker = async (replaceWorker: () => void): Promise<Page> => {
    const { page } = await openPage()
    await page.addInitScript(replaceWorker)
    await page.reload()
    await page.setInputFiles("#folder", bundle)
    return page
  }

  it("without workers does the work itself", async () => {
    const page = await withWorker(() => {
      Object.defineProperty(globalThis, "Worker", {
        value: function none() {
          throw new Error("none")
        },
      })
    })
    expect(await verdictOf(page)).toBe("自相一致，但尚不足为凭")
  })

  it("whose worker does not start does the work itself", async () => {
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

  it("whose worker never answers can be cancelled, and gives no verdict", async () => {
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
