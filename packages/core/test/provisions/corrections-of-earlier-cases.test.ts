/** A correction can change any application or title of a unit, and only that one. The text is silent on corrections. */
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { document, prolonged, reasons, samplesFor, unit, type Attempt } from "@shifan/testkit"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { decide, evolve, initialState, isUscc, type Correction, type Event, type State } from "../../src/index.js"
import { titlesHeld } from "../../src/aggregates/designation/state.js"
import {
  annulledByCourt,
  bureauActs,
  certified,
  codes,
  day,
  lastEvent,
  run,
  stateOf,
  titleOf,
  town,
} from "../unit-scenario.js"

const correct = (
  on: string,
  revision: number,
  values: Pick<Correction, "field" | "from" | "to">,
  by: "unit" | "bureau" = "bureau",
): Attempt =>
  town.act(by === "unit" ? town.us : town.bureau, day(on), "CorrectRecord", {
    revision,
    ...values,
    reason: "录入笔误",
    document,
    approver: "SJ-09",
  } as Correction)

const name = (from: string, to: string) => ({ field: "Applied.form.platformName", from, to }) as const
const plaqueDay = (from: string, to: string) =>
  ({ field: "PlaqueAwarded.awardedOn", from: day(from), to: day(to) }) as const
const year = (from: number, to: number) => ({ field: "AnnualSummaryFiled.year", from, to }) as const
const checkDay = (to: string) => ({ field: "SpotChecked.checkedOn", from: null, to: day(to) }) as const

const platformName = town.form(day("2020-12-01")).platformName
const plaque = (on: string): Attempt => bureauActs(on, "AwardPlaque", { awardedOn: day(on) })
const summary = (on: string, of: number): Attempt =>
  town.act(town.us, day(on), "FileAnnualSummary", { year: of, document })
const found = (on: string): Attempt =>
  bureauActs(on, "SpotCheck", { regular: true, findings: "示例", falsificationFound: true, evidence: [document] })
const again = (on: string): ReadonlyArray<Attempt> => [
  town.apply(day(on), { platformName: `平台${on}` }),
  town.act(town.us, day(on), "Withdraw", { reason: "示例" }),
]

/** A title that is lost. Revision 3: plaque, 4: summary of 2020, 5: check, 6: revocation. */
const lost: ReadonlyArray<Attempt> = [
  ...certified,
  plaque("2021-01-05"),
  summary("2021-03-01", 2020),
  found("2021-05-01"),
  bureauActs("2021-06-01", "Revoke", { restsOn: 5, reasons }),
]

/** A second title. Revision 7 to 9: certification, 10: plaque, 11: summary of 2021. */
const anew: ReadonlyArray<Attempt> = [
  ...lost,
  town.apply(day("2021-09-02"), { platformName: "另一平台" }),
  town.recommend(day("2021-09-10")),
  town.certify(day("2021-09-20")),
  plaque("2021-10-08"),
  summary("2022-02-01", 2021),
]

const after = (attempts: ReadonlyArray<Attempt>): State => {
  expect(codes(attempts)).toEqual([])
  return stateOf(attempts)
}

const lastTitle = (state: State) => state.lastRevocation?.title

describe("a correction of an earlier case", () => {
  it("can correct every one of several applications", () => {
    const many = [...again("2020-12-01"), ...again("2020-12-02"), ...again("2020-12-03")]
    for (const [revision, { effectiveOn }] of many.entries()) {
      if (revision % 2 === 1) continue
      const renamed = correct("2020-12-04", revision, name(`平台${effectiveOn}`, "正名平台"), "unit")
      const { phase } = after([...many, renamed])
      const last = phase._tag === "closed" ? phase.case.form.platformName : ""
      expect(last).toBe(revision === 4 ? "正名平台" : "平台2020-12-03")
      const twice = correct("2020-12-05", revision, name("正名平台", "再正名平台"), "unit")
      expect(codes([...many, renamed, twice])).toEqual([])
    }
  })

  it("of a name, a plaque's day or a summary's year changes only the title it concerns", () => {
    const renamed = after([...anew, correct("2022-03-01", 0, name(platformName, "正名平台"), "unit")])
    expect(lastTitle(renamed)?.platformName).toBe("正名平台")
    expect(renamed.phase).toMatchObject({ title: { platformName: "另一平台" } })

    const first = after([...anew, correct("2022-03-01", 3, plaqueDay("2021-01-05", "2021-01-04"))])
    expect(lastTitle(first)?.plaqueAwardedOn).toBe("2021-01-04")
    expect(first.phase).toMatchObject({ title: { plaqueAwardedOn: "2021-10-08" } })
    const second = after([...anew, correct("2022-03-01", 10, plaqueDay("2021-10-08", "2021-10-07"))])
    expect(lastTitle(second)?.plaqueAwardedOn).toBe("2021-01-05")
    expect(second.phase).toMatchObject({ title: { plaqueAwardedOn: "2021-10-07" } })

    // Each title has its own summaries, so a year filed for one is still open for the other.
    const years = after([...anew, correct("2022-03-01", 4, year(2020, 2021), "unit")])
    expect(lastTitle(years)?.summaries).toEqual([2021])
    expect(years.phase).toMatchObject({ title: { summaries: [2021] } })
  })

  it("of a check's day changes the day on which the platform counts as checked", () => {
    const checked = (attempts: ReadonlyArray<Attempt>) => titlesHeld(after(attempts)).flatMap((one) => one.spotChecks)
    expect(checked(anew)).toEqual(["2021-05-01"])
    const moved = [...anew, correct("2022-03-01", 5, checkDay("2021-04-30"))]
    expect(checked(moved)).toEqual(["2021-04-30"])
    expect(lastTitle(after(moved))?.falsification).toEqual([{ revision: 5, foundOn: "2021-04-30" }])
  })

  it("changes a title restored after a later application, without undoing later changes", () => {
    const back = [
      ...lost,
      town.apply(day("2021-09-02"), { platformName: "另一平台" }),
      annulledByCourt("2021-09-10", 6),
    ]
    expect(titleOf(back).platformName).toBe(platformName)
    const changed = town.act(town.us, day("2021-10-01"), "ChangeParticulars", {
      after: { platformName: "新平台" },
      document,
    })
    const field = "ParticularsChanged.after.platformName" as const
    const renamed = correct("2021-10-02", 9, { field, from: "新平台", to: "新正名" }, "unit")
    expect(titleOf([...back, changed, renamed]).platformName).toBe("新正名")
    const older = correct("2021-10-03", 0, name(platformName, "正名平台"), "unit")
    expect(titleOf([...back, changed, renamed, older]).platformName).toBe("新正名")
  })

  it("changes nothing in a view as of a day before the corrected act", () => {
    const later = [...anew, correct("2022-03-01", 11, year(2021, 2022))]
    const byUnit = [...anew, correct("2022-03-01", 11, year(2021, 2022), "unit")]
    expect(codes(later)).toEqual(["NotCompetent"])
    const events = run(byUnit).accepted.flatMap(({ batch }) => batch)
    const [correction] = events.slice(-1)
    if (correction === undefined) throw new Error("nothing was corrected")
    // As of 1 May 2021 there is only the first title, with only the summary of 2020.
    const seen = events.slice(0, 6).reduce(evolve, initialState(unit))
    expect(evolve({ ...seen, revision: 11 }, correction).phase).toEqual(seen.phase)
  })

  it("of a name in a withdrawn application does not change a title that was taken over", () => {
    const other = "91110108551385082Q"
    if (!isUscc(other)) throw new Error(other)
    const { bureau, us, ...samples } = samplesFor(qinhuangdao2020, other)
    const predecessor = [
      ...certified,
      bureauActs("2021-07-01", "SucceedTitle", { successor: other, cause: "conversion", document }),
    ]
    const others = new Map([[unit, after(predecessor)]])
    const attempts = [
      samples.apply(day("2020-12-01")),
      samples.act(us, day("2020-12-02"), "Withdraw", { reason: "示例" }),
      samples.act(bureau, day("2021-07-02"), "InheritTitle", {
        predecessor: unit,
        operatingUnitName: "示例承继有限公司",
        countyOrDistrict: samples.form(day("2020-12-01")).countyOrDistrict,
        document,
      }),
      samples.act(us, day("2021-07-03"), "CorrectRecord", {
        revision: 0,
        ...name(samples.form(day("2020-12-01")).platformName, "正名平台"),
        reason: "录入笔误",
        document,
        approver: "U-09",
      }),
    ]
    const { phase } = attempts.reduce((state, { actor, effectiveOn, command }) => {
      const context = { actor, effectiveOn, recordedOn: effectiveOn, law: prolonged, others }
      const decision = decide(context)(command)(state)
      if (E.isLeft(decision)) throw new Error(JSON.stringify(decision.left))
      return decision.right.reduce(evolve, state)
    }, initialState(other))
    expect(phase).toMatchObject({ title: { operatingUnitName: "示例承继有限公司", platformName } })
  })
})

describe("a title with many events and many corrections", () => {
  // Each correction once searched all records for each record: a hundred of them took 15 seconds.
  it("is folded without searching all events for each correction", { timeout: 5000 }, () => {
    const check = bureauActs("2021-03-01", "SpotCheck", {
      regular: true,
      findings: "示例",
      falsificationFound: false,
      evidence: [document],
    })
    const checked = lastEvent([...certified, check])
    const events = [
      ...Array<Event>(1000).fill(checked),
      ...Array.from({ length: 100 }, (_, i): Event => ({
        ...checked,
        type: "RecordCorrected",
        data: { revision: 0, ...name(`平台${i}`, `平台${i + 1}`), reason: "录入笔误", document, approver: "SJ-09" },
      })),
    ]
    const { phase } = events.reduce(evolve, stateOf([...certified, check]))
    expect(phase).toMatchObject({ title: { platformName: "平台100" } })
  })
})
