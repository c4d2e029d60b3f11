import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  collect,
  largestLeaf,
  memoryStore,
  readEnvelope,
  sha256Hex,
  type EventStore,
  type StoredEvent,
} from "@shifan/event-store"
import { document, fullDossier } from "@shifan/testkit"
import { decrypt } from "../src/index.js"
import type { FilledCommand } from "@shifan/core"
import { application, apply, enact, freshId, officeOver, openCall, personal, unit } from "./test-service.js"

const stored = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const all = await collect(store.readAll())
  if (E.isLeft(all)) throw new Error(all.left._tag)
  return all.right
}

const opened = async (store?: EventStore) => {
  const office = officeOver(store)
  await office.handle(enact)
  await office.handle(openCall)
  return office
}

describe("law 14", () => {
  it("a repeated command adds nothing and gets the same events again", async () => {
    const { handle, store } = await opened()
    const request = apply()
    const first = await handle(request)
    const again = await handle(request)
    expect(E.isRight(first) && E.isRight(again) && again.right.repeated).toBe(true)
    expect(E.isRight(first) && E.isRight(again) && again.right.events).toEqual(E.isRight(first) && first.right.events)
    expect(await stored(store)).toHaveLength(3)
  })

  it("the same after a restart of the service", async () => {
    const store = memoryStore()
    const request = apply()
    await (await opened(store)).handle(request)
    const again = await officeOver(store).handle(request)
    expect(again).toMatchObject({ _tag: "Right", right: { repeated: true } })
  })

  it("of two commands at once that expect the same revision one loses with a conflict", async () => {
    const { handle, store } = await opened()
    const answers = await Promise.all([apply(), apply()].map((one) => handle({ ...one, expectedRevision: -1 })))
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.filter(E.isLeft).map(({ left }) => left._tag)).toEqual(["StoreFailed"])
    expect(await stored(store)).toHaveLength(3)
  })

  it("of two that expect nothing the second is decided again, on what the first has done", async () => {
    const { handle } = await opened()
    const answers = await Promise.all([apply(), apply()].map((one) => handle(one)))
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.filter(E.isLeft)).toMatchObject([{ left: { _tag: "Refused", refusals: [{ code: "WrongState" }] } }])
  })

  it("an answer that was lost on the way is found by the command's id, not done twice", async () => {
    const real = memoryStore()
    let lose = false
    const losing: EventStore = {
      ...real,
      append: (stream, expected, events) => async () => {
        const answer = await real.append(stream, expected, events)()
        if (!lose) return answer
        lose = false
        return E.left({ _tag: "OutcomeUnknown", reason: "the line was cut" })
      },
    }
    const { handle } = await opened(losing)
    lose = true
    expect(await handle(apply())).toMatchObject({ _tag: "Right", right: { repeated: true } })
    expect(await stored(real)).toHaveLength(3)
  })
})

describe("the stored event", () => {
  it("names the hash of the one before it, and what of the law had been read", async () => {
    const { handle, store } = await opened()
    await handle(apply())
    const withdrawal = apply()
    await handle({
      ...withdrawal,
      target: { aggregate: "designation", key: unit, command: { type: "Withdraw", data: { reason: "示例" } } },
    })
    const [, , applied, withdrawn] = await stored(store)
    const [first, second] = [applied, withdrawn].map((event) => event && readEnvelope(event.leaf))
    expect(first).toMatchObject({ right: { previous: null, revision: 0 } })
    expect(second).toMatchObject({ right: { previous: applied && sha256Hex(applied.leaf), revision: 1 } })
    expect(first).toMatchObject({
      right: {
        basis: [
          { stream: "call-130300-2020", revision: 0 },
          { stream: "instrument-130300-qinhuangdao-2020-2", revision: 0 },
        ],
      },
    })
  })

  it("13: holds no personal datum, while the vault can open each of them", async () => {
    const { handle, store, vault } = await opened()
    await handle(apply())
    const text = (await stored(store)).map(({ leaf }) => new TextDecoder().decode(leaf)).join("\n")
    for (const datum of personal) expect(text).not.toContain(datum)
    const [key, values] = [await vault.key({ unit, era: 0 })(), await vault.values(unit)()]
    const opening =
      E.isRight(key) && E.isRight(values)
        ? values.right.map((one) => decrypt(key.right ?? new Uint8Array(32), one))
        : []
    expect(new Set(opening)).toEqual(new Set(personal))
  })

  it("is not written by a dry run, nor anything to the vault", async () => {
    const { handle, store, vault } = await opened()
    const answer = await handle({ ...apply(freshId()), dryRun: true })
    expect(E.isRight(answer)).toBe(true)
    expect(await stored(store)).toHaveLength(2)
    expect(await vault.values(unit)()).toEqual(E.right([]))
    expect(await vault.key({ unit, era: 0 })()).toEqual(E.right(undefined))
  })

  it("is not written when the command is refused", async () => {
    const { handle, store } = officeOver()
    expect(await handle(apply())).toMatchObject({ left: { _tag: "Refused", refusals: [{ code: "NoRuleInForce" }] } })
    expect(await stored(store)).toEqual([])
  })

  it("that would be too large is refused with its size, and nothing is written", async () => {
    const { handle, store, vault } = await opened()
    const documents = Array.from({ length: 800 }, () => document)
    const dossier = { ...fullDossier, facilityInventory: { status: "provided", documents } } as const
    const large = { ...application, data: { ...application.data, dossier } } as FilledCommand
    const target = { aggregate: "designation", key: unit, command: large } as const
    const answer = await handle({ ...apply(), target })
    expect(answer).toMatchObject({
      left: { _tag: "StoreFailed", error: { _tag: "TooLarge", size: expect.any(Number), limit: largestLeaf } },
    })
    expect(await stored(store)).toHaveLength(2)
    expect(await vault.values(unit)()).toEqual(E.right([]))
    expect(E.isRight(await handle(apply()))).toBe(true)
  })
})
