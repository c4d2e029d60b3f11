/** Events that took effect between two days, one per line. */
import type { CivilDate } from "@shifan/core"
import { eventDetail, eventName, isDecision } from "@shifan/core/messages"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import { reachesBack } from "@shifan/roster"
import { html, type Markup } from "@shifan/html"
import type { LogRecord, ViewedLog } from "../log/log-records.js"
import { written, type Place } from "./view.js"

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

export const recordLine = ({ href, say }: Place, { index, stream, event }: ReadRecord): Markup => {
  const detail = isDesignationEvent(event) ? eventDetail(event) : undefined
  const name = parseStream(stream)
  return html`<span class="fixed">${event.effectiveOn}</span> <a href="${href({ view: "record", index })}">${say(eventName(event.type))}</a> ${name?.aggregate === "designation" && html`<span class="fixed">${name.key}</span>`} ${detail !== undefined && written(say(detail))}`
}
