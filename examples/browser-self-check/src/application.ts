/** An application in the format of `shifan assess`: JSON that may lack any field, changed one field at a time. */
import { CivilDate, yearOf } from "@shifan/core"
import { applicationForm, asFilled, decode, Dossier, record, Year } from "@shifan/core/forms"

export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

export const isObject = (u: unknown): u is { readonly [name: string]: Json } =>
  typeof u === "object" && u !== null && !Array.isArray(u)

export const emptyApplication = (on: CivilDate): Json => ({
  callYear: yearOf(on),
  form: { filledOn: on },
  dossier: {},
})

const Application = record("Apply", { callYear: Year, form: applicationForm(asFilled), dossier: Dossier })

/** `Left`: all invalid or missing fields. */
export const decodeApplication = (json: Json) => decode(Application, json)

/** The date of the form, as of which it is checked. */
export const filledOn = (application: Json): CivilDate | undefined => {
  const day = valueAt(application, ["form", "filledOn"])
  return CivilDate.is(day) ? day : undefined
}

/** The row of a year in `form.operation`, created with its first figure. */
export interface YearRow {
  readonly year: number
}

/** Names of fields; in a list, the row of a year. */
export type Path = ReadonlyArray<string | YearRow>

const isRowOf =
  ({ year }: YearRow) =>
  (row: Json): boolean =>
    isObject(row) && row["year"] === year

export const valueAt = (json: Json | undefined, [step, ...rest]: Path): Json | undefined => {
  if (step === undefined || json === undefined) return json
  if (typeof step === "string") return isObject(json) ? valueAt(json[step], rest) : undefined
  return isList(json) ? valueAt(json.find(isRowOf(step)), rest) : undefined
}

/** A copy with another value at the path; `undefined` removes the field. */
export const withValue = (json: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined => {
  if (step === undefined) return value
  if (typeof step === "string") {
    const { [step]: before, ...others } = isObject(json) ? json : {}
    const after = withValue(before, rest, value)
    return after === undefined ? others : { ...(isObject(json) ? json : {}), [step]: after }
  }
  const rows = isList(json) ? json : []
  const row = withValue(rows.find(isRowOf(step)) ?? { year: step.year }, rest, value)
  const others = rows.filter((other) => !isRowOf(step)(other))
  // A row without figures is dropped.
  return isObject(row) && Object.keys(row).length > 1
    ? [...others, row].toSorted((a, b) => yearIn(a) - yearIn(b))
    : others
}

const isList = (json: Json | undefined): json is ReadonlyArray<Json> => Array.isArray(json)

const yearIn = (row: Json): number => (isObject(row) ? Number(row["year"]) : 0)
