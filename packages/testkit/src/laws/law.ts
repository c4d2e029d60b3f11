/** Defines a law of a history, and prepares the acts of a history for the statement of the articles. */
import type { Event } from "@shifan/core"
import type { AcceptedCommand, History, RefusedCommand } from "../lifecycle/history.js"
import { objectionsTo, type Act, type Objections, type StatedText } from "../statement/index.js"

/** A law of a designation's history. Returns the violations; an empty list if there are none. */
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

/** Regulations used in the history other than the stated one. */
export const otherTexts = (
  { regulation: stated }: StatedText,
  { accepted, refused }: History,
): ReadonlyArray<string> => {
  const laws = new Set([...accepted, ...refused].map(({ context: { law } }) => law))
  const regulations = [...laws].flatMap(({ instruments }) =>
    instruments.map(({ regulation }) => regulation ?? "no regulation"),
  )
  return [...new Set(regulations)].filter((regulation) => regulation !== stated)
}

/** Whether the history is entirely under the stated regulation, so that the statement applies. */
export const isUnder = (text: StatedText, history: History): boolean => otherTexts(text, history).length === 0

/** Restricts a law to histories under the stated regulation; reports nothing for others. */
export const ofText =
  (text: StatedText, law: Law): Law =>
  (history) =>
    isUnder(text, history) ? law(history) : []

const actOf = (
  text: StatedText,
  { unit }: History,
  { context, command }: Pick<AcceptedCommand, "context" | "command">,
  events: ReadonlyArray<Event>,
): Act => ({
  text,
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

/** Memo: several laws judge the same act, and so does every prefix of a history. */
const known = new WeakMap<StatedText, WeakMap<object, JudgedAct<AcceptedCommand> | JudgedAct<RefusedCommand>>>()

const knownUnder = (text: StatedText) => {
  const memo = known.get(text) ?? new WeakMap()
  known.set(text, memo)
  return memo
}

const judged = <C extends AcceptedCommand | RefusedCommand>(
  text: StatedText,
  history: History,
  tried: C,
  events: ReadonlyArray<Event>,
): JudgedAct<C> => {
  const memo = knownUnder(text)
  const before = memo.get(tried) as JudgedAct<C> | undefined
  if (before !== undefined) return before
  const act = actOf(text, history, tried, events)
  const fresh = { tried, act, objections: objectionsTo(act) }
  memo.set(tried, fresh as JudgedAct<AcceptedCommand> | JudgedAct<RefusedCommand>)
  return fresh
}

export const acceptedActs = (text: StatedText, history: History): ReadonlyArray<JudgedAct<AcceptedCommand>> => {
  let events: ReadonlyArray<Event> = []
  return history.accepted.map((tried) => {
    const one = judged(text, history, tried, events)
    events = [...events, ...tried.batch]
    return one
  })
}

export const refusedActs = (text: StatedText, history: History): ReadonlyArray<JudgedAct<RefusedCommand>> =>
  history.refused.map((tried) =>
    judged(
      text,
      history,
      tried,
      history.accepted.slice(0, tried.after).flatMap(({ batch }) => batch),
    ),
  )

/** A law that checks every accepted act, and names the ones that break it. */
export const eachAct =
  (text: StatedText, violationsIn: (one: JudgedAct<AcceptedCommand>) => ReadonlyArray<string>): Law =>
  (history) =>
    acceptedActs(text, history).flatMap((one) =>
      violationsIn(one).map((violation) => `${one.act.command.type} at ${one.act.events.length}: ${violation}`),
    )
