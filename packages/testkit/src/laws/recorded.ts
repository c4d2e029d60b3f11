/** Laws about the content of events: the event of each act, grounds of endings, levels of waivers, verdicts on conditions. */
import type { Assessment, CommandType, Event, EventType, Waiver } from "@shifan/core"
import {
  comparisonOf,
  conditionsOf,
  judgementOf,
  restsOnTheText,
  standing,
  titleOnFile,
  verdictsOf,
  type Judgement,
} from "../statement/index.js"
import type { LawOfText } from "./allowed.js"
import { eachAct, isUnder, ofText, recordedIn, type Law } from "./law.js"

const gives: { readonly [T in CommandType]: EventType } = {
  Apply: "Applied",
  Withdraw: "Withdrawn",
  Recommend: "Recommended",
  DeclineRecommendation: "RecommendationDeclined",
  RequestSupplement: "SupplementRequested",
  SupplementApplication: "ApplicationSupplemented",
  SupplementReview: "ReviewSupplemented",
  PublishNotice: "NoticePublished",
  TakeStep: "StepTaken",
  Certify: "Certified",
  DeclineCertification: "CertificationDeclined",
  AwardPlaque: "PlaqueAwarded",
  NominateToProvince: "NominatedToProvince",
  FileAnnualSummary: "AnnualSummaryFiled",
  SpotCheck: "SpotChecked",
  GrantSupport: "SupportGranted",
  FileReview: "ReviewFiled",
  AssessReview: "ReviewAssessed",
  OrderRectification: "RectificationOrdered",
  ConcludeReview: "Reviewed",
  Revoke: "Revoked",
  ChangeParticulars: "ParticularsChanged",
  ImportTitle: "TitleImported",
  ReturnPlaque: "PlaqueReturned",
  SurrenderTitle: "TitleSurrendered",
  RecordEndOfUnit: "UnitEnded",
  AnnulDecision: "DecisionAnnulled",
  CorrectRecord: "RecordCorrected",
  SucceedTitle: "TitleSucceeded",
  InheritTitle: "TitleInherited",
  ErasePersonalData: "PersonalDataErased",
  OpenPersonalData: "PersonalDataOpened",
}

/** The county as each event leaves it; a correction or annulment does not move a unit. */
const countyBy = (event: Event): string | undefined => {
  switch (event.type) {
    case "Applied":
    case "ApplicationSupplemented":
      return event.data.form.countyOrDistrict
    case "TitleImported":
    case "TitleInherited":
      return event.data.countyOrDistrict
    case "ParticularsChanged":
      return event.data.after.countyOrDistrict
    default:
      return undefined
  }
}

/** Whether an event is an act of the county in which the unit then was, and still is: it has not left since, even to return. */
const isOfPresentCounty = (told: ReadonlyArray<Event>, act: Event): boolean => {
  const since = told.slice(told.indexOf(act)).flatMap((event) => countyBy(event) ?? [])
  const before = told.slice(0, told.indexOf(act)).flatMap((event) => countyBy(event) ?? [])
  return before.at(-1) === act.actor.code && since.every((county) => county === act.actor.code)
}

/** Law 1. `Certified` only after `Recommended` by the county in which the unit is since, in the same application. Arts. 6, 9. */
export const certifiedOnlyAfterRecommended: Law = (history) => {
  const events = recordedIn(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Certified") return []
    const told = standing(events.slice(0, i))
    const turning = told.findLast(({ type }) => turns.includes(type))
    return turning?.type === "Recommended" && isOfPresentCounty(told, turning)
      ? []
      : [`Certified at ${i} without its county's recommendation`]
  })
}

/** Law 30. `Reviewed` only as assessed by the county in which the unit is since, in the same review. Art. 13. */
export const reviewedOnlyAsAssessed: Law = (history) => {
  const events = recordedIn(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Reviewed") return []
    const told = standing(events.slice(0, i))
    const last = told.findLast(({ type }) => ["ReviewFiled", "ReviewAssessed", "Reviewed"].includes(type))
    return last?.type === "ReviewAssessed" && isOfPresentCounty(told, last)
      ? []
      : [`Reviewed at ${i} without its county's assessment`]
  })
}

const turns: ReadonlyArray<EventType> = [
  "Applied",
  "Recommended",
  "Withdrawn",
  "RecommendationDeclined",
  "CertificationDeclined",
  "Certified",
]

/**
 * Law 3. `Revoked` rests on a failed review or on a check that found falsification, and uses the regulation's term for it.
 * Arts. 13 and 14.
 */
export const revokedOnGrounds: LawOfText = (text) => (history) => {
  const events = recordedIn(history)
  const isStated = isUnder(text, history)
  return events.flatMap((event, i) => {
    if (event.type !== "Revoked") return []
    const { ground, restsOn, word, reasons } = event.data
    const rests = events[restsOn]
    const isGrounded =
      ground === "reviewFailed"
        ? rests?.type === "Reviewed" && rests.data.outcome === "failed" && restsOn === i - 1
        : rests?.type === "SpotChecked" && rests.data.falsificationFound && restsOn < i
    const title = titleOnFile(standing(events.slice(0, i)))
    const gap = ground === "falsification" && title?.plaque === undefined
    return isGrounded &&
      reasons.length > 0 &&
      (!isStated || (word === text.words[ground] && (event.data.textualGap === true) === gap))
      ? []
      : [`Revoked at ${i} without ground`]
  })
}

/** Law 4. `Reviewed(failed)` is followed in the same append by `Revoked` with an announcement. Art. 13. */
export const failedReviewRevokes: Law = ({ accepted }) =>
  accepted.flatMap(({ batch }) =>
    batch.flatMap((event, i) => {
      if (event.type !== "Reviewed" || event.data.outcome !== "failed") return []
      const next = batch[i + 1]
      return next?.type === "Revoked" && next.data.announcement !== undefined && next.data.announcement.number !== ""
        ? []
        : ["a failed review without revocation"]
    }),
  )

/** Law 23. An act yields its event, with its actor and day, and rests on the regulation or, as a mere fact, on none. */
export const eventsAreTheActs: LawOfText = (text) =>
  eachAct(text, ({ act, tried }) => {
    const { command, actor, on } = act
    const [first, ...rest] = tried.batch
    const more = command.type === "ConcludeReview" && command.data.outcome === "failed" ? 1 : 0
    return [
      ...(first.type === gives[command.type] && rest.length === more
        ? []
        : [`gave ${tried.batch.map(({ type }) => type).join()}`]),
      ...tried.batch.flatMap((event) => [
        ...(event.effectiveOn === on && event.actor.officer === actor.officer && event.actor.code === actor.code
          ? []
          : [`${event.type} is another's, or of another day`]),
        ...((event.rule === null) === restsOnTheText(command.type)
          ? [`${event.type} rests on ${event.rule?.regulation}`]
          : []),
      ]),
    ]
  })

const assessmentIn = (event: Event): Assessment | null => {
  switch (event.type) {
    case "Applied":
      return event.data.selfAssessment
    case "Recommended":
    case "Certified":
    case "CertificationDeclined":
    case "Reviewed":
      return event.data.assessment
    default:
      return null
  }
}

const waiversIn = (event: Event): ReadonlyArray<Waiver> => {
  switch (event.type) {
    case "Recommended":
      return event.data.waiversProposed
    case "Certified":
    case "Reviewed":
      return event.data.waivers
    default:
      return []
  }
}

const leavesOf = (node: Assessment): ReadonlyArray<Assessment> =>
  node.parts === undefined ? [node] : node.parts.flatMap(leavesOf)

/** Law 24. A decision contains its whole assessment: each condition, with the verdict that the articles give. Arts. 4 and 5. */
export const assessmentsAreWhole: LawOfText = (text) =>
  ofText(
    text,
    eachAct(text, ({ act, tried: { batch } }) => {
      const [event] = batch
      const assessment = assessmentIn(event)
      const judgement = judgementOf(act)
      if (assessment === null || judgement === undefined) return []
      const verdicts = verdictsOf(text, judgement.facts, judgement.readings, relaxationsIn(judgement))
      const leaves = new Map(leavesOf(assessment).map(({ id, verdict }) => [id, verdict]))
      return conditionsOf(text).flatMap((id) =>
        leaves.get(id) === verdicts.get(id) ? [] : [`${id} is ${leaves.get(id)}, and ought to be ${verdicts.get(id)}`],
      )
    }),
  )

const relaxationsIn = ({ asked, standing: standingOnes }: Judgement) => [
  ...asked,
  ...standingOnes.filter(({ condition }) => !asked.some((fresh) => fresh.condition === condition)),
]

/** Law 25. A waiver records the required, the actual and the relaxed level, who waived and why. Art. 5(7). */
export const waiversAreWhole: LawOfText = (text) =>
  ofText(
    text,
    eachAct(text, ({ act, tried: { batch } }) => {
      const [event] = batch
      const judgement = judgementOf(act)
      const waivers = waiversIn(event)
      if (judgement === undefined) return waivers.length === 0 ? [] : ["waivers of nothing"]
      if (waivers.length !== judgement.asked.length)
        return [`${waivers.length} waivers of ${judgement.asked.length} asked for`]
      return waivers.flatMap(({ condition, statutory, actual, relaxedTo, officer, reasons }) => {
        const { asked = null, actual: there = null } = comparisonOf(
          text,
          condition,
          judgement.facts,
          judgement.readings,
        )
        const levels = asked === null || there === null ? [null, null] : [asked, there]
        const isBelow = levels[0] === null || (relaxedTo !== null && statutory !== null && relaxedTo < statutory)
        return statutory === levels[0] && actual === levels[1] && isBelow && officer !== "" && reasons !== ""
          ? []
          : [`${condition}: levels or reasons are not those of the case`]
      })
    }),
  )
