/** Checks fields and materials beyond the annexes against the declarations of the regulation. */
import { check, type Contradiction } from "../../../forms/check.js"
import type { Dossier } from "../../../forms/dossier.js"
import type { Extensions } from "../../../forms/extensions.js"
import type { ExtensionField, Regulation } from "../../../kernel/regulation.js"
import { bilingual } from "../../../law/bilingual.js"

type Form = "form" | "report"

const pathOf = (form: Form, as: string, name: string): string => `${form}.extensions.${as}.${name}`

/** The declared fields by path: `form.extensions.share.publicWelfare`. */
const extensionFields = (
  form: Form,
  { extensions = {} }: Pick<Regulation, "extensions">,
): ReadonlyMap<string, ExtensionField> =>
  new Map(Object.entries(extensions).map(([name, field]) => [pathOf(form, field.as, name), field]))

/** Paths of declared fields and materials. They may be missing from a filing, and still be requested as a supplement. */
export const pathsBeyondAnnexes = (form: Form, regulation: Pick<Regulation, "extensions" | "own">) => [
  ...extensionFields(form, regulation).keys(),
  ...Object.keys(regulation.own?.materials ?? {}).map(materialPath),
]

/** Contradictions: fields that are not declared or of the wrong kind, missing required fields, words not in the list. */
export const checkExtensions = (
  form: Form,
  { extensions = {} }: { readonly extensions?: Extensions },
  regulation: Pick<Regulation, "extensions">,
): ReadonlyArray<Contradiction | undefined> => {
  const fields = extensionFields(form, regulation)
  const values = new Map(
    Object.entries(extensions).flatMap(([as, entries]) =>
      Object.entries<string | number>(entries).map(([name, value]) => [pathOf(form, as, name), `${value}`] as const),
    ),
  )
  return [...new Set([...fields.keys(), ...values.keys()])].map((path) => {
    const field = fields.get(path)
    const value = values.get(path)
    if (field === undefined) return checkDeclared(path, [...fields.keys()], value ?? "")
    if (value === undefined) return check(!field.required, path, bilingual("必填", "a value"), "")
    const words = field.as === "word" ? Object.keys(field.oneOf) : [value]
    const all = words.join(" | ")
    return check(words.includes(value), path, bilingual(`下列之一：${all}`, `one of ${all}`), value)
  })
}

/** Contradictions: materials that the regulation does not declare. */
export const checkOwnMaterials = (
  { own: { materials = {} } = {} }: Pick<Regulation, "own">,
  { own = {} }: Dossier,
): ReadonlyArray<Contradiction | undefined> => {
  const declared = Object.keys(materials).map(materialPath)
  return Object.entries(own).map(([name, { status }]) => checkDeclared(materialPath(name), declared, status))
}

const materialPath = (name: string): string => `dossier.own.${name}`

const checkDeclared = (path: string, known: ReadonlyArray<string>, got: string): Contradiction | undefined => {
  const all = known.join(" | ") || "—"
  const text = bilingual(`${path}：表中没有此栏；可填：${all}`, `${path}: no such field; known fields: ${all}`)
  return check(known.includes(path), path, text, got, text)
}
