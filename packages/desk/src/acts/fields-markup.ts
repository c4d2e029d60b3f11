/** Renders an act's fields as an HTML form, from the same description as the paper form. */
import { bilingual, type Bilingual, type Language, type Regulation } from "@shifan/core"
import { boxOf, englishLabel, understood, type Field, type Leaf, type Rows, type Values } from "@shifan/forms"
import { html, type Content, type Markup } from "@shifan/html"
import type { Visit } from "../http/visit.js"
import { fieldName } from "./answers.js"
import { choicesFor, type Choices, type ChosenFrom } from "./choices.js"

export interface FormContent {
  readonly act: string
  readonly values: Values
  /** Faults by field path. */
  readonly faults: ReadonlyMap<string, ReadonlyArray<Bilingual>>
  /** Fields filled in by the desk, which are not shown as inputs. */
  readonly preset: ReadonlySet<string>
  /** Fields that are documents, identified by digest. */
  readonly documents: ReadonlySet<string>
  readonly regulation: Regulation
  /** The unit's record, if the act concerns one: some fields are chosen from it. */
  readonly record?: ChosenFrom | undefined
}

/** Groups related fields by the start of their names. */
export const fieldsMarkup = (visit: Visit, content: FormContent, fields: ReadonlyArray<Field>): Markup =>
  html`${groupsOf(fields).map(({ name, members }) =>
    name === ""
      ? members.map((field) => fieldMarkup(visit, content, field, ""))
      : html`<fieldset><legend${chinese(visit)}>${groupName(visit.language, name, members, content.regulation)}</legend>
${members.map((field) => fieldMarkup(visit, content, field, name))}</fieldset>\n`,
  )}`

interface Group {
  readonly name: string
  readonly members: Array<Field>
}

const groupsOf = (fields: ReadonlyArray<Field>): ReadonlyArray<Group> => {
  const groups: Array<Group> = []
  for (const field of fields) {
    const parts = field.label.split("·")
    const name = parts.length < 2 ? "" : (parts[0] ?? "")
    const last = groups.at(-1)
    if (last?.name === name) last.members.push(field)
    else groups.push({ name, members: [field] })
  }
  return groups
}

/** The forms are Chinese by law: in English, the field's standard term is shown next to the form's own label. */
const chinese = ({ language }: Visit): Content => language === "en" && html` lang="zh-CN"`

const groupName = (language: Language, name: string, members: ReadonlyArray<Field>, regulation: Regulation): Content =>
  language === "zh" ? name : html`${name} <span lang="en">(${englishLabel(commonPath(members), regulation)})</span>`

const commonPath = (fields: ReadonlyArray<Field>): string => {
  const [first = []] = fields.map(({ path }) => path.split("."))
  const shared = first.filter((part, i) => fields.every(({ path }) => path.split(".")[i] === part))
  return shared.length === first.length ? (first.at(-2) ?? "") : (shared.at(-1) ?? "")
}

const labelOf = (visit: Visit, { label, path }: Field, group: string, regulation: Regulation): Content => {
  const own = group === "" ? label : label.slice(group.length + 1) || label
  const term = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path
  return visit.language === "zh"
    ? own
    : html`<span lang="zh-CN">${own}</span> <span class="hint">${englishLabel(term, regulation)}</span>`
}

/** Used as an HTML id: no two fields share one. */
export const idOf = (path: string): string => `f-${path.replace(/[^\w-]/g, "-")}`

const fieldMarkup = (visit: Visit, content: FormContent, field: Field, group: string): Content => {
  if (field._tag === "Rows") return rowsMarkup(visit, content, field, group)
  const own = field.path.split(".").at(-1) ?? ""
  const owner = field.path.slice(0, -own.length - 1)
  // Facts that the file itself provides have no input.
  if (content.documents.has(owner) && own !== "title") return null
  return content.documents.has(owner)
    ? documentMarkup(visit, content, field, { owner, group })
    : leafMarkup(visit, content, field, group)
}

const rowsMarkup = (
  visit: Visit,
  content: FormContent,
  list: Rows,
  group: string,
): Markup => html`<fieldset class="rows"><legend>${labelOf(visit, list, group, content.regulation)}</legend>
${faultsOf(visit, content, list.path)}${list.rows.map((row, i) => {
  const isOne = row.length === 1
  return html`<div class="row" role="group" aria-label="${list.label} ${i + 1}"><span class="number" aria-hidden="true">${i + 1}</span>${row.map((field) => fieldMarkup(visit, content, field, isOne ? group : ""))}</div>\n`
})}
<button name="more" value="${list.path}" formnovalidate>${visit.say(bilingual(`添加一行：${list.label.split("·").at(-1) ?? ""}`, "Add a row"))}</button>
</fieldset>
`

interface Placed {
  readonly owner: string
  readonly group: string
}

/** The digest is computed here: nobody types one. */
const documentMarkup = (visit: Visit, content: FormContent, title: Leaf, { owner, group }: Placed): Markup => {
  const value = (name: string): string => content.values.get(`${owner}.${name}`) ?? ""
  const id = idOf(`${owner}.file`)
  const kept = value("digest")
  return html`<div class="field document">${leafMarkup(visit, content, title, group)}
<p><label for="${id}">${visit.say(bilingual("选择文件（只登记摘要，文件不上传保存）", "The file (only its digest is recorded; the file is not kept)"))}</label>
<input type="file" id="${id}" name="${fieldName.file(owner)}"></p>
${["digest", "mediaType", "size"].flatMap((name) => faultsOf(visit, content, `${owner}.${name}`))}
${kept !== "" && html`<p class="hint">${visit.say(bilingual("已计算摘要：", "digest computed: "))}<span class="code">${kept.slice(0, 23)}…</span> ${value("size")} ${visit.say(bilingual("字节", "bytes"))}</p>`}
${["digest", "mediaType", "size"].map((name) => html`<input type="hidden" name="${fieldName.value(`${owner}.${name}`)}" value="${value(name)}">`)}</div>
`
}

const leafMarkup = (visit: Visit, content: FormContent, leaf: Leaf, group: string): Markup => {
  const { path } = leaf
  const choices = choicesFor(content.act, leaf, content.regulation, content.record)
  const faults = content.faults.get(path) ?? []
  const text = content.values.get(path) ?? ""
  if (content.preset.has(path))
    return html`<p class="given"><strong>${labelled(visit, choices, text)}</strong><input type="hidden" name="${fieldName.preset(path)}" value="${text}"></p>\n`
  const options = choices === undefined ? optionsOf(visit.language, leaf, content.regulation) : namesIn(visit, choices)
  // Only the form's own answers have boxes to tick; what the desk offers to choose from is a list, whatever its length.
  const isShort = choices === undefined && options !== undefined && options.length <= mostButtons
  if (leaf.kind === "boolean" || leaf.many === true || isShort)
    return buttonsMarkup(visit, content, leaf, { group, options: options ?? yesAndNo(visit) })
  const described = faults.length > 0 && html` aria-invalid="true" aria-describedby="${idOf(path)}-fault"`
  return html`<p class="field${leaf.kind === "longText" && " long"}"><label for="${idOf(path)}">${labelOf(visit, leaf, group, content.regulation)}</label>
${faultsOf(visit, content, path)}${controlOf(leaf, text, { options, more: described, regulation: content.regulation })}</p>\n`
}

/** With more answers a list is used instead of buttons. */
const mostButtons = 4

type Options = ReadonlyArray<readonly [value: string, name: string]>

const optionsOf = (language: Language, { words }: Leaf, regulation: Regulation): Options | undefined =>
  words &&
  [...words].map(([word, name]) => [word, language === "zh" ? name : `${name} (${englishLabel(word, regulation)})`])

const namesIn = (visit: Visit, choices: Choices): Options =>
  [...choices].map(([value, name]) => [value, visit.say(name)])

const labelled = (visit: Visit, choices: Choices | undefined, text: string): string => {
  const name = choices?.get(text)
  return name === undefined ? text : visit.say(name)
}

const yesAndNo = (visit: Visit): Options => [
  ["true", visit.say(bilingual("是", "yes"))],
  ["false", visit.say(bilingual("否", "no"))],
]

interface Buttons {
  readonly group: string
  readonly options: Options
}

const buttonsMarkup = (visit: Visit, content: FormContent, leaf: Leaf, { group, options }: Buttons): Markup => {
  const { path } = leaf
  const isTicked = (value: string): boolean => (content.values.get(boxOf(path, value)) ?? "") !== ""
  const isChosen = (value: string): boolean =>
    isTicked(value) ||
    (leaf.kind !== "boolean" &&
      leaf.many !== true &&
      inputText(leaf, content.values.get(path) ?? "", content.regulation) === value)
  const type = leaf.many === true ? "checkbox" : "radio"
  return html`<fieldset class="answers" id="${idOf(path)}"><legend>${labelOf(visit, leaf, group, content.regulation)}</legend>
${faultsOf(visit, content, path)}${options.map(
    ([value, name]) =>
      html`<label><input type="${type}" name="${fieldName.box(path)}" value="${value}"${isChosen(value) && html` checked`}> ${name}</label>\n`,
  )}</fieldset>\n`
}

interface Control {
  readonly options: Options | undefined
  readonly more: Content
  readonly regulation: Regulation
}

/** Converts to the format of JSON, which HTML inputs use too. */
const inputText = ({ kind, words }: Leaf, text: string, regulation: Regulation): string =>
  text.trim() === "" ? "" : String(understood(kind, words, text, regulation))

const controlOf = (leaf: Leaf, text: string, { options, more, regulation }: Control): Markup => {
  const name = fieldName.value(leaf.path)
  const id = idOf(leaf.path)
  const value = inputText(leaf, text, regulation)
  if (options !== undefined)
    return html`<select id="${id}" name="${name}"${more}><option value=""></option>${options.map(
      ([word, label]) => html`<option value="${word}"${word === value && html` selected`}>${label}</option>`,
    )}</select>`
  if (leaf.kind === "longText") return html`<textarea id="${id}" name="${name}" rows="3"${more}>${text}</textarea>`
  const kinds: Readonly<Record<string, Content>> = {
    date: html` type="date"`,
    integer: html` inputmode="numeric"`,
    decimal: html` inputmode="decimal"`,
  }
  return html`<input id="${id}" name="${name}" value="${value}"${kinds[leaf.kind]}${more} autocomplete="off">`
}

const faultsOf = (visit: Visit, { faults }: FormContent, path: string): Content => {
  const found = faults.get(path) ?? []
  return (
    found.length > 0 &&
    html`<span class="fault" id="${idOf(path)}-fault">${found.map((text) => html`<span>${visit.say(text)}</span>`)}</span>`
  )
}

/** The paths of the documents among the fields. */
export const documentsIn = (fields: ReadonlyArray<Field>): ReadonlySet<string> => {
  const owners = new Set<string>()
  const look = (field: Field): void => {
    if (field._tag === "Rows") field.rows.flat().forEach(look)
    else if (field.path.endsWith(".digest")) owners.add(field.path.slice(0, -".digest".length))
  }
  fields.forEach(look)
  return owners
}
