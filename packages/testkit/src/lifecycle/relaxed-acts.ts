/** Acts on a unit that falls short of art. 5 and gets the waivers it needs: correct in everything, as the exception is open. */
import type { Command, CommandOf } from "@shifan/core"
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
      return data.outcome === "failed" ? command : of({ waivers: exactWaivers(random, trying) })
    default:
      return command
  }
}

type Report = CommandOf<"FileReview">["data"]["report"]

const shortReport = (random: SeededRandom, report: Report, { on }: Trying): Report => {
  const { basic, operation } = variedFigures(random, { basic: report.basic, operation: report.lastThreeYears }, on, 80)
  return { ...report, basic, lastThreeYears: operation }
}
