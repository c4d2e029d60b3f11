/** Properties of all explored states of a unit. */
import { phaseOn, type State } from "@shifan/core"
import { actsIn, leadingTo, waiting, wayTo, type Exploration, type ExploredState, type Step } from "./explore.js"

type Explored = Exploration<State>

const phaseIn = ({ place }: ExploredState<State>): string => phaseOn(place.state, place.on)

const isTitle = (state: ExploredState<State>): boolean => phaseIn(state) === "certified"

const told = (all: Explored, { kind, place }: ExploredState<State>, what: string): string =>
  `${what}: ${place.on} ${phaseIn({ place } as ExploredState<State>)}, after ${wayTo(all, kind).join("; ")}`

const confirms = ({ events }: Step): boolean => events.includes("Reviewed confirmed")

const revokes = ({ events }: Step): boolean => events.some((event) => event.startsWith("Revoked"))

/** Reports an incomplete search, and acts that were never carried out. */
export const notExplored = <S>(all: Exploration<S>, commands: ReadonlyArray<string>): ReadonlyArray<string> => {
  const carriedOut = actsIn(all)
  return [
    ...(all.complete ? [] : ["not explored to its end"]),
    ...commands.filter((command) => !carriedOut.has(command)).map((command) => `${command} was carried out nowhere`),
  ]
}

/** A review can confirm every title while it lasts. */
export const titlesNotConfirmed = (all: Explored): ReadonlyArray<string> => {
  const leading = leadingTo(all, confirms, isTitle)
  return titlesIn(all).flatMap((state) => (leading.has(state.kind) ? [] : [told(all, state, "never confirmed")]))
}

/** The bureau can revoke every title while it lasts. */
export const titlesNotRevoked = (all: Explored): ReadonlyArray<string> => {
  const leading = leadingTo(all, revokes, isTitle)
  return titlesIn(all).flatMap((state) => (leading.has(state.kind) ? [] : [told(all, state, "never revoked")]))
}

const titlesIn = ({ states }: Explored): ReadonlyArray<ExploredState<State>> => [...states.values()].filter(isTitle)

/** From every state, except that of a unit that has ended, some act leads to another phase, at once or later. */
export const deadEnds = (all: Explored): ReadonlyArray<string> => {
  const changes = new Set(
    [...all.states.values()].flatMap((state) =>
      state.steps.some(({ by, to }) => by !== waiting && phaseOf(all, to) !== phaseIn(state)) ? [state.kind] : [],
    ),
  )
  const leading = leadingTo(all, ({ to }) => changes.has(to))
  return [...all.states.values()].flatMap((state) =>
    state.place.state.unitEnded !== null || changes.has(state.kind) || leading.has(state.kind)
      ? []
      : [told(all, state, "nothing leads on")],
  )
}

const phaseOf = ({ states }: Explored, kind: string): string => {
  const state = states.get(kind)
  return state === undefined ? "" : phaseIn(state)
}

/**
 * A title is gained only by certification, import, succession or annulment, and lost only in the ways the law names. Who has
 * been recommended is before its county again only if it leaves that county, or the recommendation is annulled.
 */
export const unlawfulTitleChanges = (all: Explored): ReadonlyArray<string> =>
  [...all.states.values()].flatMap((state) =>
    state.steps.flatMap(({ by, to }) => {
      const [before, after] = [phaseIn(state), phaseOf(all, to)]
      const known: { readonly [change: string]: ReadonlyArray<string> } = {
        "to certified": [
          "Certify",
          "ImportTitle",
          "InheritTitle",
          "AnnulDecision",
          // A review in progress when the term ended is still concluded, and confirms the title.
          ...(before === "expired" ? ["ConcludeReview"] : []),
        ],
        "to revoked": ["Revoke", "ConcludeReview", "AnnulDecision"],
        "to applied": ["Apply", "AnnulDecision", ...(before === "recommended" ? ["ChangeParticulars"] : [])],
        "to recommended": ["Recommend", "AnnulDecision"],
        "to expired": [waiting, "AnnulDecision"],
        "to ended": ["SurrenderTitle", "SucceedTitle", "RecordEndOfUnit", "AnnulDecision"],
      }
      const ways = known[`to ${after}`]
      return before === after || ways === undefined || ways.includes(by)
        ? []
        : [told(all, state, `${by} leads to ${after}`)]
    }),
  )
