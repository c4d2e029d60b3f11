/** Actors. Officers appear only under pseudonyms; their names are never recorded. */
import type * as t from "io-ts"
import { guardedText, oneOf } from "../codec/codec.js"
import { record, tagged } from "../codec/record.js"
import { Identifier } from "../forms/text.js"
import { bilingual } from "../law/bilingual.js"

/** The role in which somebody acts. Auditors and the public only read. */
export type Role = "unit" | "county" | "bureau" | "auditor" | "public"

/** All roles, acting ones first. */
export const roles: ReadonlyArray<Role> = ["unit", "county", "bureau", "auditor", "public"]

/** An actor and whom they act for. Never contains a person's name: `officer` is a pseudonym. */
export interface Actor {
  readonly role: Role
  /** The unit's social credit code, or the division the authority acts for. */
  readonly code: string
  /** Pseudonym, stable within the authority. */
  readonly officer: string
}

/** Groups of letters and digits, such as `SJ-01`; digits only as division and number, such as `130302-01`. */
const pseudonymShape = /^(?=.{1,40}$)(?:(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|\d{6}-\d{1,3})$/

/**
 * Whether a text can serve as a pseudonym. ASCII only, so that look-alike spellings cannot pass as different persons; at most
 * eight digits, so that it cannot be a telephone number.
 */
const isPseudonym = (text: string): text is string =>
  pseudonymShape.test(text) && text.replaceAll(/\D/g, "").length <= 8

/** Pseudonym of somebody who acts for a unit. Officers, who are distinguished by it, have the stricter `Pseudonym`. */
export const UnitPseudonym = guardedText(
  "UnitPseudonym",
  bilingual(
    "代号，如U-01（字母、数字和连字符，不用姓名或电话）",
    "a pseudonym such as U-01: letters, digits and hyphens",
  ),
  isPseudonym,
)

/** Pseudonym of an officer, in capitals. */
export const Pseudonym: t.Type<string, string> = guardedText(
  "Pseudonym",
  bilingual(
    "代号，如SJ-01（大写字母、数字和连字符）",
    "a pseudonym such as SJ-01: capital letters, digits and hyphens",
  ),
  (text): text is string => isPseudonym(text) && !/[a-z]/.test(text),
)

/** An actor in a given role. */
interface ActorAs<R extends Role> extends Actor {
  readonly role: R
}

/* @__NO_SIDE_EFFECTS__ */
const actorOf = <R extends Role>(role: R, officer: t.Type<string, string>): t.Type<ActorAs<R>, unknown> =>
  record<ActorAs<R>>("Actor", { role: oneOf("Role", [role]), code: Identifier, officer })

export const Actor: t.Type<Actor, unknown> = tagged<{ readonly [R in Role]: ActorAs<R> }[Role], "role">(
  "Actor",
  "role",
  {
    unit: actorOf("unit", UnitPseudonym),
    county: actorOf("county", Pseudonym),
    bureau: actorOf("bureau", Pseudonym),
    auditor: actorOf("auditor", Pseudonym),
    public: actorOf("public", Pseudonym),
  },
)
