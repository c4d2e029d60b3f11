/** The public part of the log, folded: the list, every unit that ever held a title, changes and publications. */
import { textOfActIn, visibleHistory, type TextOfAct } from "@shifan/casework"
import type { CivilDate, Library, PublicationEvent, Regulation, State, Title } from "@shifan/core"
import type { ServiceCategory } from "@shifan/core/forms"
import { hasInherited, successorOf } from "@shifan/core/registry"
import {
  isDesignationEvent,
  isInstrumentEvent,
  evolveLaw,
  initialLaw,
  isPublicationEvent,
  parseStream,
  type Envelope,
} from "@shifan/event-store"
import { entriesOf, isVisible, listOf, rostersAt, stateAfter, type RosterEntry } from "@shifan/roster"
import { isTold } from "./telling.js"
import { turningPoints } from "./turning-points.js"
import { titleStatusOn, type HeldPhase, type TitleStatus } from "./title-status.js"

/** An event from the log, with its original bytes. */
export interface LogEvent {
  readonly envelope: Envelope
  readonly leaf: Uint8Array
}

/** A unit that holds or has held a title. */
export interface UnitRecord {
  readonly uscc: State["unit"]
  /** The current title, or the last one. */
  readonly title: Title
  readonly status: TitleStatus
  /** As named in the last successful application; empty for a title granted under an earlier instrument. */
  readonly services: ReadonlyArray<ServiceCategory>
  readonly successor: State["unit"] | undefined
  readonly history: ReadonlyArray<Envelope>
}

/** A change to the list, a title or the law, in log order. */
export interface Change {
  readonly envelope: Envelope
  /** `undefined` if it concerns no unit. */
  readonly unit: UnitRecord | undefined
  /** The platform's name after the change; empty if it concerns no unit. Pages of changes must not change later. */
  readonly platformName: string
}

/** A published list with its rows. */
export interface PublishedList {
  readonly event: Envelope & PublicationEvent
  /** Computed from the leaves that the publication names. */
  readonly list: ReadonlyArray<RosterEntry>
}

/** Everything that the site shows, computed from the log up to a day. */
export interface PublicRecord {
  readonly asOf: CivilDate
  /** Number of leaves of the log that it is computed from. */
  readonly logSize: number
  readonly list: ReadonlyArray<RosterEntry>
  /** Sorted by certification date of their last title, then by code. */
  readonly units: ReadonlyArray<UnitRecord>
  readonly changes: ReadonlyArray<Change>
  readonly published: ReadonlyArray<PublishedList>
  /** The text that an act was decided under: a record may have acts under several. */
  readonly textOf: TextOfAct
  /** How often acts under the site's text turned on a provision, or on an option of a reading, by `id=option`. */
  readonly counts: ReadonlyMap<string, number>
}

/** `regulation`: the text of the site. `library`: every text of the record; by default only that one. */
export interface RecordView {
  readonly asOf: CivilDate
  readonly regulation: Regulation
  readonly library?: Library
}

/**
 * @param events the whole log, in order. Acts that take effect after `asOf` are left out, unless they change an earlier act
 *   from its own day on.
 */
export const publicRecord = (
  events: ReadonlyArray<LogEvent>,
  { asOf, regulation, library = [regulation] }: RecordView,
): PublicRecord => {
  const division = regulation.territory.bureau.code
  const visible = events.map(({ envelope }) => envelope).filter((envelope) => isVisible({ asOf }, envelope))
  const own = visible.filter(({ stream }) => parseStream(stream)?.division === division)
  const lives = livesOf(
    Map.groupBy(own.filter(isDesignationEvent), ({ stream }) => stream),
    asOf,
  )
  const states = new Map(lives.map(({ stream, state }) => [stream, state]))
  const units = unitsOf(lives, states, asOf)
  const { applicable } = visible.reduce(evolveLaw, initialLaw(library))
  const textOf = textOfActIn(applicable, regulation)
  const byStream = new Map(units.map((unit) => [`designation-${division}-${unit.uscc}`, unit]))
  return {
    asOf,
    logSize: events.length,
    list: listOf(entriesOf(states), asOf),
    units: units.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    changes: changesIn(own, byStream, new Map(lives.flatMap(({ names }) => [...names]))),
    published: publishedLists(events, own.filter(isPublicationEvent), division),
    textOf,
    counts: turningPoints(own.filter((event) => textOf(event).id === regulation.id)),
  }
}

const sortKey = ({ title, uscc }: UnitRecord): string => `${title.certifiedOn} ${uscc}`

/** The history of a stream. */
interface Life {
  readonly stream: string
  readonly history: ReadonlyArray<Envelope>
  readonly state: State
  /** The last phase with a title; a new application replaces the phase of the earlier title. */
  readonly held: HeldPhase | undefined
  readonly services: ReadonlyArray<ServiceCategory>
  /** The platform's name after each event since it first held a title. */
  readonly names: ReadonlyMap<Envelope, string>
}

const livesOf = (streams: ReadonlyMap<string, ReadonlyArray<Envelope>>, asOf: CivilDate): ReadonlyArray<Life> =>
  [...streams].flatMap(([stream, envelopes]) => {
    const history = visibleHistory(envelopes, { asOf })
    let state: State | undefined
    let held: HeldPhase | undefined
    let services: ReadonlyArray<ServiceCategory> = []
    const names = new Map<Envelope, string>()
    for (const envelope of history) {
      if (envelope.type === "Certified" && state?.phase._tag === "recommended")
        services = state.phase.case.form.serviceCategories
      state = stateAfter(state, envelope)
      if (state !== undefined && "title" in state.phase) held = state.phase
      if (held !== undefined) names.set(envelope, held.title.platformName)
    }
    return state === undefined ? [] : [{ stream, history, state, held, services, names }]
  })

const unitsOf = (
  lives: ReadonlyArray<Life>,
  states: ReadonlyMap<string, State>,
  asOf: CivilDate,
): ReadonlyArray<UnitRecord> => {
  const byCode = new Map(lives.map((life) => [life.state.unit, life]))
  const servicesOf = ({ services, held }: Life): ReadonlyArray<ServiceCategory> => {
    const predecessor = held?.title.predecessor
    const before = predecessor == null ? undefined : byCode.get(predecessor)
    return services.length > 0 || before === undefined ? services : servicesOf(before)
  }
  return lives.flatMap((life) => {
    const { held, state, stream, history } = life
    if (held === undefined) return []
    const successor = successorOf({ phase: held })
    const taker = successor && states.get(`${stream.slice(0, -state.unit.length)}${successor}`)
    const status = titleStatusOn(held, asOf, successor !== undefined && hasInherited(taker, state))
    return [{ uscc: state.unit, title: held.title, status, services: servicesOf(life), successor, history }]
  })
}

const changesIn = (
  envelopes: ReadonlyArray<Envelope>,
  units: ReadonlyMap<string, UnitRecord>,
  names: ReadonlyMap<Envelope, string>,
): ReadonlyArray<Change> =>
  envelopes.filter(isTold).flatMap((envelope) => {
    if (isPublicationEvent(envelope) || isInstrumentEvent(envelope))
      return [{ envelope, unit: undefined, platformName: "" }]
    const platformName = names.get(envelope)
    return platformName === undefined ? [] : [{ envelope, unit: units.get(envelope.stream), platformName }]
  })

const publishedLists = (
  events: ReadonlyArray<LogEvent>,
  publications: ReadonlyArray<PublishedList["event"]>,
  division: string,
): ReadonlyArray<PublishedList> => {
  const lists = new Map<number, ReadonlyArray<RosterEntry>>()
  const points = publications.map(({ revision, data }) => ({
    revision,
    asOf: data.asOf,
    logSize: data.logSize,
    division,
  }))
  const collector = rostersAt(points, ({ revision }, { list }) => lists.set(revision, list))
  for (const [index, { envelope, leaf }] of events.entries()) collector.take(envelope, index, leaf)
  collector.end(events.length)
  return publications.map((event) => ({ event, list: lists.get(event.revision) ?? [] }))
}
