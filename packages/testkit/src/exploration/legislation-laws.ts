/** Properties of all explored states of a bureau's regulations and calls. */
import * as E from "fp-ts/lib/Either.js"
import {
  nextDay,
  periodsInForce,
  plusDays,
  ruleStatusOn,
  yearOf,
  type ApplicableLaw,
  type CivilDate,
} from "@shifan/core"
import { document } from "../arbitraries/application.js"
import { bureau } from "../lifecycle/applicable-law.js"
import { leadingTo, wayTo, type Exploration, type ExploredState, type Move, type StateSpace } from "./explore.js"
import { entriesOf, type LawCommand } from "./legislation-moves.js"
import type { LawEvent } from "./legislation-space.js"

type Explored = Exploration<ApplicableLaw>
type Space = StateSpace<ApplicableLaw, LawCommand, LawEvent>

/** An act carried out in an explored state, with the law before and after it. */
export interface LawStep {
  readonly state: ExploredState<ApplicableLaw>
  readonly on: CivilDate
  readonly command: LawCommand
  readonly before: ApplicableLaw
  readonly after: ApplicableLaw
}

const carriedOut = (
  { law: known, decide, evolve }: Space,
  { actor, command }: Move<LawCommand>,
  law: ApplicableLaw,
  on: CivilDate,
): ApplicableLaw | undefined => {
  const decision = decide({ actor, effectiveOn: on, recordedOn: on, law: known }, command, law)
  return E.isLeft(decision) ? undefined : decision.right.reduce(evolve, law)
}

/** Every act that is possible in any of the states. */
export const lawSteps = (space: Space, { states }: Explored): ReadonlyArray<LawStep> =>
  [...states.values()].flatMap((state) => {
    const { state: before, on } = state.place
    return space.moves(state.place).flatMap((move): ReadonlyArray<LawStep> => {
      const after = carriedOut(space, move, before, on)
      return after === undefined ? [] : [{ state, on, command: move.command, before, after }]
    })
  })

const told = (all: Explored, { state, on, command }: LawStep, what: string): string =>
  `${what}: ${command.type} ${JSON.stringify(command.data)} on ${on}, after ${wayTo(all, state.kind).join("; ")}`

/** Art. 13: a call lies within its year, and closing it does not extend it. */
export const callsAgainstTheYear = (all: Explored, steps: ReadonlyArray<LawStep>): ReadonlyArray<string> =>
  steps.flatMap((step) => {
    const { before, after, command } = step
    const wrong = after.calls.flatMap(({ year, window }) => {
      if (window === null) return []
      const was = before.calls.find((call) => call.year === year)?.window
      return [
        ...(yearOf(window.opensOn) === year && yearOf(window.closesOn) === year ? [] : ["outside its year"]),
        ...(window.closesOn < window.opensOn ? ["closed before it opens"] : []),
        ...(command.type === "CloseCall" && was != null && window.closesOn > was.closesOn ? ["lengthened"] : []),
      ]
    })
    return wrong.map((what) => told(all, step, what))
  })

/** Art. 18: a call is opened only while a regulation is in force. */
export const callsWithoutText = (all: Explored, steps: ReadonlyArray<LawStep>): ReadonlyArray<string> =>
  steps.flatMap((step) =>
    step.command.type === "OpenCall" && ruleStatusOn(step.before, step.on)._tag !== "InForce"
      ? [told(all, step, "no text in force")]
      : [],
  )

/** The rule and the open calls of a day, which an act that does not declare a retroactive effect must not change. */
const ruleOn = (law: ApplicableLaw, day: CivilDate): string => {
  const status = ruleStatusOn(law, day)
  const open = law.calls.flatMap(({ year, window }) =>
    window !== null && window.opensOn <= day && day <= window.closesOn ? [year] : [],
  )
  if (status._tag === "NoRule") return [status._tag, ...open].join(" ")
  const { applied, readings } = status.rule
  return [status._tag, applied.instrument, applied.version, readings["instrument.lastDay"], ...open].join(" ")
}

/** The rule changes only on turning days of the law, so testing these days is enough. */
const pastDays = ({ before, after, on }: LawStep): ReadonlyArray<CivilDate> => {
  const turns = [before, after].flatMap((law) =>
    periodsInForce(law, on).flatMap(({ from, lastDay }) => [from, lastDay, nextDay(lastDay)]),
  )
  return [...new Set([...turns, plusDays(on, -1)])].filter((day) => day < on)
}

/** By nature an enactment reaches back to the regulation's first day, and a correction to that of the corrected act. */
const declaresRetroaction = ({ command }: LawStep): boolean => {
  switch (command.type) {
    case "Extend":
    case "Repeal":
    case "Supersede":
    case "OpenCall":
    case "CloseCall":
      return command.data.reasons !== undefined
    case "Interpret":
      return command.data.retroactive
    case "Enact":
    case "CorrectInstrument":
    case "CorrectCall":
      return true
  }
}

/** Arts. 17 and 18: no act has retroactive effect, over a gap or otherwise, without declaring it. */
export const pastsChangedSilently = (all: Explored, steps: ReadonlyArray<LawStep>): ReadonlyArray<string> =>
  steps.flatMap((step) =>
    declaresRetroaction(step)
      ? []
      : pastDays(step).flatMap((day) =>
          ruleOn(step.before, day) === ruleOn(step.after, day) ? [] : [told(all, step, `${day} changed`)],
        ),
  )

/** Art. 18: an extension without reasons never shortens anything in force. */
export const termsShortened = (all: Explored, steps: ReadonlyArray<LawStep>): ReadonlyArray<string> =>
  steps.flatMap((step) => {
    const { command, before, after, on } = step
    if (command.type !== "Extend" || command.data.reasons !== undefined) return []
    const lost = periodsInForce(before, on).filter(
      ({ lastDay }) => lastDay >= on && ruleStatusOn(after, lastDay)._tag !== "InForce",
    )
    return lost.map(({ lastDay }) => told(all, step, `no longer in force on ${lastDay}`))
  })

/** Each regulation is enacted only once. */
export const textsEnactedTwice = (all: Explored, steps: ReadonlyArray<LawStep>): ReadonlyArray<string> =>
  steps.flatMap((step) => {
    const texts = step.after.instruments.map(({ regulation }) => regulation)
    return new Set(texts).size === texts.length ? [] : [told(all, step, "one text twice")]
  })

const lawInForce = (law: ApplicableLaw, on: CivilDate): string =>
  JSON.stringify([
    periodsInForce(law, on),
    law.calls.flatMap(({ year, window }) => (window === null ? [] : [year, window])),
  ])

/** A mistaken act can be struck out, which restores the law before it; an enactment is instead compared with its text. */
export const mistakesThatStay = (space: Space, all: Explored, steps: ReadonlyArray<LawStep>): ReadonlyArray<string> =>
  steps.flatMap((step) => {
    const { command, before, after, on } = step
    if (command.type === "Enact" || command.type === "CorrectInstrument" || command.type === "CorrectCall") return []
    const { key, ...from } = command
    const ofCall = command.type === "OpenCall" || command.type === "CloseCall"
    const entries = entriesOf<object>(
      ofCall
        ? after.calls.find(({ year }) => String(year) === key)
        : after.instruments.find(({ slug }) => slug === key),
    )
    const revision = entries.at(-1)?.revision ?? -1
    const correction = { revision, from, to: null, reason: "示例", document, approver: "SJ-09" }
    const data = ofCall ? { ...correction, year: Number(key) } : correction
    const struck = { type: ofCall ? "CorrectCall" : "CorrectInstrument", key, data } as LawCommand
    const undone = carriedOut(space, { actor: bureau, command: struck }, after, on)
    if (undone === undefined) return [told(all, step, "cannot be struck out")]
    return lawInForce(undone, on) === lawInForce(before, on) ? [] : [told(all, step, "not undone by being struck out")]
  })

/** From every state, a day with a regulation in force is reachable. */
export const lawless = (all: Explored): ReadonlyArray<string> => {
  const inForce = new Set(
    [...all.states.values()].flatMap(({ kind, place: { state, on } }) =>
      ruleStatusOn(state, on)._tag === "InForce" ? [kind] : [],
    ),
  )
  const leading = leadingTo(all, ({ to }) => inForce.has(to))
  return [...all.states.values()].flatMap(({ kind, place }) =>
    inForce.has(kind) || leading.has(kind) ? [] : [`${place.on}: ${kind}, after ${wayTo(all, kind).join("; ")}`],
  )
}
