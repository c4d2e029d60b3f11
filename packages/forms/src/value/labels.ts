/** Labels of all fields of all commands. A test checks that no field lacks one and that none is unused. */
import type { Labels } from "./label.js"
import { labelsOfActs } from "./labels-of-acts.js"
import { labelsOfForms } from "./labels-of-forms.js"

/** By the name of the record's codec, then by field name. */
export const fieldLabels: Readonly<Record<string, Labels>> = {
  ...labelsOfForms,
  ...labelsOfActs,
}
