/** The bureau enacts, extends, supersedes, repeals and interprets a regulation, and corrects its records (arts. 17 and 18). */
import { check, checks, notBefore, type Contradiction } from "../../forms/check.js"
import { Slug } from "../../forms/text.js"
import type { Aggregate } from "../../kernel/aggregate.js"
import { lastDayOf, readingsOn } from "../../kernel/applicable-law.js"
import { bureauObjections } from "../../kernel/competence.js"
import type { Context } from "../../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn, type DraftOf } from "../../kernel/decision.js"
import { correctionIssues } from "../../kernel/entries.js"
import { invalid, when, type ObjectionIn } from "../../kernel/refusal.js"
import { findRegulation, type Regulation } from "../../kernel/regulation.js"
import { reachesBack } from "../../kernel/retroactive.js"
import { bilingual } from "../../law/bilingual.js"
import type { CivilDate } from "../../law/civil-date.js"
import { isOptionOf, isReadingId, readingIds, readingOptions } from "../../law/readings.js"
import { isKnown, isSuccessor, oneOfThese } from "./known-instruments.js"
import {
  correctableInstrumentActs,
  evolveInstrument,
  initialInstrument,
  instrumentAfter,
  instrumentCommandCodecs,
  instrumentCommandOf,
  withInstrumentEvent,
  type InstrumentCommand,
  type InstrumentCommandData,
  type InstrumentCommandType,
  type InstrumentEntry,
  type InstrumentEvent,
  type InstrumentState,
} from "./events.js"

export type InstrumentPhase = "none" | "enacted" | "ended"

type Objection = ObjectionIn<InstrumentCommandType, InstrumentPhase>

export const decideInstrument =
  (context: Context) =>
  (command: InstrumentCommand) =>
  (state: InstrumentState): DecisionIn<InstrumentEvent, InstrumentCommandType, InstrumentPhase> => {
    const named = command.type === "Enact" ? command.data.regulation : (state.regulation ?? "")
    const regulation = findRegulation(context.law.library, named)
    const input = { context, state, regulation }
    const issues = [
      isKnown(command.type, context, state),
      ...(command.type === "CorrectInstrument" ? correctingIssues(command.data, input) : issuesOf(command, input)),
    ]
    const objections: ReadonlyArray<Objection> = [
      ...bureauObjections(context, regulation?.territory.bureau.code, state.lastEffectiveOn, "anyBureau"),
      ...wrongPhase(command.type, state),
      ...invalid(issues),
    ]
    return conclude<InstrumentEvent, InstrumentCommandType, InstrumentPhase>(
      context,
      { rule: null, regulation },
      unlessObjected(objections, () => [draftOf(command)]),
    )
  }

const eventOf = {
  Enact: "Enacted",
  Extend: "Extended",
  Supersede: "Superseded",
  Repeal: "Repealed",
  Interpret: "InterpretationIssued",
  CorrectInstrument: "InstrumentCorrected",
} as const

/** The compiler cannot see that a command has the data of its event. */
const draftOf = ({ type, data }: InstrumentCommand): DraftOf<InstrumentEvent> =>
  ({ type: eventOf[type], data }) as DraftOf<InstrumentEvent>

const wrongPhase = (
  act: InstrumentCommandType,
  { regulation, endedFrom }: InstrumentState,
): ReadonlyArray<Objection> => {
  if (act === "Enact") return when(regulation !== null, () => ({ code: "AlreadyDecided", act, phase: "enacted" }))
  return [
    ...when(regulation === null, () => ({
      code: "WrongState" as const,
      act,
      phase: "none" as const,
      possibleIn: ["enacted" as const],
    })),
    ...when(act !== "Interpret" && act !== "CorrectInstrument" && endedFrom !== null, () => ({
      code: "AlreadyDecided" as const,
      act,
      phase: "ended" as const,
    })),
  ]
}

interface Input {
  readonly context: Context
  readonly state: InstrumentState
  readonly regulation: Regulation | undefined
}

/** The corrected act must meet the conditions of its own day, and later acts must still be valid after it. */
const correctingIssues = (data: InstrumentCommandData["CorrectInstrument"], input: Input) => {
  const { context, state } = input
  const { slug, entries } = state
  return correctionIssues(entries, context.actor, data, correctableInstrumentActs, ({ command, effectiveOn }, before) =>
    checks(issuesOf(command, { ...input, context: { ...context, effectiveOn }, state: instrumentAfter(slug, before) })),
  )
}

const issuesOf = (command: InstrumentEntry["command"], input: Input): ReadonlyArray<Contradiction | undefined> => {
  switch (command.type) {
    case "Enact":
      return enactmentIssues(command.data, input)
    case "Extend":
      return extensionIssues(command.data, input)
    case "Supersede":
      return [isSuccessor(command.data, input), ...endingIssues(command.data, input)]
    case "Repeal":
      return endingIssues(command.data, input)
    case "Interpret":
      return interpretationIssues(command.data, input)
  }
}

const asInText = (path: string, expected: string, got: string): Contradiction | undefined =>
  check(expected === got, path, bilingual(`文本所载的${expected}`, `${expected}, as in the text`), got)

/** The record of an enactment must match the library's data of the text, and each text is enacted only once. */
const enactmentIssues = (
  { regulation: id, documentNumber, effectiveFrom, validityYears }: InstrumentCommandData["Enact"],
  { context, state, regulation }: Input,
): ReadonlyArray<Contradiction | undefined> => {
  if (regulation === undefined)
    return [check(false, "regulation", oneOfThese(context.law.library.map((text) => text.id)), id)]
  const other = context.law.instruments.find(({ slug, regulation: text }) => slug !== state.slug && text === id)
  return [
    check(
      other === undefined,
      "regulation",
      bilingual(
        `尚未颁布的规定，该文本已以“${other?.slug}”颁布`,
        `a text not enacted yet; this one is, as ${other?.slug}`,
      ),
      id,
    ),
    asInText("documentNumber", regulation.documentNumber, documentNumber),
    asInText("effectiveFrom", regulation.firstDay, effectiveFrom),
    asInText("validityYears", `${regulation.validityYears}`, `${validityYears}`),
  ]
}

/** An extension must not shorten the validity. Closing a gap in retrospect needs recorded reasons. */
const extensionIssues = (
  { from, until, reasons }: InstrumentCommandData["Extend"],
  { context, state, regulation }: Input,
): ReadonlyArray<Contradiction | undefined> => {
  if (until < from) return [notBefore("until", until, from)]
  const lastDay = regulation && lastDayInForce(state, regulation, context.effectiveOn)
  return [
    notBeforeEnactment(state, "from", from),
    lastDay === undefined ? undefined : shortens(until, lastDay, reasons),
    lastDay === undefined || from <= lastDay ? undefined : reachesBack(from, context.effectiveOn, reasons),
  ]
}

const endingIssues = (
  { from, reasons }: InstrumentCommandData["Repeal" | "Supersede"],
  { context, state }: Input,
): ReadonlyArray<Contradiction | undefined> => [
  notBeforeEnactment(state, "from", from),
  reachesBack(from, context.effectiveOn, reasons),
]

const shortens = (until: CivilDate, lastDay: CivilDate, reasons: string | undefined): Contradiction | undefined =>
  check(
    until > lastDay || reasons !== undefined,
    "reasons",
    bilingual(
      `早于现有效期届满日${lastDay}的理由`,
      `reasons for ending before ${lastDay}, the last day in force as it stands`,
    ),
    "",
  )

/** Last day on which the text is now in force, regardless of gaps before it. */
const lastDayInForce = ({ validities, ...state }: InstrumentState, regulation: Regulation, on: CivilDate) =>
  validities
    .map((validity) => lastDayOf(validity, readingsOn(state, regulation.readings, on)))
    .toSorted()
    .at(-1)

const interpretationIssues = (
  { reading, option, appliesFrom, retroactive }: InstrumentCommandData["Interpret"],
  { context: { effectiveOn }, state }: Input,
): ReadonlyArray<Contradiction | undefined> => [
  isReadingId(reading)
    ? check(isOptionOf(reading, option), "option", oneOfThese(readingOptions[reading]), option)
    : check(false, "reading", oneOfThese(readingIds), reading),
  check(
    retroactive || appliesFrom >= effectiveOn,
    "appliesFrom",
    bilingual(`不早于${effectiveOn}，溯及既往须写明`, `no earlier than ${effectiveOn}, unless it says retroactive`),
    appliesFrom,
  ),
  notBeforeEnactment(state, "appliesFrom", appliesFrom),
]

const notBeforeEnactment = ({ validities }: InstrumentState, path: string, date: CivilDate) => {
  const from = validities[0]?.from
  return check(
    from === undefined || date >= from,
    path,
    bilingual(`不早于施行之日${from}`, `no earlier than ${from}, its first day`),
    date,
  )
}

/** The aggregate of legal instruments. The key is the slug that the bureau chooses for the text. */
export const instrument: Aggregate<string, InstrumentCommand, InstrumentEvent, InstrumentState, InstrumentPhase> = {
  name: "instrument",
  eventTypes: ["Enacted", "Extended", "Superseded", "Repealed", "InterpretationIssued", "InstrumentCorrected"],
  commandCodecs: { filled: instrumentCommandCodecs, stored: instrumentCommandCodecs },
  key: {
    parse: (text) => (Slug.is(text) ? text : undefined),
    inData: () => undefined,
    field: { name: "slug", codec: Slug, label: bilingual("规定的代号", "the instrument's slug") },
  },
  initial: initialInstrument,
  evolve: evolveInstrument,
  decide: (context, command, state) => decideInstrument(context)(command)(state),
  commandOf: ([event]) => instrumentCommandOf(event),
  lawAfter: withInstrumentEvent,
}
