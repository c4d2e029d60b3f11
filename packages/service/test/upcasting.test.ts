import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { encode, memoryStore, readEnvelope, sha256Hex, type Envelope, type EventStore } from "@shifan/event-store"
import { must, right } from "@shifan/testkit/basics"
import { foldProjection, memoryReadModels, rebuild } from "../src/index.js"
import { accepted, apply, bureau, eventsIn, openService, request, serviceOver } from "./fixtures.js"

const field = (data: unknown, name: string): unknown => Reflect.get(Object(data), name)

/** A registry in which version 1 named the fields of a call's window differently. */
const registry = {
  ...aggregates,
  call: {
    ...aggregates.call,
    upcasters: {
      CallOpened: [
        (data: unknown) => ({
          year: field(data, "year"),
          document: field(data, "document"),
          opensOn: field(data, "from"),
          closesOn: field(data, "until"),
        }),
      ],
    },
  },
}

/** A store with the law and a call as written by version 1. */
const oldStore = async (until: string): Promise<EventStore> => {
  const current = await openService()
  const store = memoryStore()
  for (const event of await eventsIn(current.store)) {
    const leaf = event.type === "CallOpened" ? asVersion1(event.leaf, until) : event.leaf
    await must(store.append(event.stream, "noStream", [{ ...event, leaf }]))
  }
  return store
}

const asVersion1 = (leaf: Uint8Array, until: string): Uint8Array => {
  const envelope: Envelope = JSON.parse(new TextDecoder().decode(leaf))
  const { year, document, opensOn: from } = Object(envelope.data)
  return right(encode({ ...envelope, schemaVersion: 1, data: { year, document, from, until } }))
}

describe("an event of an older version", () => {
  it("counts in decisions as if it had been written today", async () => {
    await accepted(serviceOver(await oldStore("2020-12-20"), registry).handle, apply())
    expect(await serviceOver(await oldStore("2020-11-30"), registry).handle(apply())).toMatchObject({
      left: { _tag: "Refused", refusals: [{ code: "OutsideCall" }] },
    })
  })

  it("keeps its leaf, version and hash, while new events have the newest version", async () => {
    const store = await oldStore("2020-12-20")
    const before = await eventsIn(store)
    const { handle } = serviceOver(store, registry)
    const [opensOn, closesOn] = [civilDate("2021-09-01"), civilDate("2021-09-30")]
    const data = { year: 2021, opensOn, closesOn, document: "示例" }
    const target = { aggregate: "call", key: "2021", command: { type: "OpenCall", data } } as const
    await accepted(handle, request(target, opensOn, bureau))
    const after = await eventsIn(store)
    expect(after.slice(0, 2)).toEqual(before)
    expect(after.slice(0, 2).map(({ leaf }) => sha256Hex(leaf))).toEqual(before.map(({ leaf }) => sha256Hex(leaf)))
    const calls = after
      .filter(({ type }) => type === "CallOpened")
      .map(({ leaf }) => right(readEnvelope(leaf, registry)))
    expect(calls).toMatchObject([
      { schemaVersion: 1, data: { opensOn: "2020-11-20", closesOn: "2020-12-20" } },
      { schemaVersion: 2, data: { opensOn: "2021-09-01", closesOn: "2021-09-30" } },
    ])
  })

  it("reaches projections in its new shape", async () => {
    const models = memoryReadModels<ReadonlyArray<unknown>>()
    const collecting = foldProjection<ReadonlyArray<unknown>>({
      name: "windows",
      version: 1,
      filter: { types: ["CallOpened"] },
      initial: [],
      evolve: (all, { data }) => [...all, data],
    })
    right(await rebuild(await oldStore("2020-12-20"), models, collecting, { registry }))
    expect(models.read("windows")).toEqual([
      { year: 2020, document: "示例", opensOn: "2020-11-20", closesOn: "2020-12-20" },
    ])
  })
})
