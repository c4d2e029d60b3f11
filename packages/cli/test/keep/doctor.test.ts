import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it, vi } from "vitest"
import { civilDate, division, ruleStatusOn, type CivilDate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore } from "@shifan/event-store"
import type { Request, Target } from "@shifan/service"
import { bureau, unit } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { enactTarget, openCallTarget, testService } from "@shifan/testkit/service"
import { summaryOf } from "../../src/keep/event-summary.js"

const library = [qinhuangdao2020]

const aboutUnit = (command: Extract<Target, { readonly aggregate: "designation" }>["command"]): Target => ({
  aggregate: "designation",
  key: unit,
  command,
})

const erase = aboutUnit({ type: "ErasePersonalData", data: { basis: "示例", scope: "示例", approver: "SJ-02" } })

const title = aboutUnit({
  type: "ImportTitle",
  data: {
    operatingUnitName: "示例单位",
    platformName: "示例平台",
    countyOrDistrict: division("130302", "").code,
    grantedOn: civilDate("2018-12-10"),
    grantingDocument: "示例〔2018〕1号",
  },
})

const requests: ReadonlyArray<readonly [Request["actor"], CivilDate, Target]> = [
  [bureau, civilDate("2020-11-12"), enactTarget],
  [bureau, civilDate("2020-11-20"), openCallTarget],
  [bureau, civilDate("2020-12-01"), title],
  [bureau, civilDate("2020-12-02"), erase],
  [bureau, civilDate("2020-12-03"), erase],
]

describe("the summary of the events for doctor", () => {
  it("takes one reading of the store for the events, the last time, the law and each unit's erasures", async () => {
    const store = memoryStore()
    const { handle } = testService({ store })
    let n = 0
    for (const [actor, effectiveOn, target] of requests)
      right(await handle({ commandId: `0190163d-8694-7000-8000-00000000000${n++}`, actor, effectiveOn, target }))
    const readAll = vi.spyOn(store, "readAll")
    const readStream = vi.spyOn(store, "readStream")
    const { events, lastRecordedAt, law, eras } = right(await summaryOf({ store, library }))
    expect([readAll.mock.calls.length, readStream.mock.calls.length]).toEqual([1, 0])
    expect(events).toBe(5)
    expect(lastRecordedAt).toMatch(/^2026-12-01T01:\d\d:\d\d\.\d{3}Z$/)
    expect(ruleStatusOn(law.applicable, civilDate("2020-12-31"))._tag).toBe("InForce")
    expect([...eras]).toEqual([[unit, 2]])
  })

  it("is empty for an empty store", async () => {
    const empty = await summaryOf({ store: memoryStore(), library })
    expect(E.isRight(empty) && empty.right).toMatchObject({ events: 0, lastRecordedAt: "", eras: new Map() })
  })
})
