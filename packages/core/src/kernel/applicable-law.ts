/** Which rule governs a day: the instruments and calls of a bureau, as far as they are known, asked for any day. Art. 18. */
import { dayBefore, plusYears, type CivilDate } from "../law/civil-date.js"
import type { ReadingId, Readings } from "../law/readings.js"
import type { RuleApplied } from "./act.js"
import type { Quotas } from "./quotas.js"
import { findRegulation, type Library, type Regulation } from "./regulation.js"

/** A period of validity; `years` where the last day depends on reading `instrument.lastDay`. */
export interface Validity {
  readonly version: number
  readonly from: CivilDate
  readonly until: { readonly years: number } | { readonly day: CivilDate }
}

export interface Interpretation {
  readonly reading: ReadingId
  readonly option: string
  readonly appliesFrom: CivilDate
}

/** A regulation's text in force, as the bureau enacted, extended, interpreted and ended it. */
export interface Instrument {
  readonly slug: string
  readonly regulation: string | null
  readonly validities: ReadonlyArray<Validity>
  readonly interpretations: ReadonlyArray<Interpretation>
  /** The first day on which it is no longer in force because it was repealed or superseded. */
  readonly endedFrom: CivilDate | null
}

/** A yearly call for applications. Both days belong to it; `null` until it is opened. */
export interface Call {
  readonly year: number
  readonly window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
  /** As its notice states them. */
  readonly quotas?: Quotas
}

export const isOpenOn = ({ window }: Call, on: CivilDate): boolean =>
  window !== null && window.opensOn <= on && on <= window.closesOn

/** Immutable: an event of an instrument or a call gives another value. */
export interface ApplicableLaw {
  readonly library: Library
  readonly instruments: ReadonlyArray<Instrument>
  readonly calls: ReadonlyArray<Call>
}

/** A library of texts of which none is in force yet, and no call. */
export const noLaw = (library: Library): ApplicableLaw => ({ library, instruments: [], calls: [] })

export const withInstrument = (law: ApplicableLaw, instrument: Instrument): ApplicableLaw => ({
  ...law,
  instruments: replaced(law.instruments, instrument, ({ slug }) => slug === instrument.slug),
})

export const withCall = (law: ApplicableLaw, call: Call): ApplicableLaw => ({
  ...law,
  calls: replaced(law.calls, call, ({ year }) => year === call.year),
})

/** In place of the one it replaces, or behind all. */
const replaced = <A>(all: ReadonlyArray<A>, next: A, isReplaced: (a: A) => boolean): ReadonlyArray<A> =>
  all.some(isReplaced) ? all.map((a) => (isReplaced(a) ? next : a)) : [...all, next]

/** The last day of a validity, both ends included. */
export const lastDayOf = ({ from, until }: Validity, readings: Readings): CivilDate => {
  if ("day" in until) return until.day
  const corresponding = plusYears(from, until.years)
  return readings["instrument.lastDay"] === "dayBefore" ? dayBefore(corresponding) : corresponding
}

/** The readings on a day: the defaults, and over them each interpretation that applies by then, in order of issue. */
export const readingsOn = (
  { interpretations }: Pick<Instrument, "interpretations">,
  defaults: Readings,
  on: CivilDate,
): Readings => ({
  ...defaults,
  ...Object.fromEntries(
    interpretations.filter(({ appliesFrom }) => appliesFrom <= on).map(({ reading, option }) => [reading, option]),
  ),
})

/** A rule as it stands on a day: its text, our encoding of it, and the readings of that day. */
export interface Rule {
  readonly applied: RuleApplied
  readonly regulation: Regulation
  readonly readings: Readings
  readonly from: CivilDate
  readonly lastDay: CivilDate
}

/** The days without a rule around the day asked for; `null` where nothing came before or is known to come after. */
export interface Gap {
  readonly after: CivilDate | null
  readonly until: CivilDate | null
}

/** `NotInForce` names the rule that was in force last, for readings that let existing titles be concluded under it. */
export type RuleStatus =
  | { readonly _tag: "InForce"; readonly rule: Rule }
  | { readonly _tag: "NotInForce"; readonly rule: Rule; readonly gap: Gap }
  | { readonly _tag: "NoRule"; readonly gap: Gap }

/** Every period in which some instrument is in force, as read on `on`, in order of time. */
export const periodsInForce = (law: ApplicableLaw, on: CivilDate): ReadonlyArray<Rule> =>
  law.instruments
    .flatMap((instrument) => {
      const regulation = findRegulation(law.library, instrument.regulation ?? "")
      return regulation === undefined
        ? []
        : instrument.validities.flatMap((validity) => periodOf(instrument, regulation, validity, on))
    })
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.applied.version - b.applied.version))

const periodOf = (
  instrument: Instrument,
  regulation: Regulation,
  validity: Validity,
  on: CivilDate,
): ReadonlyArray<Rule> => {
  const readings = readingsOn(instrument, regulation.readings, on)
  const regular = lastDayOf(validity, readings)
  const ended = instrument.endedFrom === null ? regular : dayBefore(instrument.endedFrom)
  const lastDay = ended < regular ? ended : regular
  if (lastDay < validity.from) return []
  const applied: RuleApplied = {
    instrument: instrument.slug,
    version: validity.version,
    regulation: regulation.id,
    encoding: regulation.encoding,
  }
  return [{ applied, regulation, readings, from: validity.from, lastDay }]
}

/** Memo per (immutable) applicable law and day: a decision asks several times, a replay for every event. */
const memo = new WeakMap<ApplicableLaw, Map<CivilDate, RuleStatus>>()

/** The later of two rules in force on one day governs; `instrument check` reports the overlap. */
export const ruleStatusOn = (law: ApplicableLaw, on: CivilDate): RuleStatus => {
  const days = memo.get(law) ?? new Map<CivilDate, RuleStatus>()
  const known = days.get(on)
  if (known !== undefined) return known
  const status = ruleStatusAmong(periodsInForce(law, on), on)
  memo.set(law, days.set(on, status))
  return status
}

const ruleStatusAmong = (all: ReadonlyArray<Rule>, on: CivilDate): RuleStatus => {
  const rule = all.findLast(({ from, lastDay }) => from <= on && on <= lastDay)
  if (rule !== undefined) return { _tag: "InForce", rule }
  const before = all.findLast(({ lastDay }) => lastDay < on)
  const after = all.find(({ from }) => from > on)
  const gap: Gap = { after: before?.lastDay ?? null, until: after?.from ?? null }
  return before === undefined ? { _tag: "NoRule", gap } : { _tag: "NotInForce", rule: before, gap }
}

/** The regulation whose territory and citations hold for a day, in force or not: the nearest there is. */
export const regulationNear = (law: ApplicableLaw, on: CivilDate): Regulation | undefined => {
  const status = ruleStatusOn(law, on)
  return status._tag === "NoRule" ? periodsInForce(law, on)[0]?.regulation : status.rule.regulation
}

export const callOf = (law: ApplicableLaw, year: number): Call | undefined =>
  law.calls.find((call) => call.year === year)
