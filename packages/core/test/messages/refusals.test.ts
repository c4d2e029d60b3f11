/**
 * Sentence and remedy of every refusal code in both languages, each from a command that was really refused. Stored in
 * `refusals.md`; after a change, `npx vitest run --config vitest.workspace.ts --project core -u` rewrites it.
 */
import { describe, expect, it } from "vitest"
import { acts, type AnyRefusal, type Refusal } from "../../src/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { explain, explainIn } from "../../src/messages/index.js"
import { examples } from "./refusal-examples.js"
import { commandTypes, milestoneNames, ofSmallAggregates, phaseNames, refusalsOfState } from "./refusals-of-state.js"

const explained = (refusal: AnyRefusal, regulation = qinhuangdao2020): ReadonlyArray<string> => {
  const { sentence, remedy } = explain(refusal as Refusal, regulation)
  return [`- ${sentence.zh} → ${remedy.zh}`, `- ${sentence.en} → ${remedy.en}`]
}

const pairOf = (refusal: AnyRefusal): string =>
  refusal.code === "WrongState" || refusal.code === "AlreadyDecided" ? `${refusal.act} × ${refusal.phase}` : ""

const sections = (): string => {
  const byExample = Object.entries(examples).flatMap(([code, all]) => [
    `## ${code}`,
    ...all.flatMap(({ tried, refusals, regulation }) => [
      `### ${tried}`,
      refusals.flatMap((refusal) => (refusal.code === code ? explained(refusal, regulation) : [])).join("\n"),
    ]),
  ])
  const byPair = (["WrongState", "AlreadyDecided"] as const).flatMap((code) => [
    `## ${code}`,
    ...refusalsOfState
      .filter((refusal) => refusal.code === code)
      .flatMap((refusal) => [`### ${pairOf(refusal)}`, explained(refusal).join("\n")]),
  ])
  return `${["# What refusals say", ...byExample, ...byPair].join("\n\n")}\n`
}

describe("the text of a refusal", () => {
  it("equals refusals.md, sentence by sentence", async () => {
    await expect(sections()).toMatchFileSnapshot("./refusals.md")
  })

  it.each(
    Object.entries(examples).flatMap(([code, all]) => all.map((example) => [code, example.tried, example] as const)),
  )("has for %s an example that really occurs: %s", (code, _tried, { refusals }) => {
    expect(refusals.map((refusal) => refusal.code)).toContain(code)
  })

  it("exists for every act in every phase that the act cannot start from", () => {
    const pairs = commandTypes.flatMap((type) =>
      phaseNames.filter((phase) => !acts[type].from.includes(phase)).map((phase) => `${type} × ${phase}`),
    )
    expect(pairs.length).toBeGreaterThan(80)
    expect(pairs.filter((pair) => !refusalsOfState.map(pairOf).includes(pair))).toEqual([])
  })

  it("exists for everything that may be done only once within a phase", () => {
    const decided = refusalsOfState.flatMap((refusal) => (refusal.code === "AlreadyDecided" ? [refusal.phase] : []))
    expect(milestoneNames.filter((name) => !decided.includes(name))).toEqual([])
  })

  it("exists for every phase of the other aggregates in which an act is refused", () => {
    const met = new Set(ofSmallAggregates.map(pairOf))
    for (const pair of [
      "Extend × none",
      "Interpret × none",
      "Enact × enacted",
      "Repeal × ended",
      "CloseCall × none",
      "OpenCall × open",
      "CloseCall × closed",
      "RetireLogKey × keyUnknown",
      "RetireLogKey × onlyKey",
      "RetireLogKey × keyRetired",
      "IntroduceLogKey × keyIntroduced",
    ])
      expect(met).toContain(pair)
  })

  it("calls every act and phase by a Chinese name, not by its identifier", () => {
    for (const refusal of refusalsOfState) {
      const { sentence, remedy } = explain(refusal as Refusal, qinhuangdao2020)
      expect(`${sentence.zh}${remedy.zh}`).not.toMatch(/[A-Za-z]{4}/)
    }
  })

  it("calls an act of a further aggregate by the names that this aggregate gives", () => {
    const refusal: AnyRefusal = { code: "AlreadyDecided", act: "Ring", phase: "rung", provisions: [] }
    const names = { acts: { Ring: { zh: "鸣钟", en: "ring" } }, phases: { rung: { zh: "已鸣", en: "rung" } } }
    expect(explainIn(names, refusal, qinhuangdao2020).sentence).toEqual({
      zh: "已经是“已鸣”，无须再次鸣钟",
      en: "rung already: nothing left to ring",
    })
  })
})
