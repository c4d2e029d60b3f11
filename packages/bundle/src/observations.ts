import type { LeafPlace, LogObservation } from "@shifan/audit"
import {
  type Bilingual,
  bilingual,
  type CivilDate,
  type ConditionId,
  conditions,
  daysBetween,
  type Duty,
  type Event,
  evolve,
  type Figures,
  findRegulation,
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
import { assessmentOf, dutiesOfUnit } from "@shifan/core/registry"
import { describe, figuresText } from "@shifan/core/messages"
import { type Envelope, evolveLaw, initialLaw, isDesignationEvent, streamNames } from "@shifan/event-store"

import type { Discretion } from "./discretion.js"

/** Something an auditor should look at although it is not a fault. Strings come from the log and may be hostile. */
export type Observation =
  /** The reader gave no policy, so the maker of the bundle chose whom to trust. */
  | { readonly code: "OwnPolicy" }
  /** The bundle's policy differs from the reader's; the reader's was used. */
  | { readonly code: "OtherPolicy" }
  /** The policy requires no witness. */
  | { readonly code: "NoWitness" }
  /** No witness has cosigned for over a month, by the reader's clock: newer heads may be withheld. */
  | { readonly code: "HeadOld"; readonly by: string; readonly time: string; readonly days: number }
  /** The policy names witnesses but requires none of them. */
  | { readonly code: "WitnessesNotAsked"; readonly names: ReadonlyArray<string> }
  /** The kept checkpoint is not signed by a key that the policy knows as the log's. */
  | { readonly code: "KeptUnsigned" }
  /** Two checkpoints, both signed by the log, and neither continues the other. */
  | { readonly code: "ForkProof"; readonly keptSize: number }
  /** The policy does not know the signing key, but a kept checkpoint introduces it and is signed with both keys. */
  | KeyHandedOver
  /** The bundle's policy is not the one whose SHA-256 was last published with a list. */
  | PolicyNotPublished
  /** A timestamp of a checkpoint of `size` leaves. The reader has to verify its signature. */
  | { readonly code: "TimestampUnverified"; readonly time: string; readonly size: number }
  /** No leaf introduces a key of the log. */
  | { readonly code: "NoKeyRecorded" }
  | BehindWitness
  /** A decision did not know of a change of law recorded seconds before. */
  | LogObservation
  | Discretion
  /** No decision was repeated and no hash chain checked (`depth: "lists"`). */
  | { readonly code: "NotDecided" }
  /** Only the log's bytes were checked (`depth: "leaves"`). */
  | { readonly code: "LeavesOnly" }
  /** A file that does not belong to a bundle. It was not read. */
  | { readonly code: "UnexpectedFile"; readonly path: string }
  /** A partial tile from when the log was shorter; consistent with the current one. */
  | { readonly code: "EarlierTile"; readonly path: string }
  | LateRecording
  | NearThreshold
  | Waived
  | Contested
  | OverdueDuty

export interface PolicyNotPublished {
  readonly code: "PolicyNotPublished"
  /** Day of the list. */
  readonly asOf: CivilDate
  /** `sha256:` digests of both policies. */
  readonly published: string
  readonly found: string
}

export interface KeyHandedOver {
  readonly code: "KeyHandedOver"
  /** Name of the new key. */
  readonly key: string
  readonly keptSize: number
  /** Index of the leaf that introduces it. */
  readonly introducedAt: number
}

/** Recorded before a witness cosigned a tree without it: the cosignature was late, or the record is backdated. */
export interface BehindWitness {
  readonly code: "BehindWitness"
  readonly at: LeafPlace
  readonly recordedAt: string
  readonly by: string
  readonly time: string
}

/** Recorded more than `lateAfter` days after taking effect. */
export interface LateRecording {
  readonly code: "LateRecording"
  readonly at: LeafPlace
  readonly effectiveOn: CivilDate
  /** Civil date in Shanghai. */
  readonly recordedOn: CivilDate
  readonly days: number
}

/** A decision with a figure within a twentieth of the required one, above or below. */
export interface NearThreshold {
  readonly code: "NearThreshold"
  readonly at: LeafPlace
  readonly type: string
  readonly condition: string
  readonly name: Bilingual
  readonly figures: Bilingual
}

/** A condition that the decision waived. */
export interface Waived {
  readonly code: "Waived"
  readonly at: LeafPlace
  readonly condition: string
  readonly name: Bilingual
  /** `null` if the condition has no figure. */
  readonly figures: Bilingual | null
}

/** Another option of a reading would have changed the decision. */
export interface Contested {
  readonly code: "Contested"
  readonly at: LeafPlace
  readonly type: string
  readonly reading: string
  readonly option: string
}

/** A duty overdue as of the day of the roster. */
export interface OverdueDuty {
  readonly code: "OverdueDuty"
  readonly unit: string
  readonly duty: Duty["duty"]
  readonly dueOn: CivilDate
}

/** In days. */
const lateAfter = 30

/** A figure is near its threshold if it is off by at most one part in this many. */
const nearParts = 20

export interface Observer {
  /** Takes the events in log order. */
  readonly observe: (at: LeafPlace, envelope: Envelope) => ReadonlyArray<Observation>
  /** Duties overdue on that day, judging by the events taken so far. */
  readonly overdueOn: (day: CivilDate) => ReadonlyArray<Observation>
  /** Number of units in the events taken so far. */
  readonly units: () => number
}

/** Keeps the state of every unit, but no events. */
export const newObserver = (library: Library): Observer => {
  const states = new Map<string, State>()
  const nameOf = streamNames()
  let law = initialLaw(library)
  return {
    observe: (at, envelope) =>
      ignoringMalformed(() => {
        law = evolveLaw(law, envelope)
        const name = nameOf(envelope.stream)
        if (name?.aggregate !== "designation" || !isDesignationEvent(envelope)) return lateRecording(at, envelope)
        states.set(name.key, evolve(states.get(name.key) ?? initialState(name.key), envelope))
        return [...lateRecording(at, envelope), ...decisionObservations(at, envelope, library)]
      }),
    overdueOn: (day) =>
      ignoringMalformed(() => {
        const status = ruleStatusOn(law.applicable, day)
        if (status._tag === "NoRule") return []
        return [...states.values()].flatMap((state) =>
          ignoringMalformed(() => overdueDuties(state.unit, dutiesOfUnit(state, status.rule, law.applicable, day))),
        )
      }),
    units: () => states.size,
  }
}

/** Data that does not match its type may make the domain throw. It is reported as a fault elsewhere. */
const ignoringMalformed = (observe: () => ReadonlyArray<Observation>): ReadonlyArray<Observation> => {
  try {
    return observe()
  } catch {
    return []
  }
}

const overdueDuties = (unit: string, duties: ReadonlyArray<Duty>): ReadonlyArray<Observation> =>
  duties
    .filter(({ overdue }) => overdue)
    .map(({ duty, dueOn }): OverdueDuty => ({ code: "OverdueDuty", unit, duty, dueOn }))

const lateRecording = (at: LeafPlace, { effectiveOn, recordedAt }: Envelope): ReadonlyArray<Observation> => {
  // Most acts are recorded on the day they take effect, which the texts alone tell.
  if (recordedAt.startsWith(effectiveOn) || !isCivilDate(effectiveOn) || !isInstant(recordedAt)) return []
  const recordedOn = shanghaiDate(recordedAt)
  const days = daysBetween(effectiveOn, recordedOn)
  return days > lateAfter ? [{ code: "LateRecording", at, effectiveOn, recordedOn, days }] : []
}

/** The bureau's decisions; they incorporate the county's findings. */
const decisionTypes: ReadonlyArray<Event["type"]> = ["Certified", "CertificationDeclined", "Reviewed"]

const decisionObservations = (at: LeafPlace, event: Event, library: Library): ReadonlyArray<Observation> => {
  const assessment = decisionTypes.includes(event.type) ? assessmentOf(event) : null
  if (assessment === null) return []
  const { type, rule } = event
  const regulation = rule === null ? undefined : findRegulation(library, rule.regulation, rule.encoding)
  const named = (condition: ConditionId) => ({
    condition,
    name: regulation === undefined ? bilingual(condition, condition) : describe(regulation, condition),
  })
  const waivers = type === "Certified" || type === "Reviewed" ? event.data.waivers : []
  return [
    ...waivers.map(({ condition }): Waived => {
      const figures = nodeOf(assessment, condition)?.figures
      return {
        code: "Waived",
        at,
        ...named(condition),
        figures: figures === undefined ? null : figuresText(figures, regulation),
      }
    }),
    ...conditions(assessment).flatMap(({ id, verdict, figures }): ReadonlyArray<NearThreshold> => {
      if (figures === undefined || verdict === "waived" || !isNear(figures)) return []
      return [{ code: "NearThreshold", at, type, ...named(id), figures: figuresText(figures, regulation) }]
    }),
    ...(assessment.divergences ?? [])
      .filter(({ verdict }) => verdict !== assessment.verdict)
      .map(({ reading, option }): Contested => ({ code: "Contested", at, type, reading, option })),
  ]
}

const isNear = (figures: Figures): boolean => {
  const level = levels(figures)
  return level !== null && Math.abs(level.actual - level.statutory) * nearParts <= level.statutory
}
