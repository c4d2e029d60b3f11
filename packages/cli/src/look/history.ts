/** One unit's timeline with provisions, and why a decision was taken, condition by condition. */
import * as E from "fp-ts/lib/Either.js"
import {
  assessmentOf,
  bilingual,
  describe,
  readingDefinitions,
  isReadingId,
  type Assessment,
  type ConditionId,
  type Event,
  type Regulation,
} from "@shifan/core"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { inSession } from "../session.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { eventsOf, unitCode, viewOf } from "./queries.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { assessmentTree, divergenceLines, tally } from "./assessment-tree.js"
import { eventLine } from "./event-view.js"

export const history = (context: CommandContext, code: string): Promise<E.Either<Failure, Output>> =>
  withEvents(context, code, (events) =>
    E.right({ json: events.map(summary), text: events.map((event) => eventLine(context, event)).join("\n") }),
  )

/** Of the event at a revision, or of the last decision that has an assessment. */
export const why = (context: CommandContext, code: string, revision?: string): Promise<E.Either<Failure, Output>> =>
  withEvents(context, code, (events, regulation) => {
    if (revision !== undefined && !/^\d+$/.test(revision))
      return E.left(usage(`--event应为整数：${revision}`, `--event wants an integer, got ${revision}`))
    const event =
      revision === undefined
        ? (events.findLast((one) => groundsOf(one).assessment !== null) ?? events.at(-1))
        : events.find((one) => one.revision === Number(revision))
    if (event === undefined) return E.left(notFound(`没有第${revision}号记录`, `there is no revision ${revision}`))
    return E.right({
      json: { event: summary(event), ...groundsOf(event) },
      text: explanation(context, regulation, event),
    })
  })

const withEvents = async (
  context: CommandContext,
  code: string,
  work: (events: ReadonlyArray<Envelope>, regulation: Regulation) => E.Either<Failure, Output>,
): Promise<E.Either<Failure, Output>> => {
  const [unit, view] = [unitCode(code), viewOf(context.settings)]
  if (E.isLeft(unit)) return unit
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const events = await eventsOf(session, unit.right, view.right)
    return E.isLeft(events) ? events : work(events.right, session.regulation)
  })
}

const summary = ({ revision, type, effectiveOn, recordedAt, actor, provisions, rule, readings, id }: Envelope) => ({
  revision,
  type,
  effectiveOn,
  recordedAt,
  actor,
  provisions,
  rule,
  readings,
  id,
})

/** The assessment a decision rested on, where it had one. */
const groundsOf = (event: Envelope): { readonly assessment: Assessment | null } => ({
  assessment: isDesignationEvent(event) ? assessmentOf(event) : null,
})

/** What officials said in their own words, and of which provision. */
const stated = (event: Event): ReadonlyArray<{ readonly about: ConditionId; readonly text: string }> => {
  switch (event.type) {
    case "RecommendationDeclined":
    case "CertificationDeclined":
    case "Reviewed":
    case "Revoked":
      return event.data.reasons.map(({ provision, text }) => ({ about: provision, text }))
    case "Recommended":
    case "ReviewAssessed":
      return event.data.findings.map(({ condition, reasons }) => ({ about: condition, text: reasons }))
    default:
      return []
  }
}

const explanation = (context: CommandContext, regulation: Regulation, event: Envelope): string => {
  if (!isDesignationEvent(event)) return eventLine(context, event)
  const assessment = assessmentOf(event)
  const waivers = event.type === "Certified" || event.type === "Reviewed" ? event.data.waivers : []
  return [
    paint(context, "bold", eventLine(context, event)),
    ...event.provisions.map((id) => `  ${say(context, describe(regulation, id))}`),
    ...(assessment === null
      ? []
      : [
          "",
          assessmentTree(context, regulation, assessment),
          tally(context, assessment),
          ...divergenceLines(context, regulation, assessment),
        ]),
    ...waivers.map(({ condition, statutory, actual, relaxedTo, officer, reasons }) =>
      say(
        context,
        bilingual(
          `放宽 ${describe(regulation, condition).zh}：规定${statutory ?? "—"}，实际${actual ?? "—"}，放宽至${relaxedTo ?? "—"}，${officer}：${reasons}`,
          `waived ${describe(regulation, condition).en}: statutory ${statutory ?? "—"}, actual ${actual ?? "—"}, relaxed to ${relaxedTo ?? "—"}, ${officer}: ${reasons}`,
        ),
      ),
    ),
    ...stated(event).map(({ about, text }) => `${say(context, describe(regulation, about))}: ${text}`),
    ...readingLines(context, event),
  ].join("\n")
}

const readingLines = (context: CommandContext, { readings }: Envelope): ReadonlyArray<string> => {
  const entries = Object.entries(readings)
  if (entries.length === 0) return []
  const lines = entries.map(([id, option]) => {
    const question = isReadingId(id) ? say(context, readingDefinitions[id].question) : id
    return `  ${paint(context, "dim", `${id} = ${option}`)}  ${question}`
  })
  return ["", say(context, bilingual("所依据的解读", "readings relied on")), ...lines]
}
