/** Units apply to the bureau directly if its own division is among the counties of the territory (art. 6). */
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { applicableLawFor, history, historyOf, samplesFor, stateAfter, unit, type Attempt } from "@shifan/testkit"
import { civilDate as day, type ApplicableLaw, type Regulation } from "../../src/index.js"
import { waitingOn } from "../../src/aggregates/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"

const { bureau, counties } = qinhuangdao2020.territory
const [county, ...others] = counties

/** The first regulation, and a variant in which the units of one county apply to the bureau directly. */
const recommended: Regulation = { ...qinhuangdao2020, id: "with-counties", validityYears: 10 }
const direct: Regulation = { ...recommended, territory: { bureau, counties: [bureau, ...others] } }

describe("an application to the bureau itself", () => {
  it("is no fault of a regulation, with or without counties beside the bureau", () => {
    expect(faultsOfRegulation(direct)).toEqual([])
    const alone: Regulation = { ...direct, territory: { bureau, counties: [bureau] } }
    expect(faultsOfRegulation(alone)).toEqual([])
    const twice: Regulation = { ...direct, territory: { bureau, counties: [bureau, bureau] } }
    expect(faultsOfRegulation(twice)).toMatchObject([{ code: "DivisionTwice", division: bureau.code }])
  })

  const town = samplesFor(direct, unit)
  const law = applicableLawFor(direct, direct.firstDay, [2020, 2023])
  const { codes, state } = {
    codes: (attempts: ReadonlyArray<Attempt>) =>
      historyOf(unit, law, attempts).refusals.flatMap((all) => all.map(({ code }) => code)),
    state: (attempts: ReadonlyArray<Attempt>) => stateAfter(historyOf(unit, law, attempts)),
  }
  const applied = [town.apply(day("2020-12-01"))]
  const surveyed = [...applied, town.recommend(day("2020-12-08"))]

  it("is assessed by an office of the bureau and decided by other officers of the bureau", () => {
    expect(town.county).toMatchObject({ role: "county", code: bureau.code })
    expect(codes([...surveyed, town.certify(day("2020-12-29"))])).toEqual([])
    const { command, ...certify } = town.certify(day("2020-12-29"))
    const bySame = { ...certify, command, actor: { ...town.bureau, officer: town.county.officer } }
    expect(codes([...surveyed, bySame])).toEqual(["SameOfficer"])
    const elsewhere = { ...town.recommend(day("2020-12-08")), actor: { ...town.county, code: others[0]?.code ?? "" } }
    expect(codes([...applied, elsewhere])).toEqual(["NotCompetent"])
  })

  it("waits first for that office and then for the bureau", () => {
    const waits = (attempts: ReadonlyArray<Attempt>) =>
      waitingOn(new Map([[unit, state(attempts)]]), law, day("2020-12-10")).map(({ step, owedBy }) => [step, owedBy])
    expect(waits(applied)).toEqual([["recommendation", "county"]])
    expect(waits(surveyed)).toEqual([["certification", "bureau"]])
  })

  it("is possible only if the text allows it", () => {
    const usual = applicableLawFor(recommended, recommended.firstDay, [2020])
    const { refusals } = historyOf(unit, usual, applied)
    expect(refusals.flat()).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "form.countyOrDistrict", got: bureau.code }] },
    ])
  })
})

/** Replaces the county's division by the bureau's own. */
const moved = <A>(value: A): A => {
  if (value === county?.code) return bureau.code as A
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [key, moved<unknown>(one)] as const)
  return (Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries)) as A
}

const under = (law: ApplicableLaw, regulation: Regulation): ApplicableLaw => ({ ...law, library: [regulation] })

describe("the history of a unit under a text with direct applications", () => {
  test.prop([history({ regulation: recommended })], { numRuns: 150 })(
    "art_3__para_1: is decided alike when the bureau replaces its county",
    ({ accepted, refused }) => {
      const [first] = [...accepted, ...refused]
      if (first === undefined) return
      const { law } = first.context
      const attempts = accepted.map(({ context: { actor, effectiveOn, recordedOn }, command }) =>
        moved({ actor, effectiveOn, recordedOn, command }),
      )
      const again = historyOf(unit, under(law, direct), attempts)
      expect(again.refusals).toEqual([])
      expect(again.accepted.map(({ batch }) => batch)).toEqual(moved(accepted.map(({ batch }) => batch)))
    },
  )

  it("includes a concluded review in some samples", () => {
    const [some] = fc.sample(
      history({ regulation: recommended }).filter(({ accepted }) =>
        accepted.some(({ command }) => command.type === "ConcludeReview"),
      ),
      { numRuns: 1, seed: 1 },
    )
    expect(some?.accepted.length).toBeGreaterThan(3)
  })
})
