/** Acts on a unit that falls short of art. 5 and gets the waivers it needs: correct in everything, as the exception is open. */
import type { Command, CommandOf, ConditionId } from "@shifan/core"
import type { SeededRandom } from "../seeded-random.js"
import { exactWaivers, type Trying } from "./varied-findings.js"
import { variedFigures } from "./varied-forms.js"

/** The correct act with figures that fall short, or with exactly the waivers for figures that do. */
export const relaxed = (random: SeededRandom, command: Command, trying: Trying): Command => {
  const { type, data } = command
  const of = (changed: object): Command => ({ type, data: { ...data, ...changed } }) as Command
  switch (type) {
    case "Apply": {
      const { basic, operation } = data.form
      return of({ form: { ...data.form, ...variedFigures(random, { basic, operation }, trying.on, 80) } })
    }
    case "FileReview":
      return of({ report: shortReport(random, data.report, trying) })
    case "Recommend":
      return of({ waiversProposed: exactWaivers(random, trying, data.satisfaction.result) })
    case "AssessReview":
      return data.assessment === null ? command : of({ waiversProposed: exactWaivers(random, trying) })
    case "Certify":
      return of({ waivers: exactWaivers(random, trying) })
    case "ConcludeReview":
      // What was waived at the certification may stand, and needs no waiver then.
      return data.outcome === "failed" || random.chance(40) ? command : of({ waivers: exactWaivers(random, trying) })
    default:
      return command
  }
}

type Report = CommandOf<"FileReview">["data"]["report"]

/** Short in what was waived before, or in anything. */
const shortReport = (random: SeededRandom, report: Report, { on, state: { phase } }: Trying): Report => {
  const waived = phase._tag === "certified" && random.chance(70) ? phase.title.waivers : []
  // One less asks for a new waiver in place of the one that stands.
  const less = random.below(2)
  const levelOf = (id: ConditionId): number | undefined => {
    const actual = waived.find(({ condition }) => condition === id)?.actual
    return actual == null ? undefined : Math.max(0, actual - less)
  }
  const staff = levelOf("art_5__para_1__point_3#staff")
  const totalAssets = levelOf("art_5__para_1__point_1#totalAssets")
  if (staff !== undefined || totalAssets !== undefined)
    return {
      ...report,
      basic: {
        ...report.basic,
        ...(totalAssets === undefined ? {} : { totalAssets }),
        ...(staff === undefined
          ? {}
          : { staff, qualifiedStaff: { diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: staff } }),
      },
    }
  const { basic, operation } = variedFigures(random, { basic: report.basic, operation: report.lastThreeYears }, on, 80)
  return { ...report, basic, lastThreeYears: operation }
}
