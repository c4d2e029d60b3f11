/** Varies findings and waivers: occasionally a condition not met or not judged, and waivers that are not allowed. */
import {
  findingIds,
  plusDays,
  type CivilDate,
  type CommandOf,
  type CommandType,
  type ConditionId,
  type FindingMade,
  type Regulation,
  type State,
  type WaiverRequest,
} from "@shifan/core"
import { withParts } from "@shifan/core/conditions"
import type { SeededRandom } from "../seeded-random.js"
import type { Samples } from "./samples.js"

export interface Trying {
  readonly regulation: Regulation
  readonly samples: Samples
  readonly state: State
  readonly on: CivilDate
}

type Data<T extends CommandType> = CommandOf<T>["data"]

/** Findings of an official: with or without those that open the exception, and one condition not met or not judged. */
export const foundOtherwise = (
  random: SeededRandom,
  { findings }: Pick<Data<"AssessReview">, "findings">,
  { regulation }: Trying,
) => {
  const asked = findingIds(regulation.conditions)
  // The last two open the exception of art. 5(7); they matter if something is to be waived.
  const trouble =
    asked.length > 0 && random.chance(30) ? random.oneOf(random.chance(40) ? asked.slice(-2) : asked) : undefined
  const unjudged = random.chance(30)
  return {
    findings: findings.flatMap((finding) => {
      if (finding.condition !== trouble) return [finding]
      return unjudged ? [] : [{ ...finding, met: !finding.met }]
    }),
  }
}

export const variedFindings = (random: SeededRandom, data: Data<"Recommend">, trying: Trying) => ({
  ...foundOtherwise(random, data, trying),
  satisfaction: {
    ...data.satisfaction,
    result: random.oneOf([9000, 9000, 9000, 8000, 8000, 7999]),
    sampleSize: random.chance(97) ? 30 : 0,
  },
})

/**
 * The bureau's own findings on a case that the county has judged: mostly none. Otherwise they contradict or repeat findings of
 * the county; occasionally they concern a condition that is computed, or the same condition twice.
 */
export const variedBureauFindings = (
  random: SeededRandom,
  { regulation, state }: Trying,
): ReadonlyArray<FindingMade> => {
  if (random.chance(80)) return []
  const county = foundIn(state)
  const anywhere = random.chance(15) || county.length === 0
  const { condition, met } = random.oneOf(
    anywhere ? leavesOf(regulation).map(({ id }) => ({ condition: id, met: true })) : county,
  )
  const finding = { condition, met: random.chance(75) ? !met : met, reasons: "示例" }
  return random.chance(90) ? [finding] : [finding, { ...finding, met: !finding.met }]
}

const leavesOf = ({ conditions }: Regulation) =>
  withParts(conditions).filter(({ _tag }) => _tag !== "Group" && _tag !== "Except")

/**
 * Waivers of unmet conditions, to a level that is reached or just missed; occasionally of any condition, whether or not it
 * may be waived.
 *
 * @param findings findings made with the waivers, later than those of the case
 */
export const variedWaivers = (
  random: SeededRandom,
  trying: Trying,
  findings: ReadonlyArray<FindingMade> = [],
): ReadonlyArray<WaiverRequest> => {
  const reasons = "示例"
  const latest = new Map([...foundIn(trying.state), ...findings].map((finding) => [finding.condition, finding]))
  const unmet = [...latest.values()].filter(({ met }) => !met).map(({ condition }) => ({ condition, reasons }))
  const lacking = [
    ...lackingIn(trying.state).map(({ condition, actual }) => ({
      condition,
      ...(actual === undefined ? {} : { relaxedTo: actual + (random.chance(55) ? 0 : random.between(-1, 2)) }),
      reasons,
    })),
    ...(random.chance(60) ? unmet : []),
  ]
  if (random.chance(80)) return lacking
  const condition = random.oneOf(leavesOf(trying.regulation).map(({ id }) => id))
  const levels = [1, 8, 9, 10, 49, 50, 5900, 7900, 99_999_999]
  return [
    ...lacking.filter((one) => one.condition !== condition),
    { condition, ...(random.chance(60) ? { relaxedTo: random.oneOf(levels) } : {}), reasons },
  ]
}

const foundIn = ({ phase }: State): ReadonlyArray<FindingMade> =>
  phase._tag === "recommended"
    ? phase.recommendation.findings
    : phase._tag === "certified"
      ? (phase.title.review?.assessed?.findings ?? [])
      : []

const lackingIn = ({ phase }: State): ReadonlyArray<{ readonly condition: ConditionId; readonly actual?: number }> => {
  const figures =
    phase._tag === "applied" || phase._tag === "recommended"
      ? phase.case.form.basic
      : phase._tag === "certified"
        ? phase.title.review?.filed?.report.basic
        : undefined
  if (figures === undefined) return []
  const { staff, totalAssets, unitNature } = figures
  return [
    ...(staff < 10 ? [{ condition: "art_5__para_1__point_3#staff" as const, actual: staff }] : []),
    ...(totalAssets < 100_000_000
      ? [{ condition: "art_5__para_1__point_1#totalAssets" as const, actual: totalAssets }]
      : []),
    ...(unitNature === "branch" ? [{ condition: "art_2__para_1#legalPerson" as const }] : []),
  ]
}

/** Occasionally for another unit, county or day, or without its seal. */
export const variedRecommendation = (
  random: SeededRandom,
  form: Data<"Recommend">["form"],
  { on, state: { phase } }: Trying,
): Data<"Recommend">["form"] => {
  const county = phase._tag === "applied" ? phase.case.form.countyOrDistrict : form.countyOrDistrict
  return {
    ...form,
    countyOrDistrict: random.chance(94)
      ? county
      : form.countyOrDistrict === county
        ? (otherCounty as typeof county)
        : county,
    ...(random.chance(6) ? { operatingUnitName: "另一单位" } : {}),
    ...(random.chance(10) ? { seal: false } : {}),
    ...(random.chance(8) ? { filledOn: otherDay(random, on) } : {}),
  }
}

const otherCounty = "130303"

/** The county's own count. */
export const measured = (random: SeededRandom) => ({
  measurements: [
    {
      figure: "served.y0.enterprises" as const,
      value: random.oneOf([49, 50, 90]),
      assessmentMethod: "示例",
      assessmentScope: "示例",
      sampleSize: 30,
    },
  ],
})

/** A day written down incorrectly. */
export const otherDay = (random: SeededRandom, on: CivilDate): CivilDate =>
  plusDays(on, random.oneOf([-2000, -40, -1, 1, 30]))
