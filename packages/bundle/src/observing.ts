/** Reads events for what an auditor would want to look at: late recordings, near misses, waivers, contested readings. */
import {
  assessmentOf,
  bilingual,
  conditions,
  daysBetween,
  describe,
  dutiesOf,
  evolve,
  figuresText,
  findRegulation,
  hasLapsed,
  initialState,
  isCivilDate,
  isInstant,
  levels,
  nodeOf,
  shanghaiDate,
  standingOn,
  type CivilDate,
  type ConditionId,
  type Event,
  type Figures,
  type Library,
  type State,
} from "@shifan/core"
import { evolveLaw, initialLaw, isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import type { LeafPlace } from "./finding.js"
import type { Observation } from "./observation.js"

/** In days. */
const late = 30

/** A twentieth of what is required. */
const near = 20

export interface Observing {
  readonly see: (at: LeafPlace, envelope: Envelope) => ReadonlyArray<Observation>
  /** Duties overdue on that day, by what was seen. */
  readonly overdue: (on: CivilDate) => ReadonlyArray<Observation>
}

/** Keeps a state for each unit. */
export const observing = (library: Library): Observing => {
  const states = new Map<string, State>()
  let law = initialLaw(library)
  return {
    see: (at, envelope) =>
      guarded(() => {
        law = evolveLaw(law, envelope)
        const name = parseStream(envelope.stream)
        if (name?.aggregate !== "designation" || !isDesignationEvent(envelope)) return lateness(at, envelope)
        states.set(name.key, evolve(states.get(name.key) ?? initialState(name.key), envelope))
        return [...lateness(at, envelope), ...inDecision(at, envelope, library)]
      }),
    overdue: (on) =>
      guarded(() => {
        const standing = standingOn(law.regime, on)
        if (standing._tag === "NoRule") return []
        return [...states.values()].flatMap(({ unit, phase }) =>
          phase._tag === "certified" && !hasLapsed(phase.title, on)
            ? guarded(() => overdueOf(unit, dutiesOf(phase.title, standing.rule, on)))
            : [],
        )
      }),
  }
}

/** Whatever fails in an event that was not of its type's shape is a fault of that event already. */
const guarded = (observe: () => ReadonlyArray<Observation>): ReadonlyArray<Observation> => {
  try {
    return observe()
  } catch {
    return []
  }
}

const overdueOf = (unit: string, duties: ReturnType<typeof dutiesOf>): ReadonlyArray<Observation> =>
  duties.flatMap(({ duty, dueOn, overdue }) => (overdue ? [{ code: "OverdueDuty" as const, unit, duty, dueOn }] : []))

const lateness = (at: LeafPlace, { effectiveOn, recordedAt }: Envelope): ReadonlyArray<Observation> => {
  if (!isCivilDate(effectiveOn) || !isInstant(recordedAt)) return []
  const recordedOn = shanghaiDate(recordedAt)
  const days = daysBetween(effectiveOn, recordedOn)
  return days > late ? [{ code: "LateRecording", at, effectiveOn, recordedOn, days }] : []
}

/** The bureau's: what the county found goes into them. */
const decisions: ReadonlyArray<Event["type"]> = ["Certified", "CertificationDeclined", "Reviewed"]

const inDecision = (at: LeafPlace, event: Event, library: Library): ReadonlyArray<Observation> => {
  const assessment = decisions.includes(event.type) ? assessmentOf(event) : null
  if (assessment === null) return []
  const { type, rule } = event
  const text = rule === null ? undefined : findRegulation(library, rule.regulation, rule.encoding)
  const named = (condition: ConditionId) => ({
    condition,
    name: text === undefined ? bilingual(condition, condition) : describe(text, condition),
  })
  const waivers = type === "Certified" || type === "Reviewed" ? event.data.waivers : []
  return [
    ...waivers.map(({ condition }) => {
      const figures = nodeOf(assessment, condition)?.figures
      return {
        code: "Waived" as const,
        at,
        ...named(condition),
        figures: figures === undefined ? null : figuresText(figures),
      }
    }),
    ...conditions(assessment).flatMap(({ id, verdict, figures }): ReadonlyArray<Observation> => {
      if (figures === undefined || verdict === "waived" || !isNear(figures)) return []
      return [{ code: "NearThreshold", at, type, ...named(id), figures: figuresText(figures) }]
    }),
    ...(assessment.divergences ?? []).flatMap(({ reading, option, verdict }): ReadonlyArray<Observation> =>
      verdict === assessment.verdict ? [] : [{ code: "Contested", at, type, reading, option }],
    ),
  ]
}

const isNear = (figures: Figures): boolean => {
  const level = levels(figures)
  return level !== null && Math.abs(level.actual - level.statutory) * near <= level.statutory
}
