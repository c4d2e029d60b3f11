/**
 * Who typed an act, beside who did it: an office records what reached it on paper. The event's `correlationId` is made from
 * the typist's pseudonym, so that the log needs no further field and anybody who knows the officers can tell which it was.
 */
import type { Actor } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { v5 } from "uuid"

/** The namespace of the ids of typists. */
const namespace = v5("urn:shifan:typist", v5.URL)

/** For a request's `correlationId`. */
export const typistId = ({ role, code, officer }: Actor): string => v5(`${role}:${code}:${officer}`, namespace)

/** The typist among those who are known; `undefined` where it is the one who acted, or nobody who is known. */
export const typistOf = (
  { correlationId, actor }: Pick<Envelope, "correlationId" | "actor">,
  known: Iterable<Actor>,
): string | undefined => {
  if (correlationId === typistId(actor)) return undefined
  for (const one of known) if (correlationId === typistId(one)) return one.officer
  return undefined
}
