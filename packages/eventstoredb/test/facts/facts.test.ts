/**
 * What EventStoreDB 24.2.0 answered through the client 6.2.1, as measured. The fake node has to answer the same, and so has
 * the server that SHIFAN_EVENTSTOREDB names, where there is one.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { access } from "./access.js"
import { appends } from "./appends.js"
import { deletions } from "./deletions.js"
import type { Fact } from "./fact.js"
import { reads } from "./reads.js"
import { repeated } from "./repeated.js"
import { fakeServer, fakeServerWithUsers, realServer, type Asked } from "./server.js"
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

  it("has each fact once", () => {
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
  })
})

describe.each(urls)("the real server", (url) => {
  let server: Asked
  beforeAll(async () => {
    server = await realServer(url)
  })
  afterAll(() => server.close())

  const asked = facts.filter(({ needs }) => needs === undefined)
  it.each(asked.map((fact) => [nameOf(fact), fact] as const))("%s", async (_, { run, answer }) => {
    expect(await run(server, `fact-${crypto.randomUUID()}`)).toEqual(answer)
  })
})
