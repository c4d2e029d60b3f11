import { describe, expect, it } from "vitest"
import { understood } from "../src/value/leaf.js"

describe("an answer that cites", () => {
  const words = new Map([
    ["art_5", "条件（第五条）"],
    ["art_5#staff", "从业人数（第五条）"],
    ["a", "甲（第六条）"],
    ["b", "乙（第六条）"],
  ])

  it("is the provision that has all that are cited so", () => {
    expect(understood("choice", words, "第五条")).toBe("art_5")
    expect(understood("choice", words, "从业人数(第五条)")).toBe("art_5#staff")
  })

  it("is left as it was written where it may be one or the other", () => {
    expect(understood("choice", words, "第六条")).toBe("第六条")
  })
})
