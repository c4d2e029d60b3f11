/**
 * Records who typed an act, if not its actor: an office records acts that it received on paper. The event's `correlationId`
 * is derived from the typist's pseudonym. The log needs no extra field, and anybody who knows the officers can identify them.
 */
import type { Actor } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { v5 } from "uuid"

/** UUID namespace of typists' ids. */
const namespace = v5("urn:shifan:typist", v5.URL)

/** Use it as a request's `correlationId`. */
export const typistId = ({ role, code, officer }: Actor): string => v5(`${role}:${code}:${officer}`, namespace)

/** The typist among the known officers; `undefined` if it is the actor or an unknown person. */
export const typistOf = (
  { correlationId, actor }: Pick<Envelope, "correlationId" | "actor">,
  known: Iterable<Actor>,
): string | undefined => {
  if (correlationId === typistId(actor)) return undefined
  for (const one of known) if (correlationId === typistId(one)) return one.officer
  return undefined
}
