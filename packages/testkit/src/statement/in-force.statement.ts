/** Arts. 17 and 18: on which days the text is in force, by which readings, and what may be done when it no longer is. */
import type { ApplicableLaw, CommandType, Readings } from "@shifan/core"
import { daysAfter, yearsLater } from "./dates.statement.js"
import { readAsOf } from "./readings.statement.js"
import type { StatedText } from "./text.statement.js"

export type LawTold = Pick<ApplicableLaw, "instruments" | "calls">

/** `lapsed`: it was in force, and is so no longer or not for now. */
export interface StatusTold {
  readonly is: "inForce" | "lapsed"
  readonly readings: Readings
}

/** `undefined` before the text was ever in force. */
export const statusTold = (text: StatedText, { instruments }: LawTold, on: string): StatusTold | undefined => {
  const periods = instruments.flatMap(({ validities, interpretations, endedFrom }) => {
    const readings = readAsOf(text, interpretations, on)
    return validities.map(({ from, until }) => {
      const whole = "day" in until ? until.day : yearsLater(from, until.years)
      const last = !("day" in until) && readings["instrument.lastDay"] === "dayBefore" ? daysAfter(whole, -1) : whole
      const ended = endedFrom === null ? last : daysAfter(endedFrom, -1)
      return { from, last: ended < last ? ended : last, readings }
    })
  })
  const known = periods.filter(({ from, last }) => from <= last)
  const now = known.findLast(({ from, last }) => from <= on && on <= last)
  if (now !== undefined) return { is: "inForce", readings: now.readings }
  const before = known
    .filter(({ last }) => last < on)
    .toSorted((a, b) => (a.last < b.last ? -1 : 1))
    .at(-1)
  return before === undefined ? undefined : { is: "lapsed", readings: before.readings }
}

/** What gives nobody anything new. Reading `instrument.formalities`. */
const formalities: ReadonlyArray<CommandType> = [
  "DeclineRecommendation",
  "RequestSupplement",
  "SupplementApplication",
  "DeclineCertification",
  "AwardPlaque",
  "FileAnnualSummary",
  "TakeStep",
]

/** What concludes a title that was given while the text was in force. Reading `instrument.afterExpiry`. */
const concluding: ReadonlyArray<CommandType> = [
  "SupplementReview",
  "SpotCheck",
  "FileReview",
  "AssessReview",
  "OrderRectification",
  "ConcludeReview",
  "Revoke",
]

/** What gives somebody something, by this text alone. */
const giving: ReadonlyArray<CommandType> = [
  "Apply",
  "Recommend",
  "PublishNotice",
  "Certify",
  "NominateToProvince",
  "GrantSupport",
  "ImportTitle",
]

/** Whether an act rests on the text at all; a fact, or an act under other law, does not. */
export const restsOnTheText = (type: CommandType): boolean => [...formalities, ...concluding, ...giving].includes(type)

/** The readings an act is decided by; `undefined` where nothing allows it on that day. */
export const readingsFor = (
  text: StatedText,
  law: LawTold,
  type: CommandType,
  { on, filedOn }: { readonly on: string; readonly filedOn: string | undefined },
): Readings | undefined => {
  const status = statusTold(text, law, on)
  if (status === undefined) return undefined
  const { is, readings } = status
  if (readings["instrument.applicable"] === "applicationDate" && filedOn !== undefined) {
    const then = statusTold(text, law, filedOn)
    if (then?.is === "inForce") return then.readings
  }
  const concludes = readings["instrument.afterExpiry"] === "concludeExistingTitles"
  const isFormality = formalities.includes(type) && (concludes || readings["instrument.formalities"] === "allowed")
  return is === "inForce" || isFormality || (concludes && concluding.includes(type)) ? readings : undefined
}
