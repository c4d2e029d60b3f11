/** The served pages, as seen by the person who started the program. */
import { request } from "node:http"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runProgram, storeWithApplication, unit, type Workplace } from "../shifan.js"

let at: Workplace["at"]

beforeAll(async () => {
  const workplace = await storeWithApplication(afterAll)
  at = workplace.at
  await workplace.shifan("audit", "checkpoint")
  await workplace.shifan("audit", "export", at("bundle"))
})

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

const get = (url: string, options: { readonly method?: string; readonly host?: string } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = "GET", host } = options
    const headers = host === undefined ? {} : { headers: { host } }
    const sent = request(url, { method, agent: false, ...headers }, (answer) => {
      let body = ""
      answer.setEncoding("utf8")
      answer.on("data", (chunk: string) => (body += chunk))
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }))
    })
    sent.on("error", reject)
    sent.end()
  })

/** Starts the program, calls `look`, and presses Ctrl-C. */
const viewing = async (look: (url: string) => Promise<void>, ...args: ReadonlyArray<string>) => {
  let said = ""
  let interrupt: () => void = () => {}
  const told = new Promise<string>((resolve) => {
    const ended = runProgram(["audit", "view", at("bundle"), "--policy", at("policy"), ...args], {
      err: (text) => {
        said += text
        const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? []
        if (url !== undefined) resolve(url)
      },
      onInterrupt: (listener) => {
        interrupt = listener
        return { stop: () => undefined }
      },
    })
    finished = ended
  })
  const url = await told
  await look(url)
  interrupt()
  return { ...(await finished), url }
}

let finished: ReturnType<typeof runProgram>

describe("audit view without a folder", () => {
  it("prints its address, serves the existing pages, and ends with Ctrl-C", async () => {
    const ended = await viewing(async (url) => {
      const first = await get(url)
      expect([first.status, first.body]).toEqual([200, expect.stringContaining("zh/index.html")])
      const page = await get(`${url}en/unit/130300-${unit}/1.html`)
      expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"])
      expect(page.body).toContain("Swim lanes")
      expect((await get(`${url}style.css`)).headers["content-type"]).toBe("text/css; charset=utf-8")
      expect((await get(`${url}zh/nothing.html`)).status).toBe(404)
      expect((await get(`${url}zh/../../package.json`)).status).toBe(404)
    })
    expect(ended).toMatchObject({ exit: 0, out: "stopped\n" })
    await expect(get(ended.url)).rejects.toThrow("ECONNREFUSED")
  })

  it("leads from a form to the page of any day", async () => {
    await viewing(async (url) => {
      const asked = await get(`${url}zh/day/2024-12-31/1.html?on=2020-06-30`)
      expect([asked.status, asked.headers["location"]]).toEqual([303, "/zh/day/2020-06-30/1.html"])
      expect((await get(`${url}zh/day/2020-06-30/1.html`)).body).toContain('<form method="get"')
    })
  })

  it("allows no foreign scripts, is read-only, and answers only to its own host name", async () => {
    await viewing(async (url) => {
      const { headers } = await get(url)
      expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self'/)
      expect(headers["x-content-type-options"]).toBe("nosniff")
      for (const method of ["POST", "PUT", "DELETE"]) expect((await get(url, { method })).status).toBe(405)
      expect((await get(url, { host: "evil.example" })).status).toBe(421)
      expect(await get(url, { method: "HEAD" })).toMatchObject({ status: 200, body: "" })
    })
  })

  it("uses a free port, and refuses one that is in use or invalid", async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
    const { port } = taken.address() as AddressInfo
    const refused = await runProgram(["audit", "view", at("bundle"), "--port", String(port)])
    expect(refused).toMatchObject({ exit: 2, err: expect.stringContaining(`port ${port} is in use`) })
    await new Promise((resolve) => taken.close(resolve))
    const ended = await viewing(async (url) => expect(url).toContain(`:${port}/`), "--port", String(port))
    expect(ended.exit).toBe(0)
    for (const wrong of ["-1", "65536", "http", "1.5"])
      expect(await runProgram(["audit", "view", at("bundle"), `--port=${wrong}`])).toMatchObject({
        exit: 2,
        out: "",
        err: expect.stringContaining(`--port needs an integer from 0 to 65535, got ${wrong}\n`),
      })
    expect(await runProgram(["audit", "view", at("bundle"), "--port", "0", "--out", at("x")])).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("--port does not apply when pages are written"),
    })
  })
})
