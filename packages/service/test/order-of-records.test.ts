import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { civilDate, instantAt, type Actor } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, memoryStore, readEnvelope, type EventStore } from "@shifan/event-store"
import { right, utf8 } from "@shifan/testkit/basics"
import { handler, memoryVault, type Request } from "../src/index.js"
import { follower, recordedAtAtEnd } from "../src/record-order.js"
import { accepted, apply, bureau, enact, freshId, openCall, openService, request } from "./fixtures.js"

const start = Date.parse("2026-12-01T01:00:00.000Z")

/** A service whose clock is set by the test, in milliseconds after `start`. */
const serviceAt = (store: EventStore = memoryStore(), division = "130300") => {
  const clock = { now: 0 }
  const handle = handler({
    store,
    vault: memoryVault(),
    division,
    library: [qinhuangdao2020],
    clock: () => instantAt(start + clock.now),
    random: (size) => new Uint8Array(size).fill(7),
  })
  return { clock, handle, store }
}

const timesIn = async (store: EventStore): Promise<ReadonlyArray<number>> =>
  right(await collect(store.readAll())).map(({ leaf }) => Date.parse(right(readEnvelope(leaf)).recordedAt) - start)

describe("art_16__para_1: a clock that was set back", () => {
  test.prop([fc.integer({ min: -3, max: 3 }), fc.nat(1_000_000)], { numRuns: 50 })(
    "makes the service refuse a record older than the newest, in any stream",
    async (step, at) => {
      const { clock, handle, store } = serviceAt()
      clock.now = at
      await accepted(handle, { ...enact, commandId: freshId() })
      clock.now = at + step
      const answer = await handle({ ...openCall, commandId: freshId() })
      if (step >= 0) expect(answer).toMatchObject({ right: { repeated: false } })
      else
        expect(answer).toEqual(
          E.left({
            _tag: "ClockBehind",
            now: instantAt(start + at + step),
            newest: instantAt(start + at),
          }),
        )
      expect(await timesIn(store)).toEqual(step >= 0 ? [at, at + step] : [at])
    },
  )

  it("is noticed by another service over the same store, which still answers a repeated command", async () => {
    const { clock, handle, store } = serviceAt()
    clock.now = 10
    await accepted(handle, enact)
    const later = serviceAt(store)
    expect(await later.handle(openCall)).toMatchObject({ left: { _tag: "ClockBehind" } })
    expect(await later.handle(enact)).toMatchObject({ right: { repeated: true } })
  })
})

describe("art_16__para_1: commands carried out at the same time", () => {
  it("are recorded in the order of their times, with or without personal data", async () => {
    const { handle, store } = await openService()
    const close: ReadonlyArray<Request> = [2021, 2022, 2023].map((year) =>
      request(
        {
          aggregate: "call",
          key: `${year}`,
          command: {
            type: "OpenCall",
            data: { year, opensOn: civilDate(`${year}-09-01`), closesOn: civilDate(`${year}-12-01`), document: "示例" },
          },
        },
        civilDate("2021-09-01"),
        bureau,
      ),
    )
    const answers = await Promise.all([apply(), ...close].map(handle))
    expect(answers.filter(E.isLeft)).toEqual([])
    const times = await timesIn(store)
    expect(times).toHaveLength(6)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it("are decided again after a slow write to the vault, so that the recorded time is current", async () => {
    const { clock, handle, store } = serviceAt()
    await accepted(handle, enact)
    await accepted(handle, openCall)
    let slow = true
    const vault = memoryVault()
    const put: typeof vault.put = (values) => {
      if (slow) clock.now += 5001
      slow = false
      return vault.put(values)
    }
    const slowly = handler({
      store,
      vault: { ...vault, put },
      division: "130300",
      library: [qinhuangdao2020],
      clock: () => instantAt(start + clock.now),
      random: (size) => new Uint8Array(size).fill(7),
    })
    expect(await slowly(apply())).toMatchObject({ right: { events: [{ type: "Applied" }] } })
    expect(await timesIn(store)).toEqual([0, 0, 5001])
  })
})

describe("a service of a division", () => {
  it("enacts a text of its own bureau, but of no other", async () => {
    const { handle, store } = serviceAt(memoryStore(), "130200")
    expect(await handle(enact)).toMatchObject({
      left: { _tag: "Malformed", issues: [{ path: "division", expected: { zh: "130300" }, got: "130200" }] },
    })
    expect(await timesIn(store)).toEqual([])
    await accepted(serviceAt(memoryStore(), "130300").handle, enact)
  })
})

describe("the fields of a request beside its data", () => {
  const officer = (name: string, role: Actor["role"] = "bureau"): Partial<Request> => ({
    actor: { role, code: "130300", officer: name },
  })

  it.each<readonly [string, Partial<Request>]>([
    ["commandId", { commandId: "the first" }],
    ["correlationId", { correlationId: "张三的申请" }],
    ["effectiveOn", { effectiveOn: "2021-02-29" as Request["effectiveOn"] }],
    ["causationId", { causationId: "13800138000" }],
    ["actor.officer", officer("张三")],
    ["actor.officer", officer("13800138000")],
    ["actor.officer", officer("T138-0013-8000")],
    ["actor.officer", officer("0335-3601234")],
    ["actor.officer", officer("360-1234")],
    ["actor.officer", officer("ＳＪ-01")],
    ["actor.officer", officer("sj-01")],
    ["actor.officer", officer("SJ-О1")],
    ["actor.officer", officer("SJ--01")],
    ["actor.officer", officer("S".repeat(41))],
    ["actor.officer", officer("无", "unit")],
  ])("are refused at %s: %j", async (path, change) => {
    const { handle, store } = serviceAt()
    expect(await handle({ ...enact, ...change })).toMatchObject({
      left: { _tag: "Malformed", issues: [{ path }] },
    })
    expect(await timesIn(store)).toEqual([])
  })

  it.each(["SJ-01", "130302-01", "S".repeat(40), "A1"])("accept an officer's pseudonym: %s", async (name) => {
    expect(await serviceAt().handle({ ...enact, ...officer(name) })).toMatchObject({ _tag: "Right" })
  })
})

describe("a leaf without a recording time", () => {
  it.each([{ recordedAt: "yesterday" }, { recordedAt: 9 }, {}, null])("keeps no record waiting: %j", (content) => {
    const order = follower(instantAt(start))
    expect(order.follows({ leaf: utf8(JSON.stringify(content)) })).toBe(true)
    expect(order.newest()).toBe(undefined)
  })
})

describe("the recording time at the end of a leaf", () => {
  const folder = join(import.meta.dirname, "../../testkit/fixtures")
  const histories = readdirSync(folder).filter((name) => name.startsWith("history-"))

  it.each(histories)("is found without parsing in every event of %s", (name) => {
    const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n")
    const parsed = lines.map((line): unknown => Reflect.get(JSON.parse(line), "recordedAt"))
    expect(lines.map((line) => recordedAtAtEnd(utf8(line)))).toEqual(parsed)
  })

  it("is not taken from what an applicant writes", () => {
    const findings = `,"recordedAt":"2000-01-01T00:00:00.000Z","revision":0,"schemaVersion":1,"stream":"s","type":"T"}`
    const leaf = utf8(JSON.stringify({ data: { findings }, recordedAt: "2026-12-01T01:00:00.000Z" }))
    expect(recordedAtAtEnd(leaf)).toBe(undefined)
    expect(recordedAtAtEnd(utf8(JSON.stringify({ findings })))).toBe(undefined)
  })
})
