/**
 * Explores what can become of an aggregate: from its initial state every act is tried, and time passes, until nothing new is
 * reached. States are told apart by what decides, so that there are finitely many of them: the first one found of each kind
 * stands for all.
 */
import * as E from "fp-ts/lib/Either.js"
import type { AnyCommand, AnyEvent, CivilDate, Context } from "@shifan/core"

/** A state on a day. */
export interface StatePlace<State> {
  readonly state: State
  readonly on: CivilDate
}

/** Somebody tries something on the day of the place. */
export interface Move<Command> {
  readonly actor: Context["actor"]
  readonly command: Command
}

/** What is explored: where it begins, what is tried in each state, and which states count as the same. */
export interface StateSpace<State, Command extends AnyCommand, Event extends AnyEvent> {
  readonly start: StatePlace<State>
  readonly law: Context["law"]
  /** The states of other streams that an act may read, as they stay. */
  readonly others?: NonNullable<Context["others"]>
  readonly decide: (context: Context, command: Command, state: State) => E.Either<unknown, ReadonlyArray<Event>>
  readonly evolve: (state: State, event: Event) => State
  /** What of a place decides what can happen. Two places of one kind are taken for the same. */
  readonly kindOf: (place: StatePlace<State>) => string
  readonly moves: (place: StatePlace<State>) => ReadonlyArray<Move<Command>>
  /** The next day on which something may be possible that was not; `undefined` at the end of the time explored. */
  readonly nextDay: (place: StatePlace<State>) => CivilDate | undefined
}

/** `by`: the type of a command, and what it gave; or that time passed. */
export interface Step {
  readonly by: string
  readonly events: ReadonlyArray<string>
  readonly to: string
}

/** A kind of place, with the first of it that was found. */
export interface ExploredState<State> {
  readonly kind: string
  readonly place: StatePlace<State>
  /** The kind it was found from, and how; `null` at the start. */
  readonly from: { readonly kind: string; readonly by: string } | null
  readonly steps: ReadonlyArray<Step>
  readonly tried: number
}

/** What exploring found: each state once, with the first way that leads to it. */
export interface Exploration<State> {
  readonly states: ReadonlyMap<string, ExploredState<State>>
  /** Whether nothing new is left to be found; otherwise `most` states were found first. */
  readonly complete: boolean
}

/**
 * Tries every command in every state until nothing new is found, or `most` states were. Breadth first, so the way to a
 * state is the shortest.
 */
export const explore = <State, Command extends AnyCommand, Event extends AnyEvent>(
  space: StateSpace<State, Command, Event>,
  most = Infinity,
): Exploration<State> => {
  const { start, law, others, decide, evolve, kindOf, moves } = space
  const states = new Map<string, ExploredState<State>>()
  const found = new Map<string, Pick<ExploredState<State>, "place" | "from">>()
  const queue: Array<string> = []
  const find = (place: StatePlace<State>, from: ExploredState<State>["from"]): string => {
    const kind = kindOf(place)
    if (!found.has(kind)) {
      found.set(kind, { place, from })
      queue.push(kind)
    }
    return kind
  }
  find(start, null)
  for (let next = 0; next < queue.length && states.size < most; next++) {
    const kind = queue[next] ?? ""
    const seen = found.get(kind)
    if (seen === undefined) continue
    const { place } = seen
    const tried = moves(place)
    const steps = tried.flatMap(({ actor, command }): ReadonlyArray<Step> => {
      const day = { effectiveOn: place.on, recordedOn: place.on }
      const context = { actor, ...day, law, ...(others === undefined ? {} : { others }) }
      const decision = decide(context, command, place.state)
      if (E.isLeft(decision)) return []
      const after = { state: decision.right.reduce(evolve, place.state), on: place.on }
      const by = command.type
      return [{ by, events: decision.right.map(outcomeText), to: find(after, { kind, by }) }]
    })
    const later = laterKind(space, place)
    const waited: ReadonlyArray<Step> =
      later === undefined ? [] : [{ by: waiting, events: [], to: find(later, { kind, by: waiting }) }]
    states.set(kind, { kind, ...seen, steps: [...steps, ...waited], tried: tried.length })
  }
  return { states, complete: states.size === queue.length }
}

/** The next day on which the place is of another kind; `undefined` if there is none left. */
const laterKind = <State>(
  { kindOf, nextDay }: Pick<StateSpace<State, AnyCommand, AnyEvent>, "kindOf" | "nextDay">,
  place: StatePlace<State>,
): StatePlace<State> | undefined => {
  const kind = kindOf(place)
  let on = nextDay(place)
  while (on !== undefined && kindOf({ ...place, on }) === kind) on = nextDay({ ...place, on })
  return on === undefined ? undefined : { ...place, on }
}

/** The step in which nobody acts. */
export const waiting = "time passes"

/** The type of an event, with its outcome or ground where it has one. */
const outcomeText = ({ type, data }: AnyEvent): string => {
  const { outcome, ground } = data as { readonly outcome?: string; readonly ground?: string }
  return `${type}${outcome === undefined ? "" : ` ${outcome}`}${type === "Revoked" && ground !== undefined ? ` ${ground}` : ""}`
}

/** The kinds from which a step that `holds` can be reached, by acts and by waiting, on a way through none but `within`. */
export const leadingTo = <State>(
  { states }: Exploration<State>,
  holds: (step: Step) => boolean,
  within: (state: ExploredState<State>) => boolean = () => true,
): ReadonlySet<string> => {
  const before = new Map<string, Array<string>>()
  const reached = new Set<string>()
  for (const state of states.values())
    for (const step of within(state) ? state.steps : []) {
      const earlier = before.get(step.to) ?? []
      before.set(step.to, earlier)
      earlier.push(state.kind)
      if (holds(step)) reached.add(state.kind)
    }
  const queue = [...reached]
  for (let kind = queue.pop(); kind !== undefined; kind = queue.pop())
    for (const earlier of before.get(kind) ?? [])
      if (!reached.has(earlier)) {
        reached.add(earlier)
        queue.push(earlier)
      }
  return reached
}

/** How a kind was reached: what was done, with the day, from the start on. */
export const wayTo = <State>({ states }: Exploration<State>, kind: string): ReadonlyArray<string> => {
  const way: Array<string> = []
  for (let at = states.get(kind); at?.from != null; at = states.get(at.from.kind))
    way.unshift(`${at.place.on} ${at.from.by}`)
  return way
}

/** The types of commands that were carried out somewhere. */
export const actsIn = <State>({ states }: Exploration<State>): ReadonlySet<string> =>
  new Set([...states.values()].flatMap(({ steps }) => steps.map(({ by }) => by)).filter((by) => by !== waiting))
