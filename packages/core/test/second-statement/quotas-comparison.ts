/** Compares quota refusals in random calls with many units between the program and the second statement. */
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { quotaUse } from "../../src/aggregates/index.js"
import { callQuotas } from "../../src/aggregates/designation/call-quotas.js"
import type { CivilDate, Command, DivisionCode, Event, Quotas, Regulation, Uscc } from "../../src/index.js"
import { randomEvents, seededRandom, usccOf, type SeededRandom } from "@shifan/testkit"
import { againstQuotas, quotasOf, type Counted } from "@shifan/testkit/statement"
import { lawWith, type Tally } from "./eligibility-comparison.ts"

const units = Array.from({ length: 6 }, (_, i) => usccOf(i))
const years = Array.from({ length: 12 }, (_, i) => 2021 + i)

/** Without the fields that have no value. */
const present = <A extends object>(fields: A) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof A]: Exclude<A[Name], undefined>
  }

const randomQuotas = (random: SeededRandom): Quotas => {
  const some = (): number | undefined => (random.chance(50) ? random.between(1, 3) : undefined)
  const all = {
    mostRecommended: some(),
    mostRecommendedPerCounty: some(),
    mostCertified: some(),
    mostCertifiedPerCounty: some(),
  }
  const countyQuotas = ["130302", "130303", "130302"]
    .filter(() => random.chance(25))
    .map((county) => present({ county: county as DivisionCode, mostRecommended: some(), mostCertified: some() }))
  return { ...present(all), ...(random.chance(50) ? { countyQuotas } : {}) }
}

const regulationWith = (quotas: Quotas | "none"): Regulation => {
  const { quotas: _, ...lifecycle } = qinhuangdao2020.lifecycle
  return { ...qinhuangdao2020, lifecycle: quotas === "none" ? lifecycle : { ...lifecycle, quotas } }
}

/** Excludes supplements: they must not change the county, but random events ignore this. */
const isPossible = ({ type }: Event): boolean => type !== "ApplicationSupplemented"

const count = (counts: Tally, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Compares `bureaux` random bureaux and returns the first that differs; `undefined` if none does. */
export const firstDifferentQuota = (seed: number, bureaux: number, counts: Tally) => {
  for (let i = 0; i < bureaux; i++) {
    const random = seededRandom(seed + i)
    const histories = new Map(
      units.map((unit): readonly [Uscc, ReadonlyArray<Event>] => [
        unit,
        randomEvents(random, unit, random.between(0, 12)).map((event) =>
          isPossible(event) ? event : ({ ...event, type: "PersonalDataOpened" } as unknown as Event),
        ),
      ]),
    )
    const ofText = random.chance(10) ? "none" : randomQuotas(random)
    const ofCalls = new Map(years.map((year) => [year, randomQuotas(random)]))
    const on = "2035-06-01" as CivilDate
    const law = {
      ...lawWith([]),
      library: [regulationWith(ofText)],
      calls: years.map((year) => ({ year, window: null, quotas: ofCalls.get(year) ?? {} })),
    }
    const use = quotaUse(callQuotas)
    const inOrder = [...histories]
      .flatMap(([unit, events]) => events.map((event, revision) => ({ unit, event, revision })))
      .toSorted((a, b) => a.event.effectiveOn.localeCompare(b.event.effectiveOn))
    for (const { unit, event, revision } of inOrder) use.next(unit, event, revision)
    for (const unit of units)
      for (const what of ["Recommended", "Certified"] as const) {
        const program = use
          .refusals({ law, effectiveOn: on }, commandOf(what), unit)
          .map((refusal) =>
            refusal.code === "QuotaReached"
              ? `${refusal.callYear} ${refusal.county ?? "all"}: ${refusal.held} of ${refusal.most}`
              : refusal.code,
          )
        const statement = againstQuotas(histories, unit, what, (year) => quotasOf(ofText, ofCalls.get(year) ?? {}))
        for (const line of statement) count(counts, `${what} ${line.includes("all") ? "in all" : "of a county"}`)
        if (statement.length === 0) count(counts, `${what} free`)
        if (program.join() !== statement.join())
          return { seed: seed + i, unit, what, program, statement, events: [...histories].map(brief) }
      }
  }
  return undefined
}

const commandOf = (what: Counted): Command => ({ type: what === "Recommended" ? "Recommend" : "Certify" }) as Command

/** A short form of a history. The seed reproduces the rest. */
const brief = ([unit, events]: readonly [Uscc, ReadonlyArray<Event>]): string =>
  `${unit}: ${events.map(({ type }, i) => `${i} ${type}`).join(", ")}`

/** The kinds of cases that a run should have met but did not. */
export const tooRarelyFull = (counts: Tally, bureaux: number): ReadonlyArray<string> =>
  ["Recommended", "Certified"].flatMap((what) =>
    ["in all", "of a county", "free"].flatMap((how) => {
      const times = counts.get(`${what} ${how}`) ?? 0
      return times < bureaux / 20 ? [`${what} ${how}: ${times}`] : []
    }),
  )
