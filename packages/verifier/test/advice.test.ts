import { auditFaultNames } from "@shifan/bundle"
import { describe, expect, it } from "vitest"
import { faultAdvice, faultOrder } from "../src/messages/advice.js"

describe("the faults that are told", () => {
  it("are all of them, in one order, so that none is found and not shown", () => {
    for (const advice of Object.values(faultAdvice)) expect(faultOrder).toContain(advice)
    expect(Object.keys(faultAdvice).toSorted()).toEqual(Object.keys(auditFaultNames).toSorted())
    expect(new Set(faultOrder).size).toBe(faultOrder.length)
  })
})
