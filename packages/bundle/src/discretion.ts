/** Lawful uses of discretion that an auditor should see: imported titles, retroactive law and records, erasures, late lists. */
import type { LeafPlace } from "@shifan/audit"
import { type CivilDate, daysBetween, type Instant, isCivilDate, isInstant, nextDay, shanghaiDate } from "@shifan/core"
import {
  type Envelope,
  isCallEvent,
  isDesignationEvent,
  isInstrumentEvent,
  isPublicationEvent,
} from "@shifan/event-store"

export type Discretion =
  /** A title granted under another instrument; the log has only the bureau's word for it. */
  | { readonly code: "Imported"; readonly at: LeafPlace; readonly grantedOn: string }
  /**
   * An extension, end or interpretation, or the opening or closing of a call, that takes effect before its own day or before
   * decisions already taken; or a correction of such days.
   */
  | { readonly code: "RetroactiveLaw"; readonly at: LeafPlace; readonly type: string; readonly from: CivilDate }
  /** A unit's record that was corrected, or annulled from the beginning: `revision` in its stream, with effect from its own day. */
  | { readonly code: "RetroactiveRecord"; readonly at: LeafPlace; readonly type: string; readonly revision: number }
  | { readonly code: "Erased"; readonly at: LeafPlace }
  /** A list computed from fewer leaves than the log had when it was published. */
  | { readonly code: "ListBehind"; readonly at: LeafPlace; readonly logSize: number }
  /** Title holders changed more than a month ago, and no list has shown the change yet. */
  | { readonly code: "ListDue"; readonly since: CivilDate; readonly day: CivilDate }
  /** No record for more than a month. */
  | { readonly code: "NewestRecordOld"; readonly recordedAt: string; readonly days: number }

export interface DiscretionObserver {
  /** Takes the events in log order. */
  readonly observe: (at: LeafPlace, envelope: Envelope) => ReadonlyArray<Discretion>
  /** Day of the newest record, in Shanghai. */
  readonly newestOn: () => CivilDate | null
  /** Final observations, as of the day of the roster and by the reader's clock, if given. */
  readonly end: (day: CivilDate | undefined, now: Instant | undefined) => ReadonlyArray<Discretion>
}

/** In days. A list may lag behind a change this long, and a quiet month is not suspicious. */
const patience = 30

const changesList: ReadonlyArray<string> = [
  "Certified",
  "TitleImported",
  "Revoked",
  "TitleSurrendered",
  "UnitEnded",
  "TitleSucceeded",
  "TitleInherited",
  "DecisionAnnulled",
]

const isChangeOfList = ({ type, data }: Envelope): boolean =>
  changesList.includes(type) || (type === "Reviewed" && fieldOf(data, "outcome") === "failed")

/** As `reachesBackTo` of core, but for data that may be malformed. */
const isRetroactive = ({ type, data }: Envelope): boolean =>
  type === "RecordCorrected" || (type === "DecisionAnnulled" && fieldOf(data, "effect") === "fromBeginning")

/** A change to the list's members that no list has shown yet. */
interface Unlisted {
  readonly index: number
  readonly effectiveOn: CivilDate
  readonly recordedOn: CivilDate | undefined
}

export const newDiscretionObserver = (): DiscretionObserver => {
  let latestDay = ""
  let unlisted: Array<Unlisted> = []
  let newest: Instant | undefined

  const ofDesignation = (at: LeafPlace, envelope: Envelope): ReadonlyArray<Discretion> => {
    const { type, data, effectiveOn, recordedAt } = envelope
    if (effectiveOn > latestDay) latestDay = effectiveOn
    if (isChangeOfList(envelope)) {
      const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : undefined
      unlisted.push({ index: at.index, effectiveOn, recordedOn })
    }
    if (type === "TitleImported") return [{ code: "Imported", at, grantedOn: String(fieldOf(data, "grantedOn")) }]
    if (type === "PersonalDataErased") return [{ code: "Erased", at }]
    const changed = fieldOf(data, "revision")
    return isRetroactive(envelope) && typeof changed === "number"
      ? [{ code: "RetroactiveRecord", at, type, revision: changed }]
      : []
  }

  const ofLaw = (at: LeafPlace, { type, data, effectiveOn }: Envelope): ReadonlyArray<Discretion> => {
    if (type === "InstrumentCorrected" || type === "CallCorrected") return ofCorrection(at, type, data)
    const from = type === "Enacted" ? undefined : firstDayOf(data)
    return from !== undefined && (from < effectiveOn || from <= latestDay)
      ? [{ code: "RetroactiveLaw", at, type, from }]
      : []
  }

  const ofPublication = (at: LeafPlace, { data }: Envelope): ReadonlyArray<Discretion> => {
    const [logSize, asOf] = [fieldOf(data, "logSize"), fieldOf(data, "asOf")]
    // A list with fewer leaves, or of an earlier day, does not show later changes.
    unlisted = unlisted.filter(({ index, effectiveOn }) => index >= Number(logSize) || effectiveOn > String(asOf))
    return typeof logSize === "number" && logSize < at.index ? [{ code: "ListBehind", at, logSize }] : []
  }

  return {
    observe: (at, envelope) => {
      const { recordedAt } = envelope
      if (isInstant(recordedAt)) newest = recordedAt
      if (isDesignationEvent(envelope)) return ofDesignation(at, envelope)
      if (isInstrumentEvent(envelope) || isCallEvent(envelope)) return ofLaw(at, envelope)
      return isPublicationEvent(envelope) ? ofPublication(at, envelope) : []
    },
    newestOn: () => (newest === undefined ? null : shanghaiDate(newest)),
    end: (day, now) => {
      const newestOn = newest && shanghaiDate(newest)
      const due = unlisted.find(
        ({ effectiveOn, recordedOn }) =>
          (day !== undefined && isLongAgo(effectiveOn, day)) ||
          (recordedOn !== undefined && newestOn !== undefined && isLongAgo(recordedOn, newestOn)),
      )
      const quietFor = newest && now && daysBetween(shanghaiDate(newest), shanghaiDate(now))
      return [
        ...(due === undefined ? [] : [listDue(due, day, newestOn)]),
        ...(newest !== undefined && quietFor !== undefined && quietFor > patience
          ? [{ code: "NewestRecordOld" as const, recordedAt: newest, days: quietFor }]
          : []),
      ]
    },
  }
}

/** Retroactive from the earliest day that it moves. A correction that moves no day does not change the law. */
const ofCorrection = (at: LeafPlace, type: string, data: unknown): ReadonlyArray<Discretion> => {
  const was = daysOf(fieldOf(data, "from"))
  const is = daysOf(fieldOf(data, "to"))
  const [from] = [...was.filter((day) => !is.includes(day)), ...is.filter((day) => !was.includes(day))].toSorted()
  return from === undefined ? [] : [{ code: "RetroactiveLaw", at, type, from }]
}

const dayIn = (data: unknown, name: string): CivilDate | undefined => {
  const value = fieldOf(data, name)
  return typeof value === "string" && isCivilDate(value) ? value : undefined
}

/** The first day on which an act changes the law. A closed call still has its last day. */
const firstDayOf = (data: unknown): CivilDate | undefined => {
  const closedOn = dayIn(data, "closedOn")
  return dayIn(data, "from") ?? dayIn(data, "appliesFrom") ?? dayIn(data, "opensOn") ?? (closedOn && nextDay(closedOn))
}

/** The days in an act as stated in a correction; none if the act is struck out. */
const daysOf = (act: unknown): ReadonlyArray<CivilDate> =>
  Object.values(Object(fieldOf(act, "data")))
    .filter((value) => typeof value === "string")
    .filter(isCivilDate)

const listDue = (
  { effectiveOn }: Unlisted,
  day: CivilDate | undefined,
  newestOn: CivilDate | undefined,
): Discretion => {
  const until = [day, newestOn].filter((one) => one !== undefined).toSorted()
  return { code: "ListDue", since: effectiveOn, day: until.at(-1) ?? effectiveOn }
}

const isLongAgo = (since: CivilDate, day: CivilDate): boolean =>
  isCivilDate(since) && since < day && daysBetween(since, day) > patience

const fieldOf = (data: unknown, key: string): unknown =>
  typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined
