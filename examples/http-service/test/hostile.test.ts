/** Requests that no form makes: repeated keys, stale and odd conditions, foreign encodings, wrong cursors, raw bytes. */
import { connect } from "node:net"
import { setTimeout } from "node:timers/promises"
import { gzipSync } from "node:zlib"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { usccOf } from "@shifan/testkit"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { OpenApi } from "../src/openapi.js"
import { keyOf, serving, unit, type Answer, type CallOptions, type Served } from "./serving.js"

const day = { on: "2020-11-12" }
let served: Served
let document: OpenApi

beforeEach(async () => {
  day.on = "2020-11-12"
  served = await serving(day)
  document = (await served.call("GET", "/openapi.json")).body as OpenApi
})

afterEach(() => served.close())

const enactment = {
  slug: "qinhuangdao-2020-2",
  effectiveOn: "2020-11-12",
  data: {
    regulation: qinhuangdao2020.id,
    documentNumber: qinhuangdao2020.documentNumber,
    effectiveFrom: "2020-11-12",
    validityYears: 2,
  },
}

const importing = (i: number) => ({
  unit: usccOf(i),
  effectiveOn: "2020-11-12",
  data: {
    operatingUnitName: `示例${i}公司`,
    platformName: `平台${i}`,
    countyOrDistrict: "130302",
    grantedOn: "2019-06-10",
    grantingDocument: "秦工信〔2019〕6号",
  },
})

const act = (
  type: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  as: CallOptions["as"] = "bureau",
) => served.call("POST", `/acts/${type}`, { as, body, headers: { "idempotency-key": keyOf(type), ...headers } })

/** The statuses and the type of an answer, and whether the description of the operation promises it. */
const told = (path: string, method: "get" | "post", { status, type, body }: Answer) => ({
  status,
  type,
  inBody: Object(body).status,
  isDescribed: Object.hasOwn(document.paths[path]?.[method]?.responses ?? {}, String(status)),
})

const problem = (status: number) => ({ status, type: "application/problem+json", inBody: status, isDescribed: true })

describe("a key that was used before", () => {
  const other = { ...enactment, data: { ...enactment.data, reasons: "示例" } }

  it.each<readonly [string, string, unknown, CallOptions["as"]]>([
    ["another body", "Enact", { ...enactment, effectiveOn: "2020-11-11" }, "bureau"],
    ["another act", "ImportTitle", importing(1), "bureau"],
    ["another person", "Enact", enactment, "second"],
  ])("is refused with %s, and accepted again with the first", async (_, type, body, as) => {
    const headers = { "idempotency-key": keyOf("one") }
    expect(await act("Enact", enactment, headers)).toMatchObject({ status: 201 })
    const again = await act(type, body, headers, as)
    expect(told(`/acts/${type}`, "post", again)).toEqual(problem(422))
    expect(again.body).toMatchObject({ code: "CommandIdReused" })
    const inCapitals = { "idempotency-key": keyOf("one").toUpperCase() }
    expect(await act("Enact", enactment, inCapitals)).toMatchObject({ status: 200, body: { repeated: true } })
  })

  it("may be used for another body if the first was refused, since nothing was recorded", async () => {
    const headers = { "idempotency-key": keyOf("one") }
    expect(told("/acts/Enact", "post", await act("Enact", other, headers))).toEqual(problem(400))
    expect(await act("Enact", enactment, headers)).toMatchObject({ status: 201 })
  })

  it.each(["", "hello", `${keyOf("a")}, ${keyOf("b")}`, "00000000-0000-0000-0000-000000000000", keyOf("a").slice(1)])(
    "is refused if it is no single UUID: %o",
    async (key) => {
      const answer = await act("Enact", enactment, { "idempotency-key": key })
      expect(told("/acts/Enact", "post", answer)).toEqual(problem(400))
      expect(JSON.stringify(answer.body)).toContain("Idempotency-Key")
    },
  )
})

describe("a condition", () => {
  it.each([
    ['"1"', 412],
    ['"999999999"', 412],
    ['"9999999999"', 400],
    ['W/"0"', 400],
    ["*", 400],
    ['"0", "1"', 400],
    ["0", 400],
    ['"-1"', 400],
    ['""', 400],
  ])("If-Match: %s for a record at revision 0 is answered with %i", async (condition, status) => {
    await act("Enact", enactment, {})
    await act("ImportTitle", importing(1), {})
    const plaque = { unit: usccOf(1), effectiveOn: "2020-11-12", data: { awardedOn: "2020-11-12" } }
    const answer = await act("AwardPlaque", plaque, { "if-match": condition })
    expect(told("/acts/AwardPlaque", "post", answer)).toEqual(problem(status))
  })

  it.each([
    ['"0"', 304],
    ['W/"0"', 304],
    ['"7", W/"0"', 304],
    ["*", 304],
    ['"1"', 200],
    ["0", 200],
    ["", 200],
  ])("If-None-Match: %s on a record at revision 0 is answered with %i", async (condition, status) => {
    await act("Enact", enactment, {})
    await act("ImportTitle", importing(1), {})
    const headers = { "if-none-match": condition }
    const answer = await served.call("GET", `/units/${usccOf(1)}`, { as: "county", headers })
    expect([answer.status, answer.etag]).toEqual([status, '"0"'])
    expect(Object.keys(document.paths["/units/{unit}"]?.get?.responses ?? {})).toContain(String(status))
  })
})

describe("a body", () => {
  const json = JSON.stringify(enactment)
  const utf16 = new Uint8Array(Buffer.from(`\u{feff}${json}`, "utf16le"))

  it.each<readonly [string, unknown, Readonly<Record<string, string>>, number]>([
    ["in GB 18030", Uint8Array.of(0x7b, 0x22, 0xca, 0xbe, 0xc0, 0xfd, 0x22, 0x3a, 0x31, 0x7d), {}, 400],
    ["in UTF-16", utf16, { "content-type": "application/json; charset=utf-16" }, 400],
    ["compressed", new Uint8Array(gzipSync(json)), { "content-encoding": "gzip" }, 400],
    ["with half a surrogate pair", json.replace('"qinhuangdao', '"\\ud800qinhuangdao'), {}, 400],
    ["with a key twice", json.replace('"slug":', '"slug":"other","slug":'), {}, 400],
    ["with a key twice inside", json.replace('"validityYears":2', '"validityYears":2,"validityYears":3'), {}, 400],
    ["with a number too large", json.replace(":2}", ":1e999}"), {}, 400],
    ["with a fraction", json.replace(":2}", ":2.5}"), {}, 400],
    ["that goes on after its end", `${json}{}`, {}, 400],
    ["that is empty", "", {}, 400],
    ["that is a form", "slug=qinhuangdao-2020-2", { "content-type": "application/x-www-form-urlencoded" }, 400],
    ["of ten megabytes", "1".repeat(10_000_000), {}, 413],
  ])("%s is refused", async (_, body, headers, status) => {
    expect(told("/acts/Enact", "post", await act("Enact", body, headers))).toEqual(problem(status))
    expect(told("/self-check", "post", await served.call("POST", "/self-check", { body, headers }))).toEqual(
      problem(status),
    )
  })

  it("of ten megabytes that does not state its length is refused before all of it was sent", async () => {
    const url = new URL(served.url)
    const socket = connect(Number(url.port), url.hostname).on("error", () => {})
    socket.write("POST /self-check HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n")
    let sent = 0
    let got = ""
    socket.on("data", (bytes) => (got += String(bytes)))
    const chunk = "1".repeat(100_000)
    while (sent < 10_000_000 && !got.includes("\r\n\r\n") && !socket.destroyed) {
      sent += chunk.length
      socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
      await setTimeout(5)
    }
    await expect.poll(() => got).toMatch(/^HTTP\/1\.1 413 [\s\S]*application\/problem\+json/)
    expect(sent).toBeLessThan(10_000_000)
    socket.destroy()
  })
})

describe("a page of the roster", () => {
  beforeEach(async () => {
    await act("Enact", enactment, {})
    for (const i of [1, 2, 3]) await act("ImportTitle", importing(i), { "idempotency-key": keyOf(`title ${i}`) })
    await expect.poll(async () => (await served.call("GET", "/roster")).body).toMatchObject({ total: 3 })
  })

  it.each([
    `after=${unit}`,
    `after=${usccOf(1)}&name=${encodeURIComponent("平台2")}`,
    `after=${usccOf(1)}&asOf=2020-11-11`,
    `after=${usccOf(1)}&county=130303`,
    "after=",
    "after=1",
    "after=91130302MA00010188",
    `after=${usccOf(1)}&after=${usccOf(2)}`,
    `after=${usccOf(1)}%00`,
    "limit=0",
    "limit=101",
    "limit=1e1",
    `limit=${encodeURIComponent("٣")}`,
    "limit=%2010",
    "asOf=2020-02-30",
  ])("after a place that the list does not have, or of another shape, is refused: %s", async (query) => {
    const answer = await served.call("GET", `/roster?${query}`)
    expect(told("/roster", "get", answer)).toEqual(problem(400))
  })

  it("is empty for a name whose bytes are no text, since no platform has it", async () => {
    expect(await served.call("GET", "/roster?name=%ff")).toMatchObject({ status: 200, body: { total: 0 } })
  })

  it("follows from the one before, to the end", async () => {
    const seen: Array<string> = []
    for (let after = ""; ;) {
      const { body } = await served.call("GET", `/roster?limit=1${after}`)
      const page = body as { readonly entries: ReadonlyArray<{ readonly uscc: string }>; readonly next?: string }
      seen.push(...page.entries.map(({ uscc }) => uscc))
      if (page.next === undefined) break
      after = `&after=${page.next}`
    }
    expect(seen).toEqual([1, 2, 3].map(usccOf).toSorted())
  })
})

describe("the stream of changes", () => {
  const firstEvent = async (headers: Readonly<Record<string, string>>): Promise<string> => {
    const gone = new AbortController()
    const response = await fetch(`${served.url}/roster/changes`, { headers, signal: gone.signal })
    let text = ""
    for await (const bytes of response.body ?? []) {
      text += new TextDecoder().decode(bytes)
      if (text.includes("\n\n")) break
    }
    gone.abort()
    return text
  }

  it("begins with the whole list for a client that comes back, whatever it heard last", async () => {
    await expect.poll(() => served.call("GET", "/health")).toMatchObject({ status: 200 })
    const whole = await firstEvent({})
    expect(whole).toMatch(/^event: roster\n/)
    const [, id = ""] = /^id: (.+)$/m.exec(whole) ?? []
    for (const last of [id, "sha256:0", "hello", "x".repeat(5000)])
      expect(await firstEvent({ "last-event-id": last })).toBe(whole)
  })

  it("misses no change that is recorded while a client connects", async () => {
    await act("Enact", enactment, {})
    for (let i = 1; i <= 20; i++) {
      const stream = fetch(`${served.url}/roster/changes`)
      const recorded = act("ImportTitle", importing(i), { "idempotency-key": keyOf(`title ${i}`) })
      const reader = (await stream).body?.getReader()
      expect(await recorded).toMatchObject({ status: 201 })
      let text = ""
      while (!text.includes(`"平台${i}"`)) {
        const next = await reader?.read()
        if (next === undefined || next.done) throw new Error(`ended: ${text}`)
        text += new TextDecoder().decode(next.value)
      }
      await reader?.cancel()
    }
  })
})

describe("an address", () => {
  it.each([
    ["/units/%00", 400],
    ["/units/%2e%2e%2froster", 400],
    [`/units/${"9".repeat(5000)}`, 400],
    ["//roster", 404],
    ["/roster/", 404],
    ["/acts/", 404],
    ["/acts/Enact/", 404],
    ["/errors/%ff", 404],
    ["/%", 404],
  ])("%s is answered with a problem", async (path, status) => {
    const answer = await served.call("GET", path, { as: "bureau" })
    expect(answer).toMatchObject({ status, type: "application/problem+json", body: { status } })
  })
})
