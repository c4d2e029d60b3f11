import { describe, expect, it } from "vitest"
import { fullDossier, plainForm, unit } from "@shifan/testkit"
import {
  civilDate as day,
  selfCheck,
  type ApplicationForm,
  type Dossier,
  type Sealed,
  type SelfCheck,
} from "../../src/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { changeText } from "../../src/messages/index.js"

const asOf = day("2020-12-01")
const plain = plainForm(unit, qinhuangdao2020.territory.bureau.code, asOf)
const rule = { regulation: qinhuangdao2020, readings: qinhuangdao2020.readings }

const checked = (basic: Partial<ApplicationForm<Sealed>["basic"]> = {}, dossier: Dossier = fullDossier): SelfCheck =>
  selfCheck(rule, { ...plain, basic: { ...plain.basic, ...basic } }, dossier, asOf)

const ways = ({ changes }: SelfCheck): ReadonlyArray<ReadonlyArray<string>> =>
  changes.sets.map((set) => set.map((change) => changeText(qinhuangdao2020, change).zh))

const survey = "县区测评的用户满意度达到80%"

describe("a self-check", () => {
  it("leaves open what only the county can measure", () => {
    expect(checked().assessment.verdict).toBe("notYetJudged")
    expect(ways(checked())).toEqual([[survey]])
  })

  it("names the smallest set of changes, each with its provision", () => {
    const short = checked({ staff: 9, qualifiedStaff: { diplomaOnly: 9, titleOnly: 0, diplomaAndTitle: 0 } })
    expect(ways(short)).toEqual([["从业人数由9人增至10人", survey]])
    expect(short.changes.sets[0]?.map((change) => change.for)).toEqual([
      ["art_5__para_1__point_3#staff"],
      ["art_5__para_1__point_4#satisfaction"],
    ])
  })

  it("proposes no waiver or finding, since the exception of art. 5(7) needs findings by officials", () => {
    const figures = checked({ staff: 9, totalAssets: 99_999_999 }).changes.sets
    expect(figures.flat().some((change) => change._tag === "Waiver" || change._tag === "Finding")).toBe(false)
  })

  it("lists missing materials and contradictions beside the conditions", () => {
    const all = checked(
      { staff: 3, qualifiedStaff: { diplomaOnly: 4, titleOnly: 0, diplomaAndTitle: 0 } },
      { ...fullDossier, personnelRoster: { status: "missing" } },
    )
    expect(all.missing.map(({ item }) => item)).toEqual(["personnelRoster"])
    expect(all.contradictions.map(({ path }) => path)).toEqual(["form.basic.qualifiedStaff"])
  })
})
