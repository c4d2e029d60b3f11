/** A title continues under a new code. The regulation is silent on this, but no unit should lose its title over a merger. */
import * as E from "fp-ts/lib/Either.js"
import { regulationNear } from "../../../kernel/applicable-law.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { check, checks } from "../../../forms/check.js"
import { isIndividualBusiness, type Uscc } from "../../../forms/uscc.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import { checkCounty, when, wrongState, type Objection, type RuleResult } from "../rule-result.js"
import type { State, Title } from "../state.js"
import { inheritable, otherUnit, successorOf } from "../succession.js"
import { falsificationPending } from "./revoke.js"

/** Gives the title to a successor. Findings of falsification and a pending review must be dealt with first. */
export const succeedTitle = (context: Context, data: CommandData["SucceedTitle"], state: State): RuleResult => {
  const { phase, unit } = state
  if (phase._tag !== "certified") return wrongState("SucceedTitle", state)
  return unlessObjected(
    [
      ...falsificationPending(phase.title),
      ...when(phase.title.review !== null, () => ({
        code: "WrongState",
        act: "SucceedTitle",
        phase: "reviewUnderWay",
        possibleIn: ["certified"],
      })),
      ...notLegalPerson(context, data.successor),
      ...invalid(
        checks([
          check(
            data.successor !== unit,
            "successor",
            bilingual("另一统一社会信用代码", "another code than the unit's own"),
            data.successor,
          ),
        ]),
      ),
    ],
    () => [{ type: "TitleSucceeded", data }],
  )
}

export const inheritTitle = (context: Context, data: CommandData["InheritTitle"], state: State): RuleResult => {
  const { law, effectiveOn } = context
  const { predecessor } = data
  const offered = titleGoingTo(otherUnit(context, predecessor), state)
  if (offered === undefined) return E.left([{ code: "NothingToInherit", predecessor }])
  const { title, on } = offered
  return unlessObjected(
    [
      ...when(effectiveOn < on, () => ({ code: "EffectiveDateGoesBack", last: on, given: effectiveOn })),
      ...notLegalPerson(context, state.unit),
      ...invalid(
        checks([checkCounty(regulationNear(law, effectiveOn)?.territory, "countyOrDistrict", data.countyOrDistrict)]),
      ),
    ],
    () => [{ type: "TitleInherited", data: { ...data, title: inheritable(title) } }],
  )
}

/** The title that the predecessor has given to this unit, if the unit has not taken it over yet. */
const titleGoingTo = (
  predecessor: State | undefined,
  successor: State,
): { readonly title: Title; readonly on: CivilDate } | undefined =>
  predecessor?.phase._tag === "ended" &&
  successorOf(predecessor) === successor.unit &&
  !successor.inheritedFrom.includes(predecessor.unit)
    ? { title: predecessor.phase.title, on: predecessor.phase.by.on }
    : undefined

const notLegalPerson = ({ law, effectiveOn }: Context, unit: Uscc): ReadonlyArray<Objection> =>
  when(regulationNear(law, effectiveOn)?.lifecycle.legalPersonsOnly === true && isIndividualBusiness(unit), () => ({
    code: "NotLegalPerson",
    unit,
  }))
