/** The records of events that a state keeps for corrections, and the present values of their fields. */
import type { Document } from "../../forms/dossier.js"
import type { CivilDate } from "../../law/civil-date.js"
import {
  correctableFields,
  type CorrectableField,
  type CorrectableRecord,
  type CorrectableRecords,
  type CorrectableValue,
} from "./correctable-fields.js"
import type { Event } from "./events.js"
import type { State } from "./state.js"

const typeOf = (field: CorrectableField): string => field.slice(0, field.indexOf("."))

/** Correctable fields by event type. Precomputed, since a replay looks up every event. */
const pathsByType = new Map(
  correctableFields.map((one) => [
    typeOf(one),
    correctableFields
      .filter((field) => typeOf(field) === typeOf(one))
      .map((field) => ({ field, path: field.split(".").slice(1) })),
  ]),
)

/** Whether an event of this type begins an application or a title, with its own names and duties. */
export const beginsAnew = (type: string): boolean =>
  type === "Applied" || type === "TitleImported" || type === "TitleInherited"

/** Adds a record of the event, unless it has nothing to correct. Field values are looked up only when needed. */
export const recordsAfter = (state: State, event: Event, revision: number): CorrectableRecords => {
  const { type, actor, effectiveOn } = event
  const begins = beginsAnew(type)
  if (!begins && !pathsByType.has(type)) return state.records
  return {
    revision,
    type,
    role: actor.role,
    county: actor.role === "county" ? actor.code : null,
    effectiveOn,
    since: sinceWhen(state, event),
    told: toldBy(event),
    about: !begins && "title" in state.phase ? state.phase.title.revision : revision,
    corrected: null,
    earlier: state.records,
  }
}

/** The correctable part of an event's data. Total for data of any shape, like all of the fold. */
const toldBy = ({ type, data }: Event): unknown => {
  switch (type) {
    case "Applied":
    case "ApplicationSupplemented": {
      const { applicantUnitName, platformName } = Object(data.form)
      return { form: { applicantUnitName, platformName } }
    }
    case "Certified": {
      const { certificateNumber, appraisal } = data
      return { certificateNumber, appraisal: { date: Object(appraisal).date } }
    }
    case "CertificationDeclined":
      return { appraisal: { date: Object(data.appraisal).date } }
    case "SpotChecked":
      return { checkedOn: data.checkedOn }
    case "RectificationOrdered":
      return { until: data.until }
    case "Revoked":
      return { announcement: data.announcement }
    case "NominatedToProvince":
      return { document: digestOf(data.document) }
    case "AnnualSummaryFiled":
      return { year: data.year, document: digestOf(data.document) }
    case "SupportGranted":
      return { kind: data.kind, amount: data.amount, document: digestOf(data.document) }
    case "ParticularsChanged":
      return { after: namesOf(data.after), document: digestOf(data.document) }
    case "UnitEnded":
      return { endedOn: data.endedOn }
    default:
      return data
  }
}

const namesOf = (after: unknown): object => {
  const { operatingUnitName, platformName } = Object(after)
  return { ...(operatingUnitName && { operatingUnitName }), ...(platformName && { platformName }) }
}

const digestOf = (document: Document): unknown => Object(document).digest

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

/**
 * Present values by field. An uncorrected document is represented by its digest. A missing optional field is `null` and can
 * be corrected, unless the whole object around it is missing, such as an announcement.
 */
export const valuesOf = ({ type, told, corrected: since }: CorrectableRecord): CorrectedValues => ({
  ...Object.fromEntries(
    (pathsByType.get(type) ?? []).flatMap(({ field, path }) =>
      valueAt(told, path.slice(0, -1)) === undefined ? [] : [[field, valueAt(told, path) ?? null]],
    ),
  ),
  ...since,
})

type CorrectedValues = { readonly [F in CorrectableField]?: CorrectableValue }

const valueAt = (data: unknown, path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((value, key) => (value === undefined ? undefined : Object(value)[key]), data)

const sinceWhen = ({ phase, lastEffectiveOn }: State, { type, effectiveOn }: Event): CivilDate => {
  if (phase._tag === "recommended") return phase.recommendation.recommendedOn
  if (!("title" in phase)) return lastEffectiveOn ?? effectiveOn
  const { certifiedOn, plaqueAwardedOn } = phase.title
  return type === "PlaqueReturned" ? (plaqueAwardedOn ?? certifiedOn) : certifiedOn
}
