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
import { readingIds, readingOptions } from "@shifan/core/law"
import { withCallEvent, withInstrumentEvent } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { Theme } from "./themes.js"

/** The officer who acts for the bureau of Qinhuangdao in generated histories. */
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

/**
 * The law with another option of one reading, by a retroactive interpretation of the bureau that applies from `appliesFrom`;
 * by default from the first day.
 */
export const interpreted = (
  law: ApplicableLaw,
  reading: ReadingId,
  option: string,
  appliesFrom = day("2020-11-12"),
): ApplicableLaw => {
  const [{ slug: ofInstrument } = { slug }] = law.instruments
  const data: InstrumentEventData["InterpretationIssued"] = {
    reading,
    option,
    document: "示例",
    appliesFrom,
    retroactive: true,
  }
  return withInstrumentEvent(law, ofInstrument, { ...act(appliesFrom), type: "InterpretationIssued", data })
}

const extended = (law: ApplicableLaw, from: CivilDate, until = day("2027-11-12")): ApplicableLaw =>
  withInstrumentEvent(law, slug, {
    ...act(from),
    type: "Extended",
    data: { document: "示例", from, until },
  })

const repealed = (law: ApplicableLaw, from: CivilDate): ApplicableLaw =>
  withInstrumentEvent(law, slug, { ...act(from), type: "Repealed", data: { document: "示例", from } })

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

/** The regulation as enacted, with a call from 1 September to 20 December of each year. Not in force after 2022-11-12. */
export const asEnacted: ApplicableLaw = withCalls(withInstrumentEvent(noLaw([qinhuangdao2020]), slug, enacted))

/** The same, extended without a gap until 2027-11-12. */
export const prolonged: ApplicableLaw = extended(asEnacted, day("2022-11-13"))

/** The same for decades, extended from a day on. */
export const lasting = (from: CivilDate): ApplicableLaw => withCalls(extended(asEnacted, from, day("2049-12-31")), 2048)

const ofDecades = lasting(day("2022-11-13"))

/** Readings that matter for endings and reviews, which only a whole history can show. */
const ofEndings: ReadonlyArray<ReadingId> = [
  "revocation.reapply",
  "announcement.falsification",
  "hearing",
  "fraud.beforePlaque",
  "review.due",
  "seals",
  "title.term",
  "waiver.authority",
]

/** Every option of each reading, including the first, which an interpretation may choose again. */
const options: ReadonlyArray<readonly [ReadingId, string]> = [
  ...readingIds.flatMap((id) => readingOptions[id].map((option) => [id, option] as const)),
  ...[...ofEndings, ...ofEndings].map((id) => [id, readingOptions[id].at(-1) ?? ""] as const),
]

/** An interpretation, and the number of days after the regulation's first day on which it starts to apply. */
type DatedOption = readonly [option: readonly [ReadingId, string], days: number]

/** Interpretations of a law; if two concern the same reading, the later one applies. */
const anyInterpretations: fc.Arbitrary<ReadonlyArray<DatedOption>> = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom(...options), fc.constantFrom(0, 0, 0, 200, 800)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(3),
      )
      .map(([chosen, thinksAgain]) =>
        thinksAgain === 0 ? [...chosen, ...chosen.slice(0, 1).map(withFirstOption)] : chosen,
      ),
  },
)

/** The bureau returns to the first option. */
const withFirstOption = ([[id], days]: DatedOption): DatedOption => [[id, readingOptions[id][0]], days]

const interpretedBy = (law: ApplicableLaw, from: CivilDate): fc.Arbitrary<ApplicableLaw> =>
  anyInterpretations.map((chosen) =>
    chosen.reduce((all, [[id, option], days]) => interpreted(all, id, option, plusDays(from, days)), law),
  )

/** Mostly a law that stays in force, under the default readings or with up to three others. */
export const anyApplicableLaw: fc.Arbitrary<ApplicableLaw> = fc
  .oneof(
    { weight: 5, arbitrary: fc.constant(prolonged) },
    fc.constantFrom(asEnacted, extended(asEnacted, day("2023-06-01")), repealed(prolonged, day("2023-10-01"))),
  )
  .chain((law) => interpretedBy(law, day("2020-11-12")))

/** A law that enacts your own regulation on a day, with a call from 1 March to 20 December of each year. */
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

/** A law that enacts your own regulation, with a call in each of its first six years, under any readings. */
export const anyLawOf = (regulation: Regulation): fc.Arbitrary<ApplicableLaw> => {
  const from = regulation.firstDay
  const years = Array.from({ length: 6 }, (_, i) => Number(from.slice(0, 4)) + i)
  return interpretedBy(applicableLawFor(regulation, from, years), from)
}

/**
 * The law of a history with a theme: each of the theme's readings gets one of its options, mostly from the first day on. It
 * mostly lasts long enough for a second review, unless the theme is its end.
 */
export const lawFor = ({ readings }: Pick<Theme, "readings">, regulation: Regulation): fc.Arbitrary<ApplicableLaw> => {
  const isOurs = regulation.id === qinhuangdao2020.id
  const any = isOurs ? anyApplicableLaw : anyLawOf(regulation)
  if (readings.length === 0) return any
  const isOfEnds = readings.includes("instrument.afterExpiry")
  const law = isOurs && !isOfEnds ? fc.oneof({ weight: 3, arbitrary: fc.constant(ofDecades) }, any) : any
  const chosen = readings.map((id) =>
    fc.tuple(fc.constant(id), fc.constantFrom(...readingOptions[id]), fc.constantFrom(0, 0, 0, 0, 0, 800), fc.nat(9)),
  )
  return fc
    .tuple(law, fc.tuple(...chosen))
    .map(([under, drawn]) =>
      drawn
        .flatMap(([id, option, days, thinksAgain]) => [
          [id, option, days] as const,
          ...(thinksAgain === 0 ? [[id, readingOptions[id][0], days + 1200] as const] : []),
        ])
        .reduce((all, [id, option, days]) => interpreted(all, id, option, plusDays(regulation.firstDay, days)), under),
    )
}

/** The ends of the call and of the validity under both readings, and a leap day. */
const turningDays = ["2020-11-12", "2020-12-20", "2020-12-21", "2022-11-11", "2022-11-12", "2022-11-13", "2024-02-29"]

/** Civil dates in the years of the regulation, including the days on which something changes. */
export const anyDay: fc.Arbitrary<CivilDate> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...turningDays.map(day)) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2000 }).map((n) => plusDays(day("2020-11-01"), n)) },
)
