/** Nodes that do not answer, or give wrong answers: how soon that is reported. */
import { once } from "node:events"
import { createServer as createWebServer } from "node:http"
import { createServer as createSecureWebServer } from "node:https"
import { createServer, type AddressInfo, type Server } from "node:net"
import * as E from "fp-ts/lib/Either.js"
import { collect } from "@shifan/event-store"
import { outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished } from "vitest"
import { openEventStoreDb } from "../../src/index.js"
import { authorityFile, nodeCertificate, nodeCredentials, nodeKey } from "../fake/certificates.js"
import { FakeLog } from "../fake/log.js"
import { silentPort } from "../silent-port.js"
import { append, newNode, storeAt } from "../store.js"

/** The port of a server that is no EventStoreDB. */
const portOf = async (server: Server): Promise<number> => {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A server that greets first, as for mail or a shell. */
const greeting = (): Server => createServer((socket) => socket.on("error", () => {}).end("220 ready\r\n"))
const webServer = (): Server => createWebServer((_, response) => response.end("示例"))
const secureWebServer = (): Server =>
  createSecureWebServer({ key: nodeKey(), cert: nodeCertificate() }, (_, response) => response.end("示例"))

/** The refusal of an address in both languages, and the milliseconds it took. */
const refusalOf = async (url: string) => {
  const began = performance.now()
  const opened = await openEventStoreDb(url)()
  const milliseconds = performance.now() - began
  if (E.isRight(opened)) {
    await opened.right.close()
    return { says: undefined, milliseconds }
  }
  const says = opened.left._tag === "Unavailable" ? opened.left.says : opened.left.message
  return { says, milliseconds }
}

describe("an address that cannot work", () => {
  const cases: ReadonlyArray<readonly [string, () => Promise<string>, RegExp, RegExp]> = [
    [
      "that does not name the authority that signed the certificate",
      async () => `eventstoredb://localhost:${(await newNode({ credentials: nodeCredentials() })).port}`,
      /was not signed by an authority/,
      /不是由所信任的机构签发/,
    ],
    [
      "with TLS of a server without TLS",
      async () => `eventstoredb://localhost:${(await newNode()).port}`,
      /does not speak TLS/,
      /没有启用TLS/,
    ],
    [
      "without TLS of a server with TLS",
      async () => `eventstoredb://localhost:${(await newNode({ credentials: nodeCredentials() })).port}?tls=false`,
      /wants TLS/,
      /须经TLS连接/,
    ],
    [
      "whose host name is not in the certificate",
      async () => {
        const { port } = await newNode({ credentials: nodeCredentials() })
        return `eventstoredb://0.0.0.0:${port}?tlsCaFile=${authorityFile}`
      },
      /is not for 0.0.0.0/,
      /不是签发给0.0.0.0的/,
    ],
    ...(
      [
        ["of a web server", webServer, "?tls=false"],
        ["of a web server, with TLS", webServer, `?tlsCaFile=${authorityFile}`],
        ["of a web server over TLS", secureWebServer, `?tlsCaFile=${authorityFile}`],
        ["of a server that greets first", greeting, "?tls=false"],
        ["of a server that greets first, with TLS", greeting, `?tlsCaFile=${authorityFile}`],
      ] as const
    ).map(
      ([name, server, options]) =>
        [
          name,
          async () => `eventstoredb://localhost:${await portOf(server())}${options}`,
          /is not an EventStoreDB/,
          /不是EventStoreDB/,
        ] as const,
    ),
  ]

  it.each(cases)("%s is reported in under two seconds", async (_, url, en, zh) => {
    const { says, milliseconds } = await refusalOf(await url())
    expect(says?.en).toMatch(en)
    expect(says?.zh).toMatch(zh)
    expect(milliseconds).toBeLessThan(2000)
  })

  it("keeps us waiting while a node hangs up at once, as a proxy does during an outage", async () => {
    for (const options of ["?tls=false", `?tlsCaFile=${authorityFile}`]) {
      const port = await portOf(createServer((socket) => socket.resetAndDestroy()))
      const { says, milliseconds } = await refusalOf(`eventstoredb://127.0.0.1:${port}${options}&patience=2500`)
      expect(says?.en).toMatch(/cannot be reached/)
      expect(milliseconds).toBeGreaterThan(2000)
    }
  })

  it("is reported in our own words when nothing listens there", async () => {
    const { says } = await refusalOf("eventstoredb://127.0.0.1:1,127.0.0.1:2?tls=false&patience=1")
    expect(says).toEqual({
      zh: "连接不到127.0.0.1:1,127.0.0.1:2（ECONNREFUSED）",
      en: "127.0.0.1:1,127.0.0.1:2 cannot be reached (ECONNREFUSED)",
    })
  })
})

describe("a TLS connection to a node named by its IP address", () => {
  it("can be opened and written to", async () => {
    const { port } = await newNode({ credentials: nodeCredentials() })
    for (const host of ["127.0.0.1", "localhost"]) {
      const opened = await openEventStoreDb(`eventstoredb://${host}:${port}?tlsCaFile=${authorityFile}`)()
      if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
      expect(outcomeOf(await append(opened.right, host, "noStream"))).toBe("made")
      await opened.right.close()
    }
  })

  it("is refused when the certificate is for another address", async () => {
    const { port } = await newNode({ credentials: nodeCredentials() })
    const store = await openEventStoreDb(`eventstoredb://0.0.0.0:${port}?tlsCaFile=${authorityFile}&patience=1`)()
    expect(outcomeOf(store)).toBe("Unavailable")
  })
})

describe("an outage", () => {
  it("is waited out once, not by each operation", async () => {
    const node = await newNode()
    const store = storeAt([node], { patience: 400, timeout: 200 })
    await append(store, "s", "noStream")
    await node.shut()
    expect(outcomeOf(await append(store, "s", 0))).toBe("Unavailable")
    const began = performance.now()
    for (let i = 0; i < 20; i++) expect(outcomeOf(await collect(store.readStream("s")))).toBe("Unavailable")
    // Twenty times the patience would be eight seconds.
    expect(performance.now() - began).toBeLessThan(4000)
    await node.reopen()
  })

  it("of one node of three is not waited out: the store tries the next node", async () => {
    const log = new FakeLog()
    const leader = await newNode({ log })
    const follower = await newNode({ log, follows: { host: "127.0.0.1", port: leader.port } })
    const nodes = [{ port: await silentPort() }, follower, leader]
    const store = storeAt(nodes, { timeout: 5000 })
    const began = performance.now()
    expect(outcomeOf(await append(store, "s", "noStream"))).toBe("made")
    expect(performance.now() - began).toBeLessThan(4000)
  })
})
