/**
 * Explores the reachable states of an aggregate: tries every act from the initial state on, and lets time pass, until
 * nothing new is reached. States with the same decisive facts count as one kind, so there are finitely many; the first
 * state found represents its kind.
 */
import * as E from "fp-ts/lib/Either.js"
import type { AnyCommand, AnyEvent, CivilDate, Context } from "@shifan/core"

/** A state on a day. */
export interface StatePlace<State> {
  readonly state: State
  readonly on: CivilDate
}

/** An act attempted on the day of the place. */
export interface Move<Command> {
  readonly actor: Context["actor"]
  readonly command: Command
}

/** The start, the moves to try in each state, and the criterion for equal states. */
export interface StateSpace<State, Command extends AnyCommand, Event extends AnyEvent> {
  readonly start: StatePlace<State>
  readonly law: Context["law"]
  /** States of other streams that an act may read; they never change. */
  readonly others?: NonNullable<Context["others"]>
  readonly decide: (context: Context, command: Command, state: State) => E.Either<unknown, ReadonlyArray<Event>>
  readonly evolve: (state: State, event: Event) => State
  /** Key of everything that determines what can happen. Places with equal keys count as the same. */
  readonly kindOf: (place: StatePlace<State>) => string
  readonly moves: (place: StatePlace<State>) => ReadonlyArray<Move<Command>>
  /** The next day on which something new may become possible; `undefined` at the end of the explored time. */
  readonly nextDay: (place: StatePlace<State>) => CivilDate | undefined
}

/** `by`: the type and outcome of a command, or that time passed. */
export interface Step {
  readonly by: string
  readonly events: ReadonlyArray<string>
  readonly to: string
}

/** A kind of place, with its first example. */
export interface ExploredState<State> {
  readonly kind: string
  readonly place: StatePlace<State>
  /** The kind it was reached from, and how; `null` at the start. */
  readonly from: { readonly kind: string; readonly by: string } | null
  readonly steps: ReadonlyArray<Step>
  readonly tried: number
}

/** Result of an exploration: each kind of state once, with the first path to it. */
export interface Exploration<State> {
  readonly states: ReadonlyMap<string, ExploredState<State>>
  /** Whether everything was found; otherwise the search stopped at `most` states. */
  readonly complete: boolean
}

/**
 * Tries every command in every state until nothing new is found, or `most` states have been. Breadth-first, so the path to
 * each state is a shortest one.
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

/** The next day on which the place is of another kind; `undefined` if there is none. */
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

/** The type of an event, with its outcome or ground if it has one. */
const outcomeText = ({ type, data }: AnyEvent): string => {
  const { outcome, ground } = data as { readonly outcome?: string; readonly ground?: string }
  return `${type}${outcome === undefined ? "" : ` ${outcome}`}${type === "Revoked" && ground !== undefined ? ` ${ground}` : ""}`
}

/** The kinds from which a step that `holds` is reachable, by acts and waiting, through kinds that satisfy `within`. */
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

/** The path to a kind from the start: the acts, with their days. */
export const wayTo = <State>({ states }: Exploration<State>, kind: string): ReadonlyArray<string> => {
  const way: Array<string> = []
  for (let at = states.get(kind); at?.from != null; at = states.get(at.from.kind))
    way.unshift(`${at.place.on} ${at.from.by}`)
  return way
}

/** The types of commands that were carried out anywhere. */
export const actsIn = <State>({ states }: Exploration<State>): ReadonlySet<string> =>
  new Set([...states.values()].flatMap(({ steps }) => steps.map(({ by }) => by)).filter((by) => by !== waiting))
