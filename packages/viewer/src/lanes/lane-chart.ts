/**
 * The swim lanes of a unit: a lane per actor, a mark per record, and the unit's phases above them. Gaps are visible too:
 * days without a rule, long silences, unreadable records, and missing revisions.
 */
import { roles, type ApplicableLaw, type CivilDate, type Event, type Role } from "@shifan/core"
import { isDesignationEvent } from "@shifan/event-store"
import type { LogRecord } from "../log/log-records.js"
import { stepKindOf, type StepKind } from "./step-kinds.js"
import {
  phasesOf,
  silencesIn,
  stretchesWithoutRule,
  type PhaseStretch,
  type Silence,
  type Stretch,
} from "./stretches.js"
import { placeOf, ticksOf, type Tick, type TimeAxis } from "./time-axis.js"

/** The role that acts; unknown if the record cannot be read. */
export type Lane = Role | "unknown"

export interface Mark {
  readonly record: LogRecord
  /** `null` if the record cannot be read. */
  readonly event: Event | null
  readonly kind: StepKind
  readonly lane: Lane
  /** Effective date; for an unreadable record, that of the previous record. */
  readonly day: CivilDate
  /** Position of its centre. */
  readonly x: number
  /** From 0 at the top of its lane: marks of nearby days are stacked. */
  readonly level: number
  /** Number of the unit's revisions missing between the previous record and this one. */
  readonly missingBefore: number
}

export interface LaneOfMarks {
  readonly lane: Lane
  readonly levels: number
  readonly marks: ReadonlyArray<Mark>
}

export interface LaneChart {
  readonly axis: TimeAxis
  readonly ticks: ReadonlyArray<Tick>
  readonly phases: ReadonlyArray<PhaseStretch>
  readonly withoutRule: ReadonlyArray<Stretch>
  readonly silences: ReadonlyArray<Silence>
  /** All marks in log order, like the table next to the picture. */
  readonly marks: ReadonlyArray<Mark>
  /** The same marks by actor, in the order of an application's steps; only actors with marks. */
  readonly lanes: ReadonlyArray<LaneOfMarks>
}

export interface LaneOptions {
  readonly law: ApplicableLaw
  /** The day of the picture: the last on its axis, unless a record has a later one. */
  readonly on: CivilDate
  /** Start and end of the axis. */
  readonly left: number
  readonly right: number
  /** Width of a mark, including the space around it. */
  readonly markWidth: number
  /** Range of records with marks; a long history has several pages. Default: all. */
  readonly shown?: { readonly from: number; readonly until: number }
}

/** @param records of one unit, in log order */
export const laneChart = (records: ReadonlyArray<LogRecord>, options: LaneOptions): LaneChart => {
  const { law, on, left, right, markWidth, shown = { from: 0, until: records.length } } = options
  const dated = datedRecords(records, on).slice(shown.from, shown.until)
  const days = dated.map(({ day }) => day).toSorted()
  const last = days.at(-1) ?? on
  const isLastPage = shown.until >= records.length
  const axis = { from: days[0] ?? on, until: isLastPage && last < on ? on : last, left, right }
  const marks = placedMarks(dated, axis, markWidth)
  return {
    axis,
    ticks: ticksOf(axis),
    phases: phasesOf(records, days, axis),
    withoutRule: stretchesWithoutRule(law, axis),
    silences: silencesIn(days, axis),
    marks,
    lanes: lanesOf(marks),
  }
}

type DatedRecord = Omit<Mark, "x" | "level">

const datedRecords = (records: ReadonlyArray<LogRecord>, on: CivilDate): ReadonlyArray<DatedRecord> => {
  let day = records.find(({ event }) => event !== null)?.event?.effectiveOn ?? on
  let revision = -1
  return records.map((record) => {
    const event = record.event !== null && isDesignationEvent(record.event) ? record.event : null
    day = event?.effectiveOn ?? day
    const missingBefore = Math.max(0, record.revision - revision - 1)
    revision = Math.max(revision, record.revision)
    const kind = event === null ? "damaged" : stepKindOf(event)
    return { record, event, kind, lane: event?.actor.role ?? "unknown", day, missingBefore }
  })
}

/** Places each mark on the first level of its lane with room at its day. */
const placedMarks = (dated: ReadonlyArray<DatedRecord>, axis: TimeAxis, markWidth: number): ReadonlyArray<Mark> => {
  const taken = new Map<Lane, Array<Array<number>>>()
  return dated.map((record) => {
    const x = placeOf(axis, record.day)
    const levels = taken.get(record.lane) ?? []
    taken.set(record.lane, levels)
    const free = levels.findIndex((places) => places.every((place) => Math.abs(place - x) >= markWidth))
    const level = free === -1 ? levels.length : free
    levels[level] = [...(levels[level] ?? []), x]
    return { ...record, x, level }
  })
}

const order: ReadonlyArray<Lane> = [...roles, "unknown"]

const lanesOf = (marks: ReadonlyArray<Mark>): ReadonlyArray<LaneOfMarks> =>
  order.flatMap((lane) => {
    const own = marks.filter((mark) => mark.lane === lane)
    return own.length === 0 ? [] : [{ lane, marks: own, levels: Math.max(...own.map(({ level }) => level)) + 1 }]
  })
