/** Histories in which the bureau decides on what a county did that the unit has left since. The program refuses to make them. */
import { expect, it } from "vitest"
import { civilDate as day, initialState, type DivisionCode } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  document,
  historyOf,
  lifecycleLaws,
  prolonged,
  samplesFor,
  unit,
  type AcceptedCommand,
} from "../../src/index.js"

const { bureau, act, apply, recommend, certify, fileReview, assessReview, concludeReview } = samplesFor(
  qinhuangdao2020,
  unit,
)
const codeOf = (county: number): DivisionCode => samplesFor(qinhuangdao2020, unit, county).county.code as DivisionCode

const whole = [
  apply(day("2020-12-01")),
  recommend(day("2020-12-08")),
  certify(day("2020-12-29")),
  fileReview(day("2023-09-10")),
  assessReview(day("2023-10-10")),
  concludeReview(day("2023-11-10"), "confirmed"),
]
const { accepted, refused, refusals } = historyOf(unit, prolonged, whole)

/** Entries as they were, with moves recorded after one of them. */
const withMoves = (after: number, counties: ReadonlyArray<number>): ReadonlyArray<AcceptedCommand> =>
  accepted.flatMap((entry, i) => {
    if (i !== after) return [entry]
    const [event] = entry.batch
    return [
      entry,
      ...counties.map((county): AcceptedCommand => {
        const { command } = act(bureau, event.effectiveOn, "ChangeParticulars", {
          after: { countyOrDistrict: codeOf(county) },
          document,
        })
        const data = { after: { countyOrDistrict: codeOf(county) }, before: {}, document }
        return {
          context: { ...entry.context, actor: bureau },
          command,
          before: initialState(unit),
          batch: [{ ...event, actor: bureau, type: "ParticularsChanged", data, rule: null }],
        }
      }),
    ]
  })

const broken = (law: string, after: number, counties: ReadonlyArray<number>) =>
  lifecycleLaws[law]?.({ unit, refused, refusals, accepted: withMoves(after, counties) })

it("art_6__para_1: law 1 tells a certification on the recommendation of a county that the unit has left", () => {
  const law = "1: certified only after recommended"
  expect(refusals).toEqual([])
  expect(broken(law, 1, [])).toEqual([])
  expect(broken(law, 1, [1])).toEqual(["Certified at 3 without its county's recommendation"])
  // It has come back, but the county would have had to recommend it again.
  expect(broken(law, 1, [1, 0])).toEqual(["Certified at 4 without its county's recommendation"])
  expect(broken(law, 2, [1])).toEqual([])
})

it("art_13__para_1: law 30 tells a review on the assessment of a county that the unit has left", () => {
  const law = "30: reviewed only as its county assessed"
  expect(broken(law, 4, [])).toEqual([])
  expect(broken(law, 4, [1])).toEqual(["Reviewed at 6 without its county's assessment"])
  expect(broken(law, 4, [1, 0])).toEqual(["Reviewed at 7 without its county's assessment"])
  expect(broken(law, 3, [1])).toEqual(["Reviewed at 6 without its county's assessment"])
  expect(broken(law, 5, [1])).toEqual([])
})
