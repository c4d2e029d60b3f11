/** A change of names or county: a fact, which rests on no provision and needs none in force. */
import { isCountyOf } from "../../../forms/division.js"
import { bilingual } from "../../../law/bilingual.js"
import { regulationNear } from "../../../kernel/applicable-law.js"
import type { CommandData } from "../command.js"
import type { Context } from "../../../kernel/context.js"
import type { NamesChange } from "../event.js"
import type { Contradiction } from "../../../kernel/refusal.js"
import type { State } from "../state.js"
import { unlessObjected, when, wrongState, type Answer } from "./rule-result.js"

export const changeParticulars = (context: Context, data: CommandData["ChangeParticulars"], state: State): Answer => {
  const names = namesNow(state)
  if (names === undefined) return wrongState("ChangeParticulars", state, ["applied", "recommended", "certified"])
  const { after } = data
  const issues = [...nothingChanges(names, after), ...wrongCounty(context, after)]
  return unlessObjected(
    when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    () => [
      {
        type: "ParticularsChanged",
        data: { ...data, before: Object.fromEntries(Object.keys(after).map((key) => [key, Reflect.get(names, key)])) },
      },
    ],
  )
}

const namesNow = ({ phase }: State): Required<NamesChange> | undefined => {
  if (phase._tag === "none") return undefined
  if ("title" in phase) return phase.title
  const { applicantUnitName, platformName, countyOrDistrict } = phase.case.form
  return { operatingUnitName: applicantUnitName, platformName, countyOrDistrict }
}

const nothingChanges = (names: Required<NamesChange>, after: NamesChange): ReadonlyArray<Contradiction> =>
  Object.entries(after).some(([key, value]) => Reflect.get(names, key) !== value)
    ? []
    : [{ path: "after", expected: bilingual("至少一项与原登记不同", "at least one name that differs"), got: "" }]

const wrongCounty = (
  { regime, effectiveOn }: Context,
  { countyOrDistrict }: NamesChange,
): ReadonlyArray<Contradiction> => {
  const regulation = regulationNear(regime, effectiveOn)
  return countyOrDistrict === undefined ||
    (regulation !== undefined && isCountyOf(regulation.territory, countyOrDistrict))
    ? []
    : [
        {
          path: "after.countyOrDistrict",
          expected: bilingual("本市所辖县区或功能区代码", "a county, district or zone of the bureau's"),
          got: countyOrDistrict,
        },
      ]
}
