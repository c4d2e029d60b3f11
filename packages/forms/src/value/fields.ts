/** Derives a command's fields from its codec, each with path, label and kind, for the layout of a sheet. */
import type { RegulationDraft } from "@shifan/core"
import { described, type CodecsByName } from "@shifan/core/forms"
import { ownLabelsOf } from "./beyond-annexes.js"
import { leafKind, type AnyCodec, type LeafKind } from "./leaf.js"
import { labelIn, type Labels } from "./label.js"
import { fieldLabels } from "./labels.js"
import { wordsOf, wordsOfCases } from "./words.js"

/** A value in a single cell, or a question answered by ticking boxes. */
export interface Leaf {
  readonly _tag: "Leaf"
  /** Dots between fields, numbers for list positions: `form.basic.investors.0.share`. */
  readonly path: string
  /** Includes parent labels where its own is ambiguous: 上年末·从业人数. */
  readonly label: string
  readonly kind: LeafKind
  readonly words?: ReadonlyMap<string, string>
  /** Whether several boxes may be ticked. */
  readonly many?: boolean
}

/** A list in a form, laid out as rows. */
export interface Rows {
  readonly _tag: "Rows"
  readonly path: string
  readonly label: string
  /** Fields of each row; all rows have the same. */
  readonly rows: ReadonlyArray<ReadonlyArray<Field>>
}

/** A field of a form: a single value, or rows of other fields. */
export type Field = Leaf | Rows

/** Number of rows of a list in a sheet; `to` is the maximum. */
export type RowCount = (path: string, to: number) => number

interface Place {
  readonly path: string
  readonly label: string
  readonly text: RegulationDraft
}

/** Includes optional and nullable fields: the sheet has a place for them. `text`: the one whose words label them. */
export const fieldsOf = (codec: AnyCodec, text: RegulationDraft, rowCount: RowCount): ReadonlyArray<Field> =>
  within(codec, { path: "", label: "", text }, rowCount)

const joined = (above: string, name: string | number): string => (above === "" ? String(name) : `${above}.${name}`)

const labelled = (above: string, label: string): string => [above, label].filter((part) => part !== "").join("·")

const within = (codec: AnyCodec, place: Place, rowCount: RowCount): ReadonlyArray<Field> => {
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Atom":
    case "Choice":
    case "Itself":
      return [leafOf(codec, place)]
    case "Nullable":
      return within(composition.inner, place, rowCount)
    case "Record":
      return inRecord(labelsOf(codec), composition.fields, place, rowCount)
    case "Union":
      return inUnion(codec.name, composition, place, rowCount)
    case "List": {
      const { item, to } = composition
      if (leafKind(item) === "choice") return [{ ...leafOf(item, place), many: true }]
      return [rowsOf(item, to, place, rowCount)]
    }
    case "Dictionary":
      return [entriesOf(composition.value, place, rowCount)]
  }
}

const leafOf = (codec: AnyCodec, { path, label, text }: Place): Leaf => {
  const kind = leafKind(codec)
  return { _tag: "Leaf", path, label, kind, ...(kind === "choice" ? { words: wordsOf(codec, text) } : {}) }
}

const labelsOf = (codec: AnyCodec): Labels => ownLabelsOf(codec) ?? fieldLabels[codec.name] ?? {}

const inRecord = (labels: Labels, codecs: CodecsByName, place: Place, rowCount: RowCount): ReadonlyArray<Field> =>
  Object.entries(codecs).flatMap(([name, codec]) => {
    const label = labelIn(place.text, labels[name] ?? name)
    const isForm = place.path === "" && wrappers.includes(name)
    return within(
      codec,
      { ...place, path: joined(place.path, name), label: isForm ? "" : labelled(place.label, label) },
      rowCount,
    )
  })

/** Records whose label is omitted: their fields need no distinction from others. */
const wrappers: ReadonlyArray<string> = ["form", "report", "assessment"]

/** Fields of all cases of a union in order; the tag is a question with a word for each case. */
const inUnion = (
  name: string,
  { tag, cases }: { readonly tag: string; readonly cases: CodecsByName },
  place: Place,
  rowCount: RowCount,
): ReadonlyArray<Field> => {
  const tagLeaf: Leaf = {
    _tag: "Leaf",
    path: joined(place.path, tag),
    label: labelled(place.label, labelIn(place.text, fieldLabels[name]?.[tag] ?? tag)),
    kind: "choice",
    words: wordsOfCases(name, tag, Object.keys(cases), place.text),
  }
  const fields = new Map<string, Field>()
  for (const codec of Object.values(cases)) {
    const { composition } = described(codec)
    if (composition._tag !== "Record") continue
    const { [tag]: _, ...others } = composition.fields
    for (const field of inRecord(fieldLabels[name] ?? {}, others, place, rowCount)) {
      const known = fields.get(field.path)
      fields.set(field.path, known === undefined ? field : bothOf(known, field))
    }
  }
  return [tagLeaf, ...fields.values()]
}

/** Combines both labels if they differ: 延长自／废止日期. */
const bothOf = (one: Field, other: Field): Field => {
  const own = other.label.split("·").at(-1) ?? ""
  const label = one.label.endsWith(own) ? one.label : `${one.label}／${own}`
  return { ...(sameKind(one, other) ? other : asText(other)), label }
}

const sameKind = (one: Field, other: Field): boolean =>
  one._tag === "Leaf" && other._tag === "Leaf" ? one.kind === other.kind : one._tag === other._tag

/** A number in one case and a date in another is read as plain text. */
const asText = ({ path, label }: Field): Leaf => ({ _tag: "Leaf", path, label, kind: "text" })

const rowsOf = (item: AnyCodec, to: number, { path, label, text }: Place, rowCount: RowCount): Rows => ({
  _tag: "Rows",
  path,
  label,
  rows: Array.from({ length: rowCount(path, to) }, (_, i) =>
    within(item, { path: joined(path, i), label: "", text }, rowCount).map((field) =>
      field.label === "" ? { ...field, label } : field,
    ),
  ),
})

/** Key of a dictionary entry, next to its value; no field has such a name. */
export const entryName = "@name"
export const entryValue = "@value"

const entriesOf = (value: AnyCodec, { path, label, text }: Place, rowCount: RowCount): Rows => ({
  _tag: "Rows",
  path,
  label,
  rows: Array.from({ length: rowCount(path, 100) }, (_, i): ReadonlyArray<Field> => [
    { _tag: "Leaf", path: joined(joined(path, i), entryName), label: "名称", kind: "text" },
    ...within(value, { path: joined(joined(path, i), entryValue), label: "", text }, rowCount).map((field) =>
      field.label === "" ? { ...field, label: "内容" } : field,
    ),
  ]),
})
