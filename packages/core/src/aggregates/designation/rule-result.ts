/** Input and output of the rules of a designation. */
import * as E from "fp-ts/lib/Either.js"
import { check, checkAmong, type Contradiction } from "../../forms/check.js"
import type { DivisionCode, Territory } from "../../forms/division.js"
import { ruleStatusOn, type Rule } from "../../kernel/applicable-law.js"
import type { Context } from "../../kernel/context.js"
import type { DraftOf, RuleResult as RuleResultOf } from "../../kernel/decision.js"
import { when as whenIn, type ObjectionIn } from "../../kernel/refusal.js"
import { bilingual } from "../../law/bilingual.js"
import type { ReadingId } from "../../law/readings.js"
import { provisionOf, type ConditionId, type ProvisionId } from "../../law/provision.js"
import { acts } from "./acts.js"
import type { CommandType } from "./commands.js"
import type { Event } from "./events.js"
import type { DesignationPhase, State, Title } from "./state.js"

export type EventDraft = DraftOf<Event>

export type Objection = ObjectionIn<CommandType, DesignationPhase>

export type RuleResult = RuleResultOf<EventDraft, Objection>

/** Input of a rule. `rule` is the law that governs the case. */
export interface CaseInput {
  readonly context: Context
  readonly rule: Rule
  readonly state: State
}

/** Input for an act on a title, valid or expired. */
export interface TitleInput extends CaseInput {
  readonly title: Title
}

/** A list with one objection or none: `when(missing.length > 0, () => ({ code: "DossierIncomplete", missing }))`. */
export const when: (holds: boolean, objection: () => Objection) => ReadonlyArray<Objection> = whenIn

/** Refuses a phase that the preconditions have already excluded, which the compiler cannot see. */
export const wrongState = (act: CommandType, { phase }: State): E.Either<readonly [Objection], never> =>
  E.left([{ code: "WrongState", act, phase: phase._tag, possibleIn: acts[act].from }])

export const reasonsMissing = (act: CommandType, reasons: ReadonlyArray<unknown>): ReadonlyArray<Objection> =>
  when(reasons.length === 0, () => ({ code: "ReasonsMissing", act }))

/** Arts. 6 and 7: the county must be one that recommends to this bureau. */
export const checkCounty = (
  territory: Territory | undefined,
  path: string,
  code: DivisionCode,
): Contradiction | undefined =>
  checkAmong(
    path,
    (territory?.counties ?? []).map((county) => county.code),
    code,
    bilingual("有推荐权的区划", "a division that recommends"),
  )

export const asAppliedFor = (path: string, expected: string, got: string): Contradiction | undefined =>
  check(expected === got, path, bilingual(`与申请表一致：${expected}`, `as applied for: ${expected}`), got)

/** An act within a proceeding depends on `instrument.applicable` only if the rule that governs it is not that of the day. */
export const pendingReadings = ({ context, rule }: CaseInput): ReadonlyArray<ReadingId> => {
  const status = ruleStatusOn(context.law, context.effectiveOn)
  return status._tag === "InForce" && status.rule === rule ? [] : ["instrument.applicable"]
}

/** The provisions that contain these conditions, without duplicates. */
export const provisionsOf = (ids: ReadonlyArray<ConditionId>): ReadonlyArray<ProvisionId> => [
  ...new Set(ids.map(provisionOf)),
]
