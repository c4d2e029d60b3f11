/** Corrections of clerical errors: the fields in which there can be one, and what a correction says. */
import type { Actor, CommandOf, Event, EventType } from "@shifan/core"
import { againstApprover } from "./competence.statement.js"

/** By event, the fields that record a fact; never the content of a decision, and never its day. */
const fields: { readonly [T in EventType]?: ReadonlyArray<string> } = {
  Applied: ["form.applicantUnitName", "form.platformName"],
  ApplicationSupplemented: ["form.applicantUnitName", "form.platformName"],
  NoticePublished: ["number", "address"],
  StepTaken: ["takenOn", "document"],
  Certified: ["certificateNumber", "appraisal.date"],
  CertificationDeclined: ["appraisal.date"],
  PlaqueAwarded: ["awardedOn"],
  PlaqueReturned: ["returnedOn"],
  NominatedToProvince: ["document", "nominatedOn"],
  AnnualSummaryFiled: ["year", "document", "receivedOn"],
  SpotChecked: ["checkedOn"],
  SupportGranted: ["kind", "amount", "document", "grantedOn"],
  RectificationOrdered: ["until"],
  Revoked: ["announcement.number", "announcement.date", "announcement.address", "hearing.heldOn", "hearing.record"],
  ParticularsChanged: ["after.operatingUnitName", "after.platformName", "document"],
  TitleImported: [
    "operatingUnitName",
    "platformName",
    "grantedOn",
    "grantingDocument",
    "lastConfirmedOn",
    "validUntil",
  ],
  UnitEnded: ["endedOn", "document"],
  DecisionAnnulled: ["decidedOn", "document"],
  TitleSucceeded: ["document"],
  TitleInherited: ["operatingUnitName", "document"],
}

const valueAt = (value: unknown, path: ReadonlyArray<string>): unknown =>
  path.reduce((at, key) => (at === undefined || at === null ? undefined : Reflect.get(Object(at), key)), value)

/** A document is known by its digest. */
const inWords = (value: unknown): string => {
  const known = typeof value === "object" && value !== null ? Reflect.get(value, "digest") : value
  return String(known ?? null)
}

/** What a field says now: as recorded, or as last corrected. `undefined` if the event has no such field. */
const saidNow = (
  recorded: ReadonlyArray<Event>,
  revision: number,
  field: string,
): { readonly value: unknown } | undefined => {
  const event = recorded[revision]
  const [type, ...path] = field.split(".")
  if (event === undefined || event.type !== type || fields[event.type]?.includes(path.join(".")) !== true)
    return undefined
  if (valueAt(event.data, path.slice(0, -1)) === undefined) return undefined
  const corrected = recorded.findLast(
    (one) => one.type === "RecordCorrected" && one.data.revision === revision && one.data.field === field,
  )
  return { value: corrected?.type === "RecordCorrected" ? corrected.data.to : valueAt(event.data, path) }
}

/** An error has to be there, is told as it stands, changes something, and is approved by somebody else. */
export const againstCorrecting = (
  recorded: ReadonlyArray<Event>,
  { data: { revision, field, from, to, approver } }: CommandOf<"CorrectRecord">,
  actor: Pick<Actor, "role" | "code" | "officer">,
): ReadonlyArray<string> => {
  const said = saidNow(recorded, revision, field)
  if (said === undefined) return ["NothingToCorrect"]
  return [
    ...(inWords(from) === inWords(said.value) ? [] : ["InvalidParticulars from"]),
    ...(inWords(to) === inWords(from) ? ["InvalidParticulars to"] : []),
    ...againstApprover(approver, actor, recorded),
  ]
}
