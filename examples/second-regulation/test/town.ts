/** The invented city's office, shared by the tests. */
import {
  type ApplicationForm,
  civilDate as day,
  type Refusals,
  type Regulation,
  type Sealed,
  type State,
} from "@shifan/core"
import { applicableLawFor, type Attempt, type History, historyOf, samplesFor, unit } from "@shifan/testkit"
import { secondRegulation } from "../src/regulation.js"

export type Form = ApplicationForm<Sealed>

const years = [2021, 2022, 2023, 2024, 2025, 2026, 2027]
export const town = samplesFor(secondRegulation, unit, 0)
export const hills = samplesFor(secondRegulation, unit, 1)

/** An application for five stars with twenty staff at the end of last year, fourteen of them qualified. */
export const atYearEnd = (change: Partial<NonNullable<Form["priorYearEnd"]>> = {}): Partial<Form> => ({
  grade: "fiveStar",
  platformKind: "specialized",
  priorYearEnd: { staff: 20, diplomaOnly: 10, titleOnly: 0, diplomaAndTitle: 4, totalAssets: 500_000_00, ...change },
})

/** The history after the attempts, made in sequence; refused ones change nothing. */
export const historyAfter = (attempts: ReadonlyArray<Attempt>, regulation: Regulation = secondRegulation): History =>
  historyOf(unit, applicableLawFor(regulation, day("2021-01-01"), years), attempts)

export const codesOf = ({ refusals }: History): ReadonlyArray<string> =>
  refusals.flatMap((all) => all.map(({ code }) => code))

export const refusalsOf = ({ refusals }: History): Refusals | undefined => refusals[0]

export const notice = (opensOn: string, closesOn: string): Attempt =>
  town.act(town.bureau, day(opensOn), "PublishNotice", {
    opensOn: day(opensOn),
    closesOn: day(closesOn),
    number: "示例公示1号",
    address: "https://example.cn/notice",
  })

/** All attempts needed for a certification in March of a year. */
export const certificationIn = (year: number, form: Partial<Form> = atYearEnd()): ReadonlyArray<Attempt> => [
  town.apply(day(`${year}-03-01`), form),
  town.recommend(day(`${year}-03-10`)),
  notice(`${year}-03-20`, `${year}-03-26`),
  town.certify(day(`${year}-03-27`)),
]

export const titleOf = ({ phase }: State) => {
  if (phase._tag !== "certified") throw new Error(`not a title: ${phase._tag}`)
  return phase.title
}
