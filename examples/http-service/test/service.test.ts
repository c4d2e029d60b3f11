import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { context, trace } from "@opentelemetry/api"
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks"
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace"
import { errorCatalogue } from "@shifan/schema"
import { usccOf } from "@shifan/testkit"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { keyOf, serving, unit, type CallOptions, type Served } from "./serving.js"

const day = { on: "2020-11-12" }
let served: Served

beforeEach(async () => {
  day.on = "2020-11-12"
  served = await serving(day)
})

afterEach(() => served.close())

type Act = Omit<CallOptions, "headers"> & { readonly key?: string; readonly headers?: Readonly<Record<string, string>> }

const act = (type: string, { key = type, headers = {}, ...options }: Act) =>
  served.call("POST", `/acts/${type}`, { ...options, headers: { "idempotency-key": keyOf(key), ...headers } })

const enact = {
  as: "bureau",
  body: {
    slug: "qinhuangdao-2020-2",
    effectiveOn: "2020-11-12",
    data: {
      regulation: qinhuangdao2020.id,
      documentNumber: qinhuangdao2020.documentNumber,
      effectiveFrom: "2020-11-12",
      validityYears: 2,
    },
  },
} as const

const application: { readonly form: object; readonly dossier: object } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../dossiers/01-exactly-met/application.json"), "utf8"),
)

const apply = { as: "unit", body: { effectiveOn: "2020-12-01", data: application } } as const

/** The regulation is in force, the call is open, and it is the first of December. */
const open = async (): Promise<void> => {
  expect(await act("Enact", enact)).toMatchObject({ status: 201 })
  day.on = "2020-11-20"
  const data = { year: 2020, opensOn: "2020-11-20", closesOn: "2020-12-20", document: "秦工信〔2020〕1号" }
  expect(await act("OpenCall", { as: "bureau", body: { effectiveOn: "2020-11-20", data } })).toMatchObject({
    status: 201,
  })
  day.on = "2020-12-01"
}

describe("an act", () => {
  it("is recorded once when it is sent twice under one key", async () => {
    const first = await act("Enact", enact)
    expect(first).toMatchObject({ status: 201, etag: '"0"', body: { stream: "instrument-130300-qinhuangdao-2020-2" } })
    const again = await act("Enact", enact)
    expect(again).toMatchObject({ status: 200, etag: '"0"', body: { repeated: true } })
    const other = await act("Enact", { ...enact, body: { ...enact.body, effectiveOn: "2020-11-11" } })
    expect(other).toMatchObject({ status: 422, body: { code: "CommandIdReused" } })
  })

  it("is refused with a code, its provisions and an explanation of the code", async () => {
    await open()
    day.on = "2021-01-05"
    const refused = await act("Apply", {
      ...apply,
      body: { ...apply.body, effectiveOn: "2021-01-05" },
      headers: { "accept-language": "en" },
    })
    expect(refused).toMatchObject({
      status: 409,
      type: "application/problem+json",
      body: {
        code: "OutsideCall",
        type: "/errors/OutsideCall",
        refusals: [{ code: "OutsideCall", provisions: ["art_13__para_1"] }],
      },
    })
    const { body } = await served.call("GET", "/errors/OutsideCall")
    expect(body).toMatchObject({ code: "OutsideCall", status: 409, figures: ["year", "on", "window"] })
    expect(await act("Enact", { ...enact, as: "county", key: "another" })).toMatchObject({
      status: 403,
      body: { code: "NotCompetent" },
    })
  })

  it("is by the user who signed in, and a body cannot name another actor", async () => {
    const body = { ...enact.body, actor: { role: "bureau", code: "130300", officer: "SJ-09" } }
    expect(await act("Enact", { ...enact, body })).toMatchObject({ status: 400, body: { issues: [{ path: "actor" }] } })
    expect(await act("Enact", { body: enact.body })).toMatchObject({ status: 401, body: { code: "Unauthenticated" } })
    const { body: recorded } = await act("Enact", enact)
    expect(recorded).toMatchObject({ events: [{ actor: { officer: "SJ-01" } }] })
  })

  it("needs a key, and is refused with all faults of headers and body at once", async () => {
    const { status, body } = await served.call("POST", "/acts/Enact", { as: "bureau", body: enact.body })
    expect([status, body]).toMatchObject([400, { issues: [{ path: "Idempotency-Key" }] }])
    const wrong = await act("Enact", {
      as: "bureau",
      body: { data: { validityYears: 0 } },
      headers: { "if-match": "7" },
    })
    const paths = JSON.stringify(wrong.body)
    for (const path of ["If-Match", "effectiveOn", "data.validityYears", "data.regulation"])
      expect(paths).toContain(`"${path}"`)
    expect(await act("Enact", { as: "bureau", body: "{" })).toMatchObject({ status: 400, body: { code: "NotJson" } })
    for (const [text, detail] of [
      ["{", "1:2: it ends too early"],
      ['{"effectiveOn":"2020-11-12",\n"effective\\u004fn":"2020-11-13"}', '2:1: duplicate key "effectiveOn"'],
      [Uint8Array.of(0x22, 0xb7, 0x22), "1:1: it is not UTF-8"],
    ] as const)
      expect(await act("Enact", { as: "bureau", body: text, headers: { "accept-language": "en" } })).toMatchObject({
        status: 400,
        body: { code: "NotJson", detail },
      })
    expect(await act("Enact", { as: "bureau", body: " ".repeat(1_000_001) })).toMatchObject({ status: 413 })
  })

  it("is made only at the revision that it names", async () => {
    await open()
    const applied = await act("Apply", { ...apply, headers: { "if-none-match": "*" } })
    expect(applied).toMatchObject({ status: 201, etag: '"0"' })
    const record = await served.call("GET", `/units/${unit}`, { as: "county" })
    expect(record).toMatchObject({ status: 200, etag: '"0"', body: { revision: 0, events: [{ type: "Applied" }] } })
    const withdraw = { as: "unit", body: { unit, effectiveOn: "2020-12-02", data: { reason: "另行申报" } } } as const
    day.on = "2020-12-02"
    expect(await act("Withdraw", { ...withdraw, headers: { "if-match": '"3"' } })).toMatchObject({
      status: 412,
      body: { code: "Conflict" },
    })
    expect(await act("Withdraw", { ...withdraw, headers: { "if-match": '"0"' } })).toMatchObject({
      status: 201,
      etag: '"1"',
    })
  })

  it.each([
    [{ "if-none-match": '"3"' }, '"3"'],
    [{ "if-none-match": "*", "if-match": '"0"' }, "*"],
  ])("is refused with unsupported conditions: %o", async (headers, got) => {
    const answer = await act("Enact", { ...enact, headers })
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: "If-None-Match", got }] } })
  })

  it("can be tried without being recorded", async () => {
    const { call } = served
    const headers = { "idempotency-key": keyOf("tried") }
    const tried = await call("POST", "/acts/Enact?dryRun=true", { ...enact, headers })
    expect(tried).toMatchObject({ status: 201, body: { events: [{ type: "Enacted" }] } })
    expect(await call("POST", "/acts/Enact", { ...enact, headers })).toMatchObject({ status: 201 })
  })
})

describe("a unit's record", () => {
  it("is shown to authorities and to the unit itself without personal data, and is not sent again while it is unchanged", async () => {
    await open()
    await act("Apply", apply)
    const { body } = await served.call("GET", `/units/${unit}`, { as: "unit" })
    expect(JSON.stringify(body)).not.toContain("示例法人甲")
    expect(JSON.stringify(body)).toContain('"sealed"')
    expect(await served.call("GET", `/units/${unit}`, { as: "public" })).toMatchObject({ status: 403 })
    expect(await served.call("GET", `/units/${unit}`)).toMatchObject({ status: 401 })
    expect(
      await served.call("GET", `/units/${unit}`, { as: "bureau", headers: { "if-none-match": '"0"' } }),
    ).toMatchObject({ status: 304 })
    expect(await served.call("GET", `/units/${usccOf(7)}`, { as: "bureau" })).toMatchObject({ status: 404 })
    expect(await served.call("GET", "/units/x", { as: "bureau" })).toMatchObject({ status: 400 })
  })
})

describe("the roster", () => {
  /** Imports one earlier title per given county. */
  const importTitles = async (counties: ReadonlyArray<string>): Promise<void> => {
    await act("Enact", enact)
    for (const [i, countyOrDistrict] of counties.entries()) {
      const data = {
        operatingUnitName: `示例${i}公司`,
        platformName: `平台${i}`,
        countyOrDistrict,
        grantedOn: `2019-06-${10 + i}`,
        grantingDocument: "秦工信〔2019〕6号",
      }
      const body = { unit: usccOf(i), effectiveOn: "2020-11-12", data }
      expect(await act("ImportTitle", { as: "bureau", key: `title ${i}`, body })).toMatchObject({ status: 201 })
    }
  }

  const page = async (query: string) => {
    const { status, body } = await served.call("GET", `/roster?${query}`)
    expect(status).toBe(200)
    return body as { total: number; next?: string; entries: ReadonlyArray<{ uscc: string; platformName: string }> }
  }

  it("is listed in pages, by filters and as of any day", async () => {
    await importTitles(["130302", "130303", "130302", "130304", "130302"])
    await expect.poll(async () => (await page("")).total).toBe(5)
    const first = await page("limit=2")
    expect(first.entries.map(({ platformName }) => platformName)).toEqual(["平台0", "平台1"])
    const second = await page(`limit=2&after=${first.next}`)
    const third = await page(`limit=2&after=${second.next}`)
    expect([second.entries.length, third.entries.length, third.next]).toEqual([2, 1, undefined])
    expect((await page("county=130302")).total).toBe(3)
    expect((await page(`name=${encodeURIComponent("平台3")}`)).total).toBe(1)
    expect((await page("asOf=2020-11-11")).total).toBe(0)
    expect((await page("asOf=2020-11-12")).total).toBe(5)
    expect(await served.call("GET", "/roster?limit=0&conty=130302")).toMatchObject({
      status: 400,
      body: { issues: [{ path: "limit" }, { path: "conty", nearest: "county" }] },
    })
  })

  it("is streamed with its changes until the service stops", async () => {
    await importTitles(["130302"])
    await expect.poll(async () => (await page("")).total).toBe(1)
    const response = await fetch(`${served.url}/roster/changes`)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ""
    const until = async (wanted: RegExp): Promise<void> => {
      while (!wanted.test(text)) {
        const next = await reader?.read()
        if (next === undefined || next.done) throw new Error(`ended: ${text}`)
        text += next.value
      }
    }
    await until(/event: roster\n(?:.*\n)*?data: .*"平台0"/)
    await importAnother()
    await until(/event: change\n(?:.*\n)*?data: .*"added":\[\{.*"平台9"/)
    served.office.stopping.abort()
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value
  })

  const importAnother = async (): Promise<void> => {
    const data = {
      operatingUnitName: "示例9公司",
      platformName: "平台9",
      countyOrDistrict: "130303",
      grantedOn: "2019-07-01",
      grantingDocument: "秦工信〔2019〕6号",
    }
    const body = { unit: usccOf(9), effectiveOn: "2020-11-12", data }
    expect(await act("ImportTitle", { as: "bureau", key: "title 9", body })).toMatchObject({ status: 201 })
  }
})

describe("the other resources of the service", () => {
  it("include a self-check, which records nothing", async () => {
    const { status, body } = await served.call("POST", "/self-check", { body: application })
    expect([status, body]).toMatchObject([200, { asOf: "2020-12-01", missing: [], contradictions: [] }])
    expect(await served.call("POST", "/self-check", { body: { ...application, form: {} } })).toMatchObject({
      status: 400,
    })
    expect(await served.call("GET", `/units/${unit}`, { as: "bureau" })).toMatchObject({ status: 404 })
  })

  it("answer 404 for unknown paths, and the health of the service", async () => {
    await expect.poll(async () => (await served.call("GET", "/health")).status).toBe(200)
    for (const path of ["/", "/acts", "/errors/Nothing"])
      expect(await served.call("GET", path)).toMatchObject({
        status: 404,
        type: "application/problem+json",
        body: { code: "NotFound" },
      })
    expect(await act("Dance", { as: "bureau", body: {} })).toMatchObject({
      status: 404,
      body: { code: "NotFound", detail: expect.stringMatching(/^应为下列之一：.*Apply/) },
    })
  })

  it.each([
    ["POST", "/roster", "GET, HEAD"],
    ["GET", "/acts/Enact", "POST"],
    ["HEAD", "/acts/Enact", "POST"],
    ["OPTIONS", "/self-check", "POST"],
    ["DELETE", `/units/${unit}`, "GET, HEAD"],
  ])("answer 405 with the allowed methods: %s %s", async (method, path, allowed) => {
    const response = await fetch(`${served.url}${path}`, { method })
    expect([response.status, response.headers.get("allow")]).toEqual([405, allowed])
    expect(response.headers.get("content-type")).toBe("application/problem+json")
  })

  it("explain the code to which the type of a problem leads", async () => {
    const unauthenticated = await served.call("GET", `/units/${unit}`)
    const { type } = unauthenticated.body as { readonly type: string }
    expect(await served.call("GET", type)).toMatchObject({
      status: 200,
      body: { code: "Unauthenticated", status: 401 },
    })
  })

  it("answer the next request after a request that was too large", async () => {
    const large = await served.call("POST", "/self-check", { body: "x".repeat(2_000_000) })
    expect(large).toMatchObject({ status: 413, body: { code: "TooLarge" } })
    for (let i = 0; i < 5; i++) expect(await served.call("GET", "/openapi.json")).toMatchObject({ status: 200 })
  })

  const nested = "[".repeat(100_000) + "]".repeat(100_000)

  it.each<readonly ["GET" | "POST", string, CallOptions, number]>([
    ["POST", "/acts/Enact", { as: "bureau", body: `{"effectiveOn":"2020-11-12","data":${nested}}` }, 400],
    ["POST", "/self-check", { body: nested }, 400],
    ["POST", "/acts/Enact", { as: "bureau", body: '{"__proto__":{"data":{}}}' }, 400],
    ["POST", "/acts/__proto__", { as: "bureau", body: "{}" }, 404],
    ["POST", "/acts/constructor", { as: "bureau", body: "{}" }, 404],
    ["GET", "/units/%E0%A4%A", { as: "bureau" }, 400],
    ["GET", "/roster?__proto__=1", {}, 400],
    ["GET", "/roster?county=130302&county=130303", {}, 400],
    ["GET", "/errors/__proto__", {}, 404],
    ["GET", `/units/${unit}`, { headers: { authorization: "Bearer constructor" } }, 401],
  ])("answer a hostile request with a problem: %s %s", async (method, path, options, status) => {
    const answer = await served.call(method, path, options)
    expect(answer).toMatchObject({ status, type: "application/problem+json", body: { status } })
  })
})

describe("an embedder of the service", () => {
  const spans = new InMemorySpanExporter()

  afterEach(() => {
    trace.disable()
    context.disable()
  })

  it("gets a span for a request, named after its route, with the span of the command below it", async () => {
    trace.setGlobalTracerProvider(
      new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }),
    )
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    const traced = await serving(day)
    await traced.call("POST", "/acts/Enact", { ...enact, headers: { "idempotency-key": keyOf("traced") } })
    await traced.call("GET", `/units/${unit}`)
    await traced.close()
    const finished = spans.getFinishedSpans()
    const request = finished.find(({ name }) => name === "POST /acts/:type")
    expect(request?.attributes).toMatchObject({ "http.route": "/acts/:type", "http.response.status_code": 201 })
    const command = finished.find(({ name }) => name === "shifan.command")
    expect(command?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId)
    expect(finished.map(({ name }) => name).join()).not.toContain(unit)
  })
})

describe("the catalogue of errors", () => {
  it.each(errorCatalogue.map(({ code }) => code))("explains %s at the address that problems name", async (code) => {
    const explained = await served.call("GET", `/errors/${code}`)
    expect(explained).toMatchObject({ status: 200, body: { code, meaning: { zh: expect.any(String) } } })
  })
})
