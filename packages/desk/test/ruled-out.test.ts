/** The acts that a case offers: none that would be refused whatever is filled in, and all others. */
import { acts, phaseOn, ruleStatusOn } from "@shifan/core"
import { waitingOn, waitsAlready } from "@shifan/core/registry"
import { designationSpace, explore, lawsOfEveryOption } from "@shifan/testkit/exploration"
import { describe, expect, it } from "vitest"
import { isRuledOut } from "../src/acts/ruled-out.js"
import { certified, officeWith, signedIn, unit } from "./office.js"

/** Enough states to have each act carried out in some and ruled out in others. */
const most = 1000

/** The names of the acts, in the order of their buttons. */
const offeredTo = async (path = `/units/${unit}`): Promise<ReadonlyArray<string>> => {
  const page = await (await signedIn(await officeWith(certified))).open(path)
  return [...page.text.matchAll(/<a class="act" href="\/acts\/[^"]*">([^<]*)</g)].map(([, name = ""]) => name)
}

const lawNamed = (name: string) => {
  const found = lawsOfEveryOption.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no law ${name}`)
  return found.law
}

describe("an act that is ruled out", () => {
  it.each(["as it stands", "supplement.unasked=allowed", "review.notFiled=flagOnly"])(
    "would be refused however its form is filled in: %s",
    { timeout: 60_000 },
    (name) => {
      const law = lawNamed(name)
      const wrong: Array<string> = []
      const ruledOut = new Set<string>()
      for (const { place, steps } of explore(designationSpace(law), most).states.values()) {
        const { state, on } = place
        const status = ruleStatusOn(law, on)
        const readings = status._tag === "NoRule" ? undefined : status.rule.readings
        const waits = waitingOn(new Map([[state.unit, state]]), law, on).filter((one) => waitsAlready(one, on))
        const asked = { state, readings, waiting: new Set(waits.flatMap(({ act }) => act ?? [])) }
        const phase = phaseOn(state, on)
        for (const act of Object.keys(acts) as ReadonlyArray<keyof typeof acts>) {
          if (!acts[act].from.includes(phase) || !isRuledOut(act, asked)) continue
          ruledOut.add(act)
          if (steps.some(({ by }) => by === act)) wrong.push(`${act} ${on} ${JSON.stringify(state.phase)}`)
        }
      }
      expect(wrong).toEqual([])
      expect(ruledOut.size).toBeGreaterThan(13)
    },
  )

  it("and nothing is offered to an officer of another county, which the page says", async () => {
    const browser = await signedIn(await officeWith(certified), "county:130303", "SG-01")
    const { text } = await browser.open(`/units/${unit}`)
    expect(text).toContain("该单位没有由您办理的事项")
    expect(text).not.toContain("<details")
  })

  it("is not offered on the page of a certified unit", async () => {
    expect(await offeredTo()).toEqual([
      "授牌",
      "报送年度总结",
      "推荐省级",
      "抽查",
      "扶持",
      "变更登记",
      "变更登记",
      "放弃称号",
      "登记单位终止",
      "登记称号承继",
      "删除个人信息",
      "调阅个人信息",
    ])
  })
})
