/**
 * Adds the quotas of a call to the state space of a unit. With one place for each act, all that decides is whether somebody
 * else has it: a unit's own place never counts against it, so one place left and several are the same to it. One other unit is
 * therefore enough. It comes and goes while the explored unit has a case: recommended, certified, and annulled again.
 */
import * as E from "fp-ts/lib/Either.js"
import {
  countyOf,
  yearOf,
  type AnyEvent,
  type ApplicableLaw,
  type CivilDate,
  type Command,
  type Event,
  type Regulation,
  type State,
} from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { bureau } from "../lifecycle/applicable-law.js"
import type { ExploredState, Exploration, Move, StatePlace, StateSpace } from "./explore.js"

/** One recommendation of each county, and one certification in all. */
export const onePlaceEach: NonNullable<Regulation["lifecycle"]["quotas"]> = {
  mostRecommendedPerCounty: 1,
  mostCertified: 1,
}

/** What the other unit does. */
const theirActs = ["OtherRecommended", "OtherCertified", "OtherAnnulled"] as const

interface TheirAct {
  readonly type: (typeof theirActs)[number]
  readonly data: { readonly callYear: number; readonly county: string }
}

/** A unit's state with the places it and the other unit have. */
export interface StateWithPlaces extends State {
  readonly places: {
    /** As the program counts them. */
    readonly ours: unknown
    readonly theirs: unknown
    /** As anybody would say: what the other unit has, in which call and county. */
    readonly other: {
      readonly callYear: number
      readonly county: string
      readonly has: "nothing" | "recommendation" | "certification"
    }
    readonly theirEvents: number
    /** Revisions of their decisions that stand, the last of which an annulment names. */
    readonly theirDecisions: ReadonlyArray<number>
  }
}

type Place = StatePlace<StateWithPlaces>
type AnyCommandHere = Command | TheirAct
type AnyEventHere = Event | (AnyEvent & TheirAct)
/** The state space of a unit with the places of its calls. */
export type SpaceWithPlaces = StateSpace<StateWithPlaces, AnyCommandHere, AnyEventHere>

const { quotas } = aggregates.designation
if (quotas === undefined) throw new Error("a designation has no quotas")
const rules = quotas

const isTheirs = (one: { readonly type: string }): one is TheirAct => theirActs.some((type) => type === one.type)

/** The call and county of the unit's case; `undefined` if it has none. */
const caseOf = ({ phase }: State) => ("case" in phase && phase._tag !== "closed" ? phase.case : undefined)

const isTaken = (
  context: { readonly law: ApplicableLaw; readonly effectiveOn: CivilDate },
  type: "Recommend" | "Certify",
  applicant: unknown,
  other: unknown,
): boolean =>
  rules
    .applyingTo(context, { type, data: {} }, applicant)
    .some(({ name, most }) => rules.usedBy(other).filter((used) => used === name).length >= most)

const theirDecision = (
  context: { readonly law: ApplicableLaw; readonly effectiveOn: CivilDate },
  { type, data }: TheirAct,
  state: StateWithPlaces,
): boolean => {
  const { ours, theirs, other } = state.places
  const has = other.callYear === data.callYear ? other.has : "nothing"
  switch (type) {
    case "OtherRecommended":
      return has === "nothing" && !isTaken(context, "Recommend", applying(theirs, data, 0), ours)
    case "OtherCertified":
      return has === "recommendation" && !isTaken(context, "Certify", theirs, ours)
    case "OtherAnnulled":
      return has !== "nothing"
  }
}

/** The other unit after an event with only the data that count for quotas. */
const counted = (theirs: unknown, type: string, data: object, revision: number): unknown =>
  rules.after(theirs, { type, data, effectiveOn: "2020-11-20" } as AnyEvent, revision)

const applying = (theirs: unknown, { callYear, county }: TheirAct["data"], revision: number): unknown =>
  counted(theirs, "Applied", { callYear, form: { countyOrDistrict: county } }, revision)

const afterTheirs = ({ places }: StateWithPlaces, { type, data }: TheirAct): StateWithPlaces["places"] => {
  const { theirs, theirEvents: at, theirDecisions: standing, other } = places
  const { callYear, county } = data
  switch (type) {
    case "OtherRecommended":
      return {
        ...places,
        theirs: counted(applying(theirs, data, at), "Recommended", {}, at + 1),
        other: { callYear, county, has: "recommendation" },
        theirEvents: at + 2,
        theirDecisions: [at + 1],
      }
    case "OtherCertified":
      return {
        ...places,
        theirs: counted(theirs, "Certified", {}, at),
        other: { ...other, has: "certification" },
        theirEvents: at + 1,
        theirDecisions: [...standing, at],
      }
    case "OtherAnnulled":
      return {
        ...places,
        theirs: counted(theirs, "DecisionAnnulled", { revision: standing.at(-1) }, at),
        other: { ...other, has: other.has === "certification" ? "recommendation" : "nothing" },
        theirEvents: at + 1,
        theirDecisions: standing.slice(0, -1),
      }
  }
}

/** Who has which place in the call of the case, or of the year, and whether the other unit has it in the same county. */
const placesKind = ({ state, on }: Place): string => {
  const { ours, other } = state.places
  const year = caseOf(state)?.callYear ?? yearOf(on)
  const isHere = other.county === countyOf(state)
  const used = new Set<string>(rules.usedBy(ours).filter((name) => name.startsWith(`${year} `)))
  return [
    other.callYear !== year || other.has === "nothing" ? "nothing" : `${other.has} ${isHere ? "here" : "elsewhere"}`,
    ...["Recommend", "Certify"].filter((act) => [...used].some((name) => name.includes(act))),
  ].join(" ")
}

/** The space with one place for each act in a call, and another unit that wants it. */
export const withPlaces = (space: StateSpace<State, Command, Event>): SpaceWithPlaces => ({
  ...space,
  start: {
    ...space.start,
    state: {
      ...space.start.state,
      places: {
        ours: rules.none,
        theirs: rules.none,
        other: { callYear: 0, county: "", has: "nothing" },
        theirEvents: 0,
        theirDecisions: [],
      },
    },
  },
  decide: (context, command, state) => {
    if (isTheirs(command)) {
      const act = { effectiveOn: context.effectiveOn, actor: context.actor, provisions: [], rule: null, readings: {} }
      return theirDecision(context, command, state) ? E.right([{ ...act, ...command }]) : E.left("taken")
    }
    const { ours, theirs } = state.places
    const type = command.type === "Recommend" || command.type === "Certify" ? command.type : undefined
    return type !== undefined && isTaken(context, type, ours, theirs)
      ? E.left("QuotaReached")
      : space.decide(context, command, state)
  },
  evolve: (state, event) => {
    if (isTheirs(event)) return { ...state, places: afterTheirs(state, event) }
    const { places, ...unit } = state
    const after = space.evolve(unit, event)
    return { ...after, places: { ...places, ours: rules.after(places.ours, event, after.revision) } }
  },
  kindOf: ({ state: { places, ...state }, on }) =>
    `${space.kindOf({ state, on })} ${placesKind({ state: { ...state, places }, on })}`,
  moves: (place) => {
    const pending = caseOf(place.state)
    const { places: _, ...state } = place.state
    const theirs = theirActs.flatMap((type): ReadonlyArray<Move<AnyCommandHere>> =>
      pending === undefined
        ? []
        : [
            {
              actor: bureau,
              command: { type, data: { callYear: pending.callYear, county: pending.form.countyOrDistrict } },
            },
          ],
    )
    return [...space.moves({ state, on: place.on }), ...theirs]
  },
  nextDay: ({ state: { places: _, ...state }, on }) => space.nextDay({ state, on }),
})

/** Whether the place for an act is taken by the other unit, said without the program's count. */
const isTakenByOther = (
  { place: { state } }: ExploredState<StateWithPlaces>,
  act: "Recommend" | "Certify",
): boolean => {
  const { callYear, county, has } = state.places.other
  if (callYear !== caseOf(state)?.callYear || has === "nothing") return false
  // Each county has a place to recommend for, and all of them together one to certify for.
  return act === "Recommend" ? county === countyOf(state) : has === "certification"
}

/** Nobody is recommended or certified for a place that is taken, and nothing else is refused for it. */
export const placesWrong = (space: StateSpace<State, Command, Event>, all: Exploration<StateWithPlaces>) =>
  [...all.states.values()].flatMap((explored) => {
    const { place, steps } = explored
    return (["Recommend", "Certify"] as const).flatMap((act) => {
      const { places: _, ...state } = place.state
      const isPossible = space
        .moves({ state, on: place.on })
        .some(
          ({ actor, command }) =>
            command.type === act &&
            E.isRight(
              space.decide({ actor, effectiveOn: place.on, recordedOn: place.on, law: space.law }, command, state),
            ),
        )
      const expected = isPossible && !isTakenByOther(explored, act)
      return expected === steps.some(({ by }) => by === act) ? [] : [`${act} on ${place.on}: ${explored.kind}`]
    })
  })

/** Places that both units have, though there is one. */
export const placesTakenTwice = ({ states }: Exploration<StateWithPlaces>): ReadonlyArray<string> =>
  [...states.values()].flatMap(({ kind, place: { state } }) => {
    const ours = rules.usedBy(state.places.ours).filter((name) => limited.test(name))
    return rules.usedBy(state.places.theirs).some((name) => ours.includes(name)) ? [kind] : []
  })

/** Recommendations of one county, and certifications of all: `2020 Recommend 130302`, `2020 Certify`. */
const limited = /^\d{4} (?:Recommend \d+|Certify)$/
