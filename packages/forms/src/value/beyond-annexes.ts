/**
 * What a regulation asks beyond the annexes. A command takes it under any name; where the regulation is known, a form has a field for
 * each name, called as the regulation calls it.
 */
import { described, oneOf } from "@shifan/core/forms"
import type { Bilingual, Regulation } from "@shifan/core"
import { figureName, materialName } from "@shifan/core/messages"
import type { AnyCodec } from "./leaf.js"

/** What a regulation asks beyond the annexes and the twelve materials: form fields and materials of its own. */
export type BeyondAnnexes = Pick<Regulation, "own" | "extensions">

/** By the last name of a list's path: of what no regulation has named yet there are no rows. */
export const rowsBeyondAnnexes = { own: 0, count: 0, share: 0, money: 0, date: 0, word: 0 } as const

type Labels = Readonly<Record<string, string>>

/** A codec whose fields or words have names of their own. */
interface Labelled {
  readonly labels: Labels
}

const isLabelled = (codec: object): codec is Labelled => "labels" in codec

export const ownLabelsOf = (codec: AnyCodec): Labels | undefined => (isLabelled(codec) ? codec.labels : undefined)

/** Decodes as the codec does; only what it says of its composition is narrower. */
export const withFieldsOf = <C extends AnyCodec>(codec: C, regulation: BeyondAnnexes): C => {
  const { composition } = described(codec)
  if (composition._tag !== "Record") return codec
  const fields = Object.entries(composition.fields).map(([name, field]) => [
    name,
    entriesAsFields(codec.name, name, field, regulation) ?? withFieldsOf(field, regulation),
  ])
  // A field's name says of which kind it is.
  const labels = codec.name === "Extensions" ? { labels: Object.fromEntries(fields.map(([name]) => [name, ""])) } : {}
  return Object.assign({}, codec, { composition: { ...composition, fields: Object.fromEntries(fields) }, ...labels })
}

/** Of a dictionary that the regulation declares the names of. */
const entriesAsFields = <C extends AnyCodec>(
  record: string,
  name: string,
  dictionary: C,
  regulation: BeyondAnnexes,
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

const materialFields = (codec: AnyCodec, regulation: BeyondAnnexes): ReadonlyArray<FieldAsked> =>
  ownMaterials(regulation).map(([field, label]) => ({ field, label, codec }))

const extensionFields = (
  kind: string,
  codec: AnyCodec,
  { own = {}, extensions = {} }: BeyondAnnexes,
): ReadonlyArray<FieldAsked> =>
  Object.entries(extensions).flatMap(([field, asked]) =>
    asked.as === kind
      ? [
          {
            field,
            label: `${figureName(field, own).zh}${units[kind] ?? ""}`,
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

/** The materials it asks for beyond the twelve, with their titles. */
export const ownMaterials = ({ own = {} }: BeyondAnnexes): ReadonlyArray<readonly [name: string, title: string]> =>
  Object.keys(own.materials ?? {}).map((name) => [name, materialName(name, { own }).zh])
