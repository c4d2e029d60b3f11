/** An old history under a program whose events have another shape: through the store, the handler and the replay. */
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { aggregates, civilDate } from "@shifan/core"
import {
  collect,
  encode,
  memoryStore,
  readEnvelope,
  sha256Hex,
  type Envelope,
  type EventStore,
} from "@shifan/event-store"
import { memoryReadModels, rebuild } from "../src/index.js"
import { apply, enact, officeOver, openCall } from "./test-service.js"
import { journal } from "./projections/journal.js"

const field = (data: unknown, name: string): unknown => Reflect.get(Object(data), name)

/** As if the window of a call had had other field names in version 1. */
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

const stored = async (store: EventStore) => {
  const all = await collect(store.readAll())
  if (E.isLeft(all)) throw new Error(all.left._tag)
  return all.right
}

/** The law and a call as version 1 wrote them. */
const oldStore = async (until: string): Promise<EventStore> => {
  const today = officeOver()
  await today.handle(enact)
  await today.handle(openCall)
  const store = memoryStore()
  for (const event of await stored(today.store)) {
    const envelope: Envelope = JSON.parse(new TextDecoder().decode(event.leaf))
    const { opensOn: from, closesOn: _, ...rest } = Object.assign({ opensOn: "", closesOn: "" }, envelope.data)
    const old = { ...envelope, schemaVersion: 1, data: { ...rest, from, until } }
    const leaf = event.type === "CallOpened" ? encode(old) : E.right(event.leaf)
    if (E.isLeft(leaf)) throw new Error(leaf.left._tag)
    await store.append(event.stream, "noStream", [{ ...event, leaf: leaf.right }])()
  }
  return store
}

describe("an event of an older version", () => {
  it("is decided on as if it had been written today", async () => {
    expect(await officeOver(await oldStore("2020-12-20"), registry).handle(apply())).toMatchObject({ _tag: "Right" })
    expect(await officeOver(await oldStore("2020-11-30"), registry).handle(apply())).toMatchObject({
      left: { _tag: "Refused", refusals: [{ code: "OutsideCall" }] },
    })
  })

  it("keeps its leaf, its version and its hash; those written today are of the newest version", async () => {
    const store = await oldStore("2020-12-20")
    const before = await stored(store)
    const { handle } = officeOver(store, registry)
    await handle(apply())
    const again = { aggregate: "call", key: "2021", command: openCall.target.command } as const
    const next = { ...openCall, commandId: apply().commandId, effectiveOn: civilDate("2021-09-01") }
    const data = { year: 2021, opensOn: civilDate("2021-09-01"), closesOn: civilDate("2021-09-30"), document: "示例" }
    await handle({ ...next, target: { ...again, command: { type: "OpenCall", data } } })
    const after = await stored(store)
    expect(after.slice(0, 2)).toEqual(before)
    expect(after.slice(0, 2).map(({ leaf }) => sha256Hex(leaf))).toEqual(before.map(({ leaf }) => sha256Hex(leaf)))
    const calls = after.filter(({ type }) => type === "CallOpened").map(({ leaf }) => readEnvelope(leaf, registry))
    expect(calls).toMatchObject([
      { right: { schemaVersion: 1, data: { opensOn: "2020-11-20", closesOn: "2020-12-20" } } },
      { right: { schemaVersion: 2, data: { opensOn: "2021-09-01", closesOn: "2021-09-30" } } },
    ])
  })

  it("reaches projections in its new shape", async () => {
    const seen: Array<unknown> = []
    const watching = { ...journal({ types: ["CallOpened"] }) }
    const projection = {
      ...watching,
      apply: (cell: Parameters<typeof watching.apply>[0], envelope: Envelope) => {
        seen.push(envelope.data)
        watching.apply(cell, envelope)
      },
    }
    await rebuild(await oldStore("2020-12-20"), memoryReadModels<ReadonlyArray<string>>(), projection, {
      aggregates: registry,
    })
    expect(seen).toEqual([{ year: 2020, document: "示例", opensOn: "2020-11-20", closesOn: "2020-12-20" }])
  })
})
