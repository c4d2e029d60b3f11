import { describe, expect, it } from "vitest"
import type { Assessment, ProvisionId } from "@shifan/core"
import { explainAssessment, isDecision, waiverText } from "@shifan/core/messages"
import { qinhuangdao2020 } from "@shifan/core/regulations"

const staff = "art_5__para_1__point_3#staff"
const groupOfStaff: ProvisionId = "art_5__para_1__point_3"

const tooFew: Assessment = {
  id: staff,
  verdict: "notMet",
  figures: { _tag: "Measured", unit: "people", actual: 9, required: 10, short: 1 },
  sources: [{ figure: "staff", declared: 12, measured: 9, counts: "measured" }],
}

const root: Assessment = {
  id: "art_5__para_1",
  verdict: "notMet",
  parts: [{ id: groupOfStaff, verdict: "notMet", parts: [tooFew] }],
}

describe("an assessment for a reader", () => {
  it("gives for each condition its figures, their sources and the change needed", () => {
    const [group] = explainAssessment(root, qinhuangdao2020).parts
    expect(group?.parts).toEqual([
      {
        id: staff,
        verdict: "notMet",
        name: qinhuangdao2020.texts[staff],
        figures: { zh: "9人（要求不低于10人）", en: "9 people, required 10 people" },
        levels: { statutory: 10, actual: 9 },
        change: { zh: "再增加1人", en: "1 people more" },
        sources: [
          {
            zh: "从业人数：申报12人，县区核实9人，以县区核实的为准",
            en: "staff: 12 people declared, 9 people measured by the county; what was measured counts",
          },
        ],
        parts: [],
      },
    ])
  })

  it("is named after the article of its conditions, and asks for no change of a group itself", () => {
    const whole = explainAssessment(root, qinhuangdao2020)
    expect(whole.name.zh).toBe("第五条 市级示范平台的条件")
    expect([whole.figures, whole.change, whole.sources]).toEqual([null, null, []])
  })

  it("consists of the condition alone if there is just one", () => {
    const { name, change, parts } = explainAssessment({ ...tooFew, verdict: "waived" }, qinhuangdao2020)
    expect([name, change, parts]).toEqual([qinhuangdao2020.texts[staff], null, []])
  })
})

describe("a decision for a reader", () => {
  it("states a waiver's levels and officer, and for a share the numbers behind the percentage", () => {
    const waiver = {
      condition: staff,
      officer: "SJ-01",
      reasons: "示范作用明显",
      relaxedTo: 8,
      statutory: 10,
      actual: 8,
    } as const
    expect(waiverText(waiver, qinhuangdao2020).en).toMatch(
      /^waived staff.*: statutory 10, actual 8, relaxed to 8, SJ-01: 示范作用明显$/,
    )
    const share = { ...waiver, statutory: 6000, actual: null, relaxedTo: 5000, share: { part: 5, whole: 10 } }
    expect(waiverText(share, qinhuangdao2020).zh).toContain("规定60%，实际— (5/10)，放宽至50%，SJ-01：示范作用明显")
  })

  it("includes acts of an authority that decide, but not filings and assessments", () => {
    expect(["Applied", "Certified", "ReviewAssessed", "Revoked"].filter((type) => isDecision({ type }))).toEqual([
      "Certified",
      "Revoked",
    ])
  })
})
