/** Which option of a reading holds: the first of those it has, until an interpretation applies (art. 17). */
import type { Readings } from "@shifan/core"

/** An interpretation, in the order of issue. */
export interface Interpreted {
  readonly reading: keyof Readings
  readonly option: string
  readonly appliesFrom: string
}

/** Before anybody has interpreted anything. */
export const asTheTextStands: Readings = {
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
  "figures.source": "measured",
  "waiver.authority": "bureau",
  "waiver.depth": "unbounded",
  "review.due": "callOfThirdYear",
  "review.completion": "endOfYear",
  "review.notFiled": "bureauMayFail",
  "review.standard": "conditionsInForceNow",
  "duties.text": "inForceNow",
  "summary.due": "endOfNextYear",
  "spotCheck.scope": "somePlatforms",
  "fraud.beforePlaque": "titleSuffices",
  "revocation.word": "verbatim",
  "revocation.reapply": "noBar",
  "announcement.falsification": "recordIfPublished",
  hearing: "recordIfHeld",
  seals: "recordOnly",
  "materials.none": "declareNone",
  "supplement.requests": "repeatable",
  "supplement.scope": "askedOnly",
  "supplement.facts": "filingDate",
  "supplement.afterCall": "allowed",
  "supplement.late": "accepted",
  "supplement.unasked": "refuse",
  "application.route": "countyOnly",
}

/** Of several that apply by a day, the one issued last. */
export const readAsOf = (interpretations: ReadonlyArray<Interpreted>, day: string): Readings => ({
  ...asTheTextStands,
  ...Object.fromEntries(
    interpretations
      .filter(({ appliesFrom }) => appliesFrom <= day)
      .map(({ reading, option }): readonly [string, string] => [reading, option]),
  ),
})

/** Reading `instrument.applicable`: by what holds when it is decided, or by what held when it was filed. */
export const readInCase = (
  interpretations: ReadonlyArray<Interpreted>,
  { filedOn, decidedOn }: { readonly filedOn: string; readonly decidedOn: string },
): Readings => {
  const now = readAsOf(interpretations, decidedOn)
  return now["instrument.applicable"] === "applicationDate" ? readAsOf(interpretations, filedOn) : now
}
