/** `serve`: prints its address, answers on this machine, records in the store, and stops. */
import { existsSync, readFileSync } from "node:fs"
import { connect, createServer } from "node:net"
import { describe, expect, it } from "vitest"
import { json, listIn, runProgram, storeWithApplication, unit } from "../shifan.js"
import { formOf, hiddenIn, serve } from "./served-desk.js"

describe("the desk", () => {
  it("accepts a visitor with its code, records in the store, and stops when it is interrupted", async () => {
    const { shifan, at } = await storeWithApplication()
    const desk = await serve(`sqlite:${at("shifan.db")}`, [], "--json")
    const headers = { Origin: new URL(desk.url).origin }
    const signIn = formOf({ code: desk.code, place: "county:130302", officer: "HG-01" })
    const signedIn = await fetch(`${desk.url}sign-in`, { method: "POST", headers, body: signIn, redirect: "manual" })
    expect(signedIn.status).toBe(303)
    const cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? ""
    const page = await (
      await fetch(`${desk.url}acts/RequestSupplement?unit=${unit}&as=county`, { headers: { cookie } })
    ).text()
    const body = formOf({
      ...hiddenIn(page),
      officer: "HG-01",
      on: "2020-12-03",
      "v:wanting.0.at": "form.basic.staff",
      "v:wanting.0.text": "示例",
      do: "record",
    })
    const done = await fetch(`${desk.url}acts/RequestSupplement`, {
      method: "POST",
      headers: { ...headers, cookie },
      body,
      redirect: "manual",
    })
    expect([done.status, done.headers.get("Location")]).toEqual([303, `/units/${unit}?recorded=1`])
    const ran = await desk.stop()
    expect(ran.exit).toBe(0)
    expect(json(ran)).toMatchObject({ address: desk.url, stopped: true })
    await expect(fetch(desk.url)).rejects.toThrow("fetch failed")
    expect(listIn(await shifan("--json", "history", unit), "events").at(-1)).toMatchObject({
      type: "SupplementRequested",
    })
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it.each([
    ["SJ-01", "SJ-01", "entered by SJ-01"],
    ["SJ-77", null, "entered by somebody who is not in the record"],
  ])("records who typed a county's act, and the history shows it: %s", async (officer, typedBy, says) => {
    const { shifan, at } = await storeWithApplication()
    const desk = await serve(`sqlite:${at("shifan.db")}`)
    const headers = { Origin: new URL(desk.url).origin }
    const signIn = formOf({ code: desk.code, place: "bureau:130300", officer })
    const signedIn = await fetch(`${desk.url}sign-in`, { method: "POST", headers, body: signIn, redirect: "manual" })
    const cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? ""
    const form = `${desk.url}acts/RequestSupplement`
    const page = await (await fetch(`${form}?unit=${unit}&as=county`, { headers: { cookie } })).text()
    const wanting = { "v:wanting.0.at": "form.basic.staff", "v:wanting.0.text": "示例" }
    const body = formOf({ ...hiddenIn(page), officer: "HG-01", on: "2020-12-03", ...wanting, do: "record" })
    await fetch(form, { method: "POST", headers: { ...headers, cookie }, body, redirect: "manual" })
    await desk.stop()
    const [applied, requested] = listIn(await shifan("--json", "history", unit), "events")
    expect(requested).toMatchObject({ actor: { officer: "HG-01" }, typedBy })
    expect(applied).not.toHaveProperty("typedBy")
    expect((await shifan("history", unit)).out).toContain(`HG-01 ${says}`)
    expect((await shifan("why", unit, "--event", "1")).out).toContain(says)
  })

  it("publishes the recorded list, and writes the same files as the command line", async () => {
    const { shifan, at } = await storeWithApplication()
    const desk = await serve(`sqlite:${at("shifan.db")}`, ["--out", at("lists")])
    const headers = { Origin: new URL(desk.url).origin }
    const signIn = formOf({ code: desk.code, place: "bureau:130300", officer: "SJ-01" })
    const signedIn = await fetch(`${desk.url}sign-in`, { method: "POST", headers, body: signIn, redirect: "manual" })
    const cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? ""
    const send = async (page: string, fields: Readonly<Record<string, string>>): Promise<string> => {
      const body = formOf({ ...hiddenIn(page), ...fields })
      return (await fetch(`${desk.url}publications`, { method: "POST", headers: { ...headers, cookie }, body })).text()
    }
    const start = await (await fetch(`${desk.url}publications`, { headers: { cookie } })).text()
    const day = { asOf: "2020-12-31", on: "2020-12-31", officer: "SJ-01", medium: "市局官方网站" }
    const preview = await send(start, { ...day, do: "preview" })
    expect(preview).toContain("预览，未公布")
    expect(preview).toContain(at("lists/roster-2020-12-31.csv"))
    expect(existsSync(at("lists"))).toBe(false)
    expect(await send(preview, { do: "record" })).toContain("已公布，记录在案，编号0")
    await desk.stop()
    expect(await shifan("roster", "write", "0", "--out", at("again"))).toMatchObject({ exit: 0 })
    for (const file of ["roster-2020-12-31.json", "roster-2020-12-31.csv"])
      expect(readFileSync(at(`lists/${file}`))).toEqual(readFileSync(at(`again/${file}`)))
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("says on its first page whether the record is sound", async () => {
    const { at } = await storeWithApplication()
    const desk = await serve(`sqlite:${at("shifan.db")}`, [], "--lang", "zh")
    const headers = { Origin: new URL(desk.url).origin }
    const signIn = formOf({ code: desk.code, place: "bureau:130300", officer: "SJ-01" })
    const signedIn = await fetch(`${desk.url}sign-in`, { method: "POST", headers, body: signIn, redirect: "manual" })
    const cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? ""
    let page = ""
    for (let i = 0; i < 200 && !page.includes("记录完好"); i++)
      page = await (await fetch(desk.url, { headers: { cookie } })).text()
    expect(page).toContain("审计：记录完好")
    expect(page).toContain("共4条记录")
    await desk.stop()
  })

  it("answers only to its own host name", async () => {
    const { at } = await storeWithApplication()
    const desk = await serve(`sqlite:${at("shifan.db")}`)
    const { port } = new URL(desk.url)
    const head = async (host: string): Promise<string> => {
      const socket = connect(Number(port), "127.0.0.1")
      socket.end(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      let text = ""
      for await (const chunk of socket) text += String(chunk)
      return text.slice(0, text.indexOf("\r\n"))
    }
    for (const host of [`evil.example:${port}`, "127.0.0.1", `127.0.0.1.evil.example:${port}`])
      expect(await head(host)).toBe("HTTP/1.1 421 Misdirected Request")
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) expect(await head(host)).toContain("303")
    await desk.stop()
  })

  it("stops even if a client has sent half a request", async () => {
    const { at } = await storeWithApplication()
    const desk = await serve(`sqlite:${at("shifan.db")}`)
    const { port, host, origin } = new URL(desk.url)
    const socket = connect(Number(port), "127.0.0.1").on("error", () => undefined)
    const type = "Content-Type: application/x-www-form-urlencoded"
    socket.write(
      `POST /sign-in HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\n${type}\r\nContent-Length: 9\r\n\r\ncode`,
    )
    expect((await fetch(desk.url)).status).toBe(200)
    const closed = new Promise((resolve) => socket.once("close", resolve))
    expect((await desk.stop()).exit).toBe(0)
    await closed
  })

  it("reports a port that is in use or out of range", async () => {
    const { at } = await storeWithApplication()
    const taken = createServer().listen(0, "127.0.0.1")
    await new Promise((resolve) => taken.once("listening", resolve))
    const address = taken.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const ran = await runProgram(["--store", `sqlite:${at("shifan.db")}`, "serve", "--port", String(port)])
    taken.close()
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain(`PortInUse port ${port} is in use`)
    expect((await runProgram(["serve", "--port", "99999"])).err).toContain(
      "--port needs an integer from 0 to 65535, got 99999",
    )
  })
})
