/** `history`: a unit's timeline with provisions. `why`: a decision explained condition by condition. */
import { changesOf, isTypedByOther, typistOf } from "@shifan/casework"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Actor, type Assessment, type Regulation } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import { isReadingId } from "@shifan/core/law"
import { describe, isDecision, optionClause, reasonsIn, waiversIn, waiverText } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { paint, say, type CommandContext } from "../command-context.js"
import { noSuchName } from "../known-names.js"
import { ownText } from "../own-text.js"
import { usage, type Failure, type Output } from "../result.js"
import { eachEnvelope, historyOf, parseUscc, parseView } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { assessmentTree, divergenceLines, tally } from "./assessment-tree.js"
import { eventLine } from "./event-view.js"

export const history = (context: CommandContext, code: string): Promise<E.Either<Failure, Output>> =>
  withHistory(context, code, (events, _, typists) =>
    E.right({
      json: { events: events.map((event) => summary(event, typists)) },
      text: events.map((event) => eventLine(context, event, typists.get(event.id))).join("\n"),
    }),
  )

/** The event at a revision; by default the last decision, or the last event if there is none. */
export const why = (context: CommandContext, code: string, revision?: string): Promise<E.Either<Failure, Output>> =>
  withHistory(context, code, (events, regulation, typists) => {
    if (revision !== undefined && !/^\d+$/.test(revision))
      return E.left(usage(`--event应为整数：${revision}`, `--event needs an integer, got ${revision}`))
    const event =
      revision === undefined
        ? (events.findLast(isDecision) ?? events.at(-1))
        : events.find((envelope) => envelope.revision === Number(revision))
    if (event === undefined) return E.left(noRevision(revision ?? "", events))
    return E.right({
      json: {
        event: summary(event, typists),
        assessment: assessmentIn(event),
        waivers: isDesignationEvent(event) ? waiversIn(event) : [],
        changedSince: changesOf(events, event.revision).map((change) => summary(change, typists)),
      },
      text: [
        explanation(context, regulation, event, typists.get(event.id)),
        ...changesOf(events, event.revision).map((change) => changeLine(context, change)),
      ].join("\n"),
    })
  })

const noRevision = (revision: string, events: ReadonlyArray<Envelope>): Failure =>
  noSuchName(
    `没有第${revision}号记录`,
    `there is no revision ${revision}`,
    revision,
    events.map((event) => String(event.revision)),
  )

/** A correction or annulment of the previous event. */
const changeLine = (context: CommandContext, change: Envelope): string => {
  const line = eventLine(context, change).trimStart()
  return paint(context, "yellow", say(context, bilingual(`其后：${line}`, `since then: ${line}`)))
}

const withHistory = async (
  context: CommandContext,
  code: string,
  work: (events: ReadonlyArray<Envelope>, regulation: Regulation, typists: Typists) => E.Either<Failure, Output>,
): Promise<E.Either<Failure, Output>> => {
  const unit = parseUscc(code)
  if (E.isLeft(unit)) return unit
  const view = parseView(context)
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const events = await historyOf(session, unit.right, view.right)
    if (E.isLeft(events)) return events
    const typists = await typistsOf(session, events.right)
    return E.isLeft(typists) ? typists : work(events.right, session.regulation, typists.right)
  })
}

/** Typists by event id, for events not typed by their actor; `null` for a typist who never acted. */
type Typists = ReadonlyMap<string, string | null>

/** Reads the whole store for the officers only if there is such an event. */
const typistsOf = async (
  { store }: Pick<Session, "store">,
  events: ReadonlyArray<Envelope>,
): Promise<E.Either<Failure, Typists>> => {
  const typed = events.filter(isTypedByOther)
  if (typed.length === 0) return E.right(new Map())
  const actors = new Map<string, Actor>()
  const read = await eachEnvelope(store, ({ actor }) => {
    actors.set(`${actor.role}:${actor.code}:${actor.officer}`, actor)
  })
  return E.isLeft(read)
    ? read
    : E.right(new Map(typed.map((event) => [event.id, typistOf(event, actors.values()) ?? null])))
}

const summary = (
  { revision, type, effectiveOn, recordedAt, actor, provisions, rule, readings, id }: Envelope,
  typists: Typists,
) => ({
  revision,
  type,
  effectiveOn,
  recordedAt,
  actor,
  provisions,
  rule,
  readings,
  id,
  ...(typists.has(id) ? { typedBy: typists.get(id) ?? null } : {}),
})

const assessmentIn = (envelope: Envelope): Assessment | null =>
  isDesignationEvent(envelope) ? assessmentOf(envelope) : null

const setIn = (text: string): string => text.replaceAll("\n", "\n    ")

const explanation = (
  context: CommandContext,
  regulation: Regulation,
  event: Envelope,
  typist: string | null | undefined,
): string => {
  if (!isDesignationEvent(event)) return eventLine(context, event, typist)
  return [
    paint(context, "bold", eventLine(context, event, typist)),
    ...event.provisions.map((id) => `  ${say(context, describe(regulation, id))}`),
    ...assessmentLines(context, regulation, assessmentOf(event)),
    ...waiversIn(event).map((waiver) => say(context, waiverText(waiver, regulation))),
    // Continuation lines of a text are indented, so that none looks like a line of this program.
    ...(event.type === "SupplementRequested" ? event.data.wanting.map(({ at, text }) => `${at}: ${setIn(text)}`) : []),
    ...reasonsIn(event).map(({ about, text }) => `${say(context, describe(regulation, about))}: ${setIn(text)}`),
    ...readingLines(context, event),
  ].join("\n")
}

const assessmentLines = (
  context: CommandContext,
  regulation: Regulation,
  assessment: Assessment | null,
): ReadonlyArray<string> =>
  assessment === null
    ? []
    : [
        "",
        assessmentTree(context, regulation, assessment),
        tally(context, assessment),
        ...divergenceLines(context, regulation, assessment),
      ]

/** 学历和职称具备其一即可  staff.qualified = pooled */
export const readingLine = (context: CommandContext, id: string, option: string): string => {
  const name = paint(context, "dim", `${id} = ${option}`)
  return isReadingId(id) ? `${say(context, optionClause(id, option, ownText))}  ${name}` : name
}

const readingLines = (context: CommandContext, { readings }: Envelope): ReadonlyArray<string> => {
  const entries = Object.entries(readings)
  if (entries.length === 0) return []
  const lines = entries.map(([id, option]) => `  ${readingLine(context, id, option)}`)
  return ["", say(context, bilingual("所依据的解读", "readings relied on")), ...lines]
}
