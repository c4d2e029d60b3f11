/** What a law of a history is, and the acts of a history as the statement of the articles asks for them. */
import type { Event } from "@shifan/core"
import type { AcceptedCommand, History, RefusedCommand } from "../lifecycle/history.js"
import { objectionsTo, type Act, type Objections } from "../statement/index.js"

/** A law of a designation's history. Lists what breaks it; an empty list if nothing does. */
export type Law = (history: History) => ReadonlyArray<string>

export const recordedIn = ({ accepted }: History): ReadonlyArray<Event> => accepted.flatMap(({ batch }) => batch)

/** Law 12. Every prefix of a lawful history is a lawful history. */
export const everyPrefix =
  (law: Law): Law =>
  (history) =>
    history.accepted.flatMap((_, i) =>
      law({
        ...history,
        accepted: history.accepted.slice(0, i + 1),
        refused: history.refused.filter(({ after }) => after <= i + 1),
      }).map((violation) => `after ${i + 1} commands: ${violation}`),
    )

/** The text that the statement of `@shifan/testkit/statement` is of. Of histories under another it says nothing. */
export const isUnderOurText = ({ accepted, refused }: History): boolean =>
  [...accepted, ...refused].every(({ context: { law } }) =>
    law.instruments.every(({ regulation }) => regulation === "qinhuangdao-2020-2"),
  )

const actOf = (
  { unit }: History,
  { context, command }: Pick<AcceptedCommand, "context" | "command">,
  events: ReadonlyArray<Event>,
): Act => ({
  unit,
  events,
  command,
  actor: context.actor,
  on: context.effectiveOn,
  recordedOn: context.recordedOn,
  law: context.law,
})

export interface JudgedAct<C> {
  readonly tried: C
  readonly act: Act
  readonly objections: Objections
}

/** Memo: several laws ask the same of each act, and every prefix of a history asks again. */
const known = new WeakMap<object, JudgedAct<AcceptedCommand> | JudgedAct<RefusedCommand>>()

const judged = <C extends AcceptedCommand | RefusedCommand>(
  history: History,
  tried: C,
  events: ReadonlyArray<Event>,
): JudgedAct<C> => {
  const before = known.get(tried) as JudgedAct<C> | undefined
  if (before !== undefined) return before
  const act = actOf(history, tried, events)
  const fresh = { tried, act, objections: objectionsTo(act) }
  known.set(tried, fresh as JudgedAct<AcceptedCommand> | JudgedAct<RefusedCommand>)
  return fresh
}

export const acceptedActs = (history: History): ReadonlyArray<JudgedAct<AcceptedCommand>> => {
  let events: ReadonlyArray<Event> = []
  return history.accepted.map((tried) => {
    const one = judged(history, tried, events)
    events = [...events, ...tried.batch]
    return one
  })
}

export const refusedActs = (history: History): ReadonlyArray<JudgedAct<RefusedCommand>> =>
  history.refused.map((tried) =>
    judged(
      history,
      tried,
      history.accepted.slice(0, tried.after).flatMap(({ batch }) => batch),
    ),
  )

/** A law that asks the same of every act that was carried out, and says which one breaks it. */
export const eachAct =
  (violationsIn: (one: JudgedAct<AcceptedCommand>) => ReadonlyArray<string>): Law =>
  (history) =>
    acceptedActs(history).flatMap((one) =>
      violationsIn(one).map((violation) => `${one.act.command.type} at ${one.act.events.length}: ${violation}`),
    )
