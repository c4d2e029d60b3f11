/** Decides random cases with the program and with the second statement, and compares the results. */
import * as E from "fp-ts/lib/Either.js"
import {
  historyOf,
  prolonged,
  samplesFor,
  seededRandom,
  stateAfter,
  unit,
  type Attempt,
  type SeededRandom,
} from "@shifan/testkit"
import {
  conditions,
  decide,
  evaluate,
  evidenceOfApplication,
  noLaw,
  type ApplicableLaw,
  type Assessment,
  type CivilDate,
  type CommandOf,
  type ConditionId,
  type Context,
  type FindingMade,
  type Satisfaction,
  type State,
  type Title,
  type Uscc,
  type Waiver,
  type WaiverRequest,
} from "../../src/index.js"
import { evidenceOfReview } from "../../src/conditions/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { daysAfter } from "@shifan/testkit/statement"
import {
  againstTitle,
  comparisonOf,
  conditionIds,
  statedQinhuangdao,
  verdictsOf,
  type Proposal,
  type UnitFacts,
} from "@shifan/testkit/statement"
import {
  bearing,
  furtherFindings,
  randomDay,
  randomFiling,
  randomFindings,
  randomOption,
  randomSurvey,
  randomWaivers,
  type RandomFiling,
} from "./random-unit.ts"
import { readAsOf, readInCase, type Interpreted } from "@shifan/testkit/statement"
import type { Readings } from "../../src/index.js"

const town = samplesFor(qinhuangdao2020, unit)
/** Early enough for every title to have been certified later. */
const firstDay = "2018-01-01" as CivilDate

/** Counts of the kinds of cases met, so that a run can be checked for coverage. */
export type Tally = Map<string, number>

interface Case extends RandomFiling {
  readonly filedOn: CivilDate
  readonly decidedOn: CivilDate
  readonly certifiedOn: CivilDate
  readonly interpretations: ReadonlyArray<Interpreted>
  readonly law: ApplicableLaw
  readonly survey: Satisfaction
  readonly countyFindings: ReadonlyArray<FindingMade>
  readonly bureauFindings: ReadonlyArray<FindingMade>
}

/** Interpretations of about half of the readings, issued before, during or after the case. */
const randomInterpretations = (random: SeededRandom, days: ReadonlyArray<string>): ReadonlyArray<Interpreted> =>
  [...bearing, ...(random.chance(30) ? [random.oneOf(bearing)] : [])].flatMap((reading) =>
    random.chance(55)
      ? [{ reading, option: randomOption(random, reading), appliesFrom: random.oneOf([firstDay, firstDay, ...days]) }]
      : [],
  )

/** The law with these interpretations. The text is in force throughout. */
export const lawWith = (interpretations: ReadonlyArray<Interpreted>): ApplicableLaw => ({
  ...noLaw([qinhuangdao2020]),
  instruments: [
    {
      slug: qinhuangdao2020.id,
      regulation: qinhuangdao2020.id,
      validities: [{ version: 1, from: firstDay, until: { day: "2049-12-31" as CivilDate } }],
      interpretations: interpretations as ApplicableLaw["instruments"][number]["interpretations"],
      endedFrom: null,
    },
  ],
})

const randomCase = (random: SeededRandom): Case => {
  const filedOn = randomDay(random)
  const decidedOn = daysAfter(filedOn, random.below(60)) as CivilDate
  const certifiedOn = daysAfter(filedOn, -1000) as CivilDate
  const interpretations = randomInterpretations(random, [
    daysAfter(certifiedOn, 1),
    filedOn,
    daysAfter(filedOn, 1),
    decidedOn,
    daysAfter(decidedOn, 1),
  ])
  return {
    filedOn,
    decidedOn,
    certifiedOn,
    interpretations,
    law: lawWith(interpretations),
    ...randomFiling(random, filedOn),
    survey: randomSurvey(random),
    countyFindings: randomFindings(random),
    bureauFindings: furtherFindings(random),
  }
}

const factsOf = (
  { form, filedOn, survey, countyFindings }: Case,
  further: ReadonlyArray<FindingMade> = [],
): UnitFacts => ({
  uscc: form.uscc,
  basic: form.basic,
  years: form.operation,
  beside: form,
  serviceArea: form.serviceArea,
  filedOn,
  survey: survey.result,
  findings: [...countyFindings, ...further],
})

/** Result of one side as text: the verdict of each condition, or the objections to the title. */
type Lines = ReadonlyArray<string>

interface Compared {
  readonly act: string
  readonly program: Lines
  readonly statement: Lines
}

const linesOfAssessment = (assessment: Assessment): Lines =>
  conditions(assessment)
    .filter(({ id }) => conditionIds.includes(id))
    .map(({ id, verdict }) => `${id} ${verdict}`)
    .toSorted()

const linesOfVerdicts = (verdicts: ReadonlyMap<ConditionId, string>): Lines =>
  [...verdicts].map(([id, verdict]) => `${id} ${verdict}`).toSorted()

const linesOfRefusals = (decision: ReturnType<ReturnType<ReturnType<typeof decide>>>): Lines =>
  E.isRight(decision)
    ? []
    : decision.left
        .flatMap((refusal): Lines => {
          switch (refusal.code) {
            case "WaiverNotAllowed":
              return [`WaiverNotAllowed ${refusal.condition} ${refusal.because}`]
            case "FindingMissing":
            case "FigureMissing":
              return [`${refusal.code} ${refusal.conditions.toSorted().join()}`]
            case "InvalidParticulars":
              return refusal.issues.map(({ path }) => `InvalidParticulars ${path}`)
            default:
              return [refusal.code]
          }
        })
        .toSorted()

/** Template states on the way to a title and through a review, to be filled with the data of each case. */
const stateAt = (...attempts: ReadonlyArray<Attempt>): State => {
  const history = historyOf(unit, prolonged, attempts)
  if (history.refusals.length > 0) throw new Error(JSON.stringify(history.refusals))
  return stateAfter(history)
}

const day = (text: string) => text as CivilDate
const applying = town.apply(day("2020-12-01"))
const recommended = town.recommend(day("2020-12-08"))
const certified = town.certify(day("2020-12-29"))
const filed = town.fileReview(day("2023-09-20"))
const assessed = town.assessReview(day("2023-10-10"))
const states = {
  applied: stateAt(applying),
  recommended: stateAt(applying, recommended),
  assessed: stateAt(applying, recommended, certified, filed, assessed),
}

const stateWith = (state: State, uscc: Uscc, phase: State["phase"]): State => ({
  ...state,
  unit: uscc,
  lastEffectiveOn: null,
  phase,
  officers: { county: [], superior: [], bureau: [] },
})

type PhaseNamed<T extends State["phase"]["_tag"]> = Extract<State["phase"], { readonly _tag: T }>

const contextOf = ({ law, decidedOn }: Case, by: "county" | "bureau"): Context => ({
  actor: town[by],
  effectiveOn: decidedOn,
  recordedOn: decidedOn,
  law,
})

const pendingIn = <P extends PhaseNamed<"applied" | "recommended">>(phase: P, { form, filedOn }: Case): P => ({
  ...phase,
  case: { ...phase.case, appliedOn: filedOn, form },
})

/** Recorded waivers for these requests. */
const recorded = (asked: ReadonlyArray<WaiverRequest>): ReadonlyArray<Waiver> =>
  asked.map(({ condition, relaxedTo, reasons }) => ({
    condition,
    relaxedTo: relaxedTo ?? null,
    reasons,
    statutory: null,
    actual: null,
    officer: "HG-01",
  }))

const tally = (counts: Tally, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Compares the county's recommendation with its proposed waivers. */
const recommending = (one: Case, proposed: ReadonlyArray<WaiverRequest>, readings: Readings): Compared => {
  const { data } = town.recommend(one.decidedOn).command as CommandOf<"Recommend">
  const command: CommandOf<"Recommend"> = {
    type: "Recommend",
    data: { ...data, satisfaction: one.survey, findings: one.countyFindings, waiversProposed: proposed },
  }
  const phase = pendingIn(states.applied.phase as PhaseNamed<"applied">, one)
  const state = stateWith(states.applied, one.form.uscc, phase)
  return {
    act: "Recommend",
    program: linesOfRefusals(decide(contextOf(one, "county"))(command)(state)),
    statement: againstTitle(statedQinhuangdao, factsOf(one), readings, {
      standing: [],
      asked: proposed,
      usurped: [],
      findingsNow: one.countyFindings,
    }).toSorted(),
  }
}

/** By reading `waiver.authority`, the bureau's waivers or those the county proposed. */
const waiversOf = (
  readings: Readings,
  proposed: ReadonlyArray<WaiverRequest>,
  asked: ReadonlyArray<WaiverRequest>,
): Pick<Proposal, "asked" | "usurped"> =>
  readings["waiver.authority"] === "county" ? { asked: proposed, usurped: asked } : { asked, usurped: [] }

const certifying = (
  one: Case,
  proposed: ReadonlyArray<WaiverRequest>,
  asked: ReadonlyArray<WaiverRequest>,
  readings: Readings,
): Compared => {
  const { data } = town.certify(one.decidedOn).command as CommandOf<"Certify">
  const command: CommandOf<"Certify"> = {
    type: "Certify",
    data: { ...data, findings: one.bureauFindings, waivers: asked },
  }
  const phase = pendingIn(states.recommended.phase as PhaseNamed<"recommended">, one)
  const state = stateWith(states.recommended, one.form.uscc, {
    ...phase,
    recommendation: {
      ...phase.recommendation,
      recommendedOn: one.filedOn,
      satisfaction: one.survey,
      findings: one.countyFindings,
      waiversProposed: recorded(proposed),
    },
  })
  const facts = factsOf(one, one.bureauFindings)
  const decision = decide(contextOf(one, "bureau"))(command)(state)
  const against = againstTitle(statedQinhuangdao, facts, readings, {
    ...waiversOf(readings, proposed, asked),
    standing: [],
    findingsNow: one.bureauFindings,
  }).toSorted()
  if (E.isLeft(decision) || against.length > 0)
    return { act: "Certify", program: linesOfRefusals(decision), statement: against }
  const [event] = decision.right
  if (event.type !== "Certified") throw new Error(event.type)
  const granted = waiversOf(readings, proposed, asked).asked
  return {
    act: "Certified",
    program: [
      ...linesOfAssessment(event.data.assessment),
      ...(readings["waiver.authority"] === "county" ? [] : levelsIn(event.data.waivers)),
    ],
    statement: [
      ...linesOfVerdicts(verdictsOf(statedQinhuangdao, facts, readings, granted)),
      ...(readings["waiver.authority"] === "county"
        ? []
        : granted.map((request) => levelsAsked(request, facts, readings))),
    ],
  }
}

/** Lines with the statutory, the actual and the relaxed level of each waiver. */
const levelsIn = (waivers: ReadonlyArray<Waiver>): Lines =>
  waivers.map(({ condition, statutory, actual, relaxedTo }) => `${condition} ${statutory} ${actual} ${relaxedTo}`)

const levelsAsked = ({ condition, relaxedTo }: WaiverRequest, facts: UnitFacts, readings: Readings): string => {
  const { asked, actual } = comparisonOf(statedQinhuangdao, condition, facts, readings)
  return `${condition} ${asked ?? null} ${actual ?? null} ${relaxedTo ?? null}`
}

/** Compares a confirmation: by reading `review.standard`, under present readings or those of the certification. */
const confirming = (
  one: Case,
  proposed: ReadonlyArray<WaiverRequest>,
  asked: ReadonlyArray<WaiverRequest>,
  standing: ReadonlyArray<WaiverRequest>,
): Compared => {
  const { title: plain } = states.assessed.phase as PhaseNamed<"certified">
  const review = plain.review as NonNullable<Title["review"]>
  const title: Title = {
    ...plain,
    serviceArea: one.form.serviceArea,
    certifiedOn: one.certifiedOn,
    waivers: recorded(standing),
    review: {
      ...review,
      filed: review.filed && { ...review.filed, on: one.filedOn, firstOn: one.filedOn, report: one.report },
      assessed: {
        ...(review.assessed as NonNullable<typeof review.assessed>),
        on: one.filedOn,
        satisfaction: one.survey,
        findings: one.countyFindings,
        waiversProposed: recorded(proposed),
      },
    },
  }
  const { data } = town.concludeReview(one.decidedOn, "confirmed").command as CommandOf<"ConcludeReview">
  const command: CommandOf<"ConcludeReview"> = {
    type: "ConcludeReview",
    data: { ...data, findings: one.bureauFindings, waivers: asked },
  }
  const now = readInCase(statedQinhuangdao, one.interpretations, one)
  const asCertified = now["review.standard"] === "conditionsAtCertification"
  const readings = asCertified ? readAsOf(statedQinhuangdao, one.interpretations, one.certifiedOn) : now
  return {
    act: "ConcludeReview",
    program: linesOfRefusals(
      decide(contextOf(one, "bureau"))(command)(
        stateWith(states.assessed, one.form.uscc, { _tag: "certified", title }),
      ),
    ),
    statement: againstTitle(statedQinhuangdao, factsOf(one, one.bureauFindings), readings, {
      ...waiversOf(now, proposed, asked),
      standing: asCertified ? standing : [],
      findingsNow: one.bureauFindings,
    }).toSorted(),
  }
}

/** Compares only the conditions, with or without a survey, and with unchecked waivers. */
const judging = (
  one: Case,
  relaxations: ReadonlyArray<WaiverRequest>,
  readings: Readings,
  { surveyed, ofReview }: { readonly surveyed: boolean; readonly ofReview: boolean },
  counts: Tally,
): Compared => {
  const made = { findings: one.countyFindings, relaxations, ...(surveyed ? { satisfaction: one.survey } : {}) }
  const { serviceArea, ...plain } = one.form
  // An imported title has no service area on record.
  const known = !ofReview || surveyed ? { serviceArea } : {}
  const evidence = ofReview
    ? evidenceOfReview(
        one.report,
        { uscc: plain.uscc, title: { ...known, countyOrDistrict: plain.countyOrDistrict } },
        made,
        one.filedOn,
        readings,
      )
    : evidenceOfApplication(one.form, made, one.filedOn, readings)
  const facts = { ...factsOf(one), serviceArea: known.serviceArea, survey: surveyed ? one.survey.result : undefined }
  const verdicts = verdictsOf(statedQinhuangdao, facts, readings, relaxations)
  for (const [id, verdict] of verdicts) {
    tally(counts, `${id} ${verdict}`)
    const { asked = 0, actual = Infinity } = comparisonOf(statedQinhuangdao, id, facts, readings)
    if (Math.abs(actual - asked) <= 1) tally(counts, `${id} by ${actual - asked}`)
  }
  return {
    act: "evaluate",
    program: linesOfAssessment(evaluate(qinhuangdao2020.conditions, evidence)),
    statement: linesOfVerdicts(verdicts),
  }
}

const same = ({ program, statement }: Compared): boolean => program.join("\n") === statement.join("\n")

/** Compares `cases` random cases. Returns the first that differs, with both sides; `undefined` if none does. */
export const firstDifference = (seed: number, cases: number, counts: Tally) => {
  for (let i = 0; i < cases; i++) {
    const random = seededRandom(seed + i)
    const one = randomCase(random)
    const readings = readInCase(statedQinhuangdao, one.interpretations, one)
    const proposed = randomWaivers(random, factsOf(one), readings)
    const asked = random.chance(50) ? proposed : randomWaivers(random, factsOf(one, one.bureauFindings), readings)
    const standing = random.chance(60) ? [] : randomWaivers(random, factsOf(one), readings)
    const all = [
      judging(one, proposed, readings, { surveyed: random.chance(85), ofReview: random.chance(30) }, counts),
      random.chance(40)
        ? recommending(one, proposed, readings)
        : random.chance(60)
          ? certifying(one, proposed, asked, readings)
          : confirming(one, proposed, asked, standing),
    ]
    for (const reading of bearing) tally(counts, `${reading}=${readings[reading].replace(/\(\d+\)/, "")}`)
    for (const { act, statement } of all) {
      tally(counts, `${act} ${act === "Certified" || statement.length === 0 ? "passes" : "is refused"}`)
      for (const text of statement) {
        const obstacle = /^WaiverNotAllowed \S+ (\w+)$/.exec(text)?.[1] ?? /^[A-Z]\w+/.exec(text)?.[0]
        if (obstacle !== undefined) tally(counts, obstacle)
      }
    }
    const different = all.find((compared) => !same(compared))
    if (different !== undefined) return { seed: seed + i, ...different, readings, case: one }
  }
  return undefined
}
