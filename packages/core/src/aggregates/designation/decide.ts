/** The decider: from a command, the state and the law of the day to events, or to all reasons against the command. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { regulationNear, type Rule } from "../../kernel/applicable-law.js"
import { approvedByAnother } from "../../kernel/approval.js"
import type { Context } from "../../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn } from "../../kernel/decision.js"
import { invalid } from "../../kernel/refusal.js"
import type { Regulation } from "../../kernel/regulation.js"
import { acts, type FactType } from "./acts.js"
import type { Command, CommandData, CommandType } from "./commands.js"
import type { Event } from "./events.js"
import { evolve } from "./evolve.js"
import { officersOfOther } from "./officers.js"
import { actsOfReview, lapseReadings, objections, ruleFor } from "./preconditions.js"
import { reviewPeriod } from "./review-period.js"
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
import { takeStep } from "./rules/steps.js"
import { wrongState, type CaseInput, type RuleResult, type TitleInput } from "./rule-result.js"
import {
  awardPlaque,
  fileAnnualSummary,
  grantSupport,
  importTitle,
  nominateToProvince,
  spotCheck,
} from "./rules/title.js"
import { initialState, type DesignationPhase, type State } from "./state.js"

/** The events of an act, or all reasons for refusing it. */
export type Decision = DecisionIn<Event, CommandType, DesignationPhase>

/** The type of `decide`: pure and total. The same arguments always give the same answer. */
export type Decide = (context: Context) => (command: Command) => (state: State) => Decision

/**
 * Decides a command on a designation: its events, or all reasons against it at once. Pure; runs in a browser.
 */
export const decide: Decide = (context) => (command) => (state) => {
  const regulation = regulationNear(context.law, context.effectiveOn)
  const against = objections(context, command, state)
  const answer = (rule: Rule | null, result: RuleResult): Decision =>
    conclude<Event, CommandType, DesignationPhase>(
      context,
      { rule, regulation, readings: rule === null ? [] : lapseReadings(context, command.type, rule) },
      result,
    )
  if (isFact(command, regulation))
    return answer(null, RA.isNonEmpty(against) ? E.left(against) : factResult(context, command, state))
  const rule = ruleFor(context, command.type, state)
  if (E.isLeft(rule)) return answer(null, E.left([rule.left, ...against]))
  const input = { context, rule: rule.right, state }
  return answer(rule.right, RA.isNonEmpty(against) ? E.left(against) : ruleResult(input, command))
}

type Fact = Extract<Command, { readonly type: FactType }>
type Ruled = Exclude<Command, Fact>

/** Without any text, which would say who is competent, not even a fact can be recorded: it needs a rule like all acts. */
const isFact = (command: Command, regulation: Regulation | undefined): command is Fact =>
  regulation !== undefined && acts[command.type].restsOn === "nothing"

type FactRules = {
  readonly [T in FactType]: (context: Context, data: CommandData[T], state: State) => RuleResult
}

const factRules: FactRules = {
  Withdraw: (_, data) => E.right([{ type: "Withdrawn", data }]),
  ErasePersonalData: ({ actor }, data, state) =>
    unlessObjected(invalid([approvedByAnother(data.approver, actor, officersOfOther(actor, state))]), () => [
      { type: "PersonalDataErased", data },
    ]),
  OpenPersonalData: (_, data) => E.right([{ type: "PersonalDataOpened", data }]),
  ChangeParticulars: changeParticulars,
  ReturnPlaque: returnPlaque,
  SurrenderTitle: (_, data, state) => surrenderTitle(data, state),
  RecordEndOfUnit: recordEndOfUnit,
  SucceedTitle: succeedTitle,
  InheritTitle: inheritTitle,
  CorrectRecord: correctRecord,
  AnnulDecision: annulDecision,
}

type RulesOf<T extends CommandType, Input> = {
  readonly [R in T]: (input: Input, data: CommandData[R]) => RuleResult
}

/** Acts on a title. */
type TitleType =
  | "SupplementReview"
  | "AwardPlaque"
  | "NominateToProvince"
  | "FileAnnualSummary"
  | "SpotCheck"
  | "GrantSupport"
  | "FileReview"
  | "AssessReview"
  | "OrderRectification"
  | "ConcludeReview"
  | "Revoke"

const titleRules: RulesOf<TitleType, TitleInput> = {
  SupplementReview: supplementReview,
  AwardPlaque: awardPlaque,
  NominateToProvince: nominateToProvince,
  FileAnnualSummary: fileAnnualSummary,
  SpotCheck: spotCheck,
  GrantSupport: grantSupport,
  FileReview: fileReview,
  AssessReview: assessReview,
  OrderRectification: orderRectification,
  ConcludeReview: concludeReview,
  Revoke: revoke,
}

const caseRules: RulesOf<Exclude<CommandType, FactType | TitleType>, CaseInput> = {
  Apply: apply,
  Recommend: recommend,
  DeclineRecommendation: declineRecommendation,
  RequestSupplement: requestSupplement,
  SupplementApplication: supplementApplication,
  PublishNotice: publishNotice,
  TakeStep: takeStep,
  Certify: certify,
  DeclineCertification: declineCertification,
  ImportTitle: importTitle,
}

/** The compiler cannot see that a rule looked up by the command's type takes the command's data. */
const factResult = (context: Context, { type, data }: Fact, state: State): RuleResult =>
  (factRules[type] as (context: Context, data: unknown, state: State) => RuleResult)(context, data, state)

/** Applies the rule of an act that needs a rule in force. */
const ruleResult = (input: CaseInput, { type, data }: Ruled): RuleResult => {
  if ((type === "FileReview" || actsOfReview.includes(type)) && hasNoReview(input))
    return E.left([{ code: "ReviewNotProvided" }])
  if (!isAboutTitle(type)) return (caseRules[type] as (input: CaseInput, data: unknown) => RuleResult)(input, data)
  const { phase } = input.state
  return phase._tag === "certified"
    ? (titleRules[type] as (input: TitleInput, data: unknown) => RuleResult)({ ...input, title: phase.title }, data)
    : wrongState(type, input.state)
}

/** Whether a title has no review: the regulation provides for none, and none is under way. */
const hasNoReview = ({ context, rule, state: { phase } }: CaseInput): boolean =>
  phase._tag === "certified" &&
  phase.title.review === null &&
  reviewPeriod(phase.title, rule, context.law) === undefined

const isAboutTitle = (type: CommandType): type is TitleType => Object.hasOwn(titleRules, type)

/** `initialState`, `evolve` and `decide`: all that an embedder needs. */
export const decider = { initialState, evolve, decide }
