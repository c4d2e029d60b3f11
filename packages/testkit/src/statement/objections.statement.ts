/**
 * Everything that stands against an act, said from the text and from what happened to the unit: by the codes of refusals, where
 * `OutOfPlace` is what the program tells apart as `WrongState` and `AlreadyDecided`, and with the path of what is not so.
 */
import type { CommandOf, CommandType, Event, Readings } from "@shifan/core"
import type { Act, Attempted } from "./act.statement.js"
import { againstPlace } from "./acts.statement.js"
import { standingWithPlaces } from "./annulments.statement.js"
import {
  againstAppraisal,
  againstApplying,
  againstCertifying,
  againstImporting,
  againstRecommending,
  againstSupplement,
  againstSupplementing,
  outsideCall,
  supplementPending,
} from "./applying.statement.js"
import { againstActor, againstWhoseItIs } from "./competence.statement.js"
import { applicationTold, titleTold, type ApplicationTold, type TitleTold } from "./file.statement.js"
import { readingsFor, restsOnTheText } from "./in-force.statement.js"
import { phaseTold } from "./phases.statement.js"
import { againstAssessing, againstConcluding, againstFiling, againstOrdering } from "./review.statement.js"
import {
  againstCheck,
  againstNominating,
  againstPlaque,
  againstReturning,
  againstRevoking,
  againstSummary,
  againstSupport,
  falsificationPending,
} from "./titled.statement.js"

/** The codes of what stands against an act, as the second statement tells them from the articles. */
export interface Objections {
  /** Asked of every act, whatever it says. */
  readonly before: ReadonlyArray<string>
  /** Asked where nothing else stands in the way. */
  readonly within: ReadonlyArray<string>
}

/** What the articles have against an act, in a file as it stands. `decide` has to refuse for the same reasons. */
export const objectionsTo = (act: Act): Objections => {
  const { command, events: recorded, on, actor, recordedOn, unit, law } = act
  const { events, placeOf } = standingWithPlaces(recorded)
  const attempted = { ...act, events, placeOf }
  const application = applicationTold(events)
  const title = titleTold(events)
  const phase = phaseTold(events, on)
  const pending = phase === "applied" || phase === "recommended"
  const readings = readingsFor(law, command.type, {
    on,
    filedOn: pending
      ? application?.filed.effectiveOn
      : ofReview.includes(command.type)
        ? title?.review.filed?.effectiveOn
        : undefined,
  })
  const last = recorded.at(-1)?.effectiveOn
  return {
    before: [
      ...againstActor(unit, recorded, command, actor),
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
  "AssessReview",
  "OrderRectification",
  "ConcludeReview",
]

const within = (
  recorded: Attempted,
  attempted: Attempted,
  application: ApplicationTold | undefined,
  title: TitleTold | undefined,
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
        return askedTwice(application.supplements.requests, readings)
      case "SupplementApplication":
        return againstSupplementing(attempted, application, command, readings)
      case "PublishNotice":
        return [
          ...(command.data.opensOn < on ? ["InvalidParticulars opensOn"] : []),
          ...(command.data.closesOn < command.data.opensOn ? ["InvalidParticulars closesOn"] : []),
        ]
      case "TakeStep":
        return againstStep(command.data, application.filed.effectiveOn, on)
      case "Certify":
        return againstCertifying(recorded, application, command, readings)
      case "DeclineCertification":
        return [
          ...reasonsMissing(command.data.reasons),
          ...againstAppraisal(recorded, command.data.appraisal, application.recommended?.effectiveOn ?? on),
        ]
      default:
        return []
    }
  return title === undefined ? [] : ofTitle(attempted, title, readings)
}

const reasonsMissing = (reasons: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  reasons.length === 0 ? ["ReasonsMissing"] : []

/** Of a visit, or of experts, since the filing; this text asks for none, and has no others. */
const againstStep = (
  { step, takenOn }: CommandOf<"TakeStep">["data"],
  filedOn: string,
  on: string,
): ReadonlyArray<string> => [
  ...(["expertReview", "siteVisit"].includes(step) ? [] : ["InvalidParticulars step"]),
  ...(filedOn <= takenOn && takenOn <= on ? [] : ["InvalidParticulars takenOn"]),
]

const askedTwice = (requests: number, readings: Readings): ReadonlyArray<string> =>
  readings["supplement.requests"] === "once" && requests > 0 ? ["OutOfPlace"] : []

/** Of facts, which rest on no reading; `undefined` for an act that is none. */
const ofFact = (
  attempted: Attempted,
  recorded: ReadonlyArray<Event>,
  title: TitleTold | undefined,
): ReadonlyArray<string> | undefined => {
  const { command, on } = attempted
  switch (command.type) {
    case "SurrenderTitle":
      return title === undefined ? [] : falsificationPending(title)
    case "SucceedTitle":
      return title === undefined
        ? []
        : [
            ...falsificationPending(title),
            ...((title.review.filed ?? title.review.assessed) ? ["OutOfPlace"] : []),
            ...(command.data.successor.startsWith("92") ? ["NotLegalPerson"] : []),
            ...(command.data.successor === attempted.unit ? ["InvalidParticulars successor"] : []),
          ]
    case "ReturnPlaque":
      return title === undefined ? [] : againstReturning(attempted, title, command)
    case "RecordEndOfUnit":
      return command.data.endedOn <= on ? [] : ["InvalidParticulars endedOn"]
    case "Withdraw":
    case "ErasePersonalData":
    case "OpenPersonalData":
    case "InheritTitle":
      return []
    case "ChangeParticulars":
    case "CorrectRecord":
    case "AnnulDecision":
      return againstWhoseItIs(recorded, command, attempted.actor)
    default:
      return undefined
  }
}

const ofTitle = (attempted: Attempted, title: TitleTold, readings: Readings): ReadonlyArray<string> => {
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
      return review.filed === undefined ? ["NothingFiled"] : againstStep(command.data, review.filed.effectiveOn, on)
    case "RequestSupplement":
    case "SupplementReview":
      if (review.filed === undefined) return ["NothingFiled"]
      if (review.assessed !== undefined) return ["OutOfPlace"]
      return command.type === "RequestSupplement"
        ? askedTwice(review.supplements.requests, readings)
        : [
            ...againstSupplement(review.supplements, readings, on),
            ...(readings["supplement.afterCall"] === "refuse" &&
            readings["review.due"] === "callOfThirdYear" &&
            review.ordered === undefined
              ? outsideCall(attempted.law, review.filed.data.callYear, on)
              : []),
          ]
    default:
      return []
  }
}
