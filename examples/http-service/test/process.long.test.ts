/** Starts the program on a file and on a cluster, and stops it while a client listens. */
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { connect, createServer, type AddressInfo } from "node:net"
import { join } from "node:path"
import { nodeFlags, temporaryFolder } from "@shifan/testkit/basics"
import { describe, expect, it, onTestFinished } from "vitest"
import { startCluster } from "../../../packages/cli/test/store/cluster-node.js"
import { keyOf } from "./serving.js"

const main = join(import.meta.dirname, "../src/main.ts")

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

interface Started {
  readonly process: ChildProcess
  readonly url: string
  readonly token: string
  /** What it has written to standard error. */
  readonly errors: () => string
  readonly stop: () => Promise<number | null>
}

const start = async (cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Started> => {
  const port = await freePort()
  const child = spawn(process.execPath, [...nodeFlags, main], {
    cwd,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  })
  onTestFinished(() => void child.kill("SIGKILL"))
  let err = ""
  child.stderr.on("data", (bytes) => (err += String(bytes)))
  let out = ""
  for await (const chunk of child.stdout) {
    out += String(chunk)
    if (out.includes("openapi.json")) break
  }
  const exited = once(child, "exit")
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    token: /SJ-01: (\S+)/.exec(out)?.[1] ?? "",
    errors: () => err,
    stop: async () => {
      child.kill("SIGTERM")
      const [code]: Array<number | null> = await exited
      return code ?? null
    },
  }
}

const enact = ({ url, token }: Started, body: object): Promise<Response> =>
  fetch(`${url}/acts/Enact`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "idempotency-key": keyOf("enact") },
    body: JSON.stringify(body),
  })

const enactment = {
  slug: "qinhuangdao-2020-2",
  effectiveOn: "2020-11-12",
  data: {
    regulation: "qinhuangdao-2020-2",
    documentNumber: "秦工信规〔2020〕2号",
    effectiveFrom: "2020-11-12",
    validityYears: 2,
  },
}

/** The enactment over a bare connection, with half of its body sent. */
const halfSent = ({ url, token }: Started) => {
  const body = Buffer.from(JSON.stringify(enactment))
  const socket = connect(Number(new URL(url).port), "127.0.0.1")
  const head = [
    "POST /acts/Enact HTTP/1.1",
    "host: 127.0.0.1",
    `authorization: Bearer ${token}`,
    `idempotency-key: ${keyOf("enact")}`,
    `content-length: ${body.length}`,
    "expect: 100-continue",
  ]
  socket.write(`${head.join("\r\n")}\r\n\r\n`)
  socket.write(body.subarray(0, 20))
  let got = ""
  const begun = new Promise<void>((resolve) => {
    socket.on("data", (bytes) => {
      got += String(bytes)
      resolve()
    })
  })
  socket.on("error", () => {})
  return {
    /** Settles once the service has read the head. */
    begun,
    sendRest: () => socket.write(body.subarray(20)),
    answer: new Promise<string>((resolve) => {
      socket.once("close", () => resolve(got))
    }),
  }
}

describe("the service as a process", () => {
  it("keeps its record in a file by default, continues it after a restart, and stops while a client listens", async () => {
    const folder = temporaryFolder()
    const first = await start(folder)
    expect((await enact(first, enactment)).status).toBe(201)
    await expect.poll(async () => (await fetch(`${first.url}/health`)).status).toBe(200)
    const listening = await fetch(`${first.url}/roster/changes`)
    expect(await first.stop()).toBe(0)
    expect(await listening.text()).toContain("event: roster")
    const second = await start(folder)
    // The tokens were printed only once, but are still valid.
    expect((await enact({ ...second, token: first.token }, enactment)).status).toBe(200)
    expect(second.token).toBe("")
    expect(await second.stop()).toBe(0)
  })

  it("answers a request that is under way when it is stopped, and cuts one that is never sent whole", async () => {
    const folder = temporaryFolder()
    const started = await start(folder)
    const [whole, cut] = [halfSent(started), halfSent(started)]
    await Promise.all([whole.begun, cut.begun])
    const stopped = started.stop()
    await expect.poll(() => fetch(`${started.url}/health`).catch(() => "refused")).toBe("refused")
    whole.sendRest()
    expect(await whole.answer).toMatch(/^HTTP\/1\.1 201 /m)
    expect(await stopped).toBe(0)
    expect(await cut.answer).toBe("HTTP/1.1 100 Continue\r\n\r\n")
    expect(started.errors()).toBe("")
    const again = await start(folder)
    expect((await enact({ ...again, token: started.token }, enactment)).status).toBe(200)
    expect(await again.stop()).toBe(0)
  })

  it("keeps its record in a cluster if one variable is set", async () => {
    const address = await startCluster()
    const folder = temporaryFolder()
    const started = await start(folder, { SHIFAN_STORE: address })
    expect((await enact(started, enactment)).status).toBe(201)
    expect((await enact(started, enactment)).status).toBe(200)
    expect(existsSync(join(folder, "shifan.db"))).toBe(false)
    expect(await started.stop()).toBe(0)
  })
})
