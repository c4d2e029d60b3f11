export {
  acts,
  actName,
  codecOfAct,
  fieldsOfAct,
  paperFormOf,
  rowsIn,
  sheetOf,
  unitCode,
  unitName,
  type PaperForm,
} from "./sheet/sheets.js"
export type { Sheet } from "./sheet/sheet.js"
export { rowsBeyondAnnexes } from "./value/beyond-annexes.js"
export type { Field, Leaf, RowCount, Rows } from "./value/fields.js"
export { fieldAt, fieldLabel, headNames, nameOfPath, partsOfLabel } from "./value/field-names.js"
export { englishLabel } from "./value/english-labels.js"
export { knownParts } from "./value/known-parts.js"
export { understood } from "./value/leaf.js"
export { boxOf, jsonOf, tick, valuesOf, type Values } from "./value/values.js"
export { expectedAnswers } from "./value/words.js"
export { writeForm, type FormFormat } from "./write/write-form.js"
export { writeTable } from "./write/xlsx-table.js"
export { draftSheet, type Draft, type DraftCase, type DraftDecision } from "./drafts/drafts.js"
export { readForm, type FormRead } from "./read/read-form.js"
export type { Doubt } from "./read/doubt.js"
export { readTable, type TableRow } from "./read/read-table.js"
export type { PlacedIssue } from "./read/placed-issue.js"
export { formFaultText, type FormFault } from "./read/form-fault.js"
