/** An act in progress: actor, date, subject, and the values filled in so far. */
import { countyOf, isUscc, roles, type Actor, type Role, type State } from "@shifan/core"
import type { Values } from "@shifan/forms"
import type { Visit } from "../http/visit.js"
import { valuesIn } from "./answers.js"

export interface FilledAct {
  readonly act: string
  readonly by: Role
  /** Empty if not known yet. */
  readonly code: string
  readonly officer: string
  readonly on: string
  /** For a designation. */
  readonly unit?: string
  /** For an instrument. */
  readonly slug?: string
  /** Stays the same if the form is sent again. */
  readonly commandId: string
  /** Last revision of the stream at the preview. */
  readonly expected?: number
  readonly values: Values
}

/** An empty form. `state`: of the unit, if the act concerns one. */
export const blankAct = (
  visit: Visit,
  act: string,
  state: State | undefined,
  values: Values,
  { commandId, division }: { readonly commandId: string; readonly division: string },
): FilledAct => {
  const { as = "", code: asked, unit, slug } = visit.parameters
  const { officer } = visit.session
  const by = roles.find((role) => role === as) ?? officer.role
  // The division above the county, for a step of the second level.
  const code = by === "county" && asked !== undefined ? asked : codeOf(by, state, officer, division)
  return {
    act,
    by,
    code,
    officer: by === officer.role && code === officer.code ? officer.officer : "",
    on: visit.today,
    ...(unit === undefined ? {} : { unit }),
    ...(slug === undefined ? {} : { slug }),
    commandId,
    values,
  }
}

const codeOf = (by: Role, state: State | undefined, officer: Actor, division: string): string => {
  switch (by) {
    case "unit":
      return state?.unit ?? (officer.role === "unit" ? officer.code : "")
    case "county":
      return officer.role === "county" ? officer.code : ((state && countyOf(state)) ?? "")
    default:
      return division
  }
}

/** Parses a sent form. */
export const filledActIn = async (act: string, form: FormData): Promise<FilledAct> => {
  const text = (name: string): string | undefined => {
    const entry = form.get(name)
    return typeof entry === "string" && entry !== "" ? entry.trim() : undefined
  }
  const values = await valuesIn(form)
  const unit = text("unit")
  const slug = text("slug")
  const expected = text("expected")
  const by = roles.find((role) => role === text("as")) ?? "public"
  return {
    act,
    by,
    code: text("code") ?? applicantIn(by, values),
    officer: text("officer") ?? "",
    on: text("on") ?? "",
    ...(unit === undefined ? {} : { unit }),
    ...(slug === undefined ? {} : { slug }),
    commandId: text("commandId") ?? "",
    ...(expected !== undefined && /^(?:-1|\d{1,9})$/.test(expected) ? { expected: Number(expected) } : {}),
    values,
  }
}

/** A unit without a record identifies itself in the form. */
const applicantIn = (by: Role, values: Values): string => {
  const code = (values.get("form.uscc") ?? "").trim()
  return by === "unit" && isUscc(code) ? code : ""
}
