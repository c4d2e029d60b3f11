import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { asEnacted, interpreted, prolonged } from "@shifan/testkit"
import { civilDate as day, ruleStatusOn } from "../../src/index.js"
import { defaultReadings, isOptionOf, readingOptions, readingIds, isProvisionId } from "../../src/law/index.js"
import { cite, optionClause } from "../../src/messages/index.js"
import { qinhuangdao2020, qinhuangdao2020Text } from "../../src/regulations/index.js"
import { withParts } from "../../src/conditions/index.js"

describe("citations", () => {
  it.each([
    ["art_5__para_1__point_3#staff", "第五条第（三）项", "Art. 5(3)"],
    ["art_10__para_1", "第十条", "Art. 10"],
    ["art_8__para_1__point_12", "第八条第（十二）项", "Art. 8(12)"],
    ["art_2__para_2", "第二条第二款", "Art. 2 para. 2"],
    ["att_3", "附件3", "Annex 3"],
  ] as const)("cite %s as %s and %s", (id, zh, en) => {
    expect(cite(id)).toEqual({ zh, en })
  })
})

describe("the regulation as a value", () => {
  it("has a text for every condition and every provision it cites", () => {
    const ids = [
      ...withParts(qinhuangdao2020.conditions).map(({ id }) => id),
      ...Object.values(qinhuangdao2020.citations).flat(),
    ]
    expect(ids.filter((id) => qinhuangdao2020.texts[id] === undefined && id !== "art_8__para_1")).toEqual([])
  })

  it("names only existing files as the places where a provision is encoded", () => {
    const named = qinhuangdao2020Text.provisions.flatMap(({ where = [] }) => where)
    expect(named).not.toEqual([])
    expect(named.filter((file) => !existsSync(join(import.meta.dirname, "../../..", file)))).toEqual([])
  })

  const table = join(import.meta.dirname, "../../../../../shared/regulation/provisions.md")
  it.skipIf(!existsSync(table))(
    "has a text for every row of the table of provisions (skipped without ../shared)",
    () => {
      const rows = readFileSync(table, "utf8").matchAll(/^\| ((?:art|att)_\w+) /gm)
      const ids = [...rows].map(([, id]) => id ?? "").filter(isProvisionId)
      expect(ids.length).toBeGreaterThan(25)
      expect(ids.filter((id) => qinhuangdao2020.texts[id] === undefined)).toEqual([])
    },
  )
})

describe("readings", () => {
  it("take their first option by default", () => {
    expect(readingOptions["staff.qualified"]).toEqual(["pooled", "both"])
    expect(defaultReadings["staff.qualified"]).toBe("pooled")
    expect(Object.keys(defaultReadings)).toEqual(readingIds)
  })

  it("have a clause in both languages for each option, also with another number", () => {
    for (const id of readingIds)
      for (const option of readingOptions[id]) {
        const { zh, en } = optionClause(id, option, qinhuangdao2020)
        expect([zh, en]).not.toContain(option)
        expect(zh).toMatch(/[\u4e00-\u9fff]/)
      }
    expect(optionClause("waiver.depth", "floor(60)", qinhuangdao2020).zh).toBe("放宽后不低于规定标准的60%")
    expect(optionClause("revocation.reapply", "years(5)", qinhuangdao2020).en).toBe("it may not apply for 5 years")
    expect(optionClause("staff.qualified", "either", qinhuangdao2020)).toEqual({ zh: "either", en: "either" })
  })

  it("accept any number from one where an option has a number, and no unknown word", () => {
    expect(isOptionOf("revocation.reapply", "years(7)")).toBe(true)
    expect(isOptionOf("waiver.depth", "floor(50)")).toBe(true)
    expect(isOptionOf("revocation.reapply", "years(0)")).toBe(false)
    expect(isOptionOf("staff.qualified", "either")).toBe(false)
  })
})

describe("art_18__para_1: a text in force for two years", () => {
  it("is in force from 2020-11-12 to 2022-11-12, both included", () => {
    const inForce = (date: string) => ruleStatusOn(asEnacted, day(date))._tag
    expect(["2020-11-11", "2020-11-12", "2022-11-12", "2022-11-13"].map(inForce)).toEqual([
      "NoRule",
      "InForce",
      "InForce",
      "NotInForce",
    ])
  })

  it("is in force until 2022-11-11 under the other reading of the last day", () => {
    const other = interpreted(asEnacted, "instrument.lastDay", "dayBefore")
    expect(["2022-11-11", "2022-11-12"].map((date) => ruleStatusOn(other, day(date))._tag)).toEqual([
      "InForce",
      "NotInForce",
    ])
  })

  it("stays in force once it is prolonged, under a later version", () => {
    const standing = ruleStatusOn(prolonged, day("2022-11-13"))
    expect(standing).toMatchObject({ _tag: "InForce", rule: { applied: { version: 2 } } })
  })

  it("leaves a gap after its last day, which the status names", () => {
    expect(ruleStatusOn(asEnacted, day("2023-02-20"))).toMatchObject({ gap: { after: "2022-11-12", until: null } })
  })

  it("art_17__para_1: an interpretation changes a reading from its day on, not before", () => {
    const law = interpreted(prolonged, "staff.qualified", "both", day("2021-06-01"))
    const qualified = (date: string) => {
      const standing = ruleStatusOn(law, day(date))
      return standing._tag === "InForce" ? standing.rule.readings["staff.qualified"] : undefined
    }
    expect([qualified("2021-05-31"), qualified("2021-06-01")]).toEqual(["pooled", "both"])
  })
})
