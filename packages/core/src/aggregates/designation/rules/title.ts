/** What is recorded of a title while it lasts: arts. 3, 9, 12, 14, 15; and how one granted earlier comes in. */
import { isCountyOf } from "../../../forms/division.js"
import { bilingual, type Bilingual } from "../../../law/bilingual.js"
import { yearOf } from "../../../law/civil-date.js"
import type { CommandData } from "../command.js"
import type { Contradiction } from "../../../kernel/refusal.js"
import { unlessObjected, when, wrongState, type Answer, type Matter } from "./rule-result.js"

const issue = (holds: boolean, path: string, expected: Bilingual, got: string): ReadonlyArray<Contradiction> =>
  holds ? [] : [{ path, expected, got }]

export const awardPlaque = ({ context, state }: Matter, data: CommandData["AwardPlaque"]): Answer => {
  if (state.phase._tag !== "certified") return wrongState("AwardPlaque", state, ["certified"])
  const { plaqueAwardedOn, certifiedOn } = state.phase.title
  const issues = issue(
    certifiedOn <= data.awardedOn && data.awardedOn <= context.effectiveOn,
    "awardedOn",
    bilingual(`${certifiedOn}至${context.effectiveOn}之间`, `between ${certifiedOn} and ${context.effectiveOn}`),
    data.awardedOn,
  )
  return unlessObjected(
    [
      ...when(plaqueAwardedOn !== null, () => ({ code: "AlreadyDecided", act: "AwardPlaque", phase: "plaqueAwarded" })),
      ...when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    ],
    () => [{ type: "PlaqueAwarded", data }],
  )
}

export const fileAnnualSummary = ({ context, state }: Matter, data: CommandData["FileAnnualSummary"]): Answer => {
  if (state.phase._tag !== "certified") return wrongState("FileAnnualSummary", state, ["certified"])
  const { summaries, certifiedOn } = state.phase.title
  const [first, last] = [yearOf(certifiedOn), yearOf(context.effectiveOn)]
  const issues = issue(
    first <= data.year && data.year <= last,
    "year",
    bilingual(`${first}至${last}年`, `from ${first} to ${last}`),
    String(data.year),
  )
  return unlessObjected(
    [
      ...when(summaries.includes(data.year), () => ({
        code: "AlreadyDecided",
        act: "FileAnnualSummary",
        phase: "summaryFiled",
      })),
      ...when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    ],
    () => [{ type: "AnnualSummaryFiled", data, readings: ["instrument.afterExpiry"] }],
  )
}

export const importTitle = ({ context, rule }: Matter, data: CommandData["ImportTitle"]): Answer => {
  const { effectiveOn } = context
  const issues = [
    ...issue(
      data.grantedOn <= effectiveOn,
      "grantedOn",
      bilingual(`不晚于${effectiveOn}`, `no later than ${effectiveOn}`),
      data.grantedOn,
    ),
    ...issue(
      data.lastConfirmedOn === undefined ||
        (data.grantedOn <= data.lastConfirmedOn && data.lastConfirmedOn <= effectiveOn),
      "lastConfirmedOn",
      bilingual(`${data.grantedOn}至${effectiveOn}之间`, `between ${data.grantedOn} and ${effectiveOn}`),
      data.lastConfirmedOn ?? "",
    ),
    ...issue(
      isCountyOf(rule.regulation.territory, data.countyOrDistrict),
      "countyOrDistrict",
      bilingual("本市所辖县区或功能区代码", "a county, district or zone of the bureau's"),
      data.countyOrDistrict,
    ),
  ]
  return unlessObjected(
    when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    () => [{ type: "TitleImported", data, readings: ["instrument.afterExpiry"] }],
  )
}
