/** What the public is told, folded from the log: the list, every unit that ever held a title, what changed, what was published. */
import { visibleHistory } from "@shifan/casework"
import {
  hasInherited,
  successorOf,
  type CivilDate,
  type PublicationEvent,
  type Regulation,
  type State,
  type Title,
} from "@shifan/core"
import type { ServiceCategory } from "@shifan/core/forms"
import {
  isDesignationEvent,
  isInstrumentEvent,
  isPublicationEvent,
  parseStream,
  type Envelope,
} from "@shifan/event-store"
import { entriesOf, isVisible, listOf, rostersAt, stateAfter, type RosterEntry } from "@shifan/roster"
import { isTold } from "./telling.js"
import { titleStatusOn, type HeldPhase, type TitleStatus } from "./title-status.js"

/** An event as it was read from the log, with the bytes it was read from. */
export interface LogEvent {
  readonly envelope: Envelope
  readonly leaf: Uint8Array
}

/** A unit that holds a title or has held one. */
export interface UnitRecord {
  readonly uscc: State["unit"]
  /** The title of now, or the last one. */
  readonly title: Title
  readonly status: TitleStatus
  /** As the last application that led to a title named them; none for a title granted under an earlier instrument. */
  readonly services: ReadonlyArray<ServiceCategory>
  readonly successor: State["unit"] | undefined
  readonly history: ReadonlyArray<Envelope>
}

/** Something that the list, a title or the law came to, in the order of the log. */
export interface Change {
  readonly envelope: Envelope
  /** `undefined` where it is about no unit. */
  readonly unit: UnitRecord | undefined
  /** What the platform was called from then on; empty where it is about no unit. A page of changes stays as it was written. */
  readonly platformName: string
}

/** A list that was published, with the rows it had. */
export interface PublishedList {
  readonly event: Envelope & PublicationEvent
  /** Computed from the leaves that the publication names. */
  readonly list: ReadonlyArray<RosterEntry>
}

/** All that the site shows, computed from the log up to a day. */
export interface PublicRecord {
  readonly asOf: CivilDate
  /** How many leaves of the log it is computed from. */
  readonly logSize: number
  readonly list: ReadonlyArray<RosterEntry>
  /** In the order in which their last titles were certified, then by code. */
  readonly units: ReadonlyArray<UnitRecord>
  readonly changes: ReadonlyArray<Change>
  readonly published: ReadonlyArray<PublishedList>
  /** How many events cite a provision, and how many relied on an option of a reading, by `id=option`. */
  readonly counts: ReadonlyMap<string, number>
}

/**
 * @param events the whole log, in its order. Acts that take effect after `asOf` are left out, unless they change one before
 * it from its own day on.
 */
export const publicRecord = (
  events: ReadonlyArray<LogEvent>,
  { asOf, regulation }: { readonly asOf: CivilDate; readonly regulation: Pick<Regulation, "territory"> },
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
  const byStream = new Map(units.map((unit) => [`designation-${division}-${unit.uscc}`, unit]))
  return {
    asOf,
    logSize: events.length,
    list: listOf(entriesOf(states), asOf),
    units: units.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    changes: changesIn(own, byStream, new Map(lives.flatMap(({ names }) => [...names]))),
    published: publishedLists(events, own.filter(isPublicationEvent), division),
    counts: countsIn(own),
  }
}

const sortKey = ({ title, uscc }: UnitRecord): string => `${title.certifiedOn} ${uscc}`

/** What became of one stream. */
interface Life {
  readonly stream: string
  readonly history: ReadonlyArray<Envelope>
  readonly state: State
  /** The last phase that had a title; a new application leaves the earlier title behind. */
  readonly held: HeldPhase | undefined
  readonly services: ReadonlyArray<ServiceCategory>
  /** What the platform was called after each event since it held a title. */
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

const countsIn = (envelopes: ReadonlyArray<Envelope>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { provisions, readings } of envelopes)
    for (const key of [...provisions, ...Object.entries(readings).map(([id, option]) => `${id}=${option}`)])
      counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
