/**
 * What a regulation requires beyond the annexes. A command accepts it under any name; if the regulation is known, a form has
 * a field for each name, with the regulation's label.
 */
import { described, oneOf } from "@shifan/core/forms"
import { bilingual, type Bilingual, type RegulationDraft } from "@shifan/core"
import { figureName, materialName, stepName } from "@shifan/core/messages"
import { recordableSteps } from "@shifan/core/registry"
import type { AnyCodec } from "./leaf.js"

/** Rows by the last name of the list's path: none, as long as no regulation names them. */
export const rowsBeyondAnnexes = { own: 0, count: 0, share: 0, money: 0, date: 0, word: 0 } as const

type Labels = Readonly<Record<string, string>>

/** A codec whose fields or words have their own labels. */
interface Labelled {
  readonly labels: Labels
}

const isLabelled = (codec: object): codec is Labelled => "labels" in codec

export const ownLabelsOf = (codec: AnyCodec): Labels | undefined => (isLabelled(codec) ? codec.labels : undefined)

/** Decodes like the codec; only its described composition is narrower. */
export const withFieldsOf = <C extends AnyCodec>(codec: C, regulation: RegulationDraft): C => {
  const { composition } = described(codec)
  if (composition._tag !== "Record") return codec
  const fields = Object.entries(composition.fields).map(([name, field]) => [
    name,
    choiceByName(codec.name, name, regulation) ??
      entriesAsFields(codec.name, name, field, regulation) ??
      withFieldsOf(field, regulation),
  ])
  // The prefix of a field's name states its kind.
  const labels = codec.name === "Extensions" ? { labels: Object.fromEntries(fields.map(([name]) => [name, ""])) } : {}
  return Object.assign({}, codec, { composition: { ...composition, fields: Object.fromEntries(fields) }, ...labels })
}

/** A text of few answers that the regulation declares with their names: nobody should have to write an identifier. */
const choiceByName = (record: string, field: string, text: RegulationDraft): AnyCodec | undefined => {
  const { own = {}, lifecycle, wording = {} } = text
  if (record === "TakeStep" && field === "step" && own.steps !== undefined) {
    const steps = new Set([...Object.keys(own.steps), ...recordableSteps])
    return choiceOf("StepName", Object.fromEntries([...steps].map((step) => [step, stepName(step, text)])))
  }
  if (record === "ApplicationForm" && field === "grade" && lifecycle.grades !== undefined) {
    const names = lifecycle.grades.map((grade) => [grade, wording.grades?.[grade] ?? bilingual(grade, grade)] as const)
    return choiceOf("Grade", Object.fromEntries(names))
  }
  return undefined
}

/** Fields of a dictionary whose names the regulation declares. */
const entriesAsFields = <C extends AnyCodec>(
  record: string,
  name: string,
  dictionary: C,
  regulation: RegulationDraft,
): C | undefined => {
  const { composition } = described(dictionary)
  if (composition._tag !== "Dictionary") return undefined
  const { value } = composition
  const asked = record === "Dossier" ? materialFields(value, regulation) : extensionFields(name, value, regulation)
  return Object.assign({}, dictionary, {
    composition: {
      _tag: "Record",
      fields: Object.fromEntries(asked.map(({ field, codec }) => [field, codec])),
      required: {},
    },
    labels: Object.fromEntries(asked.map(({ field, label }) => [field, label])),
  })
}

interface FieldAsked {
  readonly field: string
  readonly label: string
  readonly codec: AnyCodec
}

const materialFields = (codec: AnyCodec, regulation: RegulationDraft): ReadonlyArray<FieldAsked> =>
  ownMaterials(regulation).map(([field, label]) => ({ field, label, codec }))

const extensionFields = (kind: string, codec: AnyCodec, regulation: RegulationDraft): ReadonlyArray<FieldAsked> =>
  Object.entries(regulation.extensions ?? {}).flatMap(([field, asked]) =>
    asked.as === kind
      ? [
          {
            field,
            label: `${figureName(field, regulation).zh}${units[kind] ?? ""}`,
            codec: asked.as === "word" ? choiceOf(field, asked.oneOf) : codec,
          },
        ]
      : [],
  )

const units: Labels = { share: "（％）", money: "（万元）" }

const choiceOf = (name: string, words: { readonly [word: string]: Bilingual }): AnyCodec & Labelled =>
  Object.assign({}, oneOf(name, Object.keys(words)), {
    labels: Object.fromEntries(Object.entries(words).map(([word, { zh }]) => [word, zh])),
  })

/** The materials required beyond the twelve, with their titles. */
export const ownMaterials = (text: RegulationDraft): ReadonlyArray<readonly [name: string, title: string]> =>
  Object.keys(text.own?.materials ?? {}).map((name) => [name, materialName(name, text).zh])
