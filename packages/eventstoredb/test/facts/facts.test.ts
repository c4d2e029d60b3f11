/**
 * Measured answers of EventStoreDB 24.2.0 through the client 6.2.1. The fake node must give the same answers, and so must the
 * server named by SHIFAN_EVENTSTOREDB, if set.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { access } from "./access.js"
import { appends } from "./appends.js"
import { deletions } from "./deletions.js"
import type { Fact } from "./fact.js"
import { reads } from "./reads.js"
import { repeated } from "./repeated.js"
import { fakeServer, fakeServerWithUsers, realServer, type TestServer } from "./server.js"
import { subscriptions } from "./subscriptions.js"

const facts: ReadonlyArray<Fact> = [...appends, ...repeated, ...reads, ...deletions, ...subscriptions, ...access]
const real = process.env["SHIFAN_EVENTSTOREDB"]
const urls = real === undefined ? [] : [real]
const nameOf = ({ id, says }: Fact): string => `${id}: ${says}`

describe("the fake node", () => {
  it.each(facts.map((fact) => [nameOf(fact), fact] as const))("%s", async (_, { run, answer, needs }) => {
    const server = await (needs === "users" ? fakeServerWithUsers() : fakeServer())
    try {
      expect(await run(server, "s")).toEqual(answer)
    } finally {
      await server.close()
    }
  })

  it("is tested with facts that all have different ids", () => {
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
  })
})

describe.each(urls)("the real server", (url) => {
  let server: TestServer
  beforeAll(async () => {
    server = await realServer(url)
  })
  afterAll(() => server.close())

  const ordinary = facts.filter(({ needs }) => needs === undefined)
  it.each(ordinary.map((fact) => [nameOf(fact), fact] as const))("%s", async (_, { run, answer }) => {
    expect(await run(server, `fact-${crypto.randomUUID()}`)).toEqual(answer)
  })
})
