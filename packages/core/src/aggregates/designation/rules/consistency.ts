/** Facts of one act held against each other, against the case and against the text. */
import { between, check, checkTwice, notAfter, notBefore, type Contradiction } from "../../../forms/check.js"
import type { Context } from "../../../kernel/context.js"
import { citesProvision, type Regulation } from "../../../kernel/regulation.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { Announcement, Appraisal, Hearing, Reason } from "../decision-parts.js"
import type { OperationReport } from "../../../forms/operation-report.js"
import type { State, Title } from "../state.js"

/** Reasons rest on provisions that the regulation has. */
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

/** Art. 10: who assessed the case for the county does not appraise it for the bureau, and each appraiser is one person. */
export const checkAppraisers = (
  { members }: Appraisal,
  { officers }: State,
): ReadonlyArray<Contradiction | undefined> => [
  ...members.map((member, i) =>
    check(
      !officers.county.includes(member),
      `appraisal.members.${i}`,
      bilingual("未参与本案县区测评的人员", "somebody who did not assess for the county"),
      member,
    ),
  ),
  ...checkTwice((i) => `appraisal.members.${i}`, members),
]

/** Where nothing was filed there is nothing to find anything on, and nothing to waive. */
export const checkNothingJudged = (
  path: "findings" | "waivers" | "waiversProposed" | "measurements",
  judgements: ReadonlyArray<unknown>,
): Contradiction | undefined =>
  check(judgements.length === 0, path, bilingual("空", "nothing"), String(judgements.length))

/**
 * A revocation as it came about: the unit was heard after `since`, the day of what it rests on, then the announcement was
 * published, and neither is still to come.
 */
export const checkRevocationDays = (
  { recordedOn }: Context,
  since: CivilDate,
  { announcement, hearing }: { readonly announcement?: Announcement; readonly hearing?: Hearing },
): ReadonlyArray<Contradiction | undefined> => [
  between("hearing.heldOn", hearing?.heldOn, since, recordedOn),
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
