/** Choices that depend on the regulation and the case, where the paper form has an empty line. */
import type { TextOfAct } from "@shifan/casework"
import { bilingual, findingIds, type Bilingual, type Regulation, type State } from "@shifan/core"
import { describe, eventDetail, eventName, stepName } from "@shifan/core/messages"
import { annullableAt, ConditionIdCodec, recordableSteps } from "@shifan/core/registry"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import type { Leaf } from "@shifan/forms"
import { partsFiledBy } from "./filed-parts.js"

export type Choices = ReadonlyMap<string, Bilingual>

/** The record that an act is about. */
export interface ChosenFrom {
  readonly state: State
  readonly history: ReadonlyArray<Envelope>
  readonly textOf: TextOfAct
}

/** `undefined`: free text, or the form's own choices. */
export const choicesFor = (
  act: string,
  { path, kind }: Leaf,
  regulation: Regulation,
  record: ChosenFrom | undefined,
): Choices | undefined => {
  const shape = path.replace(/\.\d+/g, "")
  if (kind === "division") return divisionsOf(regulation)
  if (/^(?:findings|waivers|waiversProposed)\.condition$/.test(shape)) return conditionsOf(regulation)
  if (shape === "reasons.provision") return provisionsOf(regulation)
  if (act === "TakeStep" && shape === "step") return stepsOf(regulation)
  if (record === undefined) return undefined
  if (shape === "wanting.at") return partsFiledBy(record.state, regulation)
  const isNamed = recordsNamedBy[`${act}.${shape}`]
  return (
    isNamed &&
    recordsOf(
      record.history.filter((event) => isNamed(event, record)),
      record.textOf,
    )
  )
}

/** Which of a unit's records an act can name, by the field that has the record's number. */
const recordsNamedBy: Readonly<Record<string, (event: Envelope, record: ChosenFrom) => boolean>> = {
  "Revoke.restsOn": ({ revision }, { state: { phase } }) =>
    "title" in phase && phase.title.falsification.some((found) => found.revision === revision),
  "AnnulDecision.revision": ({ revision }, { state }) => annullableAt(state, revision) !== undefined,
}

/** By number, in the words of the unit's history: 第5号 2021-06-15 撤销称号：…. */
const recordsOf = (events: ReadonlyArray<Envelope>, textOf: TextOfAct): Choices =>
  new Map(
    events.map((event) => {
      const { revision, effectiveOn, type } = event
      const regulation = textOf(event)
      const detail = isDesignationEvent(event) ? eventDetail(event, regulation) : undefined
      const name = eventName(type, regulation)
      const zh = `第${revision}号 ${effectiveOn} ${name.zh}${detail === undefined ? "" : `：${detail.zh}`}`
      const en = `No. ${revision}, ${effectiveOn}, ${name.en}${detail === undefined ? "" : `: ${detail.en}`}`
      return [String(revision), bilingual(zh, en)] as const
    }),
  )

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
