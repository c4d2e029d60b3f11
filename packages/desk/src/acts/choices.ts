/** Choices that depend on the regulation and the case, where the paper form has an empty line. */
import { bilingual, findingIds, type Bilingual, type Regulation } from "@shifan/core"
import { describe, stepName } from "@shifan/core/messages"
import { ConditionIdCodec, recordableSteps } from "@shifan/core/registry"
import type { Leaf } from "@shifan/forms"

export type Choices = ReadonlyMap<string, Bilingual>

/** `undefined`: free text, or the form's own choices. */
export const choicesFor = (act: string, { path, kind }: Leaf, regulation: Regulation): Choices | undefined => {
  const shape = path.replace(/\.\d+/g, "")
  if (kind === "division") return divisionsOf(regulation)
  if (/^(?:findings|waivers|waiversProposed)\.condition$/.test(shape)) return conditionsOf(regulation)
  if (shape === "reasons.provision") return provisionsOf(regulation)
  if (act === "TakeStep" && shape === "step") return stepsOf(regulation)
  return undefined
}

const divisionsOf = ({ territory }: Regulation): Choices =>
  new Map(territory.counties.map(({ code, name }) => [code, bilingual(name, `${name} (${code})`)]))

const conditionsOf = (regulation: Regulation): Choices =>
  new Map(findingIds(regulation.conditions).map((id) => [id, describe(regulation, id)]))

const provisionsOf = (regulation: Regulation): Choices =>
  new Map(
    Object.keys(regulation.texts).flatMap((id) =>
      ConditionIdCodec.is(id) ? [[id, describe(regulation, id)] as const] : [],
    ),
  )

const stepsOf = (regulation: Regulation): Choices => {
  const names = new Set([...Object.keys(regulation.own?.steps ?? {}), ...recordableSteps])
  return new Map([...names].map((step) => [step, stepName(step, regulation)]))
}
