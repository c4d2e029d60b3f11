/** What is recorded of a title while it lasts: arts. 3, 9, 12, 14, 15; and how one granted earlier comes in. */
import { unlessObjected } from "../../../kernel/decision.js"
import { between, check, checks, notAfter } from "../../../forms/check.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import { yearOf } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import { checkCounty, when, wrongState, type CaseInput, type RuleResult } from "./rule-result.js"

export const awardPlaque = ({ context, state }: CaseInput, data: CommandData["AwardPlaque"]): RuleResult => {
  if (state.phase._tag !== "certified") return wrongState("AwardPlaque", state, ["certified"])
  const { plaqueAwardedOn, certifiedOn } = state.phase.title
  return unlessObjected(
    [
      ...when(plaqueAwardedOn !== null, () => ({ code: "AlreadyDecided", act: "AwardPlaque", phase: "plaqueAwarded" })),
      ...invalid(checks([between("awardedOn", data.awardedOn, certifiedOn, context.effectiveOn)])),
    ],
    () => [{ type: "PlaqueAwarded", data }],
  )
}

export const fileAnnualSummary = (
  { context, state }: CaseInput,
  data: CommandData["FileAnnualSummary"],
): RuleResult => {
  if (state.phase._tag !== "certified") return wrongState("FileAnnualSummary", state, ["certified"])
  const { summaries, certifiedOn } = state.phase.title
  const first = yearOf(certifiedOn)
  const last = yearOf(context.effectiveOn)
  const fits = first <= data.year && data.year <= last
  return unlessObjected(
    [
      ...when(summaries.includes(data.year), () => ({
        code: "AlreadyDecided",
        act: "FileAnnualSummary",
        phase: "summaryFiled",
      })),
      ...invalid(
        checks([check(fits, "year", bilingual(`${first}至${last}年`, `from ${first} to ${last}`), `${data.year}`)]),
      ),
    ],
    () => [{ type: "AnnualSummaryFiled", data, readings: ["instrument.afterExpiry"] }],
  )
}

export const importTitle = ({ context, rule }: CaseInput, data: CommandData["ImportTitle"]): RuleResult =>
  unlessObjected(
    invalid(
      checks([
        notAfter("grantedOn", data.grantedOn, context.effectiveOn),
        between("lastConfirmedOn", data.lastConfirmedOn, data.grantedOn, context.effectiveOn),
        checkCounty(rule.regulation.territory, "countyOrDistrict", data.countyOrDistrict),
      ]),
    ),
    () => [{ type: "TitleImported", data, readings: ["instrument.afterExpiry"] }],
  )
