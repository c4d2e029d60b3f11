/** The rule that governs a day, from the known instruments and calls of a bureau (art. 18). */
import { dayBefore, plusYears, type CivilDate } from "../law/civil-date.js"
import type { ReadingId, Readings } from "../law/readings.js"
import type { RuleApplied } from "./act.js"
import type { Quotas } from "./quotas.js"
import { findRegulation, type Library, type Regulation } from "./regulation.js"

/** A period of validity. `years` if the last day depends on reading `instrument.lastDay`. */
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

/** A legal instrument as the bureau has enacted, extended, interpreted and ended it. */
export interface Instrument {
  readonly slug: string
  readonly regulation: string | null
  readonly validities: ReadonlyArray<Validity>
  readonly interpretations: ReadonlyArray<Interpretation>
  /** First day on which it is no longer in force, if it was repealed or superseded. */
  readonly endedFrom: CivilDate | null
}

/** A yearly call for applications. Both days belong to it; `null` until it is opened. */
export interface Call {
  readonly year: number
  readonly window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
  /** Quotas stated in its notice. */
  readonly quotas?: Quotas
}

export const isOpenOn = ({ window }: Call, on: CivilDate): boolean =>
  window !== null && window.opensOn <= on && on <= window.closesOn

/** All instruments and calls of a bureau. Immutable: an event of the law gives a new value. */
export interface ApplicableLaw {
  readonly library: Library
  readonly instruments: ReadonlyArray<Instrument>
  readonly calls: ReadonlyArray<Call>
}

/**
 * The law of a bureau before its first act: it knows these regulations, and none of them is in force. Fold the events of
 * instruments and calls from here; until one enacts a regulation, every act that rests on the text is refused
 * (`NoRuleInForce`).
 */
export const noLaw = (library: Library): ApplicableLaw => ({ library, instruments: [], calls: [] })

export const withInstrument = (law: ApplicableLaw, instrument: Instrument): ApplicableLaw => ({
  ...law,
  instruments: replaced(law.instruments, instrument, ({ slug }) => slug === instrument.slug),
})

export const withCall = (law: ApplicableLaw, call: Call): ApplicableLaw => ({
  ...law,
  calls: replaced(law.calls, call, ({ year }) => year === call.year),
})

/** Replaces an item in place, or appends it. */
const replaced = <A>(all: ReadonlyArray<A>, next: A, isReplaced: (a: A) => boolean): ReadonlyArray<A> =>
  all.some(isReplaced) ? all.map((a) => (isReplaced(a) ? next : a)) : [...all, next]

/** The last day of a validity, inclusive. */
export const lastDayOf = ({ from, until }: Validity, readings: Readings): CivilDate => {
  if ("day" in until) return until.day
  const corresponding = plusYears(from, until.years)
  return readings["instrument.lastDay"] === "dayBefore" ? dayBefore(corresponding) : corresponding
}

/** The readings on a day: the defaults, overridden by the interpretations that apply by then, in order of issue. */
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

/** A rule on a day: the text, our encoding of it, and the readings in force. */
export interface Rule {
  readonly applied: RuleApplied
  readonly regulation: Regulation
  readonly readings: Readings
  readonly from: CivilDate
  readonly lastDay: CivilDate
}

/** The period without a rule around a day; `null` if no rule came before or none is known to follow. */
export interface Gap {
  readonly after: CivilDate | null
  readonly until: CivilDate | null
}

/** `NotInForce` has the rule last in force, for readings that let existing titles be concluded under it. */
export type RuleStatus =
  | { readonly _tag: "InForce"; readonly rule: Rule }
  | { readonly _tag: "NotInForce"; readonly rule: Rule; readonly gap: Gap }
  | { readonly _tag: "NoRule"; readonly gap: Gap }

/** All periods with an instrument in force, in chronological order, under the readings of `on`. */
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

/** Memo by (immutable) applicable law and day: a decision looks it up several times, a replay for every event. */
const memo = new WeakMap<ApplicableLaw, Map<CivilDate, RuleStatus>>()

/** The rule that governs a day. If two are in force, the later one governs; `instrument check` reports the overlap. */
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

/** The regulation for looking up territory and citations on a day, even if none is in force: the nearest one. */
export const regulationNear = (law: ApplicableLaw, on: CivilDate): Regulation | undefined => {
  const status = ruleStatusOn(law, on)
  return status._tag === "NoRule" ? periodsInForce(law, on)[0]?.regulation : status.rule.regulation
}

export const callOf = (law: ApplicableLaw, year: number): Call | undefined =>
  law.calls.find((call) => call.year === year)
