/** What the bureau is free to do, and an auditor should see that it did: imports, laws that reach back, erasures, late lists. */
import type { LeafPlace } from "@shifan/audit"
import { type CivilDate, daysBetween, type Instant, isCivilDate, isInstant, shanghaiDate } from "@shifan/core"
import { type Envelope, isDesignationEvent, isInstrumentEvent, isPublicationEvent } from "@shifan/event-store"

export type Discretion =
  /** A title that another instrument granted, on the bureau's word. */
  | { readonly code: "Imported"; readonly at: LeafPlace; readonly grantedOn: string }
  /**
   * An extension, an end or an interpretation that reaches back: before its own day, or behind what was decided already; or
   * a correction of the days of one, or of a call's.
   */
  | { readonly code: "RetroactiveLaw"; readonly at: LeafPlace; readonly type: string; readonly from: CivilDate }
  | { readonly code: "Erased"; readonly at: LeafPlace }
  /** A list computed from fewer leaves than there were when it was published. */
  | { readonly code: "ListBehind"; readonly at: LeafPlace; readonly logSize: number }
  /** Who holds a title has changed since the last list that shows it, for longer than a month. */
  | { readonly code: "ListDue"; readonly since: CivilDate; readonly day: CivilDate }
  /** Nothing was recorded for longer than a month. */
  | { readonly code: "NewestRecordOld"; readonly recordedAt: string; readonly days: number }

export interface DiscretionObserver {
  /** Takes the events in the order of the log. */
  readonly observe: (at: LeafPlace, envelope: Envelope) => ReadonlyArray<Discretion>
  /** As of the day of the roster, and by the reader's clock, as far as there are such. */
  /** The day of the newest record, in Shanghai. */
  readonly newestOn: () => CivilDate | null
  readonly end: (day: CivilDate | undefined, now: Instant | undefined) => ReadonlyArray<Discretion>
}

/** In days: a list may follow what changes it, and a quiet month is no sign of anything. */
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

/** A change of who is on the list, which no list has shown yet. */
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
    const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : undefined
    if (isChangeOfList(envelope)) unlisted.push({ index: at.index, effectiveOn, recordedOn })
    if (type === "TitleImported") return [{ code: "Imported", at, grantedOn: String(fieldOf(data, "grantedOn")) }]
    return type === "PersonalDataErased" ? [{ code: "Erased", at }] : []
  }

  const ofInstrument = (at: LeafPlace, { type, data, effectiveOn }: Envelope): ReadonlyArray<Discretion> => {
    if (type === "InstrumentCorrected") return ofCorrection(at, type, data)
    const from = type === "Enacted" ? undefined : (fieldOf(data, "from") ?? fieldOf(data, "appliesFrom"))
    if (typeof from !== "string" || !isCivilDate(from)) return []
    return from < effectiveOn || from <= latestDay ? [{ code: "RetroactiveLaw", at, type, from }] : []
  }

  const ofPublication = (at: LeafPlace, { data }: Envelope): ReadonlyArray<Discretion> => {
    const [logSize, asOf] = [fieldOf(data, "logSize"), fieldOf(data, "asOf")]
    // A list of fewer leaves, or of an earlier day, does not show what changed after them.
    unlisted = unlisted.filter(({ index, effectiveOn }) => index >= Number(logSize) || effectiveOn > String(asOf))
    return typeof logSize === "number" && logSize < at.index ? [{ code: "ListBehind", at, logSize }] : []
  }

  return {
    observe: (at, envelope) => {
      const { recordedAt } = envelope
      if (isInstant(recordedAt)) newest = recordedAt
      if (isDesignationEvent(envelope)) return ofDesignation(at, envelope)
      if (isInstrumentEvent(envelope)) return ofInstrument(at, envelope)
      if (envelope.type === "CallCorrected") return ofCorrection(at, envelope.type, envelope.data)
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

/** From the first of the days that it moves; one that moves none says nothing new of the law. */
const ofCorrection = (at: LeafPlace, type: string, data: unknown): ReadonlyArray<Discretion> => {
  const was = daysOf(fieldOf(data, "from"))
  const is = daysOf(fieldOf(data, "to"))
  const [from] = [...was.filter((day) => !is.includes(day)), ...is.filter((day) => !was.includes(day))].toSorted()
  return from === undefined ? [] : [{ code: "RetroactiveLaw", at, type, from }]
}

/** Of an act as a correction gives it; none of one that is struck out. */
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
