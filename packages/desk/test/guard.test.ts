/** Who can reach the desk, and from where. */
import { instantAt } from "@shifan/core"
import { describe, expect, it } from "vitest"
import { certified, eventsOf, host, officeWith, signedIn, signInCode, unit } from "./office.js"

describe("a visitor who has not signed in", () => {
  it.each(["/", "/units", `/units/${unit}`, "/acts/Certify", "/nowhere"])(
    "is redirected to the sign-in page: %s",
    async (path) => {
      const { visitor } = await officeWith(certified)
      const answer = await visitor.request(path)
      expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/sign-in"])
    },
  )

  it("needs the code and a pseudonym to sign in, and is told what is wrong", async () => {
    const { visitor } = await officeWith()
    const page = await visitor.open("/sign-in")
    expect((await page.send({ code: "wrong", place: "bureau:130300", officer: "SJ-01" })).status).toBe(403)
    const named = await page.send({ code: signInCode, place: "bureau:130300", officer: "王小明" })
    expect(named.status).toBe(422)
    expect(named.text).toContain("不用姓名")
    const typed = await page.send({ code: "7h3k 92qp", place: "county:130302", officer: "HG-01" })
    expect(typed.status).toBe(200)
    expect(typed.text).toContain("HG-01")
  })

  it("can sign in after many attempts with wrong codes", async () => {
    const { visitor } = await officeWith()
    const page = await visitor.open("/sign-in")
    for (let i = 0; i < 50; i++)
      expect((await page.send({ code: `${i}`, place: "bureau:130300", officer: "SJ-01" })).status).toBe(403)
    expect((await page.send({ code: signInCode, place: "bureau:130300", officer: "SJ-01" })).status).toBe(200)
  })
})

describe("a session", () => {
  it("has a cookie that no script can read and no other site can send, and ends when the officer signs out", async () => {
    const office = await officeWith()
    const page = await office.visitor.open("/sign-in")
    const body = new FormData()
    for (const [name, value] of Object.entries({ code: signInCode, place: "bureau:130300", officer: "SJ-01" }))
      body.append(name, value)
    const answer = await office.visitor.request("/sign-in", {
      method: "POST",
      body,
      headers: { Origin: `http://${host}` },
    })
    expect(answer.headers.get("Set-Cookie")).toMatch(/^shifan-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(page.status).toBe(200)
    expect((await office.visitor.open("/")).address).toBe("/")
    await office.visitor.request("/sign-out", { method: "POST", headers: { Origin: `http://${host}` } })
    expect((await office.visitor.open("/")).address).toBe("/sign-in")
  })
})

describe("a session that was idle", () => {
  it.each([
    [8 * 60 * 60 * 1000 - 1, "/"],
    [8 * 60 * 60 * 1000, "/sign-in"],
  ])("for %i ms leads to %s", async (idle, address) => {
    let now = Date.parse("2021-01-05T02:00:00Z")
    const office = await officeWith([], { clock: () => instantAt(now) })
    const browser = await signedIn(office)
    now += 60_000
    expect((await browser.open("/")).address).toBe("/")
    now += idle
    expect((await browser.open("/")).address).toBe(address)
  })
})

describe("a request that does not come from the desk", () => {
  it.each<Readonly<Record<string, string>>>([
    {},
    { Origin: "http://evil.example" },
    { Origin: "null" },
    { Origin: `https://${host}` },
    { "Sec-Fetch-Site": "cross-site" },
    { Origin: `http://${host}`, "Sec-Fetch-Site": "same-site" },
  ])("changes nothing: %j", async (headers) => {
    const office = await officeWith(certified)
    const browser = await signedIn(office)
    const form = await browser.open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    const body = new FormData()
    for (const [name, value] of [...form.fields, ["v:awardedOn", "2021-01-04"], ["do", "record"]] as const)
      body.append(name, value)
    const before = await eventsOf(office)
    expect((await browser.request("/acts/AwardPlaque", { method: "POST", body, headers })).status).toBe(403)
    expect(await eventsOf(office)).toEqual(before)
  })

  it.each(["", "wrong"])("changes nothing without the session's token: %j", async (token) => {
    const office = await officeWith(certified)
    const browser = await signedIn(office)
    const form = await browser.open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    const before = await eventsOf(office)
    const answer = await form.send({ token, "v:awardedOn": "2021-01-04", do: "record" })
    expect(answer.status).toBe(403)
    expect(await eventsOf(office)).toEqual(before)
  })
})

describe("every answer", () => {
  it.each(["/sign-in", "/", "/desk.css", "/desk.js", "/nowhere"])(
    "has a content security policy, and is not cached: %s",
    async (path) => {
      const office = await officeWith()
      const browser = await signedIn(office)
      const { headers, text } = await browser.open(path)
      expect(headers.get("Content-Security-Policy")).toContain("script-src 'self'")
      expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'")
      expect(headers.get("Cache-Control")).toBe("no-store")
      expect(text).not.toMatch(/<script(?![^>]* src=)|\son\w+=| style="/)
    },
  )
})
