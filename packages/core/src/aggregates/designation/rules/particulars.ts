/** A change of names or county: a fact, which rests on no provision and needs none in force. */
import { check, checks } from "../../../forms/check.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import { regulationNear } from "../../../kernel/applicable-law.js"
import type { CommandData } from "../commands.js"
import type { Context } from "../../../kernel/context.js"
import type { NamesChange } from "../decision-parts.js"
import type { State } from "../state.js"
import { checkCounty, wrongState, type RuleResult } from "../rule-result.js"

export const changeParticulars = (
  { law, effectiveOn }: Context,
  data: CommandData["ChangeParticulars"],
  state: State,
): RuleResult => {
  const names = currentNames(state)
  if (names === undefined) return wrongState("ChangeParticulars", state, ["applied", "recommended", "certified"])
  const { after } = data
  const changes = Object.entries(after).some(([key, value]) => Reflect.get(names, key) !== value)
  const territory = regulationNear(law, effectiveOn)?.territory
  return unlessObjected(
    invalid(
      checks([
        check(
          changes,
          "after",
          bilingual("至少一项与原登记不同", "at least one name that differs"),
          "",
          bilingual("变更内容与原登记相同", "nothing in after differs from what is registered"),
        ),
        after.countyOrDistrict === undefined
          ? undefined
          : checkCounty(territory, "after.countyOrDistrict", after.countyOrDistrict),
      ]),
    ),
    () => [
      {
        type: "ParticularsChanged",
        data: { ...data, before: Object.fromEntries(Object.keys(after).map((key) => [key, Reflect.get(names, key)])) },
      },
    ],
  )
}

const currentNames = ({ phase }: State): Required<NamesChange> | undefined => {
  if (phase._tag === "none") return undefined
  if ("title" in phase) return phase.title
  const { applicantUnitName, platformName, countyOrDistrict } = phase.case.form
  return { operatingUnitName: applicantUnitName, platformName, countyOrDistrict }
}
