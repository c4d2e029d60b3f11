/** What each field of a command is called. A test holds that no field lacks a name, and that no name is left over. */
import { labelsOfActs } from "./labels-of-acts.js"
import { labelsOfForms } from "./labels-of-forms.js"

/** By the name of the record's codec, then by the field's. */
export const fieldLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...labelsOfForms,
  ...labelsOfActs,
}
