import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { parseAddress, type Address } from "@shifan/eventstoredb"

interface Node {
  readonly image: string
  readonly environment: Readonly<Record<string, string>>
  readonly ports: ReadonlyArray<string>
  readonly networks: { readonly cluster: { readonly ipv4_address: string } }
}

const text = (name: string): string => readFileSync(join(import.meta.dirname, "..", name), "utf8")

const { services } = parse(text("compose.yaml"), { merge: true }) as {
  readonly services: Readonly<Record<string, Node>>
}
const nodes = Object.entries(services).filter(([name]) => name.startsWith("node"))
const ipOf = (node: Node): string => node.networks.cluster.ipv4_address

/** The addresses that a page tells its reader to use. */
const addressesIn = (page: string): ReadonlyArray<Address> =>
  [...page.matchAll(/eventstoredb:\/\/[^"'`\s]+/g)].map(([url]) => {
    const address = parseAddress(url)
    if (E.isLeft(address)) throw new Error(`${url}: ${address.left.message.en}`)
    return address.right
  })

describe("the cluster of compose.yaml", () => {
  it("has three nodes of one pinned release, each of which knows the other two", () => {
    expect(nodes.map(([name]) => name)).toEqual(["node1", "node2", "node3"])
    expect(new Set(nodes.map(([, { image }]) => image)).size).toBe(1)
    for (const [, node] of nodes) {
      expect(node.image).toMatch(/^eventstore\/eventstore:\d+\.\d+\.\d+-/)
      const others = nodes.map(([, one]) => ipOf(one)).filter((ip) => ip !== ipOf(node))
      expect(node.environment).toMatchObject({
        EVENTSTORE_CLUSTER_SIZE: String(nodes.length),
        EVENTSTORE_REPLICATION_IP: ipOf(node),
        EVENTSTORE_GOSSIP_SEED: others.map((ip) => `${ip}:2113`).join(","),
      })
    }
  })

  it("advertises the ports it publishes, and publishes them only on this machine", () => {
    for (const [, { ports, environment }] of nodes)
      expect(ports).toEqual([`127.0.0.1:${environment["EVENTSTORE_ADVERTISE_NODE_PORT_TO_CLIENT_AS"]}:2113`])
  })

  it("always uses TLS, and takes its password from a required variable", () => {
    for (const [name, { environment }] of nodes) {
      expect(environment["EVENTSTORE_INSECURE"]).toBeUndefined()
      expect(environment["EVENTSTORE_CERTIFICATE_FILE"]).toBe(`/certificates/${name}/node.crt`)
      expect(environment["EVENTSTORE_DEFAULT_ADMIN_PASSWORD"]).toMatch(/^\$\{SHIFAN_CLUSTER_PASSWORD:\?/)
    }
  })
})

describe.each(["README.md", "README.zh-CN.md"])("%s", (name) => {
  it("gives the address of the three nodes with TLS and of one node without, and no other", () => {
    const [cluster, single, ...others] = addressesIn(text(name))
    const published = nodes.map(([, { environment }]) => ({
      address: environment["EVENTSTORE_ADVERTISE_HOST_TO_CLIENT_AS"],
      port: Number(environment["EVENTSTORE_ADVERTISE_NODE_PORT_TO_CLIENT_AS"]),
    }))
    expect(cluster).toMatchObject({ endpoints: published, tls: true, credentials: { username: "admin" } })
    expect(cluster?.tlsCaFile).toBe("examples/cluster/certificates/trusted/ca.crt")
    expect(single).toMatchObject({ tls: false, credentials: undefined })
    expect(others).toEqual([])
  })

  it("starts the single node with the release that the cluster runs", () => {
    expect(text(name)).toContain(`${nodes[0]?.[1].image} --insecure`)
  })
})
