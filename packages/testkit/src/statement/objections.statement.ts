/**
 * All objections to an act, derived from the text and from the unit's events. They are named by refusal codes, with the path
 * of the fault. `OutOfPlace` stands for the program's `WrongState` and `AlreadyDecided`.
 */
import type { CommandType, Readings } from "@shifan/core"
import type { Act, Attempted } from "./act.statement.js"
import { againstPlace } from "./acts.statement.js"
import { standingWithPlaces } from "./effective-events.statement.js"
import {
  againstApplying,
  againstCertifying,
  againstDeclining,
  againstImporting,
  againstNotice,
  againstRecommending,
  againstSupplementing,
  outsideCall,
  supplementPending,
} from "./applying.statement.js"
import { againstRequesting, againstScopeOfReport, againstSupplement } from "./supplement-scope.statement.js"
import { againstActor } from "./competence.statement.js"
import { applicationOnFile, titleOnFile, type ApplicationOnFile, type TitleOnFile } from "./file.statement.js"
import { readingsFor, restsOnTheText } from "./in-force.statement.js"
import { isUnderWay, ofFact } from "./facts.statement.js"
import { phaseOnFile } from "./phases.statement.js"
import {
  againstAssessing,
  againstConcluding,
  againstFiling,
  againstNameIn,
  againstOrdering,
} from "./review.statement.js"
import { periodOf } from "./review-period.statement.js"
import { againstStep } from "./steps.statement.js"
import {
  againstCheck,
  againstNominating,
  againstPlaque,
  againstRevoking,
  againstSummary,
  againstSupport,
} from "./titled.statement.js"

/** Codes of the objections that the second statement derives from the articles. */
export interface Objections {
  /** Checked for every act, whatever its content. */
  readonly before: ReadonlyArray<string>
  /** Checked only if there are no other objections. */
  readonly within: ReadonlyArray<string>
}

/** The articles' objections to an act, given the effective events. `decide` must refuse for the same reasons. */
export const objectionsTo = (act: Act): Objections => {
  const { text, command, events: recorded, on, actor, recordedOn, unit, law } = act
  const { events, placeOf } = standingWithPlaces(recorded)
  const attempted = { ...act, events, placeOf }
  const application = applicationOnFile(events)
  const title = titleOnFile(events, recorded)
  const phase = phaseOnFile(events, on)
  const pending = phase === "applied" || phase === "recommended"
  // A review ends with its title, so a review filed before a revocation is no longer a pending case.
  const isFiledAgain = command.type === "FileReview" && title?.review.ordered !== undefined && !title.review.rectified
  const isUnderReview =
    (ofReview.includes(command.type) || isFiledAgain) && (phase === "certified" || phase === "expired")
  const readings = readingsFor(text, law, command.type, {
    on,
    filedOn: pending ? application?.filed.effectiveOn : isUnderReview ? title?.review.firstFiledOn : undefined,
  })
  const last = recorded.at(-1)?.effectiveOn
  return {
    before: [
      ...againstActor(text, unit, recorded, command, actor),
      ...(on > recordedOn ? ["EffectiveDateAhead"] : []),
      ...(last !== undefined && on < last ? ["EffectiveDateGoesBack"] : []),
      ...againstPlace(events, command.type, on),
      ...(restsOnTheText(command.type) && readings === undefined ? ["NoRuleInForce"] : []),
    ],
    within: within({ ...attempted, events: recorded }, attempted, pending ? application : undefined, title, readings),
  }
}

const ofReview: ReadonlyArray<CommandType> = [
  "RequestSupplement",
  "SupplementReview",
  "TakeStep",
  "AssessReview",
  "OrderRectification",
  "ConcludeReview",
]

const within = (
  recorded: Attempted,
  attempted: Attempted,
  application: ApplicationOnFile | undefined,
  title: TitleOnFile | undefined,
  readings: Readings | undefined,
): ReadonlyArray<string> => {
  const { command, on } = attempted
  const facts = ofFact(attempted, recorded.events, title)
  if (facts !== undefined) return facts
  if (readings === undefined) return []
  switch (command.type) {
    case "Apply":
      return againstApplying(attempted, command, readings)
    case "ImportTitle":
      return againstImporting(attempted, command)
    default:
  }
  if (application !== undefined)
    switch (command.type) {
      case "Recommend":
        return againstRecommending(attempted, application, command, readings)
      case "DeclineRecommendation":
        return [...supplementPending(application.supplements, on), ...reasonsMissing(command.data.reasons)]
      case "RequestSupplement":
        return againstRequesting(attempted, application.supplements, command, readings, "form")
      case "SupplementApplication":
        return againstSupplementing(attempted, application, command, readings)
      case "PublishNotice":
        return againstNotice(attempted, command)
      case "TakeStep":
        return againstStep(attempted, command.data, stageOfCase(application), application.filed.effectiveOn)
      case "Certify":
        return againstCertifying(recorded, application, command, readings)
      case "DeclineCertification":
        return againstDeclining(recorded, application, command.data, readings)
      default:
        return []
    }
  if (title === undefined) return []
  return isOfReview(command.type) && hasNoReview(attempted, title, readings)
    ? ["ReviewNotProvided"]
    : ofTitle(attempted, title, readings)
}

const isOfReview = (type: CommandType): boolean => type === "FileReview" || ofReview.includes(type)

/** Whether the regulation requires no review and none is in progress. */
const hasNoReview = ({ text, law }: Attempted, title: TitleOnFile, readings: Readings): boolean =>
  !isUnderWay(title) && periodOf(text, title, law, readings) === undefined

const reasonsMissing = (reasons: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  reasons.length === 0 ? ["ReasonsMissing"] : []

/** The next decision of a case. */
const stageOfCase = ({ recommended }: ApplicationOnFile): ReadonlyArray<"Recommend" | "Certify"> =>
  recommended === undefined ? ["Recommend"] : ["Certify"]

const ofTitle = (attempted: Attempted, title: TitleOnFile, readings: Readings): ReadonlyArray<string> => {
  const { command, on } = attempted
  const { review } = title
  switch (command.type) {
    case "AwardPlaque":
      return againstPlaque(attempted, title, command)
    case "FileAnnualSummary":
      return againstSummary(attempted, title, command)
    case "NominateToProvince":
      return againstNominating(attempted, title, command)
    case "GrantSupport":
      return againstSupport(attempted, title, command)
    case "SpotCheck":
      return againstCheck(attempted, title, command)
    case "Revoke":
      return againstRevoking(attempted, title, command, readings)
    case "FileReview":
      return againstFiling(attempted, title, command, readings)
    case "AssessReview":
      return againstAssessing(attempted, title, command, readings)
    case "OrderRectification":
      return againstOrdering(attempted, title, command)
    case "ConcludeReview":
      return againstConcluding(attempted, title, command, readings)
    case "TakeStep":
      return review.filed === undefined
        ? ["NothingFiled"]
        : againstStep(
            attempted,
            command.data,
            ["AssessReview", "ConcludeReview"],
            review.filed.effectiveOn,
            review.assessed !== undefined,
          )
    case "RequestSupplement":
    case "SupplementReview":
      if (review.filed === undefined) return ["NothingFiled"]
      if (review.assessed !== undefined) return ["OutOfPlace"]
      return command.type === "RequestSupplement"
        ? againstRequesting(attempted, review.supplements, command, readings, "report")
        : [
            ...againstScopeOfReport(review, { ...command.data }, readings),
            ...againstNameIn(title, command.data),
            ...againstSupplement(review.supplements, readings, on),
            ...(readings["supplement.afterCall"] === "refuse" &&
            periodOf(attempted.text, title, attempted.law, readings)?.callYear !== undefined &&
            review.ordered === undefined
              ? outsideCall(attempted.law, review.filed.data.callYear, on)
              : []),
          ]
    default:
      return []
  }
}
