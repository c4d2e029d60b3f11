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
  /** Titles have changed since the last list, for longer than a month. */
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

const changesList: ReadonlyArray<string> = ["Certified", "TitleImported", "Revoked", "TitleSurrendered", "UnitEnded"]

export const newDiscretionObserver = (): DiscretionObserver => {
  let latestDay = ""
  let unlistedSince: CivilDate | undefined
  let newest: Instant | undefined

  const ofDesignation = (at: LeafPlace, { type, data, effectiveOn }: Envelope): ReadonlyArray<Discretion> => {
    if (effectiveOn > latestDay) latestDay = effectiveOn
    if (changesList.includes(type)) unlistedSince ??= effectiveOn
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
    unlistedSince = undefined
    const logSize = fieldOf(data, "logSize")
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
      const isDue = day !== undefined && unlistedSince !== undefined && isLongAgo(unlistedSince, day)
      const quietFor = newest && now && daysBetween(shanghaiDate(newest), shanghaiDate(now))
      return [
        ...(isDue ? [{ code: "ListDue" as const, since: unlistedSince ?? day, day }] : []),
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

const isLongAgo = (since: CivilDate, day: CivilDate): boolean =>
  isCivilDate(since) && since < day && daysBetween(since, day) > patience

const fieldOf = (data: unknown, key: string): unknown =>
  typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined
