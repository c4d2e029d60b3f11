/**
 * Annuls a decision: after reconsideration, by a court, by the superior authority, or by the authority that made it. The
 * regulation does not mention this; other law provides for it, whether or not the text is in force.
 */
import { between, check } from "../../../forms/check.js"
import type { Actor } from "../../../kernel/actor.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import type { Uscc } from "../../../forms/uscc.js"
import { hasInherited, otherUnit, successorOf } from "../succession.js"
import { annullableAt, type Annullable } from "../annulment.js"
import type { CommandData } from "../commands.js"
import { when, type Objection, type RuleResult } from "../rule-result.js"
import type { State } from "../state.js"
import * as E from "fp-ts/lib/Either.js"

export const annulDecision = (context: Context, data: CommandData["AnnulDecision"], state: State): RuleResult => {
  const { actor, effectiveOn } = context
  const { revision } = data
  const found = annullableAt(state, revision)
  const heir = heirOf(context, state)
  if (heir !== undefined && isOfThePassed(state, revision))
    return E.left([{ code: "NothingToAnnul", revision, takenOverBy: heir }])
  if (found === undefined) return E.left([{ code: "NothingToAnnul", revision }])
  return unlessObjected(
    [
      ...notCompetent(actor, data, found),
      ...invalid([between("decidedOn", data.decidedOn, found.decidedOn, effectiveOn), ...checkEffect(data, found)]),
    ],
    () => [{ type: "DecisionAnnulled", data: { ...data, decision: found.decision } }],
  )
}

/** The successor that has taken the title over. */
const heirOf = (context: Context, state: State): Uscc | undefined => {
  const successor = successorOf(state)
  return successor !== undefined && hasInherited(otherUnit(context, successor), state) ? successor : undefined
}

/**
 * Whether a title that has passed on rests on the decision: the succession, or what could be annulled before. The takeover
 * has to be annulled first, or there would be two titles, or one that rests on nothing.
 */
const isOfThePassed = ({ phase, ...state }: State, revision: number): boolean =>
  phase._tag === "ended" &&
  (phase.by.revision === revision ||
    annullableAt({ ...state, phase: { _tag: "certified", title: phase.title }, unitEnded: null }, revision) !==
      undefined)

/** A county may annul only its own decisions. Annulments by others are entered by the bureau. */
const notCompetent = (
  actor: Actor,
  { ground }: CommandData["AnnulDecision"],
  { decision }: Annullable,
): ReadonlyArray<Objection> => {
  const isCountys = decision === "Recommended" || decision === "RecommendationDeclined"
  const competent = isCountys && ground === "self" ? "county" : "bureau"
  return when(actor.role !== competent, () => ({ code: "NotCompetent", actor, competent: [competent] }))
}

/** The end of a unit is a fact: it was either true or false from the beginning. */
const checkEffect = ({ effect }: CommandData["AnnulDecision"], { decision }: Annullable) => [
  check(
    decision !== "UnitEnded" || effect === "fromBeginning",
    "effect",
    bilingual("自始无效（fromBeginning）", "fromBeginning: a unit has ended or it has not"),
    effect,
  ),
]
