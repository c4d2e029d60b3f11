/** Varies findings and waivers: occasionally a condition not met or not judged, and waivers that are not allowed. */
import {
  findingIds,
  plusDays,
  yearOf,
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
import { daysBetween, plusYears } from "@shifan/core/law"
import { correctableRecords } from "@shifan/core/registry"
import type { SeededRandom } from "../seeded-random.js"
import type { Samples } from "./samples.js"
import type { Theme } from "./themes.js"

export interface Trying {
  readonly regulation: Regulation
  readonly samples: Samples
  readonly state: State
  readonly on: CivilDate
  readonly theme: Theme
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
    result: random.oneOf([9000, 9000, 9000, 8000, 8000, 7999, 6400]),
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
 * @param surveyed result of the survey that comes with them, in units of 0.01 %
 */
export const variedWaivers = (
  random: SeededRandom,
  trying: Trying,
  findings: ReadonlyArray<FindingMade> = [],
  surveyed?: number,
): ReadonlyArray<WaiverRequest> => {
  const reasons = "示例"
  const latest = new Map([...foundIn(trying.state), ...findings].map((finding) => [finding.condition, finding]))
  const unmet = [...latest.values()].filter(({ met }) => !met).map(({ condition }) => ({ condition, reasons }))
  const lacking = [
    ...lackingIn(trying.state, surveyed).map(({ condition, actual, asked = 0 }) => ({
      condition,
      ...(actual === undefined
        ? {}
        : {
            relaxedTo: random.oneOf([actual, actual, actual, actual + random.between(-1, 2), Math.ceil(asked * 0.8)]),
          }),
      reasons,
    })),
    ...(random.chance(60) ? unmet : []),
  ]
  if (random.chance(80)) return random.chance(97) ? lacking : [...lacking, ...lacking]
  const condition = random.oneOf(leavesOf(trying.regulation).map(({ id }) => id))
  const levels = [1, 8, 9, 10, 49, 50, 5900, 7900, 99_999_999]
  return [
    ...lacking.filter((one) => one.condition !== condition),
    { condition, ...(random.chance(60) ? { relaxedTo: random.oneOf(levels) } : {}), reasons },
  ]
}

/** Exactly the waivers that the filed figures need, to the level they have or to four fifths of what is asked. */
export const exactWaivers = (
  random: SeededRandom,
  { state }: Trying,
  surveyed?: number,
): ReadonlyArray<WaiverRequest> =>
  lackingIn(state, surveyed).map(({ condition, actual, asked = 0 }) => {
    const floor = Math.ceil(asked * 0.8)
    const relaxedTo = actual !== undefined && floor < actual && random.chance(40) ? floor : actual
    return { condition, ...(relaxedTo === undefined ? {} : { relaxedTo }), reasons: "示例" }
  })

const foundIn = ({ phase }: State): ReadonlyArray<FindingMade> =>
  phase._tag === "recommended"
    ? phase.recommendation.findings
    : phase._tag === "certified"
      ? (phase.title.review?.assessed?.findings ?? [])
      : []

interface Lacking {
  readonly condition: ConditionId
  readonly asked?: number
  readonly actual?: number
}

/** Conditions of art. 5 that the filed figures fall short of, with the level they have. */
const lackingIn = ({ phase }: State, surveyed?: number): ReadonlyArray<Lacking> => {
  const filing = filingIn(phase)
  if (filing === undefined) return []
  const { on, basic, rows, survey = surveyed } = filing
  const { staff, totalAssets, unitNature, registeredOn, operationStart: since = registeredOn } = basic
  const qualified = Object.values(basic.qualifiedStaff).reduce((total, some) => total + some, 0)
  const levels: ReadonlyArray<readonly [ConditionId, actual: number | undefined, asked: number]> = [
    ["art_5__para_1__point_3#staff", staff, 10],
    ["art_5__para_1__point_1#totalAssets", totalAssets, 100_000_000],
    ["art_5__para_1__point_3#professionalRatio", staff === 0 ? 0 : Math.floor((10_000 * qualified) / staff), 6000],
    ["art_5__para_1__point_4#smesServed", rows.at(-1)?.smesServed, 50],
    ["art_5__para_1__point_4#satisfaction", survey, 8000],
    ["art_5__para_1__point_1#operatingYears", daysBetween(since, on), daysBetween(since, plusYears(since, 2))],
  ]
  return [
    ...levels.flatMap(([condition, actual, asked]) =>
      actual === undefined || actual >= asked ? [] : [{ condition, actual, asked }],
    ),
    ...(unitNature === "branch" ? [{ condition: "art_2__para_1#legalPerson" as const }] : []),
  ]
}

const filingIn = (phase: State["phase"]) => {
  if (phase._tag === "applied" || phase._tag === "recommended") {
    const { form, appliedOn: on } = phase.case
    const survey = phase._tag === "recommended" ? phase.recommendation.satisfaction.result : undefined
    return { on, basic: form.basic, rows: form.operation, survey }
  }
  const { filed = null, assessed = null } = (phase._tag === "certified" && phase.title.review) || {}
  if (filed === null) return undefined
  const { basic, lastThreeYears: rows } = filed.report
  return { on: filed.on, basic, rows, survey: assessed?.satisfaction?.result }
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

/** Whether the application lacks the figures of the last full year, which a county may then count. */
export const lastYearIsMissing = ({ state: { phase } }: Trying): boolean =>
  phase._tag === "applied" && !phase.case.form.operation.some(({ year }) => year === yearOf(phase.case.appliedOn) - 1)

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

/**
 * A day written down incorrectly; or a day that a record tells or told before its correction, or on which the title or the
 * recommendation began, or the day before one of them.
 */
export const otherDay = (random: SeededRandom, on: CivilDate, state?: State): CivilDate => {
  const told = state === undefined ? [] : daysTold(state)
  if (told.length > 0 && random.chance(40)) return plusDays(random.oneOf(told), -random.below(2))
  const phase = state?.phase
  const since =
    phase?._tag === "certified"
      ? phase.title.certifiedOn
      : phase?._tag === "recommended"
        ? phase.recommendation.recommendedOn
        : undefined
  if (since !== undefined && random.chance(50)) return plusDays(since, -random.below(2))
  return plusDays(on, random.oneOf([-2000, -40, -1, 1, 30]))
}

/** The days in the unit's records: as recorded, as corrected, and those of the records themselves. */
const daysTold = (state: State): ReadonlyArray<CivilDate> =>
  correctableRecords(state).flatMap((record) => [
    record.effectiveOn,
    ...[record.told, record.corrected].flatMap((values) => Object.values(values ?? {}).filter(isDay)),
  ])

export const isDay = (value: unknown): value is CivilDate =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)
