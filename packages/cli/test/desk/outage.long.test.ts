/** The desk on a cluster whose server becomes unavailable while the desk runs. */
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { FakeLog } from "../../../eventstoredb/test/fake/log.js"
import { startNode, type FakeNode } from "../../../eventstoredb/test/fake/server.js"
import { applyOn, emptyWorkplace, listIn, openCall, programIn, unit } from "../shifan.js"
import { formOf, hiddenIn, serveAt, signIn } from "./served-desk.js"

const start = Date.parse("2024-12-31T03:00:00.000Z")

const deskOnCluster = async () => {
  const node = await startNode({ log: new FakeLog() })
  onTestFinished(() => node.stop())
  const { folder, at } = emptyWorkplace()
  const store = `eventstoredb://127.0.0.1:${node.port}?tls=false`
  const vault = ["--vault", at("personal.db")]
  const shifan = programIn(folder, { store, global: vault })
  await openCall(shifan)
  await shifan(...applyOn("2020-12-01"))
  const clock = { now: start }
  // Short, since each page of an outage waits so long, but long enough for a busy machine.
  const impatient = `${store}&patience=1200&timeout=1200`
  const desk = await serveAt(() => clock.now++, impatient, ["--out", at("lists")], ...vault)
  onTestFinished(async () => void (await desk.stop()))
  const headers = await signIn(desk, "bureau:130300", "SJ-01")
  const get = async (path: string) => {
    const answer = await fetch(`${desk.url}${path}`, { headers, signal: AbortSignal.timeout(20_000) })
    return { status: answer.status, text: await answer.text() }
  }
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const signal = AbortSignal.timeout(20_000)
    const body = formOf(fields)
    const answer = await fetch(`${desk.url}${path}`, { method: "POST", headers, body, redirect: "manual", signal })
    return { status: answer.status, text: await answer.text() }
  }
  return { node, shifan, clock, get, post }
}

const pages = [
  "",
  "units",
  `units/${unit}`,
  `units/${unit}/events/0`,
  `units/${unit}/corrections`,
  "calls",
  "calls/2020",
  "publications",
  "batch",
  "batch/Recommend",
  `acts/RequestSupplement?unit=${unit}&as=county`,
  `acts/RequestSupplement/form.xlsx?unit=${unit}`,
]

interface Outage {
  readonly begin: (node: FakeNode) => unknown
  readonly end: (node: FakeNode) => unknown
  readonly says: { readonly en: RegExp; readonly zh: RegExp }
  /** Pages to ask for. */
  readonly asked: ReadonlyArray<string>
}

const silence = (node: FakeNode): void => {
  for (const method of ["read", "append"] as const) node.faults.plan(method, { kind: "silence" }, 10_000)
}

const outages: ReadonlyArray<readonly [string, Outage]> = [
  [
    "refuses connections",
    {
      begin: (node) => node.shut(),
      end: (node) => node.reopen(),
      says: {
        en: /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
        zh: /连接不到127\.0\.0\.1:\d+（ECONNREFUSED）/,
      },
      asked: pages,
    },
  ],
  [
    "says nothing",
    {
      begin: silence,
      end: ({ faults }) => faults.clear(),
      says: { en: /127\.0\.0\.1:\d+ did not answer within \d+ ms/, zh: /127\.0\.0\.1:\d+在\d+毫秒内没有答复/ },
      asked: ["", `units/${unit}`, "publications"],
    },
  ],
  [
    "goes away in the middle of every answer",
    {
      begin: ({ faults }) => faults.plan("read", { kind: "killed", after: 0 }, 10_000),
      end: ({ faults }) => faults.clear(),
      says: {
        en: /the connection to 127\.0\.0\.1:\d+ broke before the answer|127\.0\.0\.1:\d+ cannot be reached/,
        zh: /127\.0\.0\.1:\d+没有答复，连接中断|连接不到127\.0\.0\.1:\d+/,
      },
      // Not the publications: there are none yet, and an answer without records has no middle.
      asked: ["", `units/${unit}`, "calls"],
    },
  ],
]

const inEnglish = (page: string): string => `${page}${page.includes("?") ? "&" : "?"}language=en`

const supplement = {
  officer: "HG-01",
  on: "2020-12-03",
  "v:wanting.0.at": "form.basic.staff",
  "v:wanting.0.text": "示例",
  do: "record",
}

describe.each(outages)("the desk on a server that %s", (_, { begin, end, says, asked }) => {
  it("says so on every page in both languages, and works again when the server does", async () => {
    const { node, get } = await deskOnCluster()
    await begin(node)
    for (const page of asked) {
      const zh = await get(page)
      expect([page, zh.status]).toEqual([page, 503])
      expect(zh.text).toMatch(says.zh)
      expect(zh.text).toContain("待其恢复后刷新本页")
      const en = await get(inEnglish(page))
      expect([page, en.status]).toEqual([page, 503])
      expect(en.text).toMatch(says.en)
      expect(en.text).toContain("nothing is recorded twice")
      for (const { text } of [zh, en]) expect(text).not.toMatch(/\bat \S+ \(|\.[jt]s:\d|Error:/)
    }
    await end(node)
    for (const page of pages)
      await vi.waitFor(async () => expect([page, (await get(page)).status]).toEqual([page, 200]), { timeout: 20_000 })
  })

  it("records nothing then, and the same form once afterwards", async () => {
    const { node, shifan, get, post } = await deskOnCluster()
    const act = "acts/RequestSupplement"
    const form = { ...hiddenIn((await get(`${act}?unit=${unit}&as=county`)).text), ...supplement }
    await begin(node)
    expect(await post(act, form)).toMatchObject({ status: 503, text: expect.stringMatching(says.zh) })
    await end(node)
    expect((await post(act, form)).status).toBe(303)
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })
})

describe("the desk", () => {
  it("records an act once if the server made it and did not answer", async () => {
    const { node, shifan, get, post } = await deskOnCluster()
    const act = "acts/RequestSupplement"
    const form = { ...hiddenIn((await get(`${act}?unit=${unit}&as=county`)).text), ...supplement }
    node.faults.plan("append", { kind: "doneInSilence" })
    node.faults.plan("append", { kind: "silence" }, 10_000)
    const unanswered = await post(act, form)
    node.faults.clear()
    expect([303, 503]).toContain(unanswered.status)
    expect((await post(act, form)).status).toBe(303)
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })

  it("records an act once if its form is sent twice at once", async () => {
    const { shifan, get, post } = await deskOnCluster()
    const act = "acts/RequestSupplement"
    const form = { ...hiddenIn((await get(`${act}?unit=${unit}&as=county`)).text), ...supplement }
    const answers = await Promise.all([post(act, form), post(act, form)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })

  it("does not call the record unsound if it cannot be checked, and checks it as soon as the server is back", async () => {
    const { node, clock, get } = await deskOnCluster()
    const bannerOf = async (wanted: string): Promise<string> => {
      let banner = ""
      for (let i = 0; i < 200 && !banner.includes(wanted); i++)
        banner = /<aside class="audit.*?<\/aside>/s.exec((await get("nowhere?language=en")).text)?.[0] ?? ""
      return banner
    }
    expect(await bannerOf("the record is sound")).toContain("4 records")
    await node.shut()
    clock.now += 61_000
    const banner = await bannerOf("it could not be checked")
    expect(banner).toMatch(/tried at 11:01.*cannot be reached/s)
    expect(banner).not.toContain("unsound")
    expect(await get("nowhere")).toMatchObject({ status: 404, text: expect.stringContaining("审计：未能核验") })
    await node.reopen()
    expect(await bannerOf("the record is sound")).toContain("4 records")
  })
})
