/** A law of corrections: after any of them, a unit stands as if the facts had been entered right at first. */
import { test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  document,
  history,
  interpreted,
  lawsOf,
  lifecycleLaws,
  prolonged,
  type Attempt,
  type History,
} from "@shifan/testkit"
import { statedQinhuangdao } from "@shifan/testkit/statement"
import { decide, evolve, initialState, type Event, type EventOf, type Regulation, type State } from "../../src/index.js"
import { commandOf, correctableRecords, correctableValues } from "../../src/aggregates/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { annulledByCourt, bureauActs, codes, day, lastEvent, run, stateOf, town } from "../unit-scenario.js"

type Batch = History["accepted"][number]["batch"]

const isCorrection = ([event]: Batch): boolean => event.type === "RecordCorrected"

const replaced = (data: object, [key = "", ...rest]: ReadonlyArray<string>, to: unknown): object => {
  const { [key]: before, ...others } = data as Record<string, unknown>
  // A missing optional value is told as `null`.
  if (rest.length === 0) return to === null && key !== "amount" ? others : { ...data, [key]: to }
  return { ...data, [key]: replaced(Object(before), rest, to) }
}

const right = (event: Event, revision: number, corrections: ReadonlyArray<EventOf<"RecordCorrected">>): Event =>
  corrections.reduce<Event>(
    (told, { data }) =>
      data.revision === revision
        ? ({ ...told, data: replaced(told.data, data.field.split(".").slice(1), data.to) } as Event)
        : told,
    event,
  )

/** The state after the same acts with the facts as corrected; `undefined` if one of them would have been refused. */
const asIfRightAtFirst = ({ unit, accepted }: History): State | undefined => {
  const corrections = accepted.flatMap(({ batch: [event] }) => (event.type === "RecordCorrected" ? [event] : []))
  let state = initialState(unit)
  let first = 0
  for (const { context, batch } of accepted) {
    // Other events name revisions, so that of a correction stays empty.
    if (isCorrection(batch)) state = { ...state, revision: state.revision + 1 }
    else {
      const from = first
      const told = batch.map((event, i) => right(event, from + i, corrections)) as unknown as Batch
      const decision = decide(context)(commandOf(told))(state)
      if (E.isLeft(decision)) return undefined
      state = decision.right.reduce(evolve, state)
    }
    first += batch.length
  }
  return state
}

/** What counts of a state. When the officers acted, and when the last act was, a correction does not change. */
const standing = (state: State) => {
  const { officers: _, lastEffectiveOn: __, records: ___, revision: ____, ...counts } = state
  const told = correctableRecords(state).map((one) => {
    const values = correctableValues(one)
    const hasDays = Object.keys(values).some((field) => /(?:On|date|until|year)$/.test(field))
    const isWithinTitle = hasDays && one.type !== "TitleImported" && one.restsOn === undefined
    return [one.revision, one.about, values, isWithinTitle && one.since]
  })
  return inAnyOrder({ ...counts, told })
}

/** The same, with checks and summaries sorted: nothing depends on their order. */
const inAnyOrder = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(inAnyOrder)
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      (key === "spotChecks" || key === "summaries") && Array.isArray(one)
        ? one.map(String).toSorted()
        : inAnyOrder(one),
    ]),
  )
}

const withCorrection = history().filter(({ accepted }) => accepted.some(({ batch }) => isCorrection(batch)))

describe("a unit after corrections", () => {
  test.prop([withCorrection], { numRuns: 12 })(
    "stands as if its facts had been right at first",
    (one) => {
      const expected = asIfRightAtFirst(one)
      if (expected === undefined) return
      const [last] = one.accepted.slice(-1)
      const state = last === undefined ? initialState(one.unit) : last.batch.reduce(evolve, last.before)
      expect(standing(state)).toEqual(standing(expected))
    },
    300_000,
  )
})

const threeYears = interpreted(prolonged, "title.term", "threeYears")
const { lifecycle } = qinhuangdao2020
const term = { years: 3, ends: "calendarYears", from: "certification" } as const
const calendar: Regulation = { ...qinhuangdao2020, lifecycle: { ...lifecycle, term } }

const imported = (validUntil: string | null): Attempt =>
  bureauActs("2021-03-01", "ImportTitle", {
    operatingUnitName: "秦皇岛示例服务有限公司",
    platformName: "示例服务平台",
    countyOrDistrict: town.form(day("2020-12-01")).countyOrDistrict,
    serviceArea: "industrialPark",
    grantedOn: day("2018-12-13"),
    grantingDocument: "示例〔2018〕1号",
    ...(validUntil === null ? {} : { validUntil: day(validUntil) }),
  })
const reviewedIn = (year: number): ReadonlyArray<Attempt> => [
  town.fileReview(day(`${year}-09-10`)),
  town.assessReview(day(`${year}-10-10`)),
  town.concludeReview(day(`${year}-11-10`), "confirmed"),
]
const corrected = (on: string, from: string | null, to: string | null): Attempt =>
  bureauActs(on, "CorrectRecord", {
    revision: 0,
    field: "TitleImported.validUntil",
    from: from === null ? null : day(from),
    to: to === null ? null : day(to),
    reason: "录入笔误",
    document,
    approver: "SJ-09",
  })

/** The last day of the title after the acts, which is that of the history with the fact right at first. */
const lastDay = (attempts: ReadonlyArray<Attempt>, law = threeYears, laws = lifecycleLaws): string | null => {
  expect(codes(attempts, law)).toEqual([])
  const told = run(attempts, law)
  expect(Object.values(laws).flatMap((lawOf) => lawOf(told))).toEqual([])
  const { phase } = stateOf(attempts, law)
  const atFirst = asIfRightAtFirst(told)?.phase
  if (!("title" in phase) || atFirst === undefined || !("title" in atFirst)) throw new Error("no title")
  expect(phase.title).toEqual(atFirst.title)
  return phase.title.validUntil
}

const once = [imported("2021-12-13"), ...reviewedIn(2021)]
const twice = [...once, ...reviewedIn(2024)]

describe("the last day of an imported title, corrected after a confirmation", () => {
  it("title.term=threeYears: is prolonged from the right day by each confirmation since", () => {
    expect(lastDay(once)).toBe("2024-12-13")
    expect(lastDay([...once, corrected("2021-12-01", "2021-12-13", "2022-02-28")])).toBe("2025-02-28")
    expect(lastDay([...once, corrected("2021-12-01", "2021-12-13", "2021-11-10")])).toBe("2024-11-10")
    expect(lastDay([...twice, corrected("2024-12-01", "2021-12-13", "2022-02-28")])).toBe("2028-02-28")
  })

  it("is none where the text has no terms, or the title was granted without one", () => {
    expect(lastDay([...once, corrected("2021-12-01", "2021-12-13", "2022-02-28")], prolonged)).toBeNull()
    expect(lastDay([...once, corrected("2021-12-01", "2021-12-13", null)])).toBeNull()
  })

  it("is set by a correction even if nothing was told at first, and follows every correction after it", () => {
    const untold = [imported(null), ...reviewedIn(2021)]
    const told = [...untold, corrected("2021-12-01", null, "2022-02-28")]
    expect(lastDay(told)).toBe("2025-02-28")
    expect(lastDay([...told, corrected("2021-12-02", "2022-02-28", "2022-03-31")])).toBe("2025-03-31")
    expect(lastDay([...told, corrected("2021-12-02", "2022-02-28", null)])).toBeNull()
  })

  it("ends with its year where the text counts calendar years", () => {
    const law = applicableLawFor(calendar, day("2020-11-12"), [2020, 2021])
    const stated = lawsOf({ text: { ...statedQinhuangdao, term } })
    expect(lastDay([...once, corrected("2021-12-01", "2021-12-13", "2022-02-28")], law, stated)).toBe("2025-12-31")
  })

  it("goes back with the confirmation that a court annuls, before the correction or after it", () => {
    const correction = corrected("2024-12-01", "2021-12-13", "2022-02-28")
    const annulled = annulledByCourt("2024-12-01", 6)
    expect(lastDay([...twice, correction, annulled])).toBe("2025-02-28")
    expect(lastDay([...twice, annulled, correction])).toBe("2025-02-28")
  })

  it("is recorded with the correction for each confirmation, and only then", () => {
    expect(lastEvent([...twice, corrected("2024-12-01", "2021-12-13", "2022-02-28")], threeYears).data).toMatchObject({
      confirmedUntil: [
        { revision: 3, validUntil: "2025-02-28" },
        { revision: 6, validUntil: "2028-02-28" },
      ],
    })
    expect(lastEvent([imported("2021-12-13"), corrected("2021-03-02", "2021-12-13", null)]).data).not.toHaveProperty(
      "confirmedUntil",
    )
  })

  it("is recorded as well for a title that has ended since, which lists of earlier days still show", () => {
    const givenUp = town.act(town.us, day("2021-11-20"), "SurrenderTitle", { reason: "示例" })
    const anew = [...once, givenUp, town.apply(day("2021-11-25")), corrected("2021-12-01", "2021-12-13", "2022-02-28")]
    expect(lastEvent(anew, threeYears).data).toMatchObject({
      confirmedUntil: [{ revision: 3, validUntil: "2025-02-28" }],
    })
  })
})
