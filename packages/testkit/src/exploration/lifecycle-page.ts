/** Generates the README's diagram and `docs/lifecycle.md` from an exploration: who can do what when, and what follows. */
import * as E from "fp-ts/lib/Either.js"
import {
  phaseOn,
  type Command,
  type CommandType,
  type Event,
  type EventType,
  type Role,
  type State,
} from "@shifan/core"
import { actNames, cite, eventName, phaseNames, roleName } from "@shifan/core/messages"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { commandTypes, filledActs, type FilledAct } from "../lifecycle/filled-commands.js"
import { samplesIn } from "./designation-space.js"
import { waiting, type Exploration, type StatePlace, type StateSpace } from "./explore.js"

type PhaseName = ReturnType<typeof phaseOn>

/** An act carried out by some role in a phase, with its outcome and the phase it led to. */
export interface Found {
  readonly role: Role
  readonly act: CommandType
  readonly from: PhaseName
  readonly to: PhaseName
  readonly gives: ReadonlyArray<EventType>
}

/** A change of phase by the passing of time. */
export interface Passed {
  readonly from: PhaseName
  readonly to: PhaseName
}

/** Data for the diagram and the table of the lifecycle. */
export interface Lifecycle {
  readonly found: ReadonlyArray<Found>
  readonly passed: ReadonlyArray<Passed>
}

/** In the order in which a reader meets them. */
const phases: ReadonlyArray<PhaseName> = [
  "none",
  "applied",
  "recommended",
  "certified",
  "expired",
  "closed",
  "revoked",
  "ended",
]

/** The acts carried out in the exploration, with the other roles that can do each. */
export const lifecycleIn = <S extends State>(
  space: StateSpace<S, Command, Event>,
  { states }: Exploration<S>,
): Lifecycle => {
  const found = new Map<string, Found>()
  const passed = new Map<string, Passed>()
  const add = (one: Found): void => void found.set(JSON.stringify(one), one)
  for (const { place, steps } of states.values()) {
    const from = phaseOn(place.state, place.on)
    for (const { by, events, to } of steps) {
      const next = states.get(to)?.place
      if (next === undefined) continue
      const after = phaseOn(next.state, next.on)
      if (by === waiting) {
        if (after !== from) passed.set(`${from} ${after}`, { from, to: after })
        continue
      }
      const act = by as CommandType
      const [filled] = filledActs(samplesIn(qinhuangdao2020, place.state), act, place)
      if (filled === undefined) continue
      const gives = events.map((event) => event.split(" ")[0] as EventType)
      add({ role: filled.actor.role, act, from, to: after, gives })
      byOthers(space, place, filled).forEach(add)
    }
  }
  return { found: [...found.values()], passed: [...passed.values()] }
}

/** The same act by every other role; a county annuls on the ground that its decision was wrong. */
const byOthers = <S extends State>(
  { law, others, decide, evolve }: StateSpace<S, Command, Event>,
  { state, on }: StatePlace<S>,
  { actor, command }: FilledAct,
): ReadonlyArray<Found> => {
  const { us, county, bureau } = samplesIn(qinhuangdao2020, state)
  const asTheirs: Command =
    command.type === "AnnulDecision" ? { ...command, data: { ...command.data, ground: "self" } } : command
  return [us, county, bureau].flatMap((other): ReadonlyArray<Found> => {
    if (other.role === actor.role) return []
    const context = { actor: other, effectiveOn: on, recordedOn: on, law, ...(others === undefined ? {} : { others }) }
    const decision = decide(context, asTheirs, state)
    if (E.isLeft(decision)) return []
    const to = phaseOn(decision.right.reduce(evolve, state), on)
    const gives = decision.right.map(({ type }) => type)
    return [{ role: other.role, act: command.type, from: phaseOn(state, on), to, gives }]
  })
}

const unique = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => [...new Set(all)]

const article = (type: EventType): string => {
  const [first] = qinhuangdao2020.citations[type] ?? []
  return first === undefined ? "" : ` (${cite(first).en.replace(/\(.*$/, "").toLowerCase()})`
}

/** Annulments lead from everywhere back to the phase before, which would clutter the diagram. */
const isDrawn = ({ act, from, to }: Found): boolean => act !== "AnnulDecision" && from !== to

/** Mermaid source: each change of phase with the events that cause it. */
export const lifecyclePicture = ({ found, passed }: Lifecycle): ReadonlyArray<string> => {
  const drawn = found.filter(isDrawn)
  const lines = phases.flatMap((from) =>
    phases.flatMap((to) => {
      const texts = [
        ...unique(
          drawn
            .filter((one) => one.from === from && one.to === to)
            .map(({ gives }) => `${gives.join(" + ")}${article(gives.at(-1) ?? "Applied")}`),
        ),
        ...(passed.some((one) => one.from === from && one.to === to) ? ["the term is over"] : []),
      ]
      return texts.length === 0 ? [] : [`  ${from === "none" ? "[*]" : from} --> ${to}: ${texts.join(", ")}`]
    }),
  )
  return ["stateDiagram-v2", ...lines]
}

type Language = "zh" | "en"

const heads = {
  zh: ["行为", "谁", "在哪一阶段", "记录", "此后"],
  en: ["act", "who", "in which phase", "gives", "and then"],
} as const satisfies { readonly [L in Language]: ReadonlyArray<string> }

const row = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`

const table = ({ found }: Lifecycle, language: Language): ReadonlyArray<string> => {
  const between = language === "zh" ? "、" : ", "
  const named = (type: PhaseName): string => phaseNames[type][language]
  return [
    row(heads[language]),
    "|---|---|---|---|---|",
    ...commandTypes.map((act) => {
      const of = found.filter((one) => one.act === act)
      const changes = unique(of.filter(({ from, to }) => from !== to).map(({ to }) => to))
      const stays = of.some(({ from, to }) => from === to)
      const same = language === "zh" ? "阶段不变" : "the phase stays"
      return row([
        `${actNames[act][language]}<br>\`${act}\``,
        unique(of.map(({ role }) => roleName(role, qinhuangdao2020)[language])).join(between),
        phases
          .filter((phase) => of.some(({ from }) => from === phase))
          .map(named)
          .join(between),
        unique(of.map(({ gives }) => gives.map((type) => eventName(type, qinhuangdao2020)[language]).join(" + "))).join(
          "<br>",
        ),
        [...phases.filter((phase) => changes.includes(phase)).map(named), ...(stays ? [same] : [])].join(between),
      ])
    }),
  ]
}

/** `docs/lifecycle.md`. */
export const lifecyclePage = (lifecycle: Lifecycle): string =>
  [
    "# Who can do what, when, and what follows",
    "",
    "Generated by trying every act, by the unit, its county and the bureau, in every kind of state that a unit can come to where",
    "titles have a term (`title.term=threeYears`; without one nothing is expired), until nothing new was found. The unit may move from",
    "one county to another: the bureau enters that, and a recommended unit is before its new county again. A correction is tried of a",
    "certificate's number alone; units and counties correct their own acts as well. A test holds this page and the picture in the",
    "README.",
    "",
    "```mermaid",
    ...lifecyclePicture(lifecycle),
    "```",
    "",
    "## 谁在何时可以做什么，此后如何",
    "",
    ...table(lifecycle, "zh"),
    "",
    "## In English",
    "",
    ...table(lifecycle, "en"),
    "",
  ].join("\n")

/** The lifecycles of several laws in one diagram. */
export const bothLifecycles = (all: ReadonlyArray<Lifecycle>): Lifecycle => ({
  found: unique(all.flatMap(({ found }) => found.map((one) => JSON.stringify(one)))).map(
    (text) => JSON.parse(text) as Found,
  ),
  passed: unique(all.flatMap(({ passed }) => passed.map((one) => JSON.stringify(one)))).map(
    (text) => JSON.parse(text) as Passed,
  ),
})
