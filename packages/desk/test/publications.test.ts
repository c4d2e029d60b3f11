/** Publishes a list from the desk: only the bureau can, exactly as previewed, once, and from a sound record. */
import { typistId } from "@shifan/casework"
import { bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import type { DeskDependencies } from "../src/index.js"
import { certified, digestOf, eventsOf, host, listsOf, officeWith, signedIn, sound, unit } from "./office.js"
import type { OpenPage } from "./visitor.js"

const filled = { medium: "市局官方网站", asOf: "2021-01-04", on: "2021-01-05" }

const opened = async (change: Partial<DeskDependencies> = {}) => {
  const office = await officeWith(certified, change)
  const browser = await signedIn(office)
  return { office, browser, page: await browser.open("/publications") }
}

/** The form for publishing is the first on the page. */
const send = async (page: OpenPage, fields: Readonly<Record<string, string>>): Promise<OpenPage> => page.send(fields)

describe("the bureau's officer", () => {
  it("previews a list, confirms it, and records it once with the typist's id", async () => {
    const { office, page } = await opened()
    const before = await eventsOf(office)
    const preview = await send(page, filled)
    expect(preview.status).toBe(200)
    expect(preview.text).toContain("预览，未公布")
    expect(preview.text).toContain("/srv/list/roster-2021-01-04.json")
    expect(preview.text).toContain("示例服务平台")
    expect(preview.text).toContain("此前未公布过名单")
    expect(await eventsOf(office)).toEqual(before)
    const done = await preview.send({ do: "record" })
    expect(done.status).toBe(200)
    expect(done.text).toContain("已公布，记录在案，编号0")
    expect(done.text).toContain("/srv/list/of-0.json")
    expect((await preview.send({ do: "record" })).status).toBe(200)
    const after = await eventsOf(office)
    expect(after.slice(before.length)).toMatchObject([
      {
        type: "RosterPublished",
        effectiveOn: "2021-01-05",
        correlationId: typistId({ role: "bureau", code: "130300", officer: "SJ-01" }),
        data: { asOf: "2021-01-04", medium: "市局官方网站", rows: 1 },
      },
    ])
  })

  it("publishes nothing if the list changed after the preview, and is shown the new list", async () => {
    let lists = listsOf("示例平台")
    const { office, page } = await opened({
      publisher: { prepare: (wanted) => lists.prepare(wanted), write: (revision) => lists.write(revision) },
    })
    const before = await eventsOf(office)
    const preview = await send(page, filled)
    lists = listsOf("示例新平台")
    const again = await preview.send({ do: "record" })
    expect(again.status).toBe(409)
    expect(again.text).toContain("请重新核对")
    expect(again.text).toContain(digestOf("示例新平台"))
    expect(await eventsOf(office)).toEqual(before)
    expect((await again.send({ do: "record" })).text).toContain("已公布")
  })

  it.each([
    [{ ...filled, medium: "" }, "公布处：未填写"],
    [{ ...filled, officer: "" }, "经办人代号"],
    [{ ...filled, on: "2021-02-30" }, "公布日期"],
    [{ ...filled, asOf: "yesterday" }, "名单截至：不是日期"],
    [{ ...filled, asOf: "2021-01-06" }, "2021-01-06"],
  ])("is told what is wrong, and nothing is written: %j", async (fields, says) => {
    const { office, page } = await opened()
    const before = await eventsOf(office)
    const answer = await send(page, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(says)
    expect(await eventsOf(office)).toEqual(before)
  })

  it("is told why an unsound record allows no publication", async () => {
    const message = bilingual("记录不完好", "the record is not sound")
    const refused = {
      ...listsOf("示例平台"),
      prepare: () => Promise.resolve(E.left({ message, hint: bilingual("运行audit verify", "run it") })),
    }
    const { office, page } = await opened({ publisher: refused })
    const answer = await send(page, filled)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain("记录不完好")
    expect(answer.text).toContain("运行audit verify")
    expect((await eventsOf(office)).every(({ type }) => type !== "RosterPublished")).toBe(true)
    const known = await opened({ audit: () => Promise.resolve({ ...sound, verdict: "unsound" }) })
    expect(known.page.text).toContain("记录不完好，不能公布名单")
    expect(known.page.text).not.toContain('name="asOf" type')
  })

  it("is told that the list is on record although its files could not be written, and writes them later", async () => {
    let isFull = true
    const full = { message: bilingual("磁盘空间不足", "the disk is full") }
    const lists = listsOf("示例平台")
    const { office, browser, page } = await opened({
      publisher: { ...lists, write: (revision) => (isFull ? Promise.resolve(E.left(full)) : lists.write(revision)) },
    })
    const done = await (await send(page, filled)).send({ do: "record" })
    expect(done.status).toBe(500)
    expect(done.text).toContain("已公布，记录在案")
    expect(done.text).toContain("磁盘空间不足")
    isFull = false
    const later = await (await browser.open("/publications")).send({ do: "write", revision: "0" })
    expect(later.text).toContain("/srv/list/of-0.json")
    expect((await eventsOf(office)).filter(({ type }) => type === "RosterPublished")).toHaveLength(1)
  })
})

describe("an officer outside the bureau", () => {
  it.each([
    ["county:130302", "HG-01", ""],
    ["unit:", "U-01", unit],
  ])("sees which lists were published, but cannot publish one: %s", async (place, officer, of) => {
    const office = await officeWith(certified)
    const browser = await signedIn(office, place, officer, of)
    const page = await browser.open("/publications")
    expect(page.text).toContain("尚未公布过名单")
    expect(page.text).not.toContain('name="medium"')
    const [, token = ""] = /name="token" value="([^"]*)"/.exec(page.text) ?? []
    const body = new FormData()
    for (const [name, value] of Object.entries({
      token,
      ...filled,
      officer: "SJ-01",
      do: "record",
      digest: digestOf(""),
    }))
      body.append(name, value)
    const answer = await browser.request("/publications", {
      method: "POST",
      body,
      headers: { Origin: `http://${host}` },
    })
    expect(answer.status).toBe(403)
    expect((await eventsOf(office)).every(({ type }) => type !== "RosterPublished")).toBe(true)
  })
})

it("neither the form of an act, a paper form nor a batch publishes a list", async () => {
  const { browser, office } = await opened()
  const answer = await browser.request("/acts/PublishRoster?as=bureau")
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/publications"])
  expect((await browser.request("/acts/PublishRoster/form.docx")).status).toBe(404)
  expect((await browser.request("/batch/PublishRoster")).status).toBe(404)
  expect((await eventsOf(office)).every(({ type }) => type !== "RosterPublished")).toBe(true)
})
