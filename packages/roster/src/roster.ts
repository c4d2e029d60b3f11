/** Art. 11: the list of designated platforms as of any day. A fold over events, with no opinion of its own. */
import { hasExpired, type CivilDate, type DivisionCode, type Event, type EventOf, type Uscc } from "@shifan/core"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import { isVisible, type RosterView } from "./view.js"

/** What the public reads of a title. Nothing sealed can be in it: there is no field that could hold it. */
export interface RosterEntry {
  readonly uscc: Uscc
  readonly operatingUnitName: string
  readonly platformName: string
  readonly countyOrDistrict: DivisionCode
  readonly certificateNumber: string | null
  readonly certifiedOn: CivilDate
  readonly lastConfirmedOn: CivilDate | null
  readonly plaqueAwardedOn: CivilDate | null
  /** The last day of a title with a term; after it the title is off the list. */
  readonly validUntil: CivilDate | null
}

interface Names {
  readonly operatingUnitName: string
  readonly platformName: string
  readonly countyOrDistrict: DivisionCode
}

/** One unit's place: the names it applied under, and the title it holds. */
export interface Place {
  readonly names: Names | null
  readonly entry: RosterEntry | null
}

export const nowhere: Place = { names: null, entry: null }

export const evolvePlace = (place: Place, uscc: Uscc, event: Event): Place => {
  const { names, entry } = place
  switch (event.type) {
    case "Applied": {
      const { applicantUnitName, platformName, countyOrDistrict } = event.data.form
      return { entry: null, names: { operatingUnitName: applicantUnitName, platformName, countyOrDistrict } }
    }
    case "Certified": {
      const { certificateNumber, validUntil = null } = event.data
      const title = { certificateNumber, certifiedOn: event.effectiveOn, validUntil }
      return names === null ? place : { names, entry: { ...untouched, uscc, ...names, ...title } }
    }
    case "TitleImported": {
      const { operatingUnitName, platformName, countyOrDistrict, grantedOn, lastConfirmedOn = null } = event.data
      const { validUntil = null } = event.data
      const imported = { operatingUnitName, platformName, countyOrDistrict }
      const title = {
        certificateNumber: null,
        certifiedOn: grantedOn,
        lastConfirmedOn,
        plaqueAwardedOn: null,
        validUntil,
      }
      return { names: imported, entry: { uscc, ...imported, ...title } }
    }
    case "ParticularsChanged": {
      const { after } = event.data
      return { names: names && { ...names, ...after }, entry: entry && { ...entry, ...after } }
    }
    case "PlaqueAwarded":
      return { names, entry: entry && { ...entry, plaqueAwardedOn: event.data.awardedOn } }
    case "Reviewed":
      return event.data.outcome === "failed" ? place : { names, entry: entry && confirmed(entry, event) }
    case "Revoked":
      return { names, entry: null }
    default:
      return place
  }
}

const confirmed = (entry: RosterEntry, { data, effectiveOn }: EventOf<"Reviewed">): RosterEntry => ({
  ...entry,
  lastConfirmedOn: effectiveOn,
  validUntil: data.validUntil === undefined ? entry.validUntil : data.validUntil,
})

const untouched = { lastConfirmedOn: null, plaqueAwardedOn: null } as const

export interface Roster {
  /** Takes the next event; those of other aggregates and outside the view change nothing. */
  readonly apply: (envelope: Envelope) => void
  /**
   * In the order the list is published in: by day of certification, then by code. `on`: the day whose list it is, the
   * view's own unless told; titles whose term has run out by then are not on it.
   */
  readonly list: (on?: CivilDate) => ReadonlyArray<RosterEntry>
}

/** The roster under a view, fed with events in an order that keeps each stream's own: streams do not hang together. */
export const rosterUnder = (view: RosterView = {}): Roster => {
  const places = new Map<string, Place>()
  return {
    apply: (envelope) => {
      const name = parseStream(envelope.stream)
      if (name?.aggregate !== "designation" || !isDesignationEvent(envelope) || !isVisible(view, envelope)) return
      places.set(name.key, evolvePlace(places.get(name.key) ?? nowhere, name.key, envelope))
    },
    list: (on = view.asOf) => listed(places.values(), on),
  }
}

/** The titles that hold, in the order they are published in. */
export const listed = (places: Iterable<Place>, on: CivilDate | undefined): ReadonlyArray<RosterEntry> =>
  [...places]
    .flatMap(({ entry }) => (entry === null || (on !== undefined && hasExpired(entry, on)) ? [] : [entry]))
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))

const order = ({ certifiedOn, uscc }: RosterEntry): string => `${certifiedOn} ${uscc}`
