/** The records of events that a state keeps for corrections, and the present values of their fields. */
import type { CivilDate } from "../../law/civil-date.js"
import { annullableAt } from "./annulment.js"
import {
  correctableFields,
  type CorrectableField,
  type CorrectableRecord,
  type CorrectableRecords,
  type CorrectedValues,
} from "./correctable-fields.js"
import type { Event } from "./events.js"
import type { State } from "./state.js"

interface FieldPath {
  readonly field: CorrectableField
  readonly type: string
  /** Path of the object that has it in the event's data, and its key. */
  readonly within: ReadonlyArray<string>
  readonly key: string
}

const pathOf = (field: CorrectableField): FieldPath => {
  const [type = "", ...path] = field.split(".")
  const [key = ""] = path.splice(-1)
  return { field, type, within: path, key }
}

/** Correctable fields by event type. Precomputed, since a replay looks up every event. */
const pathsByType: ReadonlyMap<string, ReadonlyArray<FieldPath>> = Map.groupBy(
  correctableFields.map(pathOf),
  ({ type }) => type,
)

/** Whether an event of this type begins an application or a title, with its own names and duties. */
export const beginsAnew = (type: string): boolean =>
  type === "Applied" || type === "TitleImported" || type === "TitleInherited"

/** Adds a record of the event, unless it has nothing to correct; a failed review has the day that its revocation rests on. */
export const recordsAfter = (state: State, event: Event, revision: number): CorrectableRecords => {
  const { type, actor, effectiveOn } = event
  const paths = pathsByType.get(type) ?? (type === "Reviewed" && event.data.outcome === "failed" ? [] : undefined)
  if (paths === undefined) return state.records
  return {
    revision,
    type,
    role: actor.role,
    county: actor.role === "county" ? actor.code : null,
    effectiveOn,
    since: sinceWhen(state, event),
    ...(type === "Revoked" && { restsOn: event.data.restsOn }),
    ...(type === "DecisionAnnulled" && { restsOn: event.data.revision }),
    told: toldBy(event.data, paths),
    about: !beginsAnew(type) && "title" in state.phase ? state.phase.title.revision : revision,
    corrected: null,
    earlier: state.records,
  }
}

/**
 * The correctable values of an event. Total for data of any shape, like all of the fold. A missing optional value is `null`;
 * none is told if the whole object around it is missing, such as an announcement. A document is represented by its digest.
 */
const toldBy = (data: object, paths: ReadonlyArray<FieldPath>): CorrectedValues => {
  const told: { [field: string]: unknown } = {}
  for (const { field, within, key } of paths) {
    const around = within.reduce<unknown>((at, one) => (at === undefined ? at : Object(at)[one]), data)
    if (around === undefined) continue
    const value: unknown = Object(around)[key]
    if (within[0] === "after" && value === undefined) continue // A name that was not changed.
    told[field] = typeof value === "object" && value !== null ? Object(value).digest : (value ?? null)
  }
  return told
}

/** The records in stream order. */
export const recordsOf = ({ records }: Pick<State, "records">): ReadonlyArray<CorrectableRecord> => {
  const all: Array<CorrectableRecord> = []
  for (let at = records; at !== null; at = at.earlier) all.push(at)
  return all.toReversed()
}

/**
 * Records of the application or title that the event at a revision belongs to. They are found through the title each event is
 * about, since annulling a revocation can restore a title after a later application. Empty in a view without the event.
 */
export const recordsOfSame = (
  records: ReadonlyArray<CorrectableRecord>,
  revision: number,
): ReadonlyArray<CorrectableRecord> => {
  const about = records.find((one) => one.revision === revision)?.about
  if (about === undefined) return []
  const beginnings = records.filter(({ type }) => beginsAnew(type)).map((one) => one.revision)
  const beginningOf = (subject: number): number | undefined => beginnings.findLast((beginning) => beginning <= subject)
  return records.filter((one) => beginningOf(one.about) === beginningOf(about))
}

/** Present values by field. An uncorrected document is represented by its digest. */
export const valuesOf = ({ told, corrected }: CorrectableRecord): CorrectedValues => ({ ...told, ...corrected })

const sinceWhen = (state: State, event: Event): CivilDate => {
  const { phase, lastEffectiveOn, records } = state
  const { type, effectiveOn } = event
  if (type === "DecisionAnnulled") return annullableAt(state, event.data.revision)?.decidedOn ?? effectiveOn
  if (type === "StepTaken" && "case" in phase) return phase.case.appliedOn
  if (phase._tag === "recommended") return phase.recommendation.recommendedOn
  if (!("title" in phase)) return lastEffectiveOn ?? effectiveOn
  const { certifiedOn, review } = phase.title
  if (type === "Revoked" && records?.type === "Reviewed") return records.since
  return (type === "StepTaken" ? review?.filed?.on : type === "Reviewed" ? review?.assessed?.on : null) ?? certifiedOn
}
