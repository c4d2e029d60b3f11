/** The decider: a command, the state it meets and the law of its day give events, or everything that stands against it. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { regulationNear, type Rule } from "../../kernel/applicable-law.js"
import type { Context } from "../../kernel/context.js"
import { conclude, type DecisionIn } from "../../kernel/decision.js"
import { acts, type FactType } from "./acts.js"
import type { Command, CommandType } from "./commands.js"
import type { Event } from "./events.js"
import { evolve } from "./evolve.js"
import { objections, ruleFor } from "./preconditions.js"
import { annulDecision } from "./rules/annul-decision.js"
import { apply } from "./rules/apply.js"
import { certify, declineCertification } from "./rules/certify.js"
import { recordEndOfUnit, returnPlaque, surrenderTitle } from "./rules/end-of-title.js"
import { correctRecord } from "./rules/correct-record.js"
import { publishNotice } from "./rules/notice.js"
import { changeParticulars } from "./rules/particulars.js"
import { declineRecommendation, recommend } from "./rules/recommend.js"
import { orderRectification } from "./rules/rectification.js"
import { concludeReview } from "./rules/review-conclusion.js"
import { inheritTitle, succeedTitle } from "./rules/succession.js"
import { assessReview, fileReview } from "./rules/review-filing.js"
import { requestSupplement, supplementApplication, supplementReview } from "./rules/supplement.js"
import { revoke } from "./rules/revoke.js"
import type { CaseInput, RuleResult } from "./rule-result.js"
import {
  awardPlaque,
  fileAnnualSummary,
  grantSupport,
  importTitle,
  nominateToProvince,
  spotCheck,
} from "./rules/title.js"
import { initialState, type DesignationPhase, type State } from "./state.js"

export type Decision = DecisionIn<Event, CommandType, DesignationPhase>

export type Decide = (context: Context) => (command: Command) => (state: State) => Decision

export const decide: Decide = (context) => (command) => (state) => {
  const regulation = regulationNear(context.law, context.effectiveOn)
  const against = objections(context, command, state)
  const answer = (rule: Rule | null, result: RuleResult): Decision =>
    conclude<Event, CommandType, DesignationPhase>(context, { rule, regulation }, result)
  if (isFact(command))
    return answer(null, RA.isNonEmpty(against) ? E.left(against) : factResult(context, command, state))
  const rule = ruleFor(context, command.type, state)
  if (E.isLeft(rule)) return answer(null, E.left([rule.left, ...against]))
  const input = { context, rule: rule.right, state }
  return answer(rule.right, RA.isNonEmpty(against) ? E.left(against) : ruleResult(input, command))
}

type Fact = Extract<Command, { readonly type: FactType }>
type Ruled = Exclude<Command, Fact>

const isFact = (command: Command): command is Fact => acts[command.type].restsOn === "nothing"

const factResult = (context: Context, command: Fact, state: State): RuleResult => {
  switch (command.type) {
    case "Withdraw":
      return E.right([{ type: "Withdrawn", data: command.data }])
    case "ErasePersonalData":
      return E.right([{ type: "PersonalDataErased", data: command.data }])
    case "OpenPersonalData":
      return E.right([{ type: "PersonalDataOpened", data: command.data }])
    case "ChangeParticulars":
      return changeParticulars(context, command.data, state)
    case "ReturnPlaque":
      return returnPlaque(context, command.data, state)
    case "SurrenderTitle":
      return surrenderTitle(command.data, state)
    case "RecordEndOfUnit":
      return recordEndOfUnit(context, command.data)
    case "SucceedTitle":
      return succeedTitle(context, command.data, state)
    case "InheritTitle":
      return inheritTitle(context, command.data, state)
    case "CorrectRecord":
      return correctRecord(context, command.data, state)
    case "AnnulDecision":
      return annulDecision(context, command.data, state)
  }
}

const ruleResult = (input: CaseInput, command: Ruled): RuleResult => {
  switch (command.type) {
    case "Apply":
      return apply(input, command.data)
    case "Recommend":
      return recommend(input, command.data)
    case "DeclineRecommendation":
      return declineRecommendation(input, command.data)
    case "RequestSupplement":
      return requestSupplement(input, command.data)
    case "SupplementApplication":
      return supplementApplication(input, command.data)
    case "SupplementReview":
      return supplementReview(input, command.data)
    case "PublishNotice":
      return publishNotice(input, command.data)
    case "Certify":
      return certify(input, command.data)
    case "DeclineCertification":
      return declineCertification(input, command.data)
    case "AwardPlaque":
      return awardPlaque(input, command.data)
    case "NominateToProvince":
      return nominateToProvince(input, command.data)
    case "FileAnnualSummary":
      return fileAnnualSummary(input, command.data)
    case "SpotCheck":
      return spotCheck(input, command.data)
    case "GrantSupport":
      return grantSupport(input, command.data)
    case "FileReview":
      return fileReview(input, command.data)
    case "AssessReview":
      return assessReview(input, command.data)
    case "OrderRectification":
      return orderRectification(input, command.data)
    case "ConcludeReview":
      return concludeReview(input, command.data)
    case "Revoke":
      return revoke(input, command.data)
    case "ImportTitle":
      return importTitle(input, command.data)
  }
}

/** `initialState`, `evolve`, `decide`: all there is to embed. */
export const decider = { initialState, evolve, decide }
