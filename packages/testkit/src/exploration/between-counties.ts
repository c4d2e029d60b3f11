/**
 * Adds moves of a unit to another county to its state space, and what they must not change. Counties are alike, so all that
 * decides is whether the county that recommended the unit, or assessed its review, is the one in which it is now; which county
 * that is does not matter. Two counties are therefore enough.
 */
import * as E from "fp-ts/lib/Either.js"
import {
  countyOf,
  ruleStatusOn,
  type AnyCommand,
  type AnyEvent,
  type ApplicableLaw,
  type Command,
  type State,
} from "@shifan/core"
import { document } from "../arbitraries/application.js"
import { samplesIn, textOf } from "./designation-space.js"
import type { Exploration, Move, StatePlace, StateSpace } from "./explore.js"

/** Whose act a decision of the bureau would rest on. */
type Whose = "nobody's" | "its county's" | "a former county's"

/** What a county did about a case: whose request for a supplement, and whose recommendation or assessment it has. */
interface Done {
  readonly request: Whose
  readonly opinion: Whose
}

/** A unit's state, and what counties did about its application and its review, as anybody would say from the events. */
export interface StateBetweenCounties extends State {
  readonly counties: { readonly application: Done; readonly review: Done }
}

const nothing: Done = { request: "nobody's", opinion: "nobody's" }

const left = (whose: Whose): Whose => (whose === "its county's" ? "a former county's" : whose)

const allLeft = ({ request, opinion }: Done): Done => ({ request: left(request), opinion: left(opinion) })

/** What counties did about the case that the event concerns: a review if the unit has a title. */
const doneAfter = (done: Done, { type, data }: AnyEvent): Done => {
  switch (type) {
    case "SupplementRequested":
      return { ...done, request: "its county's" }
    case "ApplicationSupplemented":
    case "ReviewSupplemented":
      return { ...done, request: "nobody's" }
    case "Recommended":
    case "ReviewAssessed":
      return { ...done, opinion: "its county's" }
    case "Applied":
    case "ReviewFiled":
    case "Reviewed":
      return nothing
    case "DecisionAnnulled":
      return Object(data).decision === "Recommended" ? { ...done, opinion: "nobody's" } : done
    default:
      return done
  }
}

const countiesAfter = (
  { counties, ...state }: StateBetweenCounties,
  event: AnyEvent,
): StateBetweenCounties["counties"] => {
  const { type, data } = event
  if (["Certified", "TitleImported", "TitleInherited"].includes(type)) return { application: nothing, review: nothing }
  if (type === "DecisionAnnulled" && Object(data).decision === "Revoked") return { ...counties, application: nothing }
  const concerned = type !== "Applied" && "title" in state.phase ? "review" : "application"
  const { countyOrDistrict = countyOf(state) } = Object(Object(data).after)
  const done = counties[concerned]
  const isMove = type === "ParticularsChanged" && countyOrDistrict !== countyOf(state)
  return { ...counties, [concerned]: isMove ? allLeft(done) : doneAfter(done, event) }
}

/** The move to the other county, entered by the bureau. A unit that has neither applied nor been granted a title has no county. */
const moveIn = (law: ApplicableLaw, state: State): ReadonlyArray<Move<Command>> => {
  const text = textOf(law)
  const now = countyOf(state)
  const other = text.territory.counties.slice(0, 2).find(({ code }) => code !== now)
  if (now === undefined || other === undefined) return []
  const data = { after: { countyOrDistrict: other.code }, document }
  return [{ actor: samplesIn(text, state).bureau, command: { type: "ChangeParticulars", data } }]
}

/** The space of a unit that may move to another county and back. Words in a state are part of its kind, and so are these. */
export const betweenCounties = <S extends State, C extends AnyCommand, Ev extends AnyEvent>(
  space: StateSpace<S, Command | C, Ev>,
): StateSpace<S & StateBetweenCounties, Command | C, Ev> => ({
  ...space,
  start: { ...space.start, state: { ...space.start.state, counties: { application: nothing, review: nothing } } },
  evolve: (state, event) => ({ ...space.evolve(state, event), counties: countiesAfter(state, event) }),
  moves: (place) => [...space.moves(place), ...moveIn(space.law, place.state)],
})

type Explored = Exploration<StateBetweenCounties>
type Place = StatePlace<StateBetweenCounties>

/** What each of these acts rests on. */
const restsOn: { readonly [act: string]: (done: StateBetweenCounties["counties"]) => Whose } = {
  SupplementApplication: ({ application }) => application.request,
  SupplementReview: ({ review }) => review.request,
  PublishNotice: ({ application }) => application.opinion,
  Certify: ({ application }) => application.opinion,
  DeclineCertification: ({ application }) => application.opinion,
  OrderRectification: ({ review }) => review.opinion,
  ConcludeReview: ({ review }) => review.opinion,
}

/**
 * The bureau decides, and the unit supplements, only on what the county did in which the unit is now. Arts. 6, 9 and 13. Where a
 * unit may supplement unasked, a supplement rests on nothing.
 */
export const decidedForFormerCounties = (
  { law }: Pick<StateSpace<State, AnyCommand, AnyEvent>, "law">,
  { states }: Explored,
): ReadonlyArray<string> =>
  [...states.values()].flatMap(({ kind, place, steps }) =>
    steps.flatMap(({ by }) => {
      if (by.startsWith("Supplement") && maySupplementUnasked(law, place)) return []
      const whose = restsOn[by]?.(place.state.counties) ?? "its county's"
      return whose === "its county's" ? [] : [`${by} on ${whose}: ${kind}`]
    }),
  )

const maySupplementUnasked = (law: ApplicableLaw, { on }: Place): boolean => {
  const status = ruleStatusOn(law, on)
  return status._tag !== "NoRule" && status.rule.readings["supplement.unasked"] === "allowed"
}

/** No act of a county is possible for the county in which the unit is not. Art. 3. */
export const actsOfOtherCounties = <S extends StateBetweenCounties, C extends AnyCommand, Ev extends AnyEvent>(
  space: StateSpace<S, C, Ev>,
  { states }: Exploration<S>,
): ReadonlyArray<string> =>
  [...states.values()].flatMap(({ kind, place }) => {
    const [other] = otherCounties(space.law, place)
    return space.moves(place).flatMap(({ actor, command }) => {
      if (actor.role !== "county" || other === undefined) return []
      const context = { actor: { ...actor, code: other }, effectiveOn: place.on, recordedOn: place.on, law: space.law }
      return E.isRight(space.decide(context, command, place.state)) ? [`${command.type} by ${other}: ${kind}`] : []
    })
  })

const otherCounties = (law: ApplicableLaw, { state }: Place): ReadonlyArray<string> =>
  textOf(law)
    .territory.counties.slice(0, 2)
    .flatMap(({ code }) => (code === countyOf(state) ? [] : [code]))

/**
 * Once it has left, nothing tells a unit from one for which no county has acted: there is such a unit in every such situation,
 * so whatever can become of that one can become of this. Only an order to rectify stays, which is the bureau's. Arts. 6, 13.
 */
export const tracesOfFormerCounties = ({ states }: Explored): ReadonlyArray<string> => {
  const situations = new Set([...states.keys()].map(withoutSeason))
  return [...states].flatMap(([kind, { place }]) =>
    isRectifying(place) || situations.has(withoutSeason(kind.replaceAll("a former county's", "nobody's")))
      ? []
      : [kind],
  )
}

/**
 * A kind regardless of the law's and the call's time. An exploration keeps the first day of each kind, and from that day it may
 * never come to a later time in which others of the kind are.
 */
const withoutSeason = (kind: string): string =>
  kind.replace(/(\}) (?:Not)?InForce (?:(?:before|after) the call|no call|call) (?=[^{}]*$)/, "$1 ")

const isRectifying = ({ state: { phase } }: Place): boolean =>
  "title" in phase && phase.title.review !== null && phase.title.review.rectification !== null
