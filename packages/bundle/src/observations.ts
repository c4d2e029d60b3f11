/** What holds and yet deserves a look. */
import {
  assessmentOf,
  type Bilingual,
  bilingual,
  type CivilDate,
  type ConditionId,
  conditions,
  daysBetween,
  describe,
  dutiesOf,
  type Duty,
  type Event,
  evolve,
  type Figures,
  figuresText,
  findRegulation,
  hasExpired,
  initialState,
  isCivilDate,
  isInstant,
  levels,
  type Library,
  nodeOf,
  shanghaiDate,
  ruleStatusOn,
  type State,
} from "@shifan/core"
import { type Envelope, evolveLaw, initialLaw, isDesignationEvent, parseStream } from "@shifan/event-store"
import type { LeafPlace } from "@shifan/audit"

/** Texts as the log has them, which anybody may have written. */
export type Observation =
  /** No policy was given from outside: whoever made the bundle chose whom to trust. */
  | { readonly code: "OwnPolicy" }
  /** The policy in the bundle is not the one that was given; the given one was used. */
  | { readonly code: "OtherPolicy" }
  /** The policy asks for no witness. */
  | { readonly code: "NoWitness" }
  /** Decisions were not taken again, nor chains looked at: only the log's bytes were checked. */
  | { readonly code: "NotDecided" }
  | { readonly code: "LeavesOnly" }
  /** A file that no bundle has; it was not looked at. */
  | { readonly code: "UnexpectedFile"; readonly path: string }
  /** A partial tile of an earlier size, which agrees with the one it grew into. */
  | { readonly code: "EarlierTile"; readonly path: string }
  | LateRecording
  | NearThreshold
  | Waived
  | Contested
  | OverdueDuty

/** Recorded more than a month after it took effect. */
export interface LateRecording {
  readonly code: "LateRecording"
  readonly at: LeafPlace
  readonly effectiveOn: CivilDate
  /** The civil date of the recording. */
  readonly recordedOn: CivilDate
  readonly days: number
}

/** A decision in which a figure lies within a twentieth of what is required, above or below. */
export interface NearThreshold {
  readonly code: "NearThreshold"
  readonly at: LeafPlace
  readonly type: string
  readonly condition: string
  readonly name: Bilingual
  readonly figures: Bilingual
}

export interface Waived {
  readonly code: "Waived"
  readonly at: LeafPlace
  readonly condition: string
  readonly name: Bilingual
  /** `null` where the condition has no figure. */
  readonly figures: Bilingual | null
}

/** Under another option of the reading the whole would have come out otherwise. */
export interface Contested {
  readonly code: "Contested"
  readonly at: LeafPlace
  readonly type: string
  readonly reading: string
  readonly option: string
}

/** As of the day of the roster. */
export interface OverdueDuty {
  readonly code: "OverdueDuty"
  readonly unit: string
  readonly duty: Duty["duty"]
  readonly dueOn: CivilDate
}

/** Reads events for what an auditor would want to look at: late recordings, near misses, waivers, contested readings. */

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
        const standing = ruleStatusOn(law.regime, on)
        if (standing._tag === "NoRule") return []
        return [...states.values()].flatMap(({ unit, phase }) =>
          phase._tag === "certified" && !hasExpired(phase.title, on)
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
