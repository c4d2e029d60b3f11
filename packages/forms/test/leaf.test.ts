import { describe, expect, it } from "vitest"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { shown, understood } from "../src/value/leaf.js"

describe("an answer that cites a provision", () => {
  const words = new Map([
    ["art_5", "条件（第五条）"],
    ["art_5#staff", "从业人数（第五条）"],
    ["a", "甲（第六条）"],
    ["b", "乙（第六条）"],
  ])

  it("is the provision that contains all provisions with this citation", () => {
    expect(understood("choice", words, "第五条", qinhuangdao2020)).toBe("art_5")
    expect(understood("choice", words, "从业人数(第五条)", qinhuangdao2020)).toBe("art_5#staff")
  })

  it("is left as written if two separate provisions have this citation", () => {
    expect(understood("choice", words, "第六条", qinhuangdao2020)).toBe("第六条")
  })
})

describe("a division", () => {
  const { bureau, counties } = qinhuangdao2020.territory

  // One name begins with another: 秦皇岛市, 秦皇岛市经济技术开发区.
  it.each([bureau, ...counties])("is understood by its name, by its code or by both: $name", ({ name, code }) => {
    const texts = [
      name,
      code,
      shown("division", undefined, code, qinhuangdao2020),
      `${name}(${code})`,
      `${name} ${code}`,
    ]
    expect(texts.map((text) => understood("division", undefined, text, qinhuangdao2020))).toEqual(texts.map(() => code))
  })

  it.each(["1303021", "海港区（130303）", "秦皇岛市（130302）"])("is left as written if it is in doubt: %s", (text) => {
    expect(understood("division", undefined, text, qinhuangdao2020)).toBe(text)
  })
})
