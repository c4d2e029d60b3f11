/** Compares phases and duties in random histories of units between the program and the second statement. */
import { randomEvents, seededRandom, type SeededRandom } from "@shifan/testkit"
import {
  evolve,
  initialState,
  phaseOn,
  ruleStatusOn,
  titlesHeld,
  type ApplicableLaw,
  type CivilDate,
  type Duty,
  type Event,
  type ReadingId,
  type Uscc,
} from "../../src/index.js"
import { readingOptions } from "../../src/law/index.js"
import { dutiesOfUnit, yearlyCheckDuties } from "../../src/aggregates/index.js"
import { daysAfter, firstOf, yearIn, yearsLater } from "@shifan/testkit/statement"
import { expectedChecks, expectedDuties, type CallWindow } from "./duties.statement.ts"
import { lawWith, type Tally } from "./eligibility-comparison.ts"
import { lastDayOfTitle, phaseOnFile } from "@shifan/testkit/statement"
import { readAsOf, statedQinhuangdao, type Interpreted } from "@shifan/testkit/statement"

const unit = "91130302MA00010187" as Uscc

/** The readings that affect duties. */
export const ofDuties: ReadonlyArray<ReadingId> = [
  "review.due",
  "review.completion",
  "review.notFiled",
  "summary.due",
  "spotCheck.scope",
]

/** Random calls: most years have one, up to the last known year. */
const randomCalls = (random: SeededRandom): ReadonlyArray<CallWindow> => {
  const last = random.between(2022, 2028)
  return [2022, 2023, 2024, 2025, 2026, 2027, 2028].flatMap((year): ReadonlyArray<CallWindow> => {
    const opensOn = daysAfter(firstOf(year), random.below(300))
    const isKnown = year <= last && random.chance(75)
    return isKnown ? [{ year, opensOn, closesOn: daysAfter(opensOn, random.below(60)) }] : []
  })
}

const withCalls = (law: ApplicableLaw, calls: ReadonlyArray<CallWindow>, random: SeededRandom): ApplicableLaw => ({
  ...law,
  calls: calls
    .map(({ year, opensOn, closesOn }) => ({
      year,
      window: { opensOn: opensOn as CivilDate, closesOn: closesOn as CivilDate },
    }))
    .toSorted(() => random.oneOf([-1, 1])),
})

/** A relevant day, or one next to it, but never before the last event. */
const dayToAsk = (random: SeededRandom, events: ReadonlyArray<Event>, calls: ReadonlyArray<CallWindow>): CivilDate => {
  const last = events.at(-1)?.effectiveOn ?? "2021-01-01"
  const marks = [
    ...events.map(({ effectiveOn }) => yearsLater(effectiveOn, 3)),
    ...events.map(({ effectiveOn }) => `${yearIn(effectiveOn) + 1}-12-31`),
    ...calls.flatMap(({ opensOn, closesOn }) => [opensOn, closesOn]),
    lastDayOfTitle(events) ?? last,
  ]
  const day = daysAfter(random.chance(80) ? random.oneOf(marks) : last, random.between(-1, 1))
  return (day < last ? last : day) as CivilDate
}

const lineOf = ({ duty, year, owedBy, opensOn, dueOn, overdue }: Duty): string =>
  `${duty} ${year ?? "-"} ${owedBy} ${opensOn ?? "-"} ${dueOn}${overdue ? " overdue" : ""}`

/** A short form of an event. The seed reproduces the rest. */
const brief = ({ effectiveOn, type }: Event): string => `${effectiveOn} ${type}`

const count = (counts: Tally, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Compares `lives` random histories and returns the first that differs; `undefined` if none does. */
export const firstDifferentLife = (seed: number, lives: number, counts: Tally) => {
  for (let i = 0; i < lives; i++) {
    const random = seededRandom(seed + i)
    const events = randomEvents(random, unit, random.between(0, 16))
    const calls = randomCalls(random)
    const interpretations = ofDuties.map((reading): Interpreted => ({
      reading,
      option: random.oneOf<string>(readingOptions[reading]),
      appliesFrom: "2018-01-01",
    }))
    const law = withCalls(lawWith(interpretations), calls, random)
    const on = dayToAsk(random, events, calls)
    const readings = readAsOf(statedQinhuangdao, interpretations, on)
    const told = { phase: phaseOnFile(events, on), duties: expectedDuties(events, readings, calls, on).toSorted() }
    const found = {
      phase: phaseOn(events.reduce(evolve, initialState(unit)), on),
      duties: dutiesIn(events, law, on).toSorted(),
    }
    count(counts, `phase ${told.phase}`)
    for (const duty of told.duties) count(counts, duty.replaceAll(/ [-\d]+/g, ""))
    for (const duty of told.duties) if (duty.includes(` ${on}`)) count(counts, `${duty.split(" ")[0]} due today`)
    for (const reading of ofDuties) count(counts, `${reading}=${readings[reading]}`)
    if (JSON.stringify(told) !== JSON.stringify(found))
      return { seed: seed + i, on, readings, calls, told, found, events: events.map(brief) }
    const several = [events, randomEvents(random, unit, random.between(1, 9))]
    const checks = checksIn(several, law, on)
    if (checks.join() !== expectedChecks(several, readings, on).join())
      return {
        seed: seed + i,
        on,
        told: expectedChecks(several, readings, on),
        found: checks,
        events: several.map((one) => one.map(brief)),
      }
  }
  return undefined
}

const dutiesIn = (events: ReadonlyArray<Event>, law: ApplicableLaw, on: CivilDate): ReadonlyArray<string> => {
  const status = ruleStatusOn(law, on)
  return status._tag === "NoRule"
    ? []
    : dutiesOfUnit(events.reduce(evolve, initialState(unit)), status.rule, law, on).map(lineOf)
}

const checksIn = (
  units: ReadonlyArray<ReadonlyArray<Event>>,
  law: ApplicableLaw,
  on: CivilDate,
): ReadonlyArray<string> => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule") return []
  const titles = units.flatMap((events) => titlesHeld(events.reduce(evolve, initialState(unit))))
  return yearlyCheckDuties(titles, status.rule, on).map(lineOf)
}

const expected: ReadonlyArray<string> = [
  ...["none", "applied", "recommended", "closed", "certified", "revoked", "expired", "ended"].map(
    (phase) => `phase ${phase}`,
  ),
  "annualSummary unit",
  "review unit",
  "call bureau",
  "reviewAssessment county",
  "reviewConclusion bureau",
  "revocation bureau",
  "spotCheck bureau",
  "supplement unit",
  ...["annualSummary", "review", "reviewAssessment", "spotCheck"].map((duty) => `${duty} due today`),
  ...ofDuties.flatMap((id) => readingOptions[id].map((option) => `${id}=${option}`)),
]

/** The kinds of cases that a run should have met but did not; otherwise it compares less than it claims. */
export const tooRarelyLived = (counts: Tally, lives: number): ReadonlyArray<string> =>
  expected.flatMap((name) => {
    const times = counts.get(name) ?? 0
    return times < lives / (name.endsWith("due today") ? 2000 : 1000) ? [`${name}: ${times}`] : []
  })
