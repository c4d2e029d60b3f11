import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { instantAt, type FilledCommand } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { largestLeaf, memoryStore, readEnvelope, sha256Hex, type Events, type EventStore } from "@shifan/event-store"
import { document, fullDossier } from "@shifan/testkit"
import { must, right } from "@shifan/testkit/basics"
import { testService } from "@shifan/testkit/service"
import { decrypt, handler, type Target } from "../src/index.js"
import {
  aboutUnit,
  accepted,
  application,
  apply,
  eventsIn,
  openService,
  personalValues,
  serviceOver,
  unit,
} from "./fixtures.js"

const withdrawal = () => aboutUnit({ type: "Withdraw", data: { reason: "示例" } })

describe("law 14", () => {
  it("a repeated command adds nothing and gets the same events again", async () => {
    const { handle, store } = await openService()
    const request = apply()
    const first = await accepted(handle, request)
    expect(first.repeated).toBe(false)
    expect(await accepted(handle, request)).toEqual({ ...first, repeated: true })
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("a repeated command gets the same events after a restart of the service", async () => {
    const store = memoryStore()
    const request = apply()
    const first = await accepted((await openService(store)).handle, request)
    expect(await accepted(serviceOver(store).handle, request)).toEqual({ ...first, repeated: true })
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("of two simultaneous commands that expect the same revision one fails with a conflict", async () => {
    const { handle, store } = await openService()
    const answers = await Promise.all([apply(), apply()].map((one) => handle({ ...one, expectedRevision: -1 })))
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.filter(E.isLeft)).toMatchObject([
      { left: { _tag: "StoreFailed", error: { _tag: "WrongExpectedRevision" } } },
    ])
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("a command sent twice at once with the revision that it expects is carried out once, and answered twice", async () => {
    const { handle, store } = await openService()
    const request = { ...apply(), expectedRevision: -1 }
    const [one, other] = (await Promise.all([handle(request), handle(request)])).map(right)
    expect(one?.repeated).toBe(!other?.repeated)
    expect(other?.events).toEqual(one?.events)
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("an append that takes effect only after the next attempt has looked is no conflict", async () => {
    const store = memoryStore()
    await openService(store)
    let late: (() => Promise<unknown>) | undefined
    const { handle } = serviceOver({
      ...store,
      append: (...given) => {
        const append = store.append(...given)
        return async () => {
          if (late !== undefined) {
            await late()
            return append()
          }
          late = append
          return E.left({ _tag: "OutcomeUnknown", reason: "no answer" })
        }
      },
    })
    expect(await accepted(handle, { ...apply(), expectedRevision: -1 })).toMatchObject({ repeated: true })
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("a conflict of which nobody can see whose it is, is not told as one", async () => {
    const store = memoryStore()
    await openService(store)
    let isAway = false
    const reading = <A extends ReadonlyArray<unknown>>(read: (...given: A) => Events) =>
      async function* (...given: A): Events {
        if (isAway) yield E.left({ _tag: "Unavailable", reason: "away" })
        else yield* read(...given)
      }
    const { handle } = serviceOver({
      ...store,
      readStream: reading(store.readStream),
      readAll: reading(store.readAll),
      append: (stream, expected) => () => {
        isAway = true
        return Promise.resolve(E.left({ _tag: "WrongExpectedRevision", stream, expected, actual: 0 }))
      },
    })
    expect(await handle({ ...apply(), expectedRevision: -1 })).toMatchObject({
      left: { _tag: "StoreFailed", error: { _tag: "Unavailable" } },
    })
  })

  it("of two simultaneous commands without an expected revision the second is decided on the state after the first", async () => {
    const { handle } = await openService()
    const answers = await Promise.all([handle(apply()), handle(apply())])
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.filter(E.isLeft)).toMatchObject([{ left: { _tag: "Refused", refusals: [{ code: "WrongState" }] } }])
  })

  it("of commands that race for a stream only the one carried out keeps its values in the vault", async () => {
    const { handle, vault } = await openService()
    const requests = [apply(), { ...apply(), expectedRevision: -1 }, apply()]
    const answers = await Promise.all(requests.map(handle))
    const done = requests.filter((_, i) => E.isRight(answers[i] ?? E.left(undefined))).map(({ commandId }) => commandId)
    const kept = await must(vault.values(unit))
    expect(done).toHaveLength(1)
    expect(kept.map(({ commandId }) => commandId)).toEqual(personalValues.map(() => done[0]))
  })

  it("an append whose answer was lost is found by the command's id and not repeated", async () => {
    const store = memoryStore()
    let losesAnswer = false
    const losing: EventStore = {
      ...store,
      append: (stream, expected, events) => async () => {
        const answer = await store.append(stream, expected, events)()
        if (!losesAnswer) return answer
        losesAnswer = false
        return E.left({ _tag: "OutcomeUnknown", reason: "the line was cut" })
      },
    }
    const { handle } = await openService(losing)
    losesAnswer = true
    expect(await accepted(handle, apply())).toMatchObject({ repeated: true })
    expect(await eventsIn(store)).toHaveLength(3)
  })
})

describe("an expected revision", () => {
  it("is refused with the actual revision if the two differ", async () => {
    const { handle, store } = await openService()
    const stream = `designation-130300-${unit}`
    expect(await handle({ ...apply(), expectedRevision: 0 })).toEqual(
      E.left({ _tag: "Conflict", stream, expected: 0, actual: -1 }),
    )
    await accepted(handle, { ...apply(), expectedRevision: -1 })
    expect(await handle({ ...withdrawal(), expectedRevision: -1 })).toEqual(
      E.left({ _tag: "Conflict", stream, expected: -1, actual: 0 }),
    )
    await accepted(handle, { ...withdrawal(), expectedRevision: 0 })
    expect(await eventsIn(store)).toHaveLength(4)
  })
})

describe("the aggregate of a target", () => {
  it.each(["title", "toString"])(
    "is refused with the known aggregates if the registry lacks it: %s",
    async (aggregate) => {
      const target = { ...apply().target, aggregate } as unknown as Target
      const expected = { en: "one of designation | instrument | call | roster | log" }
      expect(await serviceOver().handle({ ...apply(), target })).toMatchObject({
        left: { _tag: "Malformed", issues: [{ path: "target.aggregate", expected, got: aggregate }] },
      })
    },
  )
})

describe("a handler", () => {
  it("needs, by its type, the registry of the aggregates it handles", async () => {
    const { store, vault } = serviceOver()
    const bytes = (size: number) => new Uint8Array(size)
    const own = { call: aggregates.call }
    const { handle } = testService({ store, registry: own })
    // @ts-expect-error: a registry of calls has no designation.
    const answer = await handle(apply())
    expect(answer).toMatchObject({ left: { _tag: "Malformed", issues: [{ path: "target.aggregate" }] } })
    const dependencies = { store, vault, division: "130300", library: [], clock: () => instantAt(0), random: bytes }
    // @ts-expect-error: the type argument needs a registry.
    handler<typeof own>(dependencies)
  })
})

describe("the stored event", () => {
  it("records the hash of the previous leaf, and how far the law had been read", async () => {
    const { handle, store } = await openService()
    await accepted(handle, apply())
    await accepted(handle, withdrawal())
    const [applied, withdrawn] = (await eventsIn(store)).slice(2)
    if (applied === undefined || withdrawn === undefined) throw new Error("both were appended")
    const basis = [
      { stream: "call-130300-2020", revision: 0 },
      { stream: "instrument-130300-qinhuangdao-2020-2", revision: 0 },
    ]
    expect(right(readEnvelope(applied.leaf))).toMatchObject({ previous: null, revision: 0, basis })
    expect(right(readEnvelope(withdrawn.leaf))).toMatchObject({
      previous: sha256Hex(applied.leaf),
      revision: 1,
      basis,
    })
  })

  it("records its correlation and cause, or its command alone", async () => {
    const { handle } = await openService()
    const { commandId } = apply()
    const own = await accepted(handle, apply(commandId))
    expect(own.events).toMatchObject([{ commandId, correlationId: commandId, causationId: null }])
    const led = { ...withdrawal(), correlationId: commandId, causationId: own.events[0]?.id ?? "" }
    expect((await accepted(handle, led)).events).toMatchObject([
      { commandId: led.commandId, correlationId: commandId, causationId: own.events[0]?.id },
    ])
  })

  it("13: contains no personal data, while the vault can open all of them", async () => {
    const { handle, store, vault } = await openService()
    await accepted(handle, apply())
    const text = (await eventsIn(store)).map(({ leaf }) => new TextDecoder().decode(leaf)).join("\n")
    expect(text).toContain("示例服务平台")
    for (const value of personalValues) expect(text).not.toContain(value)
    const key = await must(vault.key({ unit, era: 0 }))
    if (key === undefined) throw new Error("the unit has a key")
    const opened = (await must(vault.values(unit))).map((value) => decrypt(key, value))
    expect(new Set(opened)).toEqual(new Set(personalValues))
  })

  it("is returned by a dry run, which writes nothing to the store or the vault", async () => {
    const { handle, store, vault } = await openService()
    const preview = await accepted(handle, { ...apply(), dryRun: true })
    expect(preview).toMatchObject({ repeated: false, events: [{ type: "Applied", revision: 0 }] })
    expect(await eventsIn(store)).toHaveLength(2)
    expect(await must(vault.values(unit))).toEqual([])
    expect(await must(vault.keys())).toEqual([])
  })

  it("is not written if the command is refused", async () => {
    const { handle, store } = serviceOver()
    expect(await handle(apply())).toMatchObject({ left: { _tag: "Refused", refusals: [{ code: "NoRuleInForce" }] } })
    expect(await eventsIn(store)).toEqual([])
  })

  it("that would be too large is refused with its size, and nothing is written", async () => {
    const { handle, store, vault } = await openService()
    const documents = Array.from({ length: 20 }, () => ({ ...document, title: "示例".repeat(60) }))
    const material = { status: "provided", documents } as const
    const dossier = Object.fromEntries(Object.keys(fullDossier).map((item) => [item, material]))
    const large = { type: "Apply", data: { ...Object(application.data), dossier } } as FilledCommand
    expect(await handle(aboutUnit(large))).toMatchObject({
      left: { _tag: "StoreFailed", error: { _tag: "TooLarge", size: expect.any(Number), limit: largestLeaf } },
    })
    expect(await eventsIn(store)).toHaveLength(2)
    expect(await must(vault.values(unit))).toEqual([])
    await accepted(handle, apply())
  })
})
