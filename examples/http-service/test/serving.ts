/** Serves the service over HTTP with an in-memory store. */
import { createHash } from "node:crypto"
import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import type { Actor } from "@shifan/core"
import { memoryStore } from "@shifan/event-store"
import { memoryVault } from "@shifan/service"
import { appOf } from "../src/app.js"
import { officeOver, type Office } from "../src/office.js"

export const unit = "91130302MA00010187"

/** Their tokens are their names. */
export const people = {
  bureau: { role: "bureau", code: "130300", officer: "SJ-01" },
  second: { role: "bureau", code: "130300", officer: "SJ-02" },
  county: { role: "county", code: "130302", officer: "HG-01" },
  unit: { role: "unit", code: unit, officer: "U-01" },
  public: { role: "public", code: "anybody", officer: "P-01" },
} as const satisfies Record<string, Actor>

export interface Served {
  readonly office: Office
  readonly url: string
  /** `as`: the actor's token. */
  readonly call: (method: "GET" | "POST", path: string, options?: CallOptions) => Promise<Answer>
  readonly close: () => Promise<void>
}

export interface CallOptions {
  readonly as?: keyof typeof people
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly etag: string | null
  readonly body: unknown
  readonly response: Response
}

/** The clock starts at noon of a day in Shanghai, and advances a millisecond per reading. */
export const serving = async (day: { on: string }): Promise<Served> => {
  let reads = 0
  const now = (): number => Date.parse(`${day.on}T04:00:00.000Z`) + reads++
  const office = officeOver(memoryStore(), memoryVault(), now)
  const named: Readonly<Record<string, Actor>> = people
  const app = appOf(office, (token) => (Object.hasOwn(named, token) ? named[token] : undefined))
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((resolve) => server.once("listening", resolve))
  const address = server.address() as AddressInfo
  const url = `http://127.0.0.1:${address.port}`
  return {
    office,
    url,
    call: async (method, path, { as, body, headers = {} } = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) }),
      })
      const type = response.headers.get("content-type") ?? ""
      const text = await response.text()
      const told: unknown = /json/.test(type) ? JSON.parse(text) : text
      return { status: response.status, type, etag: response.headers.get("etag"), body: told, response }
    },
    close: async () => {
      office.stopping.abort()
      await new Promise((resolve) => server.close(resolve))
      await office.close()
    },
  }
}

/** A different command id for each text. */
export const keyOf = (text: string): string => {
  const hash = createHash("sha256").update(text).digest("hex")
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
