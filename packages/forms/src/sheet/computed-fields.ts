/** Fields that a program computes from files: no blank sheet asks for them, but a sheet filled in by a program shows them. */
import type { Field } from "../value/fields.js"
import type { Values } from "../value/values.js"

/** Of a document all but its title; of an application's materials, which come in a folder, the title as well. */
const isComputed = (path: string): boolean =>
  /\.(?:digest|mediaType|size)$|\.reportSections\.\w+$|^dossier\..*\.documents\.\d+\.title$/.test(path)

/** All of them or none, so that a file has one of two layouts. */
export const withoutComputed = (fields: ReadonlyArray<Field>, values: Values): ReadonlyArray<Field> =>
  [...values].some(([path, text]) => text !== "" && isComputed(path)) ? fields : withoutAny(fields)

const withoutAny = (fields: ReadonlyArray<Field>): ReadonlyArray<Field> =>
  fields.flatMap((field): ReadonlyArray<Field> => {
    if (field._tag === "Rows") return [{ ...field, rows: field.rows.map(withoutAny) }]
    return isComputed(field.path) ? [] : [field]
  })
