/**
 * The swim lanes of one unit: a lane for each of those who act, a mark for each record, the phases of the unit above them, and
 * what is not there made visible: days without a rule, long silences, records that cannot be read, and numbers left out.
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

/** Whose act it is. A record that cannot be read says nothing of that. */
export type Lane = Role | "unknown"

export interface Mark {
  readonly record: LogRecord
  /** `null` for a record that cannot be read. */
  readonly event: Event | null
  readonly kind: StepKind
  readonly lane: Lane
  /** The day on which it takes effect; of a record that cannot be read, that of the one before it. */
  readonly day: CivilDate
  /** Of its middle. */
  readonly x: number
  /** From 0 at the top of its lane: marks of days that lie close together stand below each other. */
  readonly level: number
  /** How many revisions of the unit are left out between the record before it and this one. */
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
  /** Every mark, in the order of the log: what the table beside the picture has. */
  readonly marks: ReadonlyArray<Mark>
  /** The same, by who acts: in the order of an application, and only those who do. */
  readonly lanes: ReadonlyArray<LaneOfMarks>
}

export interface LaneOptions {
  readonly law: ApplicableLaw
  /** The day of the picture, which is the last on its line unless a record is of a later one. */
  readonly on: CivilDate
  /** Where the line begins and ends. */
  readonly left: number
  readonly right: number
  /** How wide a mark is, with the space beside it. */
  readonly markWidth: number
  /** Which of the records have marks: of a long history one page. Default: all. */
  readonly shown?: { readonly from: number; readonly until: number }
}

/** @param records of one unit, in the order of the log. */
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

/** Each on the first level of its lane that has room at its day. */
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
