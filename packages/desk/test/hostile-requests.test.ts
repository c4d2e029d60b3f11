/** Requests that no page of the desk sends are refused in a line, and nothing is written. */
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { certified, eventsOf, host, officeWith, signedIn, unit, type TestOffice } from "./office.js"
import type { Visitor } from "./visitor.js"

let office: TestOffice
let browser: Visitor
let before: number

beforeEach(async () => {
  office = await officeWith(certified)
  browser = await signedIn(office)
  before = (await eventsOf(office)).length
})

afterEach(async () => {
  expect(await eventsOf(office)).toHaveLength(before)
})

const headers = { Origin: `http://${host}` }

const plaque = async (changed: Readonly<Record<string, string>>): Promise<FormData> => {
  const { fields } = await browser.open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
  const body = new FormData()
  const filled = { ...Object.fromEntries(fields), "v:awardedOn": "2021-01-04", do: "record", ...changed }
  for (const [name, value] of Object.entries(filled)) body.append(name, value)
  return body
}

describe("a method that no page uses", () => {
  it.each(["OPTIONS", "PUT", "DELETE", "PATCH"])(
    "is refused with a list of the allowed methods: %s",
    async (method) => {
      for (const path of ["/", "/sign-in", "/acts/AwardPlaque", "/desk.css"]) {
        const answer = await browser.request(path, { method, headers })
        expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "GET, HEAD, POST"])
      }
    },
  )
})

describe("a body that is not a form", () => {
  it.each([
    ["application/json", '{"token":"x"}', 415],
    ["text/plain", "token=x", 415],
    ["multipart/form-data", "x", 400],
    ["multipart/form-data; boundary=x", "--x\r\nbroken", 400],
    ["multipart/form-data; boundary=x", "", 400],
    ["application/x-www-form-urlencoded", "token=%ff%00&do=%", 403],
  ])("is refused: %s %j", async (type, body, status) => {
    for (const path of ["/acts/AwardPlaque", "/batch/AwardPlaque", "/nowhere"]) {
      const answer = await browser.request(path, {
        method: "POST",
        headers: { ...headers, "Content-Type": type },
        body,
      })
      expect([path, answer.status]).toEqual([path, status])
    }
  })

  it("is refused to a visitor who has not signed in, and so is a long form", async () => {
    const { visitor } = await officeWith()
    const json = { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: "{}" }
    expect((await visitor.request("/sign-in", json)).status).toBe(415)
    const long = { method: "POST", headers, body: new URLSearchParams({ code: "x".repeat(10_000) }) }
    expect((await visitor.request("/sign-in", long)).status).toBe(413)
  })
})

describe("an oversized form", () => {
  it("is refused for its number of bytes", async () => {
    const answer = await browser.request("/acts/AwardPlaque", {
      method: "POST",
      headers: { ...headers, "Content-Length": "100000001" },
      body: new Uint8Array(),
    })
    expect(answer.status).toBe(413)
  })

  it("is refused for its number of fields", async () => {
    const body = await plaque({})
    for (let i = 0; i <= 20_000; i++) body.append("v:x", "")
    expect((await browser.request("/acts/AwardPlaque", { method: "POST", headers, body })).status).toBe(413)
  })

  it("is refused for a row number that is too high, and no address opens such a row", async () => {
    const body = await plaque({ "v:evidence.1000.title": "示例" })
    expect((await browser.request("/acts/AwardPlaque", { method: "POST", headers, body })).status).toBe(413)
    const page = await browser.open("/acts/Apply?as=unit&v:form.basic.investors.99999.name=x")
    expect([page.status, page.text.includes(` name="v:form.basic.investors.99999`)]).toEqual([200, false])
  })
})

describe("an odd address", () => {
  it.each([
    "knownAt=0000-01-01T00:00",
    "knownAt=2999-12-31T23:59:59.999Z",
    "knownAt=9999-12-31T23:59",
    "asOf=2999-12-31",
    "asOf=1000-01-01",
    "step=__proto__&county=constructor&role=toString",
  ])("is answered with a page if only its query is odd: %s", async (query) => {
    expect((await browser.open(`/?${query}`)).status).toBe(200)
  })

  it.each(["/acts/__proto__", "/acts/constructor/form.docx", "/batch/toString", "/units/%00", "/units/%ff", "/%"])(
    "is not found if its path is odd: %s",
    async (path) => {
      expect((await browser.open(path)).status).toBe(404)
    },
  )
})

describe("an odd value in a field", () => {
  it.each(["\0", "\ud800", "\u202e示例", "__proto__", "1e999", "９", "x".repeat(100_000)])(
    "is refused: %j",
    async (text) => {
      for (const name of ["v:awardedOn", "commandId", "as", "unit", "officer", "on", "code"]) {
        const body = await plaque({ [name]: text })
        const { status } = await browser.request("/acts/AwardPlaque", { method: "POST", headers, body })
        expect([name, status]).toEqual([name, expect.toSatisfy((code) => [403, 409, 422].includes(Number(code)))])
      }
    },
  )
})

describe("an act sent from a view of an earlier time", () => {
  it.each(["asOf=2020-12-31", "knownAt=2021-01-01T00:00"])("is refused: %s", async (query) => {
    const body = await plaque({})
    const answer = await browser.request(`/acts/AwardPlaque?${query}`, { method: "POST", headers, body })
    expect(answer.status).toBe(403)
  })
})
