/** The acts that a bureau can try on its regulations and on the call of a year, valid and invalid. */
import {
  nextDay,
  periodsInForce,
  plusDays,
  yearOf,
  type ApplicableLaw,
  type CallCommand,
  type CivilDate,
  type InstrumentCommand,
  type Regulation,
} from "@shifan/core"
import { plusYears } from "@shifan/core/law"
import { document } from "../arbitraries/application.js"
import { bureau } from "../lifecycle/applicable-law.js"
import type { Move, StatePlace } from "./explore.js"

/** A command for the instrument or the call with that key. */
export type LawCommand = (InstrumentCommand | CallCommand) & { readonly key: string }

type Place = StatePlace<ApplicableLaw>

/** The slugs under which the regulations may be enacted. */
export const slugs = ["first", "second"] as const

const reasons = "示例"

const enactments = (texts: ReadonlyArray<Regulation>): ReadonlyArray<InstrumentCommand> =>
  texts.flatMap(({ id: regulation, documentNumber, firstDay: effectiveFrom, validityYears }) => {
    const data = { regulation, documentNumber, effectiveFrom, validityYears }
    return [
      { type: "Enact", data },
      { type: "Enact", data: { ...data, documentNumber: "另一文号" } },
      { type: "Enact", data: { ...data, validityYears: validityYears + 1 } },
    ]
  })

/** The last day of a regulation, as known on a day. */
export const lastDayOf = (law: ApplicableLaw, slug: string, on: CivilDate): CivilDate | undefined =>
  periodsInForce(law, on)
    .filter(({ applied }) => applied.instrument === slug)
    .map(({ lastDay }) => lastDay)
    .toSorted()
    .at(-1)

/** Extensions at the end and after it, over a gap and retroactively, longer and shorter; each with and without reasons. */
const extensions = (law: ApplicableLaw, slug: string, on: CivilDate): ReadonlyArray<InstrumentCommand> => {
  const last = lastDayOf(law, slug, on) ?? on
  const periods: ReadonlyArray<readonly [CivilDate, CivilDate]> = [
    [nextDay(last), plusYears(last, 1)],
    [on, plusYears(on, 1)],
    [plusDays(on, 30), plusYears(on, 1)],
    [plusDays(on, -1), plusDays(last, -1)],
  ]
  return periods.flatMap(([from, until]): ReadonlyArray<InstrumentCommand> => {
    const data = { document: reasons, from, until }
    return [
      { type: "Extend", data },
      { type: "Extend", data: { ...data, reasons } },
    ]
  })
}

const endings = (on: CivilDate): ReadonlyArray<InstrumentCommand> =>
  [on, plusDays(on, -1), plusDays(on, 30)].flatMap((from): ReadonlyArray<InstrumentCommand> => [
    { type: "Repeal", data: { document: reasons, from } },
    { type: "Repeal", data: { document: reasons, from, reasons } },
    ...["second", "first", "unknown"].map((by): InstrumentCommand => ({ type: "Supersede", data: { by, from } })),
  ])

const interpretations = (on: CivilDate): ReadonlyArray<InstrumentCommand> =>
  ["dayBefore", "correspondingDay", "no such option"].flatMap((option): ReadonlyArray<InstrumentCommand> => {
    const data = { reading: "instrument.lastDay" as const, option, document: reasons }
    return [
      { type: "Interpret", data: { ...data, appliesFrom: on, retroactive: false } },
      { type: "Interpret", data: { ...data, appliesFrom: plusDays(on, -1), retroactive: false } },
      { type: "Interpret", data: { ...data, appliesFrom: plusDays(on, -1), retroactive: true } },
    ]
  })

const calls = (on: CivilDate): ReadonlyArray<CallCommand> => {
  const year = yearOf(on)
  const windows: ReadonlyArray<readonly [CivilDate, CivilDate]> = [
    [on, plusDays(on, 20)],
    [plusDays(on, 10), plusDays(on, 40)],
    [on, plusYears(on, 1)],
    [on, plusDays(on, -1)],
    [plusDays(on, -1), plusDays(on, 20)],
  ]
  return windows.flatMap(([opensOn, closesOn]): ReadonlyArray<CallCommand> => {
    const data = { year, opensOn, closesOn, document: "示例" }
    return [
      { type: "OpenCall", data },
      { type: "OpenCall", data: { ...data, reasons } },
    ]
  })
}

const closings = (on: CivilDate): ReadonlyArray<CallCommand> =>
  [on, plusDays(on, 60), plusDays(on, -1), plusDays(on, -2)].flatMap((closedOn): ReadonlyArray<CallCommand> => {
    const data = { year: yearOf(on), closedOn }
    return [
      { type: "CloseCall", data },
      { type: "CloseCall", data: { ...data, reasons } },
    ]
  })

interface Entry<C> {
  readonly revision: number
  readonly command: C
  readonly isStruck: boolean
}

/** Entries in the state of an instrument or a call, as stored in the law. */
export const entriesOf = <C>(state: object | undefined): ReadonlyArray<Entry<C>> => {
  const { entries = [] }: { readonly entries?: ReadonlyArray<Entry<C>> } = state ?? {}
  return entries
}

const correction = { reason: "示例", document, approver: "SJ-09" }

/** Corrections of the last act of each type: struck out, and moved by a day. */
const ofInstrument = (state: object | undefined): ReadonlyArray<InstrumentCommand> =>
  latest(entriesOf<InstrumentCommand>(state)).flatMap(
    ({ revision, command: from }): ReadonlyArray<InstrumentCommand> => {
      if (from.type === "Enact" || from.type === "CorrectInstrument") return []
      const struck: InstrumentCommand = { type: "CorrectInstrument", data: { revision, from, to: null, ...correction } }
      if (from.type !== "Repeal" && from.type !== "Supersede") return [struck]
      const to = { ...from, data: { ...from.data, from: nextDay(from.data.from) } } as typeof from
      return [struck, { type: "CorrectInstrument", data: { revision, from, to, ...correction } }]
    },
  )

const ofCall = (year: number, state: object | undefined): ReadonlyArray<CallCommand> =>
  latest(entriesOf<CallCommand>(state)).flatMap(({ revision, command: from }): ReadonlyArray<CallCommand> => {
    if (from.type === "CorrectCall") return []
    const data = { year, revision, ...correction }
    const struck: CallCommand = { type: "CorrectCall", data: { ...data, from, to: null } }
    if (from.type === "CloseCall") return [struck]
    const to = { ...from, data: { ...from.data, closesOn: nextDay(from.data.closesOn) } }
    return [struck, { type: "CorrectCall", data: { ...data, from, to } }]
  })

const latest = <C extends { readonly type: string }>(entries: ReadonlyArray<Entry<C>>): ReadonlyArray<Entry<C>> => {
  const standing = entries.filter(({ isStruck }) => !isStruck)
  return [...new Map(standing.map((entry) => [entry.command.type, entry])).values()]
}

const keyed = (key: string, all: ReadonlyArray<InstrumentCommand | CallCommand>) =>
  all.map((command): Move<LawCommand> => ({ actor: bureau, command: { ...command, key } as LawCommand }))

/** All acts on the first regulation; the second is enacted and repealed. Each is also tried under the other's slug. */
export const instrumentMoves =
  (texts: ReadonlyArray<Regulation>) =>
  ({ state: law, on }: Place): ReadonlyArray<Move<LawCommand>> => {
    const first = law.instruments.find(({ slug }) => slug === "first")
    return [
      ...keyed("first", [
        ...enactments(texts),
        ...extensions(law, "first", on),
        ...endings(on),
        ...interpretations(on),
        ...ofInstrument(first),
      ]),
      ...keyed("second", [...enactments(texts), ...endings(on).slice(0, 1)]),
    ]
  }

export const callMoves = ({ state: law, on }: Place): ReadonlyArray<Move<LawCommand>> => {
  const year = yearOf(on)
  const call = law.calls.find((one) => one.year === year)
  return keyed(String(year), [...calls(on), ...closings(on), ...ofCall(year, call)])
}
