/** Unexpected errors: a page with a reference for the officer, and details for the operator. */
import { describe, expect, it } from "vitest"
import type { Defect, DeskDependencies } from "../src/index.js"
import { certified, officeWith, signedIn, unit } from "./office.js"

const failing = async (change: Partial<DeskDependencies>) => {
  const told: Array<Defect> = []
  const office = await officeWith(certified, { reportDefect: (defect) => void told.push(defect), ...change })
  return { browser: await signedIn({ ...office, visitor: office.visitor }).catch(() => office.visitor), told }
}

const thrown = new Error("示例 <b>of what went wrong</b>")
const fail = (): never => {
  throw thrown
}

describe("an unexpected error", () => {
  it.each<readonly [string, Partial<DeskDependencies>, string]>([
    ["of the audit", { audit: fail }, `/units/${unit}?asOf=2020-12-30`],
    ["of the service", { handle: fail }, `/acts/AwardPlaque?unit=${unit}&as=bureau`],
  ])("%s gives a page with the reference that the operator is told", async (_, change, path) => {
    const { browser, told } = await failing(change)
    const opened = await browser.open(path)
    const page = opened.status === 200 ? await opened.send({ "v:awardedOn": "2021-01-04", on: "2021-01-04" }) : opened
    expect(page.status).toBe(500)
    const { reference, method, path: at, thrown: error } = told.at(-1) ?? fail()
    expect(page.text).toContain(`错误编号：${reference}`)
    expect(page.text).toContain('<html lang="zh-CN">')
    expect(page.text).not.toContain("went wrong")
    expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'")
    expect(error).toBe(thrown)
    expect([method, at]).toEqual(
      change.handle === undefined ? ["GET", `/units/${unit}`] : ["POST", "/acts/AwardPlaque"],
    )
  })

  it("is shown in English to an English reader, each time with a new reference", async () => {
    const { browser, told } = await failing({ audit: fail })
    const page = await browser.open("/units?language=en")
    await browser.open("/units?language=en")
    const [one, two] = told.slice(-2)
    expect(page.text).toContain(`Reference: ${one?.reference ?? ""}`)
    expect(one?.reference).toMatch(/^[0-9A-F]{8}$/)
    expect(one?.reference).not.toBe(two?.reference)
  })
})
