/** A change of particulars: a fact that needs no rule in force. */
import { withParts } from "../../../conditions/criterion.js"
import { check, type Contradiction } from "../../../forms/check.js"
import { regulationNear } from "../../../kernel/applicable-law.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import type { Regulation } from "../../../kernel/regulation.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CommandData } from "../commands.js"
import type { ParticularsChange } from "../decision-parts.js"
import type { Sealed } from "../../../forms/representation.js"
import { checkCounty, when, wrongState, type RuleResult } from "../rule-result.js"
import type { State } from "../state.js"

/** A unit reports changes of its register and contact. A move to another county is entered by the bureau (art. 3). */
export const changeParticulars = (
  { actor, law, effectiveOn }: Context,
  data: CommandData["ChangeParticulars"],
  state: State,
): RuleResult => {
  const before = knownParticulars(state)
  if (before === undefined) return wrongState("ChangeParticulars", state)
  const { after } = data
  const changes = Object.entries(after).some(([key, value]) => Reflect.get(before, key) !== value)
  const regulation = regulationNear(law, effectiveOn)
  const moves = after.countyOrDistrict !== undefined
  return unlessObjected(
    [
      ...when(moves && actor.role !== "bureau", () => ({ code: "NotCompetent", actor, competent: ["bureau"] })),
      ...invalid([
        check(
          changes,
          "after",
          bilingual("至少一项与原登记不同", "at least one particular that differs"),
          Object.keys(after).join(),
        ),
        after.countyOrDistrict === undefined
          ? undefined
          : checkCounty(regulation?.territory, "after.countyOrDistrict", after.countyOrDistrict),
        checkNature(regulation, after),
      ]),
    ],
    () => [{ type: "ParticularsChanged", data: { ...data, before: asBefore(before, after) } }],
  )
}

/** A change to a nature the text does not admit is refused: it means that the unit with the title has ended. */
const checkNature = (
  regulation: Regulation | undefined,
  { unitNature }: ParticularsChange<Sealed>,
): Contradiction | undefined => {
  const admitted = (regulation === undefined ? [] : withParts(regulation.conditions)).flatMap((criterion) =>
    criterion._tag === "OneOfWords" && criterion.word === "unitNature" ? criterion.of : [],
  )
  return check(
    unitNature === undefined || admitted.length === 0 || admitted.includes(unitNature),
    "after.unitNature",
    bilingual(
      `下列之一：${admitted.join("、")}；不再是法人的，登记单位终止`,
      `one of ${admitted.join(", ")}; or that the unit has ended`,
    ),
    unitNature ?? "",
  )
}

const asBefore = (before: ParticularsChange<Sealed>, after: ParticularsChange<Sealed>): ParticularsChange<Sealed> =>
  Object.fromEntries(
    Object.keys(after).flatMap((key) => (Object.hasOwn(before, key) ? [[key, Reflect.get(before, key)]] : [])),
  )

/** The known particulars: the names of a title, or the form of an application. */
const knownParticulars = ({ phase }: State): ParticularsChange<Sealed> | undefined => {
  if (phase._tag === "none") return undefined
  if ("title" in phase) {
    const { operatingUnitName, platformName, countyOrDistrict } = phase.title
    return { operatingUnitName, platformName, countyOrDistrict }
  }
  const { applicantUnitName, platformName, countyOrDistrict, basic } = phase.case.form
  return { ...basic, operatingUnitName: applicantUnitName, platformName, countyOrDistrict }
}
