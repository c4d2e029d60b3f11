/** Choices where the text is silent or double. Art. 17: an interpretation of the bureau changes one from its date on. */
import type { Bilingual } from "./bilingual.js"

/** What the conditions are read by. */
export interface ConditionReadings {
  readonly "period.operatingYears": "anniversary" | "dayAfter"
  readonly "period.operatingFrom": "operationStart" | "registration"
  readonly "asOf.facts": "applicationDate" | "priorYearEnd"
  readonly "staff.qualified": "pooled" | "both"
  readonly "served.unit": "enterprises" | "visits"
  readonly "served.year": "lastFullCalendarYear" | "trailingTwelveMonths"
  readonly "growth.steady": "strictTwoIntervals" | "strictOneInterval" | "nonDecreasing"
  readonly "growth.newUnit": "knownYears" | "notJudged"
  readonly "satisfaction.source": "countyAssessment" | "selfDeclared"
}

/** What everything else is read by: the instrument, forms, the title, waivers, reviews, revocation. */
export interface ProcedureReadings {
  readonly "instrument.lastDay": "correspondingDay" | "dayBefore"
  readonly "instrument.afterExpiry": "refuse" | "concludeExistingTitles"
  readonly "instrument.formalities": "allowed" | "refuse"
  readonly "instrument.applicable": "decisionDate" | "applicationDate"
  readonly "title.term": "none" | "threeYears"
  readonly "operation.beforeRegistration": "refuse" | "allowed"
  readonly "waiver.authority": "bureau" | "county"
  readonly "waiver.depth": "unbounded" | `floor(${number})`
  readonly "review.due": "callOfThirdYear" | "anniversary"
  readonly "review.completion": "endOfYear" | "none"
  readonly "review.notFiled": "bureauMayFail" | "flagOnly"
  readonly "review.standard": "conditionsInForceNow" | "conditionsAtCertification"
  readonly "summary.due": "endOfNextYear" | "endOfYear"
  readonly "spotCheck.scope": "somePlatforms" | "everyPlatform"
  readonly "fraud.beforePlaque": "titleSuffices" | "plaqueRequired"
  readonly "revocation.word": "verbatim"
  readonly "revocation.reapply": "noBar" | `years(${number})`
  readonly "announcement.falsification": "recordIfPublished" | "required"
  readonly hearing: "recordIfHeld" | "required"
  readonly seals: "recordOnly" | "required"
  readonly "materials.none": "declareNone" | "required"
  readonly "application.route": "countyOnly"
}

export interface Readings extends ConditionReadings, ProcedureReadings {}

export type ReadingId = keyof Readings

export type ConditionReadingId = keyof ConditionReadings

export const defaultReadings: Readings = {
  "instrument.lastDay": "correspondingDay",
  "instrument.afterExpiry": "refuse",
  "instrument.formalities": "allowed",
  "instrument.applicable": "decisionDate",
  "title.term": "none",
  "operation.beforeRegistration": "refuse",
  "period.operatingYears": "anniversary",
  "period.operatingFrom": "operationStart",
  "asOf.facts": "applicationDate",
  "staff.qualified": "pooled",
  "served.unit": "enterprises",
  "served.year": "lastFullCalendarYear",
  "growth.steady": "strictTwoIntervals",
  "growth.newUnit": "knownYears",
  "satisfaction.source": "countyAssessment",
  "waiver.authority": "bureau",
  "waiver.depth": "unbounded",
  "review.due": "callOfThirdYear",
  "review.completion": "endOfYear",
  "review.notFiled": "bureauMayFail",
  "review.standard": "conditionsInForceNow",
  "summary.due": "endOfNextYear",
  "spotCheck.scope": "somePlatforms",
  "fraud.beforePlaque": "titleSuffices",
  "revocation.word": "verbatim",
  "revocation.reapply": "noBar",
  "announcement.falsification": "recordIfPublished",
  hearing: "recordIfHeld",
  seals: "recordOnly",
  "materials.none": "declareNone",
  "application.route": "countyOnly",
}

/** Readings that were relied on, or that an interpretation chose. */
export type ReadingChoices = { readonly [Id in ReadingId]?: Readings[Id] }

/** The readings among `ids`, as they stand: what a decision records of those it relied on. */
export const readingsReliedOn = (readings: Readings, ids: Iterable<ReadingId>): ReadingChoices => {
  const choices: { -readonly [Id in ReadingId]?: string } = {}
  for (const id of ids) choices[id] = readings[id]
  return choices as ReadingChoices
}

/** The word and the number of an option such as `years(3)`. */
export const numbered = /^(\w+)\((\d{1,2})\)$/

/** The number of an option such as `years(3)`; `undefined` for a bare word. */
export const parameterOf = (option: string): number | undefined => {
  const [, , n] = numbered.exec(option) ?? []
  return n === undefined ? undefined : Number(n)
}

/** Each option of a reading as a clause: what holds if it is chosen. */
export type ClausesOf<Id extends ReadingId> = { readonly [Option in Readings[Id]]: Bilingual }
