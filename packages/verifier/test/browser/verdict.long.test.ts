import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  beginningOf,
  bundleOf,
  type Files,
  flipped,
  leaves,
  policy,
  signedWithSm2,
  theEntries,
  zipped,
} from "../bundles.js"
import { freshFolder, onDisk, reader, type Reader, verdictOf, withoutChromium } from "./chromium.js"

let chromium: Reader | undefined
let files: Files
const folder = freshFolder()
const policyFile = join(folder, "policy-from-elsewhere")

beforeAll(async () => {
  if (withoutChromium) return
  chromium = await reader()
  files = await bundleOf(leaves)
  writeFileSync(policyFile, policy)
}, 60_000)

afterAll(() => chromium?.close())

const opened = async () => {
  if (chromium === undefined) throw new Error("no browser")
  return chromium.open()
}

const told = async (page: Page): Promise<string> => {
  const verdict = await verdictOf(page)
  return `${verdict}\n${await page.locator(".result").innerText()}`
}

describe.skipIf(withoutChromium)("in a browser, opened from a file", { timeout: 60_000 }, () => {
  it("a good bundle holds, and not a single request is made but for the page and its own worker", async () => {
    const { page, requests, errors } = await opened()
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#folder", onDisk(files))
    expect(await verdictOf(page)).toBe("成立")
    expect(await page.locator(".result").innerText()).toContain("12项决定")
    expect(requests.filter((url) => !url.startsWith("blob:null/"))).toEqual([page.url()])
    expect(requests.length).toBeLessThanOrEqual(2)
    expect(errors).toEqual([])
  })

  it("without a policy from elsewhere it is not said to hold, and why", async () => {
    const { page } = await opened()
    await page.setInputFiles("#folder", onDisk(files))
    expect(await told(page)).toMatch(/^自相一致，但尚不足为凭\n[\s\S]*伪造者/)
    await page.setInputFiles("#policy", policyFile)
    await page.locator(".verdict.good").waitFor()
    await page.getByRole("button", { name: "不用这个文件" }).click()
    await page.locator(".verdict.limited").waitFor()
  })

  it("one flipped bit is found, and the leaf it is in is named", async () => {
    const { page } = await opened()
    const entries = files.get(theEntries) ?? new Uint8Array()
    const spoilt = flipped(files, theEntries, beginningOf(entries, 7) + 40)
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#folder", onDisk(spoilt))
    const text = await told(page)
    expect(text).toMatch(/^不成立\n/)
    expect(text).toMatch(/TileForged[\s\S]*记录\s*#7/)
    expect(text).toContain("怎么办")
  })

  it("a .zip and a dropped folder are judged alike", async () => {
    const archive = join(folder, "bundle.zip")
    writeFileSync(archive, new Uint8Array(await (await zipped(files, { under: "bundle/" })).arrayBuffer()))
    const { page, errors } = await opened()
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#files", archive)
    const packed = await told(page)
    expect(packed).toMatch(/^成立\n/)
    await dropOn(page, onDisk(files))
    await page.locator(".verdict.good").waitFor()
    expect(await told(page)).toBe(packed)
    expect(errors).toEqual([])
  })

  it("a proof with its leaf holds, and without it says what is missing", async () => {
    const [path, proof] = [...files].find(([name]) => name.startsWith("proof/")) ?? ["", new Uint8Array()]
    const index = Number(/^index (\d+)$/m.exec(new TextDecoder().decode(proof))?.[1])
    const given = [join(folder, path.slice("proof/".length)), join(folder, "leaf")]
    writeFileSync(given[0] ?? "", proof)
    writeFileSync(given[1] ?? "", leaves[index] ?? "")
    const { page } = await opened()
    await page.setInputFiles("#policy", policyFile)
    await page.setInputFiles("#files", given.slice(0, 1))
    expect(await told(page)).toMatch(/^尚不能断定\n[\s\S]*没有记录本身/)
    await page.setInputFiles("#files", given)
    await page.locator(".verdict.good").waitFor()
    expect(await told(page)).toMatch(/^成立\n[\s\S]*认定/)
  })

  it("a log that signs with SM2 is verified too", async () => {
    const { files: national, policy: known } = await signedWithSm2()
    writeFileSync(join(folder, "sm2-policy"), known)
    const { page, errors } = await opened()
    await page.setInputFiles("#policy", join(folder, "sm2-policy"))
    await page.setInputFiles("#folder", onDisk(national))
    expect(await told(page)).toMatch(/^成立\n/)
    expect(errors).toEqual([])
  })

  it("what is no bundle is refused in words", async () => {
    const { page } = await opened()
    await page.setInputFiles("#files", policyFile)
    expect(await told(page)).toMatch(/^未核验\n[\s\S]*没有找到核验包/)
  })
})

/** As a file manager drops a folder, which scripts cannot. */
const dropOn = async (page: Page, path: string): Promise<void> => {
  const box = await page.locator("#zone").boundingBox()
  const session = await page.context().newCDPSession(page)
  const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...at, data })
}
