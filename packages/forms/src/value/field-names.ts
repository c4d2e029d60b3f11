/** Names a field that a fault is about by its label on the form: one lookup for the desk and the command line. */
import { bilingual, type Bilingual, type RegulationDraft } from "@shifan/core"
import { englishLabel } from "./english-labels.js"
import type { Field } from "./fields.js"

/** Names of the two fields that every act has outside its data, by their path in a command. */
export const headNames = {
  "actor.officer": bilingual("经办人代号", "officer"),
  effectiveOn: bilingual("生效日期", "day of effect"),
} as const satisfies Readonly<Record<string, Bilingual>>

const isHead = (path: string): path is keyof typeof headNames => Object.hasOwn(headNames, path)

/** The field itself, the first one inside it, or the one that contains it. */
export const fieldAt = (fields: ReadonlyArray<Field>, path: string): Field | undefined => {
  const all = everyField(fields)
  return (
    all.find((field) => field.path === path) ??
    all.find((field) => field.path.startsWith(`${path}.`)) ??
    all.findLast((field) => path.startsWith(`${field.path}.`))
  )
}

const everyField = (fields: ReadonlyArray<Field>): ReadonlyArray<Field> =>
  fields.flatMap((field) => (field._tag === "Leaf" ? [field] : [field, ...field.rows.flatMap(everyField)]))

/** The parts of a field's label, outermost first. */
export const partsOfLabel = (
  { label, path }: Field,
  regulation: RegulationDraft,
): { readonly [L in "zh" | "en"]: ReadonlyArray<string> } => {
  const terms = path.split(".").filter((part) => !/^\d+$/.test(part) && !forms.includes(part))
  return { zh: label.split("·"), en: terms.map((term) => englishLabel(term, regulation)) }
}

/** The name of a whole form says nothing about a field of it. */
const forms = ["form", "report", "dossier"]

/** The label of a field with those of what it stands in: on the form in Chinese, and in English terms. */
export const fieldLabel = (field: Field, regulation: RegulationDraft): Bilingual => {
  const { en } = partsOfLabel(field, regulation)
  return bilingual(field.label, en.join(": "))
}

/**
 * The label of the field at a path of a command, such as `data.form.basic.staff`, or of its data, such as `form.basic.staff`.
 * `undefined`: the form has no such field, nor a name for the fields below it.
 *
 * @param fields those of the act's form, as from `fieldsOfAct`, each list with at least one row
 */
export const nameOfPath = (
  fields: ReadonlyArray<Field>,
  path: string,
  regulation: RegulationDraft,
): Bilingual | undefined => {
  if (isHead(path)) return headNames[path]
  // The rows of a list have the same labels.
  const own = path.replace(/^data(?:\.|$)/, "").replace(/\.\d+(?=\.|$)/g, ".0")
  const field = fieldAt(fields, own)
  if (field === undefined) return undefined
  return field.path.startsWith(`${own}.`) ? groupLabel(field, own, regulation) : fieldLabel(field, regulation)
}

/** What the labels of the fields directly in a record share: 扶持文件 of 扶持文件·材料名称. */
const groupLabel = (first: Field, own: string, regulation: RegulationDraft): Bilingual | undefined => {
  const { zh, en } = partsOfLabel(first, regulation)
  const isDirectlyIn = !first.path.slice(own.length + 1).includes(".")
  return isDirectlyIn && zh.length > 1 ? bilingual(zh.slice(0, -1).join("·"), en.slice(0, -1).join(": ")) : undefined
}
