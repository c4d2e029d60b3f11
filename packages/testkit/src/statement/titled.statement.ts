/** Arts. 3, 9, 12, 14 and 15: objections to acts on a title: plaque, summaries, checks and endings. */
import type { CommandOf, Event, Readings } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import { yearIn } from "./dates.statement.js"
import type { TitleOnFile } from "./file.statement.js"

/** Art. 14: a finding of falsification must be acted on before the title gets anything more. */
export const falsificationPending = ({ falsified }: TitleOnFile): ReadonlyArray<string> =>
  falsified.length > 0 ? ["FalsificationPending"] : []

const inTimeOfTitle = (
  path: string,
  day: string | undefined,
  { since }: TitleOnFile,
  on: string,
): ReadonlyArray<string> => (day === undefined || (since <= day && day <= on) ? [] : [`InvalidParticulars ${path}`])

export const againstPlaque = (
  { on }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"AwardPlaque">,
): ReadonlyArray<string> => [
  ...(title.plaque === undefined ? [] : ["OutOfPlace"]),
  ...inTimeOfTitle("awardedOn", data.awardedOn, title, on),
]

export const againstReturning = (
  { on }: Attempted,
  { plaque }: TitleOnFile,
  { data }: CommandOf<"ReturnPlaque">,
): ReadonlyArray<string> => {
  if (plaque === undefined) return ["NoPlaqueToReturn"]
  return plaque.data.awardedOn <= data.returnedOn && data.returnedOn <= on ? [] : ["InvalidParticulars returnedOn"]
}

/** A unit ends in its life: not before it last applied, or before the title that it brought. */
export const againstEnding = (
  { on }: Attempted,
  recorded: ReadonlyArray<Event>,
  title: TitleOnFile | undefined,
  { data }: CommandOf<"RecordEndOfUnit">,
): ReadonlyArray<string> => {
  const lived = recorded.findLast(({ type }) => type === "Applied")?.effectiveOn ?? title?.since ?? data.endedOn
  return lived <= data.endedOn && data.endedOn <= on ? [] : ["InvalidParticulars endedOn"]
}

export const againstSummary = (
  { on }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"FileAnnualSummary">,
): ReadonlyArray<string> => {
  const filed = title.events.flatMap((event) => (event.type === "AnnualSummaryFiled" ? [event.data.year] : []))
  const fits = yearIn(title.since) <= data.year && data.year <= yearIn(data.receivedOn ?? on)
  return [
    ...(filed.includes(data.year) ? ["OutOfPlace"] : []),
    ...(fits ? [] : ["InvalidParticulars year"]),
    ...inTimeOfTitle("receivedOn", data.receivedOn, title, on),
  ]
}

export const againstNominating = (
  { on }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"NominateToProvince">,
): ReadonlyArray<string> => [
  ...falsificationPending(title),
  ...inTimeOfTitle("nominatedOn", data.nominatedOn, title, on),
]

export const againstSupport = (
  { on }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"GrantSupport">,
): ReadonlyArray<string> => [...falsificationPending(title), ...inTimeOfTitle("grantedOn", data.grantedOn, title, on)]

export const againstCheck = (
  { on }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"SpotCheck">,
): ReadonlyArray<string> => inTimeOfTitle("checkedOn", data.checkedOn, title, on)

export const reasonsMissing = (reasons: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  reasons.length === 0 ? ["ReasonsMissing"] : []

type Ending = Pick<CommandOf<"Revoke">["data"], "announcement" | "hearing">

/** The hearing is after its cause, the announcement after the hearing, and neither is in the future. */
export const againstDays = (
  { on, recordedOn }: Attempted,
  since: string,
  { announcement, hearing }: Ending,
): ReadonlyArray<string> => {
  const heldOn = hearing?.heldOn
  const announced = announcement?.date
  return [
    ...(heldOn === undefined || (since <= heldOn && heldOn <= on) ? [] : ["InvalidParticulars hearing.heldOn"]),
    ...(announced === undefined || ((heldOn ?? since) <= announced && announced <= recordedOn)
      ? []
      : ["InvalidParticulars announcement.date"]),
  ]
}

export const hearingMissing = (readings: Readings, { hearing }: Ending): ReadonlyArray<string> =>
  readings.hearing === "required" && hearing === undefined ? ["HearingMissing"] : []

/** Art. 14: revocation for falsification that a spot check found, with reasons. */
export const againstRevoking = (
  attempted: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"Revoke">,
  readings: Readings,
): ReadonlyArray<string> => {
  const found = title.falsified.find((check) => attempted.events.indexOf(check) === attempted.placeOf(data.restsOn))
  return [
    ...(readings["announcement.falsification"] === "required" && data.announcement === undefined
      ? ["AnnouncementMissing"]
      : []),
    ...(found === undefined ? ["NothingFound"] : []),
    ...(readings["fraud.beforePlaque"] === "plaqueRequired" && title.plaque === undefined ? ["PlaqueMissing"] : []),
    ...reasonsMissing(data.reasons),
    ...hearingMissing(readings, data),
    ...againstDays(attempted, found?.data.checkedOn ?? found?.effectiveOn ?? title.since, data),
  ]
}
