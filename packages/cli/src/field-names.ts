/** Says which field of an input is wrong: by the form's label, with its path in the JSON beside it. */
import { bilingual, type Bilingual, type Contradiction, type FormIssue } from "@shifan/core"
import { contradictionText, formIssueText } from "@shifan/core/messages"
import { acts, fieldsOfAct, nameOfPath } from "@shifan/forms"
import { ownText } from "./own-text.js"

/** The form's label of the field at a path; `undefined`: the form has no such field. */
export type FieldNames = (path: string) => Bilingual | undefined

/** The labels of an act's form; of an unknown act only those that every act has. */
export const fieldNamesOf = (act: string): FieldNames => {
  let fields: ReturnType<typeof fieldsOfAct> | undefined
  return (path) => {
    fields ??= acts.includes(act) ? fieldsOfAct(act, () => 1, ownText) : []
    return nameOfPath(fields, path, ownText)
  }
}

/** 平台基本情况·从业人数（form.basic.staff） */
const besidePath = (name: Bilingual, path: string): Bilingual =>
  bilingual(`${name.zh}（${path}）`, `${name.en} [${path}]`)

/** The sentence about an issue. Before its path may stand a file and a line: `commands.jsonl:3 data.form.basic.staff`. */
export const issueText = (where: Bilingual, issue: FormIssue, name: Bilingual | undefined): Bilingual => {
  const { path, known } = issue
  // A field that the form does not have is told by its own name.
  if (name === undefined || known !== undefined)
    return bilingual(formIssueText(where.zh, issue).zh, formIssueText(where.en, issue).en)
  const start = path.lastIndexOf(" ") + 1
  const { zh, en } = besidePath(name, path.slice(start))
  const place = path.slice(0, start)
  return bilingual(
    formIssueText("", { ...issue, path: `${place}${zh}` }).zh,
    formIssueText("", { ...issue, path: `${place}${en}` }).en,
  )
}

/** A contradiction once for each language, with the field named in it. */
export const namedIn = (
  contradiction: Contradiction,
  names: FieldNames,
): { readonly [L in "zh" | "en"]: Contradiction } => {
  const { path } = contradiction
  const name = names(path)
  const { zh, en } = name === undefined ? bilingual(path, path) : besidePath(name, path)
  return { zh: { ...contradiction, path: zh }, en: { ...contradiction, path: en } }
}

export const namedContradictionText = (contradiction: Contradiction, names: FieldNames): Bilingual => {
  const { zh, en } = namedIn(contradiction, names)
  return bilingual(contradictionText(zh).zh, contradictionText(en).en)
}
