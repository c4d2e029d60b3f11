/**
 * Records who typed an act, if not its actor: an office records acts that it received on paper. The event's `correlationId`
 * is derived from the typist's pseudonym. The log needs no extra field, and anybody who knows the officers can identify them.
 */
import { bilingual, type Actor, type Bilingual } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { v5 } from "uuid"

/** UUID namespace of typists' ids. */
const namespace = v5("urn:shifan:typist", v5.URL)

/**
 * The id of whoever types in an act for somebody else, to be sent as the request's `correlationId`: a UUID (version 5) of
 * role, code and pseudonym, so the same person has the same id everywhere.
 */
export const typistId = ({ role, code, officer }: Actor): string => v5(`${role}:${code}:${officer}`, namespace)

/** Whether somebody other than the actor typed an event. Services of other programs may use a `correlationId` of their own. */
export const isTypedByOther = ({
  correlationId,
  commandId,
  actor,
}: Pick<Envelope, "actor" | "commandId" | "correlationId">): boolean =>
  correlationId !== commandId && uuidVersion(correlationId) === 5 && correlationId !== typistId(actor)

const uuidVersion = (id: string): number => Number.parseInt(id.charAt(14), 16)

/** The typist among the known officers; `null` if the typist is not among them; `undefined` if it is the actor. */
export const typistOf = (
  event: Pick<Envelope, "actor" | "commandId" | "correlationId">,
  known: Iterable<Actor>,
): string | null | undefined => {
  if (!isTypedByOther(event)) return undefined
  for (const one of known) if (event.correlationId === typistId(one)) return one.officer
  return null
}

/** 由SJ-01录入; `null` for a typist who never acted, and whose pseudonym is thus not in the log. */
export const typistText = (typist: string | null): Bilingual =>
  typist === null
    ? bilingual("由他人录入（代号未见于记录）", "entered by somebody who is not in the record")
    : bilingual(`由${typist}录入`, `entered by ${typist}`)
