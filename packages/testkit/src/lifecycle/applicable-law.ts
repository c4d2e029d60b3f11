import fc from "fast-check"
import {
  civilDate as day,
  noLaw,
  plusDays,
  type Actor,
  type CivilDate,
  type InstrumentEvent,
  type InstrumentEventData,
  type ReadingId,
  type ApplicableLaw,
  type Regulation,
} from "@shifan/core"
import { withCallEvent, withInstrumentEvent } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"

export const bureau: Actor = { role: "bureau", code: "130300", officer: "SJ-01" }

const act = (effectiveOn: CivilDate) => ({ effectiveOn, actor: bureau, provisions: [], rule: null, readings: {} })

const slug = "qinhuangdao-2020-2"

const enacted: InstrumentEvent = {
  ...act(day("2020-11-12")),
  type: "Enacted",
  data: {
    regulation: qinhuangdao2020.id,
    documentNumber: qinhuangdao2020.documentNumber,
    effectiveFrom: day("2020-11-12"),
    validityYears: 2,
  },
}

export const interpreted = (
  law: ApplicableLaw,
  reading: ReadingId,
  option: string,
  appliesFrom = day("2020-11-12"),
): ApplicableLaw => {
  const data: InstrumentEventData["InterpretationIssued"] = {
    reading,
    option,
    document: "示例",
    appliesFrom,
    retroactive: true,
  }
  return withInstrumentEvent(law, slug, { ...act(appliesFrom), type: "InterpretationIssued", data })
}

const extended = (law: ApplicableLaw, from: CivilDate, until = day("2027-11-12")): ApplicableLaw =>
  withInstrumentEvent(law, slug, {
    ...act(from),
    type: "Extended",
    data: { document: "示例", from, until },
  })

const withCalls = (law: ApplicableLaw, to = 2025): ApplicableLaw =>
  Array.from({ length: to - 2019 }, (_, i) => 2020 + i).reduce(
    (all, year) =>
      withCallEvent(all, year, {
        ...act(day(`${year}-09-01`)),
        type: "CallOpened",
        data: { year, opensOn: day(`${year}-09-01`), closesOn: day(`${year}-12-20`), document: "示例" },
      }),
    law,
  )

/** The text as enacted, with a call from 1 September to 20 December of each year. Not in force after 2022-11-12. */
export const asEnacted: ApplicableLaw = withCalls(withInstrumentEvent(noLaw([qinhuangdao2020]), slug, enacted))

/** The same, extended without a gap until 2027-11-12. */
export const prolonged: ApplicableLaw = extended(asEnacted, day("2022-11-13"))

/** The same for decades, extended from a day on. */
export const lasting = (from: CivilDate): ApplicableLaw => withCalls(extended(asEnacted, from, day("2049-12-31")), 2048)

const readings: ReadonlyArray<readonly [ReadingId, string]> = [
  ["instrument.lastDay", "dayBefore"],
  ["instrument.afterExpiry", "concludeExistingTitles"],
  ["instrument.applicable", "applicationDate"],
  ["title.term", "threeYears"],
  ["staff.qualified", "both"],
  ["growth.steady", "nonDecreasing"],
  ["waiver.authority", "county"],
  ["waiver.depth", "floor(80)"],
  ["review.due", "anniversary"],
  ["review.notFiled", "flagOnly"],
  ["review.standard", "conditionsAtCertification"],
  ["fraud.beforePlaque", "plaqueRequired"],
  ["revocation.reapply", "years(1)"],
  ["hearing", "required"],
  ["materials.none", "required"],
]

/** Mostly a law that stays in force, under the default readings or with one or two others. */
export const anyApplicableLaw: fc.Arbitrary<ApplicableLaw> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(prolonged) },
      fc.constantFrom(asEnacted, extended(asEnacted, day("2023-06-01"))),
    ),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...readings], { maxLength: 2 })),
  )
  .map(([law, chosen]) => chosen.reduce((all, [reading, option]) => interpreted(all, reading, option), law))

/** A law in which a regulation of your own is enacted on a day, with a call from 1 March to 20 December of each year. */
export const applicableLawFor = (
  regulation: Regulation,
  from: CivilDate,
  years: ReadonlyArray<number>,
): ApplicableLaw => {
  const by: Actor = { ...bureau, code: regulation.territory.bureau.code }
  const first = { effectiveOn: from, actor: by, provisions: [], rule: null, readings: {} }
  const start = withInstrumentEvent(noLaw([regulation]), regulation.id, {
    ...first,
    type: "Enacted",
    data: {
      regulation: regulation.id,
      documentNumber: regulation.documentNumber,
      effectiveFrom: from,
      validityYears: regulation.validityYears,
    },
  })
  return years.reduce(
    (all, year) =>
      withCallEvent(all, year, {
        ...first,
        effectiveOn: day(`${year}-03-01`),
        type: "CallOpened",
        data: { year, opensOn: day(`${year}-03-01`), closesOn: day(`${year}-12-20`), document: "示例" },
      }),
    start,
  )
}

/** The ends of the call, of the text's validity under both readings, and a leap day. */
const turningDays = ["2020-11-12", "2020-12-20", "2020-12-21", "2022-11-11", "2022-11-12", "2022-11-13", "2024-02-29"]

/** Civil dates of the years the regulation is about, with the days on which something changes among them. */
export const anyDay: fc.Arbitrary<CivilDate> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...turningDays.map(day)) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2000 }).map((n) => plusDays(day("2020-11-01"), n)) },
)
