/** Checks the facts of an act against each other, the case and the text. */
import { between, check, checkTwice, notAfter, notBefore, type Contradiction } from "../../../forms/check.js"
import type { Context } from "../../../kernel/context.js"
import { citesProvision, type Regulation } from "../../../kernel/regulation.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { Announcement, Appraisal, Hearing, Reason } from "../decision-parts.js"
import type { OperationReport } from "../../../forms/operation-report.js"
import type { State, Title } from "../state.js"

/** Reasons must cite provisions of the regulation. */
export const checkReasons = (
  regulation: Regulation,
  reasons: ReadonlyArray<Reason>,
): ReadonlyArray<Contradiction | undefined> =>
  reasons.map(({ provision }, i) =>
    check(
      citesProvision(regulation, provision),
      `reasons.${i}.provision`,
      bilingual(`${regulation.title.zh}中的条款`, `a provision of ${regulation.documentNumber}`),
      provision,
    ),
  )

/** Art. 10: no officer who assessed the case for the county, or the division above it, may appraise it for the bureau, and no member is listed twice. */
export const checkAppraisers = (
  { members }: Appraisal,
  { officers }: State,
): ReadonlyArray<Contradiction | undefined> => [
  ...members.map((member, i) =>
    check(
      ![...officers.county, ...officers.superior].includes(member),
      `appraisal.members.${i}`,
      bilingual("未参与本案测评的人员", "an officer who did not assess the case"),
      member,
    ),
  ),
  ...checkTwice((i) => `appraisal.members.${i}`, members),
]

/** If nothing was filed, there can be no findings, measurements or waivers. */
export const checkNothingJudged = (
  path: "findings" | "waivers" | "waiversProposed" | "measurements",
  judgements: ReadonlyArray<unknown>,
): Contradiction | undefined =>
  check(judgements.length === 0, path, bilingual("空", "nothing"), String(judgements.length))

/**
 * The order of a revocation: the unit is heard on or after `since`, the day of the event it is based on, and before the
 * revocation takes effect; then the announcement is published, which may not be in the future.
 */
export const checkRevocationDays = (
  { recordedOn, effectiveOn }: Context,
  since: CivilDate,
  { announcement, hearing }: { readonly announcement?: Announcement; readonly hearing?: Hearing },
): ReadonlyArray<Contradiction | undefined> => [
  between("hearing.heldOn", hearing?.heldOn, since, effectiveOn),
  notBefore("announcement.date", announcement?.date, hearing?.heldOn ?? since),
  notAfter("announcement.date", announcement?.date, recordedOn),
]

export const nameIsTheTitles = (
  { operatingUnitName }: Title,
  report: Pick<OperationReport<unknown>, "operatingUnitName">,
): Contradiction | undefined =>
  check(
    report.operatingUnitName === operatingUnitName,
    "report.operatingUnitName",
    bilingual(`与称号一致：${operatingUnitName}`, `as the title has it: ${operatingUnitName}`),
    report.operatingUnitName,
  )
