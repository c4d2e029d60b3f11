/** The page with the form of an act. */
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { paperFormOf, type Field } from "@shifan/forms"
import { html, notice, type Content, type Markup } from "@shifan/html"
import type { Visit } from "../http/visit.js"
import { actTitle } from "../parts/act-title.js"
import { defaultButton } from "../parts/default-button.js"
import { officerPlace } from "../parts/officer-place.js"
import type { Page } from "../parts/page.js"
import type { FilledAct } from "./filled-act.js"
import type { ChosenFrom } from "./choices.js"
import { headFields, type PlacedFaults } from "./faults.js"
import { documentsIn, fieldsMarkup, idOf, type FormContent } from "./fields-markup.js"
import { askedFields } from "./asked-fields.js"
import { actAddress } from "./possible-acts.js"

export interface ActForm {
  readonly filled: FilledAct
  readonly preset: ReadonlySet<string>
  readonly regulation: Regulation
  readonly faults: PlacedFaults
  /** The unit or stream that the act concerns. */
  readonly subject: Bilingual | undefined
  readonly record: ChosenFrom | undefined
  /** The outcome as filled in so far; `null` for an act without an assessment. */
  readonly outcome: Markup | null
}

export const actFormPage = (visit: Visit, form: ActForm): Page => {
  const { filled, faults, subject } = form
  const fields = askedFields(filled.act, filled.values, form.regulation)
  return {
    title: actTitle(filled.act, subject),
    dated: false,
    updatesOutcome: true,
    body: html`${faultSummary(visit, faults)}
<form method="post" enctype="multipart/form-data" action="${visit.link(actAddress(filled.act))}" class="act-form" data-answers="outcome">
${defaultButton("preview")}<div class="asked">${hiddenHead(visit, filled)}
${head(visit, form)}
${paperFormOf(filled.act) !== undefined && filledForm(visit, filled)}
<div class="fields">${fieldsMarkup(visit, contentOf(form, fields), fields)}</div></div>
<section id="outcome" class="outcome" tabindex="0" aria-live="polite" aria-label="${visit.say(bilingual("试算", "what comes of it"))}">${form.outcome}</section>
<p class="buttons"><button class="primary" name="do" value="preview">${visit.say(bilingual("预览", "Preview"))}</button> ${
      form.outcome !== null &&
      html`<button name="do" value="edit" formnovalidate>${visit.say(bilingual("试算", "Preview"))}</button> `
    }${
      filled.unit !== undefined &&
      html`<a href="${visit.link(`/units/${filled.unit}`)}">${visit.say(bilingual("不办理，返回", "Leave it"))}</a>`
    }</p>
</form>`,
  }
}

const contentOf = (
  { filled, preset, regulation, faults, record }: ActForm,
  fields: ReadonlyArray<Field>,
): FormContent => ({
  act: filled.act,
  values: filled.values,
  faults: faults.byField,
  preset,
  documents: documentsIn(fields),
  regulation,
  record,
})

/** All faults at once, each with a link to its field. */
const faultSummary = (visit: Visit, { all }: PlacedFaults): Content =>
  all.length > 0 &&
  notice(
    "bad",
    visit.say(bilingual(`有${all.length}处须处理，未写入`, `${all.length} to be corrected; nothing was written`)),
    html`<ul>${all.map(({ text, path }) => html`<li>${path === undefined ? visit.say(text) : html`<a href="#${idOf(path)}">${visit.say(text)}</a>`}</li>`)}</ul>`,
  )

export const hiddenHead = (visit: Visit, filled: FilledAct): Markup => {
  const { commandId, by, unit, slug, code } = filled
  return html`${hidden("token", visit.session.token)}${hidden("commandId", commandId)}${hidden("as", by)}${hidden("code", code)}${hidden("unit", unit)}${hidden("slug", slug)}`
}

const hidden = (name: string, value: string | undefined): Content =>
  value !== undefined && value !== "" && html`<input type="hidden" name="${name}" value="${value}">`

const head = (visit: Visit, { filled, faults, regulation }: ActForm): Markup => {
  const { by, code, officer, on } = filled
  const isOther = by !== visit.session.officer.role
  return html`<fieldset><legend>${visit.say(bilingual("办理人与日期", "Who and when"))}</legend>
<p>${visit.say(officerPlace({ role: by, code }, regulation))}${
    isOther &&
    html` <span class="hint">${visit.say(bilingual(`由${visit.session.officer.officer}代录，记录在案`, `entered by ${visit.session.officer.officer}, which is on the record`))}</span>`
  }</p>
${headField(visit, faults, headFields.officer, "officer", bilingual("经办人代号", "Officer (a pseudonym)"), html`value="${officer}" autocomplete="off" placeholder="${by === "unit" ? "U-01" : by === "county" ? "HG-01" : "SJ-01"}"`)}
${headField(visit, faults, headFields.on, "on", bilingual("生效日期", "In effect from"), html`type="date" value="${on}"`)}
</fieldset>
`
}

const headField = (
  visit: Visit,
  { byField }: PlacedFaults,
  path: string,
  name: string,
  label: Bilingual,
  attributes: Markup,
): Markup => {
  const found = byField.get(path) ?? []
  return html`<p class="field"><label for="${idOf(path)}">${visit.say(label)}</label>
${found.length > 0 && html`<span class="fault" id="${idOf(path)}-fault">${found.map((text) => html`<span>${visit.say(text)}</span>`)}</span>`}<input id="${idOf(path)}" name="${name}" ${attributes}${
    found.length > 0 && html` aria-invalid="true" aria-describedby="${idOf(path)}-fault"`
  }></p>`
}

/** Forms that units know on paper may arrive filled in: their values are copied into the fields below for checking. */
const filledForm = (visit: Visit, { act, unit }: FilledAct): Markup => {
  const query: Readonly<Record<string, string>> = unit === undefined ? {} : { unit }
  const link = (format: string): Markup =>
    html`<a href="${visit.link(`${actAddress(act)}/form.${format}`, query)}">.${format}</a>`
  return html`<fieldset><legend>${visit.say(bilingual("已填好的表格", "A form that was filled in"))}</legend>
<p><label for="filled-form">${visit.say(bilingual("读入.docx或.xlsx，填入下方各栏", "Read a .docx or .xlsx into the fields below"))}</label>
<input type="file" id="filled-form" name="form" accept=".docx,.xlsx"> <button name="do" value="read" formnovalidate>${visit.say(bilingual("读入", "Read it"))}</button></p>
<p class="hint">${visit.say(bilingual("空白表（已按登记预填）：", "The form, with what is known filled in: "))}${link("docx")} ${link("xlsx")}</p></fieldset>
`
}
