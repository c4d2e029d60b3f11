/** Periods on an axis: the phases of a unit, the days without a rule, and long silences. */
import { daysBetween, nextDay, periodsInForce, phaseOn, type ApplicableLaw, type CivilDate } from "@shifan/core"
import { dayBefore } from "@shifan/core/law"
import type { PhaseName } from "@shifan/core/registry"
import { stateOn } from "../log/known-on.js"
import type { LogRecord } from "../log/log-records.js"
import { placeOf, type TimeAxis } from "./time-axis.js"

/** Both ends are inclusive. */
export interface Stretch {
  readonly from: CivilDate
  readonly until: CivilDate
  readonly x: number
  readonly width: number
}

export interface PhaseStretch extends Stretch {
  readonly phase: PhaseName
}

export interface Silence extends Stretch {
  /** From the previous record to the next. */
  readonly days: number
}

const stretch = (axis: TimeAxis, from: CivilDate, until: CivilDate): Stretch => {
  const x = placeOf(axis, from)
  return { from, until, x, width: Math.max(1, placeOf(axis, nextDay(until)) - x) }
}

/**
 * The unit's phase on every day of the axis, according to the records as known now. A phase changes on an effective date,
 * and on the day after a term ends.
 *
 * @param days effective dates of the records on the axis
 */
export const phasesOf = (
  records: ReadonlyArray<LogRecord>,
  days: ReadonlyArray<CivilDate>,
  axis: TimeAxis,
): ReadonlyArray<PhaseStretch> => {
  const effective = [...new Set([axis.from, ...days])].toSorted()
  const starts = effective.flatMap((day, i) => {
    const state = stateOn(records, day)
    if (state === undefined) return []
    const term = state.phase._tag === "certified" ? state.phase.title.validUntil : null
    const lapse = term === null || term < day ? [] : [nextDay(term)]
    const next = effective[i + 1]
    return [day, ...lapse.filter((on) => next === undefined || on < next)].map((on) => ({
      day: on,
      phase: phaseOn(state, on),
    }))
  })
  const changes = starts.filter(({ day, phase }, i) => day <= axis.until && phase !== starts[i - 1]?.phase)
  return changes.flatMap(({ day, phase }, i) => {
    const next = changes[i + 1]
    return phase === "none"
      ? []
      : [{ ...stretch(axis, day, next === undefined ? axis.until : dayBefore(next.day)), phase }]
  })
}

/** Days of the axis on which no instrument is in force. */
export const stretchesWithoutRule = (law: ApplicableLaw, axis: TimeAxis): ReadonlyArray<Stretch> => {
  const found: Array<Stretch> = []
  let free = axis.from
  for (const { from, lastDay } of periodsInForce(law, axis.until)) {
    if (free < from && free <= axis.until)
      found.push(stretch(axis, free, from <= axis.until ? dayBefore(from) : axis.until))
    if (lastDay >= free) free = nextDay(lastDay)
  }
  return free <= axis.until ? [...found, stretch(axis, free, axis.until)] : found
}

/** In days: no effective date for over a year. */
const longSilence = 366

/** @param days effective dates; the end of the axis ends the last silence */
export const silencesIn = (days: ReadonlyArray<CivilDate>, axis: TimeAxis): ReadonlyArray<Silence> => {
  const all = [...new Set([...days, axis.until])].toSorted()
  return all.flatMap((day, i) => {
    const next = all[i + 1]
    const between = next === undefined ? 0 : daysBetween(day, next)
    return next === undefined || between <= longSilence ? [] : [{ ...stretch(axis, day, next), days: between }]
  })
}
