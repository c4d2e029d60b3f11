/**
 * Generates plausible event sequences of a unit, in an order that acts allow. Cheap by the thousand, because nothing is
 * decided; `history` is the slower generator, with decided commands.
 */
import { civilDate, type Event, type EventType, type Uscc } from "@shifan/core"
import type { SeededRandom } from "../seeded-random.js"
import { canBeAnnulled, fresh, plusDays, recordedField, type Place, type Possible } from "./place.js"
import { possibleEvents } from "./possible-events.js"

const types = Object.keys(possibleEvents) as ReadonlyArray<EventType>

const chooseType = (random: SeededRandom, place: Place): EventType => {
  const weights = types.map((type) => possibleEvents[type].weight(place))
  let left = random.below(weights.reduce((total, weight) => total + weight, 0))
  return types.find((_, i) => (left -= weights[i] ?? 0) < 0) ?? "Applied"
}

/** The compiler cannot see that the type, its row and its data belong together. */
const drawEvent = (random: SeededRandom, type: EventType, place: Place) => {
  const row = possibleEvents[type] as Possible<EventType>
  const data = row.data(random, place)
  const event = {
    type,
    data,
    effectiveOn: place.on,
    actor: { role: "bureau" as const, code: "130300", officer: `SJ-0${random.below(3)}` },
    provisions: [],
    rule: null,
    readings: {},
  } as Event
  const decided = canBeAnnulled(event) ? { revision: place.revision, decision: type, before: place } : null
  const recorded = recordedField(event, place.revision)
  const before = startsCase(type) ? sinceLastStart(place.records) : place.records
  const records = recorded === undefined ? before : [...before, recorded]
  return { event, after: { ...place, records, ...row.leadsTo?.(data, place), decided } }
}

const startsCase = (type: EventType): boolean => type === "Applied" || type === "TitleImported"

/** Drops records from before the previous application, which can no longer be corrected. */
const sinceLastStart = (records: Place["records"]): Place["records"] =>
  records.slice(
    Math.max(
      0,
      records.findLastIndex(({ field }) => /^(?:Applied|TitleImported)\./.test(field)),
    ),
  )

/** `count` events of a unit, from 2021 on, weeks or most of a year apart. A failed review is followed by its revocation. */
export const randomEvents = (random: SeededRandom, unit: Uscc, count: number): ReadonlyArray<Event> => {
  const events: Array<Event> = []
  let place: Place = {
    unit,
    on: plusDays(civilDate("2021-01-01"), random.below(300)),
    revision: -1,
    phase: "none",
    everRevoked: false,
    validUntil: null,
    since: 0,
    decided: null,
    records: [],
    unitEnded: false,
    ...fresh,
  }
  while (events.length < count) {
    const last = events.at(-1)
    const failed = last?.type === "Reviewed" && last.data.outcome === "failed"
    const on = failed ? place.on : plusDays(place.on, random.chance(75) ? random.below(45) : random.between(100, 400))
    const here = { ...place, on, revision: events.length }
    const { event, after } = drawEvent(random, failed ? "Revoked" : chooseType(random, here), here)
    events.push(event)
    place = after
  }
  return events
}
