import {
  evolve,
  hasExpired,
  initialState,
  type CivilDate,
  type DivisionCode,
  type Instant,
  type State,
  type Title,
  type Uscc,
} from "@shifan/core"
import { hasInherited, reachesBackTo, successorOf } from "@shifan/core/registry"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"

/** The public data of a title (art. 11). No field could hold sealed data. */
export interface RosterEntry {
  readonly uscc: Uscc
  readonly operatingUnitName: string
  readonly platformName: string
  readonly countyOrDistrict: DivisionCode
  readonly certificateNumber: string | null
  readonly certifiedOn: CivilDate
  readonly lastConfirmedOn: CivilDate | null
  readonly plaqueAwardedOn: CivilDate | null
  /** The last day of a title with a term. From the next day on it is not listed. */
  readonly validUntil: CivilDate | null
}

/**
 * Limits the events that count. `asOf` leaves out acts that take effect later, except retroactive ones (`reachesBack`).
 * `knownAt` leaves out acts recorded later.
 */
export interface RosterView {
  readonly asOf?: CivilDate
  readonly knownAt?: Instant
}

/**
 * Whether an event counts in a view: it was recorded by `knownAt`, and it takes effect by `asOf` or is retroactive.
 */
export const isVisible = ({ asOf, knownAt }: RosterView, envelope: Envelope): boolean =>
  (asOf === undefined || envelope.effectiveOn <= asOf || reachesBack(envelope)) &&
  (knownAt === undefined || envelope.recordedAt <= knownAt)

/** Whether the act is retroactive: it changes an earlier act of its stream from the day of that act on. */
export const reachesBack = (envelope: Envelope): boolean =>
  isDesignationEvent(envelope) && reachesBackTo(envelope) !== undefined

/** The public list as a fold over events (art. 11). Keeps only the state of each unit. */
export interface Roster {
  /** Takes the next event. Ignores events of other aggregates and events that the view leaves out. */
  readonly apply: (envelope: Envelope) => void
  /**
   * The list as published: sorted by day of certification, then by code.
   *
   * @param on the day of the list; titles whose term ended before it are left out. Default: the view's `asOf`.
   */
  readonly list: (on?: CivilDate) => ReadonlyArray<RosterEntry>
}

/**
 * Makes the list of designated platforms as a projection. Events of one stream must come in order; streams may be
 * interleaved in any way.
 *
 * @example
 * const roster = rosterUnder({ asOf: civilDate("2021-06-30") })
 * for (const envelope of envelopes) roster.apply(envelope)
 * roster.list()
 */
export const rosterUnder = (view: RosterView = {}): Roster => {
  const states = new Map<string, State>()
  return {
    apply: (envelope) => {
      if (!isVisible(view, envelope)) return
      const next = stateAfter(states.get(envelope.stream), envelope)
      if (next !== undefined) states.set(envelope.stream, next)
    },
    list: (on = view.asOf) => listOf(entriesOf(states), on),
  }
}

/**
 * The state of a unit after an event; `undefined` for an event of another aggregate. Takes the revision from the event, so
 * references between events still work in a view that leaves some out.
 *
 * @param known the state of the stream so far. A unit has one stream for each bureau.
 */
export const stateAfter = (known: State | undefined, envelope: Envelope): State | undefined => {
  if (!isDesignationEvent(envelope)) return undefined
  const before = known ?? initialStateOf(envelope.stream)
  return before && evolve({ ...before, revision: envelope.revision - 1 }, envelope)
}

const initialStateOf = (stream: string): State | undefined => {
  const name = parseStream(stream)
  return name?.aggregate === "designation" ? initialState(name.key) : undefined
}

export const titleOf = ({ phase }: State): Title | null => (phase._tag === "certified" ? phase.title : null)

/** The entry of each stream, in order. A title with a named successor stays listed until the successor has taken it over. */
export function* entriesOf(states: ReadonlyMap<string, State>): Generator<RosterEntry | null> {
  for (const [stream, state] of states) {
    const { phase, unit } = state
    const successor = successorOf(state)
    const isStillHeld =
      successor !== undefined && !hasInherited(states.get(`${stream.slice(0, -unit.length)}${successor}`), state)
    yield entryOf(state, isStillHeld && "title" in phase ? phase.title : titleOf(state))
  }
}

/** `null` for a unit without a title. */
const entryOf = (state: State, title: Title | null): RosterEntry | null => {
  if (title === null) return null
  const { certificateNumber, validUntil } = title
  const granted = {
    uscc: state.unit,
    operatingUnitName: title.operatingUnitName,
    platformName: title.platformName,
    countyOrDistrict: title.countyOrDistrict,
    certificateNumber,
    certifiedOn: title.certifiedOn,
  }
  const since = { lastConfirmedOn: title.lastConfirmedOn, plaqueAwardedOn: title.plaqueAwardedOn }
  // Published JSON keeps this field order, which has always been different for imported titles.
  return certificateNumber === null ? { ...granted, ...since, validUntil } : { ...since, ...granted, validUntil }
}

/** The titles valid on a day, in published order. Without a day, terms are ignored. */
export const listOf = (entries: Iterable<RosterEntry | null>, on: CivilDate | undefined): ReadonlyArray<RosterEntry> =>
  [...entries]
    .filter((entry) => entry !== null)
    .filter((entry) => on === undefined || !hasExpired(entry, on))
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))

const sortKey = ({ certifiedOn, uscc }: RosterEntry): string => `${certifiedOn} ${uscc}`
