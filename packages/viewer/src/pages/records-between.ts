/** Events that took effect between two days, one per line. */
import { isUscc, type CivilDate } from "@shifan/core"
import { eventName, isDecision } from "@shifan/core/messages"
import { detailInWords, unitNames } from "@shifan/casework"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import { reachesBack } from "@shifan/roster"
import { html, type Content, type Markup } from "@shifan/html"
import type { LogRecord, ViewedLog } from "../log/log-records.js"
import { regulationOf, written, type Place } from "./view.js"

interface ReadRecord extends LogRecord {
  readonly event: Envelope
}

export interface RecordsBetween {
  /** Sorted by effective date. */
  readonly shown: ReadonlyArray<ReadRecord>
  readonly more: number
}

/** Keeps the page readable. */
const mostShown = 100

const isRead = (record: LogRecord): record is ReadRecord => record.event !== null

/** From the day after `from` until `until`. */
export const recordsBetween = (
  { records }: Pick<ViewedLog, "records">,
  from: CivilDate,
  to: CivilDate,
  isAsked: (event: Envelope) => boolean = () => true,
): RecordsBetween => {
  const found = records
    .filter(isRead)
    .filter(({ event }) => from < event.effectiveOn && event.effectiveOn <= to && isAsked(event))
    .toSorted((a, b) => (a.event.effectiveOn < b.event.effectiveOn ? -1 : 1))
  return { shown: found.slice(0, mostShown), more: Math.max(0, found.length - mostShown) }
}

/** Decisions of an authority about a unit, and changes that reach back to the day of an earlier record. */
export const decides = (event: Envelope): boolean =>
  isDesignationEvent(event) && (isDecision(event) || reachesBack(event))

export const recordLine = (place: Place, { index, stream, event }: ReadRecord): Markup => {
  const { href, say } = place
  const regulation = regulationOf(place, event)
  const detail = detailInWords(event, regulation)
  return html`<span class="fixed">${event.effectiveOn}</span> <a href="${href({ view: "record", index })}">${say(eventName(event.type, regulation))}</a>${unitOf(place, stream)}${detail !== undefined && html` ${written(say(detail))}`}`
}

/** The platform, by the name that all pages give it, and the unit's code. */
const unitOf = ({ view }: Place, stream: string): Content => {
  const name = parseStream(stream)
  if (name?.aggregate !== "designation") return undefined
  const state = isUscc(name.key) ? view.known(view.on).units.get(name.key) : undefined
  const platform = state && unitNames(state)?.platform
  return html`${platform !== undefined && html` ${written(platform)}`} <span class="fixed">${name.key}</span>`
}
