/** The decider: a command, the state it meets and the law of its day give events, or everything that stands against it. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { relied } from "../../law/readings.js"
import { regulationNear, type Rule } from "../../kernel/applicable-law.js"
import type { Regulation } from "../../kernel/regulation.js"
import type { ProvisionId } from "../../law/provision.js"
import type { Command } from "./command.js"
import type { Context } from "../../kernel/context.js"
import type { Event } from "./event.js"
import { evolve } from "./evolve.js"
import { objections, ruleFor } from "./preconditions.js"
import type { Objection, Objections, Refusal, Refusals } from "../../kernel/refusal.js"
import { apply } from "./rules/apply.js"
import { certify, declineCertification } from "./rules/certify.js"
import type { Answer, Draft, Matter } from "./rules/rule-result.js"
import { publishNotice } from "./rules/notice.js"
import { changeParticulars } from "./rules/particulars.js"
import { declineRecommendation, recommend } from "./rules/recommend.js"
import { assessReview, concludeReview, fileReview } from "./rules/review.js"
import { orderRectification } from "./rules/rectification.js"
import { revoke } from "./rules/revoke.js"
import { awardPlaque, fileAnnualSummary, importTitle } from "./rules/title.js"
import { initialState, type State } from "./state.js"

export type Decision = E.Either<Refusals, RNEA.ReadonlyNonEmptyArray<Event>>

export type Decide = (context: Context) => (command: Command) => (state: State) => Decision

export const decide: Decide = (context) => (command) => (state) => {
  const ruled = ruleFor(context, command.type, state)
  const against = objections(context, command, state)
  const regulation = regulationNear(context.regime, context.effectiveOn)
  if (E.isLeft(ruled)) return E.left(refusals(regulation, [ruled.left, ...against]))
  if (RA.isNonEmpty(against)) return E.left(refusals(regulation, against))
  const rule = ruled.right
  const answer = rule === null ? fact(context, command, state) : underRule({ context, rule, state }, command)
  return E.isLeft(answer)
    ? E.left(refusals(regulation, answer.left))
    : E.right(RNEA.map((draft: Draft) => recorded(context, rule, regulation, draft))(answer.right))
}

/** Acts that rest on no instrument. */
const fact = (context: Context, command: Command, state: State): Answer => {
  switch (command.type) {
    case "Withdraw":
      return E.right([{ type: "Withdrawn", data: command.data }])
    case "ErasePersonalData":
      return E.right([{ type: "PersonalDataErased", data: command.data }])
    case "OpenPersonalData":
      return E.right([{ type: "PersonalDataOpened", data: command.data }])
    case "ChangeParticulars":
      return changeParticulars(context, command.data, state)
    default:
      return E.left([{ code: "NoRuleInForce", on: context.effectiveOn, gap: { after: null, until: null } }])
  }
}

const underRule = (matter: Matter, command: Command): Answer => {
  switch (command.type) {
    case "Apply":
      return apply(matter, command.data)
    case "Recommend":
      return recommend(matter, command.data)
    case "DeclineRecommendation":
      return declineRecommendation(matter, command.data)
    case "PublishNotice":
      return publishNotice(matter, command.data)
    case "Certify":
      return certify(matter, command.data)
    case "DeclineCertification":
      return declineCertification(matter, command.data)
    case "AwardPlaque":
      return awardPlaque(matter, command.data)
    case "NominateToProvince":
      return E.right([{ type: "NominatedToProvince", data: command.data }])
    case "FileAnnualSummary":
      return fileAnnualSummary(matter, command.data)
    case "SpotCheck":
      return E.right([{ type: "SpotChecked", data: command.data, readings: ["instrument.afterExpiry"] }])
    case "GrantSupport":
      return E.right([{ type: "SupportGranted", data: command.data }])
    case "FileReview":
      return fileReview(matter, command.data)
    case "AssessReview":
      return assessReview(matter, command.data)
    case "OrderRectification":
      return orderRectification(matter, command.data)
    case "ConcludeReview":
      return concludeReview(matter, command.data)
    case "Revoke":
      return revoke(matter, command.data)
    case "ImportTitle":
      return importTitle(matter, command.data)
    default:
      return fact(matter.context, command, matter.state)
  }
}

const recorded = (
  { actor, effectiveOn }: Context,
  rule: Rule | null,
  regulation: Regulation | undefined,
  { type, data, provisions = [], readings = [] }: Draft,
): Event => {
  const cited = (rule?.regulation ?? regulation)?.citations[type] ?? []
  // The compiler cannot follow that `type` and `data` of one draft stay together through the spread.
  return {
    type,
    data,
    effectiveOn,
    actor,
    provisions: provisions.length === 0 ? cited : [...new Set([...cited, ...provisions])],
    rule: rule?.applied ?? null,
    readings: rule === null ? {} : relied(rule.readings, ["instrument.lastDay", ...readings]),
  } as Event
}

const refusals = (regulation: Regulation | undefined, found: Objections): Refusals =>
  RNEA.map((one: Objection): Refusal => ({ ...one, provisions: provisionsOf(regulation, one) }))(found)

const provisionsOf = (regulation: Regulation | undefined, one: Objection): ReadonlyArray<ProvisionId> => {
  const cited = regulation?.citations[one.code] ?? []
  return one.code === "DossierIncomplete" ? one.missing.map(({ provision }) => provision) : cited
}

/** `initialState`, `evolve`, `decide`: all there is to embed. */
export const decider = { initialState, evolve, decide }
