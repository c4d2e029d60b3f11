/** Records made during a title (arts. 3, 9, 12, 14, 15), and the import of titles granted earlier. */
import { unlessObjected } from "../../../kernel/decision.js"
import { between, check, notAfter, notBefore, type Contradiction } from "../../../forms/check.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import { dayBefore, yearOf, type CivilDate } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import { isIndividualBusiness } from "../../../forms/uscc.js"
import { periodsInForce } from "../../../kernel/applicable-law.js"
import type { Context } from "../../../kernel/context.js"
import { falsificationPending } from "./revoke.js"
import type { State } from "../state.js"
import { checkCounty, when, type CaseInput, type TitleInput, type Objection, type RuleResult } from "../rule-result.js"

export const awardPlaque = (input: TitleInput, data: CommandData["AwardPlaque"]): RuleResult =>
  unlessObjected(
    [
      ...when(input.title.plaqueAwardedOn !== null, () => ({
        code: "AlreadyDecided",
        act: "AwardPlaque",
        phase: "plaqueAwarded",
      })),
      ...sinceCertified(input, "awardedOn", data.awardedOn),
    ],
    () => [{ type: "PlaqueAwarded", data }],
  )

export const fileAnnualSummary = (
  { context, title }: TitleInput,
  data: CommandData["FileAnnualSummary"],
): RuleResult => {
  const { summaries, certifiedOn } = title
  const first = yearOf(certifiedOn)
  const last = yearOf(data.receivedOn ?? context.effectiveOn)
  const fits = first <= data.year && data.year <= last
  return unlessObjected(
    [
      ...when(summaries.includes(data.year), () => ({
        code: "AlreadyDecided",
        act: "FileAnnualSummary",
        phase: "summaryFiled",
      })),
      ...invalid([
        check(fits, "year", bilingual(`${first}至${last}年`, `from ${first} to ${last}`), `${data.year}`),
        between("receivedOn", data.receivedOn, certifiedOn, context.effectiveOn),
      ]),
    ],
    () => [{ type: "AnnualSummaryFiled", data, readings: ["instrument.afterExpiry"] }],
  )
}

export const nominateToProvince = (input: TitleInput, data: CommandData["NominateToProvince"]): RuleResult =>
  unlessObjected(
    [...falsificationPending(input.title), ...sinceCertified(input, "nominatedOn", data.nominatedOn)],
    () => [{ type: "NominatedToProvince", data }],
  )

export const grantSupport = (input: TitleInput, data: CommandData["GrantSupport"]): RuleResult =>
  unlessObjected([...falsificationPending(input.title), ...sinceCertified(input, "grantedOn", data.grantedOn)], () => [
    { type: "SupportGranted", data },
  ])

export const spotCheck = (input: TitleInput, data: CommandData["SpotCheck"]): RuleResult =>
  unlessObjected(sinceCertified(input, "checkedOn", data.checkedOn), () => [{ type: "SpotChecked", data }])

/** A fact recorded later must have happened during the title, and no later than its record takes effect. */
const sinceCertified = (
  { context, title: { certifiedOn } }: TitleInput,
  path: string,
  happenedOn: CivilDate | undefined,
): ReadonlyArray<Objection> => invalid([between(path, happenedOn, certifiedOn, context.effectiveOn)])

/**
 * Imports a title granted before the bureau's first instrument. Later titles need a certification under arts. 5 to 10. A
 * title revoked here cannot be restored by an import.
 */
export const importTitle = ({ context, rule, state }: CaseInput, data: CommandData["ImportTitle"]): RuleResult => {
  return unlessObjected(
    [
      ...when(rule.regulation.lifecycle.legalPersonsOnly && isIndividualBusiness(state.unit), () => ({
        code: "NotLegalPerson",
        unit: state.unit,
      })),
      ...notImportable(state.lastRevokedOn !== null, "revoked"),
      ...notImportable(isEndedForGood(state), "ended"),
      ...invalid([
        ...checkImportedDays(context, data),
        checkCounty(rule.regulation.territory, "countyOrDistrict", data.countyOrDistrict),
      ]),
    ],
    () => [{ type: "TitleImported", data, readings: ["instrument.afterExpiry"] }],
  )
}

const notImportable = (holds: boolean, phase: "revoked" | "ended"): ReadonlyArray<Objection> =>
  when(holds, () => ({ code: "WrongState", act: "ImportTitle", phase, possibleIn: ["none", "closed"] }))

/** An import that was annulled can be made anew; any other title that has ended cannot. */
const isEndedForGood = ({ phase }: State): boolean =>
  phase._tag === "ended" &&
  (phase.by.type !== "DecisionAnnulled" || phase.title.importedOn === null || phase.title.predecessor !== null)

interface ImportedDays {
  readonly grantedOn: CivilDate
  readonly lastConfirmedOn?: CivilDate | undefined
  readonly validUntil?: CivilDate | undefined
}

/** Grant and last confirmation must be before the first day of the bureau's first instrument, the last day after both. */
export const checkImportedDays = (
  { law, effectiveOn }: Context,
  { grantedOn, lastConfirmedOn, validUntil }: ImportedDays,
): ReadonlyArray<Contradiction | undefined> => {
  const lastDayBefore = dayBefore(periodsInForce(law, effectiveOn)[0]?.from ?? effectiveOn)
  return [
    notAfter("grantedOn", grantedOn, lastDayBefore),
    between("lastConfirmedOn", lastConfirmedOn, grantedOn, lastDayBefore),
    notBefore("validUntil", validUntil, lastConfirmedOn ?? grantedOn),
  ]
}
