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
import { hasInherited, otherUnit, successorOf } from "../succession.js"
import { annullableAt, type Annullable } from "../annulment.js"
import type { CommandData } from "../commands.js"
import { when, type Objection, type RuleResult } from "../rule-result.js"
import type { State } from "../state.js"
import * as E from "fp-ts/lib/Either.js"

export const annulDecision = (context: Context, data: CommandData["AnnulDecision"], state: State): RuleResult => {
  const { actor, effectiveOn } = context
  const found = annullableAt(state, data.revision)
  if (found === undefined || isInherited(context, found, state))
    return E.left([{ code: "NothingToAnnul", revision: data.revision }])
  return unlessObjected(
    [
      ...notCompetent(actor, data, found),
      ...invalid([between("decidedOn", data.decidedOn, found.decidedOn, effectiveOn), ...checkEffect(data, found)]),
    ],
    () => [{ type: "DecisionAnnulled", data: { ...data, decision: found.decision } }],
  )
}

/** A succession cannot be annulled once the successor has taken the title over, or there would be two titles. */
const isInherited = (context: Context, { decision }: Annullable, state: State): boolean => {
  const successor = successorOf(state)
  return decision === "TitleSucceeded" && successor !== undefined && hasInherited(otherUnit(context, successor), state)
}

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
