/** The instrument's decider: the bureau enacts, extends, supersedes, repeals and interprets. Arts. 17 and 18. */
import * as E from "fp-ts/lib/Either.js"
import type { Context } from "../../kernel/context.js"
import type { Contradiction, Objection, Refusal } from "../../kernel/refusal.js"
import { bilingual, type Bilingual } from "../../law/bilingual.js"
import type { CivilDate } from "../../law/civil-date.js"
import { isOptionOf, isReadingId } from "../../law/readings.js"
import { findRegulation, type Regulation } from "../../kernel/regulation.js"
import type { InstrumentEvent, InstrumentEventData } from "./event.js"
import type { InstrumentState } from "./state.js"

const gives = {
  Enact: "Enacted",
  Extend: "Extended",
  Supersede: "Superseded",
  Repeal: "Repealed",
  Interpret: "InterpretationIssued",
} as const

export type InstrumentCommandType = keyof typeof gives

/** A command says what its event will: the data are the event's own. */
export type InstrumentCommand = {
  readonly [T in InstrumentCommandType]: { readonly type: T; readonly data: InstrumentEventData[(typeof gives)[T]] }
}[InstrumentCommandType]

export const decideInstrument =
  (context: Context) =>
  (command: InstrumentCommand) =>
  (state: InstrumentState): E.Either<ReadonlyArray<Refusal>, InstrumentEvent> => {
    const named = command.type === "Enact" ? command.data.regulation : (state.regulation ?? "")
    const regulation = findRegulation(context.regime.library, named)
    const issues = contradictions(command, state, regulation, context.effectiveOn)
    const objections: ReadonlyArray<Objection> = [
      ...against(context, command, state, regulation),
      ...(issues.length === 0 ? [] : [{ code: "InvalidParticulars" as const, issues }]),
    ]
    if (objections.length > 0)
      return E.left(objections.map((one) => ({ ...one, provisions: regulation?.citations[one.code] ?? [] })))
    const { type, data } = command
    // The compiler cannot follow that a command's data are those of the event it gives.
    return E.right({
      type: gives[type],
      data,
      effectiveOn: context.effectiveOn,
      actor: context.actor,
      provisions: regulation?.citations[gives[type]] ?? [],
      rule: null,
      readings: {},
    } as InstrumentEvent)
  }

const against = (
  { actor, effectiveOn }: Context,
  { type }: InstrumentCommand,
  state: InstrumentState,
  regulation: Regulation | undefined,
): ReadonlyArray<Objection> => {
  const bureau = regulation?.territory.bureau.code
  const enacted = state.regulation !== null
  return [
    ...(actor.role === "bureau" && (bureau === undefined || actor.code === bureau)
      ? []
      : [
          {
            code: "NotCompetent" as const,
            actor,
            competent: ["bureau" as const],
            ...(bureau === undefined ? {} : { rightCode: bureau }),
          },
        ]),
    ...(state.lastEffectiveOn !== null && effectiveOn < state.lastEffectiveOn
      ? [{ code: "EffectiveDateGoesBack" as const, last: state.lastEffectiveOn, given: effectiveOn }]
      : []),
    ...(type === "Enact" && enacted ? [{ code: "AlreadyDecided" as const, act: type, phase: "enacted" }] : []),
    ...(type !== "Enact" && !enacted
      ? [{ code: "WrongState" as const, act: type, phase: "none", possibleIn: ["enacted"] }]
      : []),
    ...((type === "Repeal" || type === "Supersede" || type === "Extend") && state.endedFrom !== null
      ? [{ code: "AlreadyDecided" as const, act: type, phase: "ended" }]
      : []),
  ]
}

const contradictions = (
  command: InstrumentCommand,
  state: InstrumentState,
  regulation: Regulation | undefined,
  effectiveOn: CivilDate,
): ReadonlyArray<Contradiction> => {
  switch (command.type) {
    case "Enact":
      return regulation === undefined
        ? [issue("regulation", bilingual("已编码的规定", "a regulation of the library"), command.data.regulation)]
        : []
    case "Extend":
      return command.data.until < command.data.from
        ? [
            issue(
              "until",
              bilingual(`不早于${command.data.from}`, `no earlier than ${command.data.from}`),
              command.data.until,
            ),
          ]
        : notBeforeEnactment(state, "from", command.data.from)
    case "Supersede":
    case "Repeal":
      return notBeforeEnactment(state, "from", command.data.from)
    case "Interpret":
      return misread(command.data, state, effectiveOn)
  }
}

const issue = (path: string, expected: Bilingual, got: string): Contradiction => ({ path, expected, got })

const notBeforeEnactment = (
  { validities }: InstrumentState,
  path: string,
  date: string,
): ReadonlyArray<Contradiction> => {
  const from = validities[0]?.from
  return from === undefined || date >= from
    ? []
    : [issue(path, bilingual(`不早于施行之日${from}`, `no earlier than ${from}, its first day`), date)]
}

const misread = (
  { reading, option, appliesFrom, retroactive }: InstrumentEventData["InterpretationIssued"],
  state: InstrumentState,
  effectiveOn: CivilDate,
): ReadonlyArray<Contradiction> => [
  ...(!isReadingId(reading)
    ? [issue("reading", bilingual("已登记的解读事项", "a known reading"), reading)]
    : isOptionOf(reading, option)
      ? []
      : [issue("option", bilingual("该解读事项的选项", `an option of ${reading}`), option)]),
  ...(appliesFrom < effectiveOn && !retroactive
    ? [
        issue(
          "appliesFrom",
          bilingual(
            `不早于${effectiveOn}，溯及既往须写明`,
            `no earlier than ${effectiveOn}, unless it says retroactive`,
          ),
          appliesFrom,
        ),
      ]
    : []),
  ...notBeforeEnactment(state, "appliesFrom", appliesFrom),
]

/** The command an event came from. */
export const instrumentCommandOf = (event: InstrumentEvent): InstrumentCommand => {
  switch (event.type) {
    case "Enacted":
      return { type: "Enact", data: event.data }
    case "Extended":
      return { type: "Extend", data: event.data }
    case "Superseded":
      return { type: "Supersede", data: event.data }
    case "Repealed":
      return { type: "Repeal", data: event.data }
    case "InterpretationIssued":
      return { type: "Interpret", data: event.data }
  }
}
