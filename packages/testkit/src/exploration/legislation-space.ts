/** The state space of the law itself, for the explorer: two regulations of a bureau and its calls. Arts. 13, 17 and 18. */
import * as E from "fp-ts/lib/Either.js"
import {
  civilDate,
  nextDay,
  noLaw,
  periodsInForce,
  ruleStatusOn,
  yearOf,
  type AnyAggregate,
  type AnyEvent,
  type ApplicableLaw,
  type CivilDate,
  type Regulation,
} from "@shifan/core"
import { yearEnd } from "@shifan/core/law"
import { aggregates } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { lasting } from "../lifecycle/applicable-law.js"
import type { StatePlace, StateSpace } from "./explore.js"
import { callMoves, entriesOf, instrumentMoves, lastDayOf, slugs, type LawCommand } from "./legislation-moves.js"

/** An event of the instrument or the call with that key. */
export type LawEvent = AnyEvent & { readonly key: string }

type Place = StatePlace<ApplicableLaw>

/** The regulation, and another for the years after it. */
const texts: ReadonlyArray<Regulation> = [
  qinhuangdao2020,
  { ...qinhuangdao2020, id: "successor", documentNumber: "示例〔2021〕1号", firstDay: civilDate("2021-06-01") },
]

const isYear = (key: string): boolean => /^\d{4}$/.test(key)

const aggregateFor = (key: string): AnyAggregate => (isYear(key) ? aggregates.call : aggregates.instrument)

/** A stream's whole state is in the law. */
const stateIn = (law: ApplicableLaw, key: string): unknown => ({
  ...Object(aggregateFor(key).initial(key)),
  ...(isYear(key)
    ? law.calls.find(({ year }) => String(year) === key)
    : law.instruments.find(({ slug }) => slug === key)),
})

/** Reduces a day to future, today or past. */
const dayKind = (day: CivilDate | null | undefined, on: CivilDate): string =>
  day == null ? "-" : day > on ? "later" : day === on ? "today" : "past"

/** Whether an act of the type is in effect, so that a correction could strike it out. */
const effectiveActKind = (state: object | undefined, type: string): string =>
  entriesOf<{ readonly type: string }>(state).some(({ command, isStruck }) => command.type === type && !isStruck)
    ? type
    : "-"

const instrumentKind = (law: ApplicableLaw, slug: string, on: CivilDate): string => {
  const instrument = law.instruments.find((one) => one.slug === slug)
  if (instrument === undefined) return "none"
  const { regulation, endedFrom, interpretations } = instrument
  const reading = interpretations.findLast(({ appliesFrom }) => appliesFrom <= on)
  return [
    regulation,
    dayKind(lastDayOf(law, slug, on), on),
    dayKind(endedFrom, on),
    reading?.option ?? "-",
    effectiveActKind(instrument, "Extend"),
  ].join(" ")
}

const instrumentsKind = ({ state: law, on }: Place): string => {
  const status = ruleStatusOn(law, on)
  const inForce = status._tag === "InForce" ? status.rule.applied.instrument : status._tag
  return [inForce, ...slugs.map((slug) => instrumentKind(law, slug, on))].join(" | ")
}

const callKind = ({ state: law, on }: Place): string => {
  const call = law.calls.find(({ year }) => year === yearOf(on))
  const window = [dayKind(call?.window?.opensOn, on), dayKind(call?.window?.closesOn, on)]
  return [ruleStatusOn(law, on)._tag, ...window, effectiveActKind(call, "CloseCall")].join(" ")
}

/** The next day on which a regulation or a call begins or has ended, or a year begins. */
const nextDayIn =
  (last: CivilDate) =>
  ({ state: law, on }: Place): CivilDate | undefined => {
    const turns = [
      ...periodsInForce(law, on).flatMap(({ from, lastDay }) => [from, lastDay]),
      ...law.instruments.flatMap(({ endedFrom }) => (endedFrom === null ? [] : [endedFrom])),
      ...law.calls.flatMap(({ window }) => (window === null ? [] : [window.opensOn, window.closesOn])),
      yearEnd(yearOf(on)),
    ]
    const marks = turns.flatMap((day) => [day, nextDay(day)])
    const next = marks.filter((day) => day > on).toSorted()[0]
    return next !== undefined && next <= last ? next : undefined
  }

type LawSpace = StateSpace<ApplicableLaw, LawCommand, LawEvent>

/** The explored state is the law itself, and decisions use it. */
const spaceOf = (start: Place, { kindOf, moves }: Pick<LawSpace, "kindOf" | "moves">): LawSpace => ({
  start,
  law: start.state,
  decide: (context, { key, ...command }, law) => {
    const decision = aggregateFor(key).decide({ ...context, law }, command, stateIn(law, key))
    return E.isLeft(decision) ? decision : E.right(decision.right.map((event) => ({ ...event, key })))
  },
  evolve: (law, { key, ...event }) => aggregateFor(key).lawAfter?.(law, key, event) ?? law,
  kindOf,
  moves,
  nextDay: nextDayIn(civilDate("2031-01-01")),
})

/** The two regulations, from the day the first is published. */
export const instrumentSpace = (): LawSpace =>
  spaceOf(
    { state: noLaw(texts), on: civilDate("2020-11-12") },
    { kindOf: instrumentsKind, moves: instrumentMoves(texts) },
  )

/** The calls of a regulation that lapses after two years and is extended half a year later. */
export const callSpace = (): LawSpace =>
  spaceOf(
    { state: { ...lasting(civilDate("2023-06-01")), calls: [] }, on: civilDate("2020-11-20") },
    { kindOf: callKind, moves: callMoves },
  )
