/** A second level that recommends, held against its own statement over random histories. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Decide, Regulation } from "@shifan/core"
import { decide, division } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { eventsOf, history, lawsOf } from "../../src/index.js"
import { statedQinhuangdao, type StatedText } from "../../src/statement/index.js"

const [west, east] = [division("130390", "西片"), division("130391", "东片")]
const { bureau, counties } = qinhuangdao2020.territory

const steps = {
  opinion: { before: "Certify", provision: "art_9__para_1" },
  opinionOnReview: { before: "ConcludeReview", provision: "art_13__para_1" },
} as const
const bySuperior = { zh: "片区意见", en: "opinion of the area", by: "county", bySuperior: true } as const

const regulation: Regulation = {
  ...qinhuangdao2020,
  id: "two-levels",
  validityYears: 10,
  territory: { bureau, counties: counties.map((county, i) => ({ ...county, under: i % 2 === 0 ? west : east })) },
  own: {
    steps: {
      opinion: { ...bySuperior, ...steps.opinion },
      opinionOnReview: { ...bySuperior, ...steps.opinionOnReview },
    },
  },
}

const text: StatedText = {
  ...statedQinhuangdao,
  regulation: "two-levels",
  superiors: Object.fromEntries(counties.map(({ code }, i) => [code, i % 2 === 0 ? "130390" : "130391"])),
  steps: {
    opinion: { by: "superior", before: "Certify" },
    opinionOnReview: { by: "superior", before: "ConcludeReview" },
  },
}

const sample = (by: Decide = decide) => fc.sample(history({ regulation, decide: by }), { numRuns: 250, seed: 11 })

const broken = (histories: ReturnType<typeof sample>): ReadonlyArray<string> => [
  ...new Set(
    Object.entries(lawsOf({ text })).flatMap(([name, law]) =>
      histories.some((one) => law(one).length > 0) ? [name] : [],
    ),
  ),
]

describe("histories under a text with a second level", () => {
  const histories = sample()

  it("keep every law, and hold acts of that level", () => {
    expect(broken(histories)).toEqual([])
    const taken = histories.flatMap(eventsOf).flatMap((event) => (event.type === "StepTaken" ? [event] : []))
    expect(
      taken.filter(({ actor, data }) => data.step === "opinion" && actor.code === "130390").length,
    ).toBeGreaterThan(5)
    expect(taken.filter(({ data }) => data.step === "opinionOnReview").length).toBeGreaterThan(0)
    expect(histories.flatMap(eventsOf).filter(({ type }) => type === "Certified").length).toBeGreaterThan(5)
  })

  it("break laws if the county takes the step of the level above it", () => {
    const { steps: own = {} } = regulation.own ?? {}
    const lax: Regulation = {
      ...regulation,
      own: {
        steps: Object.fromEntries(Object.entries(own).map(([name, { bySuperior: _, ...step }]) => [name, step])),
      },
    }
    const competent = lawsOf({ text })["8: every actor was competent"]
    const lawless = fc.sample(history({ regulation: lax }), { numRuns: 250, seed: 11 })
    expect(lawless.some((one) => (competent?.(one) ?? []).length > 0)).toBe(true)
  })
})
