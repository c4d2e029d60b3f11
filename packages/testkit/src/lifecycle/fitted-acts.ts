/** Adapts attempted acts to your own regulation: its numbers, counties, steps and days. */
import {
  countyOf,
  evaluate,
  evidenceOfApplication,
  findingIds,
  plusDays,
  type Command,
  type CommandOf,
  type CommandType,
  type ConditionId,
  type Division,
  type FindingMade,
  type Regulation,
  type WaiverRequest,
} from "@shifan/core"
import { nodes } from "@shifan/core/conditions"
import { provisionOf } from "@shifan/core/law"
import type { SeededRandom } from "../seeded-random.js"
import { ampleUnder, nearANumber, type CaseFigures } from "./figures-of-a-text.js"
import type { Attempt } from "./samples.js"
import type { Trying } from "./varied-findings.js"

type Data<T extends CommandType> = CommandOf<T>["data"]
type Form = Data<"Apply">["form"]
type Case = Extract<Trying["state"]["phase"], { readonly _tag: "applied" }>["case"]

/** Converts an act filled in for the first regulation to this one. */
export const fittedTo = (random: SeededRandom, attempt: Attempt, trying: Trying): Attempt => {
  const command = citing(trying.regulation, fitted(random, attempt.command, trying))
  const { actor } = attempt
  const { territory } = trying.regulation
  const own = stepIn(trying, command)
  const above = own?.bySuperior === true ? superiorFor(trying) : undefined
  if (above !== undefined && random.chance(80))
    return { ...attempt, actor: { role: "county", code: above.code, officer: `${above.code}-01` }, command }
  if (own !== undefined && actor.role !== own.by && random.chance(80))
    return { ...attempt, actor: own.by === "county" ? trying.samples.county : trying.samples.bureau, command }
  if (actor.role === "county" && random.chance(4))
    return { ...attempt, actor: { ...actor, code: random.oneOf(territory.counties).code }, command }
  return { ...attempt, command }
}

/** Makes reasons cite a provision of the regulation. */
const citing = ({ conditions }: Regulation, { type, data }: Command): Command =>
  "reasons" in data && Array.isArray(data.reasons)
    ? ({
        type,
        data: {
          ...data,
          reasons: data.reasons.map((reason) => ({ ...reason, provision: provisionOf(conditions.id) })),
        },
      } as Command)
    : ({ type, data } as Command)

const superiorFor = ({ regulation, state }: Trying): Division | undefined =>
  regulation.territory.counties.find(({ code }) => code === countyOf(state))?.under

const stepIn = ({ regulation }: Trying, { type, data }: Command) =>
  type === "TakeStep" ? regulation.own?.steps?.[data.step] : undefined

const fitted = (random: SeededRandom, command: Command, trying: Trying): Command => {
  const { regulation, state, on } = trying
  const { type, data } = command
  const of = (changed: object): Command => ({ type, data: { ...data, ...changed } }) as Command
  switch (type) {
    case "Apply":
      return of({ form: formUnder(random, data.form, trying) })
    case "SupplementApplication":
      return random.chance(70) ? command : of({ form: formUnder(random, data.form, trying) })
    case "FileReview":
    case "SupplementReview": {
      const { report } = data
      const figures = figuresUnder(random, { basic: report.basic, operation: report.lastThreeYears }, trying)
      const { operation, ...others } = figures
      return of({ report: { ...report, ...others, lastThreeYears: operation } })
    }
    case "Recommend": {
      const wanting = state.phase._tag === "applied" ? findingsFor(random, state.phase.case, data, trying) : []
      const findings = [...data.findings, ...wanting]
      return of({ findings, waiversProposed: waiversUnder(random, findings, trying) })
    }
    case "Certify":
      return of({
        waivers:
          state.phase._tag === "recommended" ? waiversUnder(random, state.phase.recommendation.findings, trying) : [],
      })
    case "ConcludeReview": {
      const { phase } = state
      const found = phase._tag === "certified" ? (phase.title.review?.assessed?.findings ?? []) : []
      return of({ waivers: data.outcome === "confirmed" ? waiversUnder(random, found, trying) : [] })
    }
    case "PublishNotice": {
      const days = regulation.lifecycle.publicNotice?.days ?? 1
      return of({ closesOn: plusDays(data.opensOn, days - 1 + random.oneOf([-1, 0, 0, 0, 2])) })
    }
    case "TakeStep": {
      const names = Object.keys(regulation.own?.steps ?? {})
      return names.length === 0 || random.chance(15) ? command : of({ step: random.oneOf(names) })
    }
    case "OrderRectification": {
      const days = regulation.lifecycle.rectification?.days
      return days === undefined
        ? command
        : of({ until: plusDays(on, random.oneOf([0, 1, days - 1, days, days, days + 1])) })
    }
    case "ChangeParticulars":
      return "countyOrDistrict" in data.after
        ? of({ after: { countyOrDistrict: countyIn(random, regulation) } })
        : command
    default:
      return command
  }
}

const countyIn = (random: SeededRandom, { territory: { counties } }: Regulation) => random.oneOf(counties).code

const figuresUnder = (
  random: SeededRandom,
  form: Pick<CaseFigures, "basic" | "operation">,
  { regulation, on }: Trying,
): CaseFigures => {
  const ample = ampleUnder(regulation, form, on)
  return withoutSome(random, random.chance(55) ? ample : nearANumber(random, regulation, ample, on), regulation)
}

/** Occasionally omits fields that the regulation's own form requires. */
const withoutSome = (random: SeededRandom, form: CaseFigures, { extensions: asked = {} }: Regulation): CaseFigures => {
  const names = Object.keys(asked)
  if (names.length === 0 || random.chance(75)) return form
  const left = random.oneOf(names)
  const kept = Object.entries(form.extensions ?? {}).map(([kind, fields]) => [
    kind,
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== left)),
  ])
  return { ...form, extensions: Object.fromEntries(kept) }
}

const formUnder = (random: SeededRandom, form: Form, trying: Trying): Form => {
  const { regulation, samples } = trying
  const { grades } = regulation.lifecycle
  const others = random.chance(80) ? samples.county.code : countyIn(random, regulation)
  const { grade: _, ...whole } = { ...form, ...figuresUnder(random, form, trying) }
  return {
    ...whole,
    countyOrDistrict: others as Form["countyOrDistrict"],
    platformKind: random.oneOf(["specialized", "comprehensive"]),
    ...(grades === undefined || random.chance(4) ? {} : { grade: random.oneOf(grades) }),
  }
}

/** Findings for figures that the form does not contain, mostly met. */
const findingsFor = (
  random: SeededRandom,
  { form, appliedOn }: Pick<Case, "form" | "appliedOn">,
  { satisfaction, findings }: Data<"Recommend">,
  { regulation }: Trying,
): ReadonlyArray<FindingMade> => {
  const asked = findingIds(regulation.conditions)
  const evidence = evidenceOfApplication(
    form,
    { findings, satisfaction, relaxations: [] },
    appliedOn,
    regulation.readings,
  )
  return leavesOpen(evaluate(regulation.conditions, evidence), asked).flatMap((condition) =>
    random.chance(10) ? [] : [{ condition, met: random.chance(90), reasons: "示例" }],
  )
}

const leavesOpen = (
  assessment: ReturnType<typeof evaluate>,
  asked: ReadonlyArray<ConditionId>,
): ReadonlyArray<ConditionId> =>
  nodes(assessment).flatMap(({ id, verdict, parts }) =>
    parts === undefined && verdict === "notYetJudged" && !asked.includes(id) ? [id] : [],
  )

/** Waivers of unmet conditions, and occasionally of any condition. */
const waiversUnder = (
  random: SeededRandom,
  findings: ReadonlyArray<FindingMade>,
  { regulation, state: { phase } }: Trying,
): ReadonlyArray<WaiverRequest> => {
  const reasons = "示例"
  const unmet = findings.flatMap(({ condition, met }) => (met ? [] : [{ condition, reasons }]))
  const short = "case" in phase ? shortOf(random, phase.case.form, phase.case.appliedOn, findings, regulation) : []
  return random.chance(60) ? [...unmet.filter(() => random.chance(60)), ...short] : []
}

/** Unmet numeric conditions, relaxed to a level that is reached or just missed. */
const shortOf = (
  random: SeededRandom,
  form: Form,
  on: Form["filledOn"],
  findings: ReadonlyArray<FindingMade>,
  regulation: Regulation,
): ReadonlyArray<WaiverRequest> => {
  const evidence = evidenceOfApplication(form, { findings, relaxations: [] }, on, regulation.readings)
  return nodes(evaluate(regulation.conditions, evidence)).flatMap(({ id, verdict, parts, figures }) => {
    if (parts !== undefined || verdict !== "notMet" || figures?._tag !== "Measured") return []
    const relaxedTo = figures.actual + random.oneOf([0, 0, 0, 1, -1])
    return [{ condition: id, relaxedTo, reasons: "示例" }]
  })
}
