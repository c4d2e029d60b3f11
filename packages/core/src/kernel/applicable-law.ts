/** Which rule governs a day: the instruments and calls of a bureau, folded once and asked many times. */
import type { CallEvent } from "../aggregates/call/event.js"
import { evolveCall, initialCall, type CallState } from "../aggregates/call/state.js"
import type { RuleApplied } from "../aggregates/designation/event.js"
import type { InstrumentEvent } from "../aggregates/instrument/event.js"
import {
  evolveInstrument,
  initialInstrument,
  lastDayOf,
  readingsOn,
  type InstrumentState,
  type Validity,
} from "../aggregates/instrument/state.js"
import { dayBefore, type CivilDate } from "../law/civil-date.js"
import type { Readings } from "../law/readings.js"
import { findRegulation, type Library, type Regulation } from "./regulation.js"

export interface Regime {
  readonly library: Library
  readonly instruments: ReadonlyArray<InstrumentState>
  readonly calls: ReadonlyArray<CallState>
}

export const emptyRegime = (library: Library): Regime => ({ library, instruments: [], calls: [] })

export const withInstrumentEvent = (regime: Regime, slug: string, event: InstrumentEvent): Regime => ({
  ...regime,
  instruments: replaced(
    regime.instruments,
    (one) => one.slug === slug,
    (one) => evolveInstrument(one ?? initialInstrument(slug), event),
  ),
})

export const withCallEvent = (regime: Regime, year: number, event: CallEvent): Regime => ({
  ...regime,
  calls: replaced(
    regime.calls,
    (one) => one.year === year,
    (one) => evolveCall(one ?? initialCall(year), event),
  ),
})

const replaced = <A>(
  all: ReadonlyArray<A>,
  is: (one: A) => boolean,
  change: (one: A | undefined) => A,
): ReadonlyArray<A> => {
  const changed = change(all.find(is))
  return all.some(is) ? all.map((one) => (is(one) ? changed : one)) : [...all, changed]
}

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

/** `Lapsed` names the rule that was in force last, for readings that let existing titles be concluded under it. */
export type Standing =
  | { readonly _tag: "InForce"; readonly rule: Rule }
  | { readonly _tag: "Lapsed"; readonly rule: Rule; readonly gap: Gap }
  | { readonly _tag: "NoRule"; readonly gap: Gap }

/** Every stretch of validity of every instrument, as read on `on`, in order of time. */
export const stretches = (regime: Regime, on: CivilDate): ReadonlyArray<Rule> =>
  regime.instruments
    .flatMap((instrument) => {
      const regulation = findRegulation(regime.library, instrument.regulation ?? "")
      return regulation === undefined
        ? []
        : instrument.validities.flatMap((validity) => stretch(instrument, regulation, validity, on))
    })
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.applied.version - b.applied.version))

const stretch = (
  instrument: InstrumentState,
  regulation: Regulation,
  validity: Validity,
  on: CivilDate,
): ReadonlyArray<Rule> => {
  const readings = readingsOn(instrument, regulation.readings, on)
  const natural = lastDayOf(validity, readings)
  const ended = instrument.endedFrom === null ? natural : dayBefore(instrument.endedFrom)
  const lastDay = ended < natural ? ended : natural
  if (lastDay < validity.from) return []
  const applied: RuleApplied = {
    instrument: instrument.slug,
    version: validity.version,
    regulation: regulation.id,
    encoding: regulation.encoding,
  }
  return [{ applied, regulation, readings, from: validity.from, lastDay }]
}

/** What each regime, which never changes, has answered for a day: a decision asks it several times, a replay for ever. */
const answered = new WeakMap<Regime, Map<CivilDate, Standing>>()

/** The later of two rules in force on one day governs; `instrument check` reports the overlap. */
export const standingOn = (regime: Regime, on: CivilDate): Standing => {
  const days = answered.get(regime) ?? new Map<CivilDate, Standing>()
  const known = days.get(on)
  if (known !== undefined) return known
  const standing = standingAmong(stretches(regime, on), on)
  answered.set(regime, days.set(on, standing))
  return standing
}

const standingAmong = (all: ReadonlyArray<Rule>, on: CivilDate): Standing => {
  const rule = all.findLast(({ from, lastDay }) => from <= on && on <= lastDay)
  if (rule !== undefined) return { _tag: "InForce", rule }
  const before = all.findLast(({ lastDay }) => lastDay < on)
  const after = all.find(({ from }) => from > on)
  const gap: Gap = { after: before?.lastDay ?? null, until: after?.from ?? null }
  return before === undefined ? { _tag: "NoRule", gap } : { _tag: "Lapsed", rule: before, gap }
}

/** The regulation whose territory and citations hold for a day, in force or not: the nearest there is. */
export const regulationNear = (regime: Regime, on: CivilDate): Regulation | undefined => {
  const standing = standingOn(regime, on)
  return standing._tag === "NoRule" ? stretches(regime, on)[0]?.regulation : standing.rule.regulation
}

export const callOf = (regime: Regime, year: number): CallState | undefined =>
  regime.calls.find((call) => call.year === year)
