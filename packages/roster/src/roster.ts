import {
  evolve,
  hasExpired,
  initialState,
  reachesBackTo,
  hasInherited,
  successorOf,
  type CivilDate,
  type DivisionCode,
  type Instant,
  type State,
  type Title,
  type Uscc,
} from "@shifan/core"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"

/** What the public reads of a title (art. 11). There is no field that could hold anything sealed. */
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
 * What is left out: acts that take effect after `asOf`, unless they change one before it from its own day on, and acts
 * recorded after `knownAt`.
 */
export interface RosterView {
  readonly asOf?: CivilDate
  readonly knownAt?: Instant
}

/**
 * Whether an event counts in a view: it was recorded by `knownAt`, and takes effect by `asOf` or changes an earlier act
 * from that one's own day on.
 */
export const isVisible = ({ asOf, knownAt }: RosterView, envelope: Envelope): boolean =>
  (asOf === undefined || envelope.effectiveOn <= asOf || reachesBack(envelope)) &&
  (knownAt === undefined || envelope.recordedAt <= knownAt)

/** Whether the act changes an earlier one of its stream from that one's own day on. */
export const reachesBack = (envelope: Envelope): boolean =>
  isDesignationEvent(envelope) && reachesBackTo(envelope) !== undefined

/** The public list as a fold over events (art. 11): keeps no more than the state of each unit. */
export interface Roster {
  /** Takes the next event. Events of other aggregates, and those the view leaves out, change nothing. */
  readonly apply: (envelope: Envelope) => void
  /**
   * Sorted by day of certification, then by code, as it is published.
   *
   * @param on the day whose list it is, which decides on terms that have run out. Default: the view's `asOf`.
   */
  readonly list: (on?: CivilDate) => ReadonlyArray<RosterEntry>
}

/**
 * The list of designated platforms, projected from the states that `evolve` gives. Streams are independent of each other:
 * the events must be in the order of each stream, and may be in any order otherwise.
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
 * The state of the unit that an event is about; `undefined` for an event of another aggregate. Where a view leaves events
 * out, what comes after them still has its own revision, and what it refers to.
 *
 * @param known the state that the stream has come to; a unit may have one of each bureau.
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

/** What the list says of each stream, in their order. A title that is to go to a successor stays until that has taken it over. */
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
  // JSON exports write the fields in this order, which has always been another one for imported titles.
  return certificateNumber === null ? { ...granted, ...since, validUntil } : { ...since, ...granted, validUntil }
}

/** The titles that hold on a day, or of any term where none is given, in the order they are published in. */
export const listOf = (entries: Iterable<RosterEntry | null>, on: CivilDate | undefined): ReadonlyArray<RosterEntry> =>
  [...entries]
    .filter((entry) => entry !== null)
    .filter((entry) => on === undefined || !hasExpired(entry, on))
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))

const sortKey = ({ certifiedOn, uscc }: RosterEntry): string => `${certifiedOn} ${uscc}`
