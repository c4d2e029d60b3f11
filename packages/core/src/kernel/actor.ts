/** Who acts. Officers are known by pseudonym; their names are sealed elsewhere. */
import type * as t from "io-ts"
import { oneOf } from "../codec/codec.js"
import { record } from "../codec/record.js"
import { Line } from "../forms/text.js"

export type Role = "unit" | "county" | "bureau" | "auditor" | "public"

export const roles: ReadonlyArray<Role> = ["unit", "county", "bureau", "auditor", "public"]

export interface Actor {
  readonly role: Role
  /** The unit's social credit code, or the division the authority acts for. */
  readonly code: string
  /** A pseudonym, stable within the authority. */
  readonly officer: string
}

export const Actor: t.Type<Actor, unknown> = record<Actor>("Actor", {
  role: oneOf("Role", roles),
  code: Line,
  officer: Line,
})
