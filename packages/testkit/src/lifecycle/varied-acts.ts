/** Acts that somebody tries, mostly as they ought to be and now and then not: by somebody else, too early, of too few, without reasons. */
import {
  findingIds,
  plusDays,
  type Actor,
  type CivilDate,
  type Command,
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
import { filledActs } from "./filled-commands.js"
import type { Attempt, Samples } from "./samples.js"
import { variedDossier, variedFigures, type FormFigures } from "./varied-forms.js"

export interface Trying {
  readonly regulation: Regulation
  readonly samples: Samples
  readonly state: State
  readonly on: CivilDate
}

type Data<T extends CommandType> = CommandOf<T>["data"]

/** Of another place or another role, and the officer of the other authority. */
const strangers = ({ samples: { us, county, bureau } }: Trying): ReadonlyArray<Actor> => [
  us,
  county,
  bureau,
  us,
  county,
  bureau,
  { ...county, code: "130303", officer: "SH-01" },
  { ...county, code: "130399", officer: "XX-01" },
  { ...bureau, officer: county.officer },
  { ...county, officer: bureau.officer },
  { ...bureau, code: "130200", officer: "TS-01" },
  { ...us, code: "91110108551385082Q", officer: "U-02" },
  { role: "auditor", code: bureau.code, officer: "SJJ-01" },
]

/** An act in the place, varied. What is chosen is the same for the same random numbers. */
export const variedAct = (random: SeededRandom, type: CommandType, trying: Trying): Attempt => {
  const ways = filledActs(trying.samples, type, trying)
  const { actor, command } = usually(random, inOrder(type, ways, trying.state), oftenFirst[type] ?? 0)
  return {
    actor: random.chance(90) ? actorOf(trying, actor, command) : random.oneOf(strangers(trying)),
    effectiveOn: trying.on,
    ...(random.chance(97) ? {} : { recordedOn: plusDays(trying.on, random.oneOf([-1, 1])) }),
    command: varied(random, command, trying),
  }
}

/** Of these acts the first way of filling them in is the one that goes on; in how many of a hundred it is taken at once. */
const oftenFirst: { readonly [T in CommandType]?: number } = { Recommend: 75, AssessReview: 70, ConcludeReview: 35 }

/** The last way of assessing is that nothing was filed, which comes first where nothing was. */
const inOrder = <A>(type: CommandType, ways: ReadonlyArray<A>, { phase }: State): ReadonlyArray<A> =>
  type === "AssessReview" && phase._tag === "certified" && phase.title.review?.filed == null ? ways.toReversed() : ways

const usually = <A>(random: SeededRandom, all: ReadonlyArray<A>, percent: number): A => {
  const [first] = all
  return first !== undefined && random.chance(percent) ? first : random.oneOf(all)
}

/** The county a unit belongs to by now, and whoever decides in it. The county takes back its own decisions. */
const actorOf = (trying: Trying, actor: Actor, { type }: Command): Actor => {
  const { samples, state } = trying
  const own = type === "AnnulDecision" && state.phase._tag === "recommended" ? samples.county : actor
  const code = countyIn(trying)
  return own.role !== "county" || code === samples.county.code ? own : { role: "county", code, officer: `${code}-01` }
}

const countyIn = ({ samples, state: { phase } }: Trying): string =>
  "title" in phase
    ? phase.title.countyOrDistrict
    : phase._tag === "applied" || phase._tag === "recommended"
      ? phase.case.form.countyOrDistrict
      : samples.county.code

const without = <T extends object>(data: T, key: keyof T): T => {
  const { [key]: _, ...rest } = data
  return rest as T
}

/** A day that somebody wrote down wrongly. */
const otherDay = (random: SeededRandom, on: CivilDate): CivilDate => plusDays(on, random.oneOf([-2000, -40, -1, 1, 30]))

/** Announced before the unit was heard, or before anything was found. */
const datedOtherwise = <T extends Pick<Data<"Revoke">, "announcement">>(
  random: SeededRandom,
  data: T,
  { on }: Trying,
): T =>
  data.announcement === undefined || random.chance(85)
    ? data
    : { ...data, announcement: { ...data.announcement, date: otherDay(random, on) } }

const varied = (random: SeededRandom, command: Command, trying: Trying): Command => {
  const { type, data } = command
  const of = (changed: object): Command => ({ type, data: { ...data, ...changed } }) as Command
  const seldom = random.chance(12)
  switch (type) {
    case "Apply":
      return of({
        callYear: seldom ? data.callYear - 1 : data.callYear,
        form: { ...data.form, ...figuresOf(random, data.form, trying) },
        dossier: variedDossier(random, data.dossier),
      })
    case "SupplementApplication":
      return of({
        form: seldom ? { ...data.form, ...figuresOf(random, data.form, trying) } : data.form,
        dossier: variedDossier(random, data.dossier),
      })
    case "Recommend": {
      const found = variedFindings(random, data, trying)
      const waiversProposed = variedWaivers(random, trying, found.findings)
      return of({
        ...found,
        waiversProposed,
        form: variedRecommendation(random, data.form, trying),
        ...(seldom ? measured(random) : {}),
      })
    }
    case "Certify":
      return of({
        waivers: variedWaivers(random, trying),
        appraisal: {
          ...data.appraisal,
          ...(seldom ? { date: otherDay(random, trying.on) } : {}),
          members: [random.chance(95) ? "PS-01" : "HG-01"],
        },
      })
    case "DeclineCertification":
    case "DeclineRecommendation":
      return seldom ? of({ reasons: [] }) : command
    case "AwardPlaque":
      return seldom ? of({ awardedOn: otherDay(random, trying.on) }) : command
    case "ReturnPlaque":
      return seldom ? of({ returnedOn: otherDay(random, trying.on) }) : command
    case "RecordEndOfUnit":
      return seldom ? of({ endedOn: otherDay(random, trying.on) }) : command
    case "FileAnnualSummary":
      return of({
        ...(seldom ? { year: data.year - random.between(1, 3) } : {}),
        ...(random.chance(25) ? { receivedOn: otherDay(random, trying.on) } : {}),
      })
    case "SpotCheck":
      return seldom ? of({ checkedOn: otherDay(random, trying.on) }) : command
    case "GrantSupport":
      return seldom ? of({ grantedOn: otherDay(random, trying.on) }) : command
    case "NominateToProvince":
      return seldom ? of({ nominatedOn: otherDay(random, trying.on) }) : command
    case "TakeStep":
      return seldom
        ? of({ takenOn: otherDay(random, trying.on), step: random.oneOf(["siteVisit", "another"]) })
        : command
    case "PublishNotice":
      return seldom ? of({ opensOn: otherDay(random, trying.on) }) : command
    case "ImportTitle":
      return of({
        ...(seldom ? { grantedOn: otherDay(random, trying.on) } : {}),
        ...(random.chance(25) ? { lastConfirmedOn: otherDay(random, plusDays(trying.on, -700)) } : {}),
      })
    case "SucceedTitle":
      return random.chance(50)
        ? of({ successor: random.oneOf([trying.samples.us.code, "92130302MA0001019X"]) })
        : command
    case "FileReview":
      return of({
        callYear: seldom ? data.callYear - 1 : data.callYear,
        report: {
          ...variedReport(random, data.report, trying),
          ...(random.chance(5) ? { operatingUnitName: "另一单位" } : {}),
        },
      })
    case "AssessReview":
      return data.assessment === null || random.chance(50)
        ? command
        : of({
            ...foundOtherwise(random, data, trying),
            ...(random.chance(40) ? { waiversProposed: variedWaivers(random, trying) } : {}),
          })
    case "OrderRectification":
      return of({ ...(seldom ? { reasons: [] } : {}), until: plusDays(trying.on, random.oneOf([0, 1, 20])) })
    case "ConcludeReview": {
      const heard = random.chance(75) ? data : without(data, "hearing")
      const announced = random.chance(75) ? datedOtherwise(random, heard, trying) : without(heard, "announcement")
      return {
        type,
        data: {
          ...announced,
          ...(seldom ? { reasons: [] } : {}),
          waivers: data.outcome === "confirmed" ? variedWaivers(random, trying) : [],
        },
      }
    }
    case "Revoke": {
      const heard = random.chance(80) ? data : without(data, "hearing")
      const announced = random.chance(80) ? datedOtherwise(random, heard, trying) : without(heard, "announcement")
      return {
        type,
        data: {
          ...announced,
          ...(seldom ? { reasons: [] } : {}),
          restsOn: random.chance(85) ? data.restsOn : random.below(12),
        },
      }
    }
    case "RequestSupplement":
      return random.chance(50) ? command : { type, data: without(data, "until") }
    case "AnnulDecision":
      return of({
        ground: random.oneOf(["reconsideration", "court", "superior", "self"]),
        effect: random.oneOf(["fromBeginning", "fromNow"]),
        ...(seldom ? { revision: random.below(12) } : {}),
      })
    case "ChangeParticulars":
      return random.chance(50) ? command : of({ after: { countyOrDistrict: random.oneOf(["130302", "130303"]) } })
    default:
      return command
  }
}

const figuresOf = (random: SeededRandom, { basic, operation }: FormFigures, { on }: Trying): FormFigures =>
  variedFigures(random, { basic, operation }, on)

type Report = Data<"FileReview">["report"]

const variedReport = (random: SeededRandom, report: Report, { on }: Trying): Report => {
  const { basic, operation } = variedFigures(random, { basic: report.basic, operation: report.lastThreeYears }, on)
  return { ...report, basic, lastThreeYears: operation }
}

const variedRecommendation = (
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

const measured = (random: SeededRandom) => ({
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

/** Findings of an official: what opens the exception or not, and one condition not met or not judged. */
const foundOtherwise = (
  random: SeededRandom,
  { findings }: Pick<Data<"AssessReview">, "findings">,
  { regulation }: Trying,
) => {
  const asked = findingIds(regulation.conditions)
  // The last two are those that open the exception of art. 5(7), which matter where something is to be waived.
  const trouble = random.chance(30) ? random.oneOf(random.chance(40) ? asked.slice(-2) : asked) : undefined
  const unjudged = random.chance(30)
  return {
    findings: findings.flatMap((finding) => {
      if (finding.condition !== trouble) return [finding]
      return unjudged ? [] : [{ ...finding, met: !finding.met }]
    }),
  }
}

const variedFindings = (random: SeededRandom, data: Data<"Recommend">, trying: Trying) => ({
  ...foundOtherwise(random, data, trying),
  satisfaction: {
    ...data.satisfaction,
    result: random.oneOf([9000, 9000, 9000, 8000, 8000, 7999]),
    sampleSize: random.chance(97) ? 30 : 0,
  },
})

/**
 * Of what is not met, by a number or by a finding, to a level that is reached or just missed; now and then of any condition
 * there is, whether it may be waived or not.
 */
const variedWaivers = (
  random: SeededRandom,
  trying: Trying,
  findings: ReadonlyArray<FindingMade> = foundIn(trying.state),
): ReadonlyArray<WaiverRequest> => {
  const reasons = "示例"
  const unmet = findings.filter(({ met }) => !met).map(({ condition }) => ({ condition, reasons }))
  const lacking = [
    ...lackingIn(trying.state).map(({ condition, actual }) => ({
      condition,
      ...(actual === undefined ? {} : { relaxedTo: actual + (random.chance(55) ? 0 : random.between(-1, 2)) }),
      reasons,
    })),
    ...(random.chance(60) ? unmet : []),
  ]
  if (random.chance(80)) return lacking
  const leaves = withParts(trying.regulation.conditions).filter(({ _tag }) => _tag !== "Group" && _tag !== "Except")
  const condition = random.oneOf(leaves.map(({ id }) => id))
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
