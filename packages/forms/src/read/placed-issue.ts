/** Reports what a command does not accept in a form, with the form's name for the field and its place. */
import { bilingual, type Bilingual, type FormIssue, type RegulationDraft } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { formIssueText } from "@shifan/core/messages"
import * as E from "fp-ts/lib/Either.js"
import { blanksOf, type Blank, type Sheet } from "../sheet/sheet.js"
import { fieldsOf, type Field } from "../value/fields.js"
import type { AnyCodec } from "../value/leaf.js"
import type { Finding } from "./match-rows.js"
import { expectedAnswers } from "../value/words.js"

/** A fault in a form's content, with its place on paper. */
export interface PlacedIssue extends FormIssue {
  /** The form's name for the field; empty if the form does not have it. */
  readonly label: string
  /** Cell or place; `undefined` if the field does not occur in the file. */
  readonly place: Bilingual | undefined
  /** Such as 平台基本情况·从业人数（表1第14行第1格）：应为不小于0的整数，实为"约二十" */
  readonly sentence: Bilingual
}

interface Written {
  readonly codec: AnyCodec
  readonly sheet: Sheet
  readonly chosen: ReadonlyMap<string, Finding>
  readonly regulation: RegulationDraft
}

export const placedIssues = (data: unknown, written: Written): ReadonlyArray<PlacedIssue> => {
  const decoded = decode(written.codec, data)
  return E.isRight(decoded) ? [] : decoded.left.map((issue) => placeIssue(issue, written))
}

/** Uses the place of the first field at the path or below it. */
const placeIssue = (issue: FormIssue, { codec, sheet, chosen, regulation }: Written): PlacedIssue => {
  const isAt = (key: string): boolean =>
    key === issue.path || key.startsWith(`${issue.path}.`) || key.startsWith(`${issue.path}#`)
  const finding = [...chosen].find(([key]) => isAt(key))?.[1]
  const blank: Blank | undefined = finding?.blank ?? blanksOf(sheet).find(({ key }) => isAt(key))
  const list = listLabel(
    fieldsOf(codec, regulation, () => 1),
    issue.path,
  )
  const own = blank === undefined ? "" : blank.kind === "box" ? (blank.label.split("：")[0] ?? "") : blank.label
  const got = issue.got === "[]" ? "nothing" : issue.got
  const answers = list === undefined ? answersOf(blank) : undefined
  const placed = { ...issue, ...answers, got, label: list ?? own, place: finding?.place }
  return { ...placed, sentence: sentenceOf(placed) }
}

const sentenceOf = (issue: Omit<PlacedIssue, "sentence">): Bilingual => {
  const { label, place, path } = issue
  const named = label === "" ? path : label
  const zh = place === undefined ? named : `${named}（${place.zh}）`
  const en = place === undefined ? `${named} [${path}]` : `${named} [${path}] in ${place.en}`
  return bilingual(formIssueText("", { ...issue, path: zh }).zh, formIssueText("", { ...issue, path: en }).en)
}

/** Name of a whole list. */
const listLabel = (fields: ReadonlyArray<Field>, path: string): string | undefined => {
  for (const field of fields)
    if (field._tag === "Rows") {
      const label = field.path === path ? field.label : listLabel(field.rows.flat(), path)
      if (label !== undefined) return label
    }
  return undefined
}

/** Forms do not use JSON's words, so the form's own answers are listed. */
const answersOf = (blank: Blank | undefined): Pick<FormIssue, "expected"> | undefined => {
  if (blank === undefined) return undefined
  if (blank.words !== undefined) return { expected: expectedAnswers(blank.words) }
  return blank.kind === "box" ? { expected: bilingual("勾选一项", "one box to be ticked") } : undefined
}
