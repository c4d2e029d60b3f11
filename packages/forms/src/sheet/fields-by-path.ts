/** A command's fields by path, for a sheet with a manual layout; remaining fields are laid out below it. */
import type { Field, Leaf, Rows } from "../value/fields.js"
import { blankOf, boxBlank, type Blank } from "./sheet.js"

export interface FieldsByPath {
  /** @throws RangeError if the command has no such field: the sheet does not match the codec */
  leaf(path: string): Leaf
  rows(path: string): Rows
  blank(path: string, room?: number): Blank
  /** Ticked for yes. */
  box(path: string): Blank
  has(path: string): boolean
}

const found = <A>(map: ReadonlyMap<string, A>, path: string): A => {
  const value = map.get(path)
  if (value === undefined) throw new RangeError(`no field ${path}`)
  return value
}

/** `inert`: the fields are shown but not read. */
export const fieldsByPath = (fields: ReadonlyArray<Field>, inert = false): FieldsByPath => {
  const leaves = new Map<string, Leaf>()
  const lists = new Map<string, Rows>()
  const collect = (field: Field): void => {
    if (field._tag === "Leaf") leaves.set(field.path, field)
    else {
      lists.set(field.path, field)
      for (const item of field.rows) item.forEach(collect)
    }
  }
  fields.forEach(collect)
  const mark = (blank: Blank): Blank => (inert ? { ...blank, inert } : blank)
  return {
    leaf: (path) => found(leaves, path),
    rows: (path) => found(lists, path),
    blank: (path, room) => mark(blankOf(found(leaves, path), room)),
    box: (path) => mark(boxBlank(found(leaves, path), "true", "是")),
    has: (path) => leaves.has(path) || lists.has(path),
  }
}

/** Fields without a place yet; `placed` contains keys of blanks. */
export const withoutPlaced = (fields: ReadonlyArray<Field>, placed: ReadonlySet<string>): ReadonlyArray<Field> => {
  const paths = new Set([...placed].map((key) => key.split("#")[0] ?? key))
  const left = (field: Field): ReadonlyArray<Field> => {
    if (field._tag === "Leaf") return paths.has(field.path) ? [] : [field]
    return field.rows.every((item) => item.every((inner) => left(inner).length === 0)) ? [] : [field]
  }
  return fields.flatMap(left)
}
