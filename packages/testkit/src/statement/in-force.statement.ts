/** Arts. 17 and 18: the days on which the regulation is in force, its readings, and the acts allowed afterwards. */
import type { ApplicableLaw, CommandType, Readings } from "@shifan/core"
import { daysAfter, yearsLater } from "./dates.statement.js"
import { readAsOf } from "./readings.statement.js"
import type { StatedText } from "./text.statement.js"

export type LawOnFile = Pick<ApplicableLaw, "instruments" | "calls">

/** `lapsed`: it was in force, but is not any more, or not at present. */
export interface StatusOnFile {
  readonly is: "inForce" | "lapsed"
  readonly readings: Readings
}

/** `undefined` before the regulation was ever in force. */
export const statusOnFile = (text: StatedText, { instruments }: LawOnFile, on: string): StatusOnFile | undefined => {
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

/** Acts that give nobody anything new. Reading `instrument.formalities`. */
const formalities: ReadonlyArray<CommandType> = [
  "DeclineRecommendation",
  "RequestSupplement",
  "SupplementApplication",
  "DeclineCertification",
  "AwardPlaque",
  "FileAnnualSummary",
  "TakeStep",
]

/** Acts that conclude a title granted while the regulation was in force. Reading `instrument.afterExpiry`. */
const concluding: ReadonlyArray<CommandType> = [
  "SupplementReview",
  "SpotCheck",
  "FileReview",
  "AssessReview",
  "OrderRectification",
  "ConcludeReview",
  "Revoke",
]

/** Acts that grant something under this regulation alone. */
const giving: ReadonlyArray<CommandType> = [
  "Apply",
  "Recommend",
  "PublishNotice",
  "Certify",
  "NominateToProvince",
  "GrantSupport",
  "ImportTitle",
]

/** Whether an act rests on the regulation at all; facts and acts under other law do not. */
export const restsOnTheText = (type: CommandType): boolean => [...formalities, ...concluding, ...giving].includes(type)

/** The readings that apply to an act; `undefined` if nothing allows it on that day. */
export const readingsFor = (
  text: StatedText,
  law: LawOnFile,
  type: CommandType,
  { on, filedOn }: { readonly on: string; readonly filedOn: string | undefined },
): Readings | undefined => {
  const status = statusOnFile(text, law, on)
  if (status === undefined) return undefined
  const { is, readings } = status
  if (readings["instrument.applicable"] === "applicationDate" && filedOn !== undefined) {
    const then = statusOnFile(text, law, filedOn)
    if (then?.is === "inForce") return then.readings
  }
  const concludes = readings["instrument.afterExpiry"] === "concludeExistingTitles"
  const isFormality = formalities.includes(type) && (concludes || readings["instrument.formalities"] === "allowed")
  return is === "inForce" || isFormality || (concludes && concluding.includes(type)) ? readings : undefined
}
