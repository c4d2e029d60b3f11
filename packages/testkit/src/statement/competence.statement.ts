/**
 * Arts. 2, 3, 6, 9, 13 and 14: competence. The unit applies, its county recommends and assesses, the bureau decides. Art. 4:
 * nobody acts for both authorities in one proceeding.
 */
import type { Actor, Command, Event } from "@shifan/core"
import { standing } from "./effective-events.statement.js"
import { countyAfter, reviewIsUnderWay } from "./phases.statement.js"
import type { StatedRole, StatedText } from "./text.statement.js"

/** The authorities that act on a case; a division above the county acts under its own code. */
type StatedAuthority = "county" | "superior" | "bureau"

const authorityOf = (
  { role, code }: Pick<Actor, "role" | "code">,
  events: ReadonlyArray<Event>,
): StatedAuthority | "unit" => {
  if (role === "county") return code === countyAfter(standing(events)) ? "county" : "superior"
  return role === "bureau" ? "bureau" : "unit"
}

/** Officers who acted for an authority since the proceeding began: with the application, or with a new review. */
export const actedFor = (authority: StatedAuthority, events: ReadonlyArray<Event>): ReadonlyArray<string> => {
  const begun = events.findLastIndex(
    ({ type }, i) => type === "Applied" || (type === "ReviewFiled" && !reviewIsUnderWay(standing(events.slice(0, i)))),
  )
  const since = Math.max(0, begun)
  return events
    .slice(since)
    .flatMap(({ actor }, i) => (authorityOf(actor, events.slice(0, since + i)) === authority ? [actor.officer] : []))
}

/** The county takes back its own decisions; the bureau records annulments by others and all the rest. */
const annuls = (command: Command, events: ReadonlyArray<Event>): StatedRole | undefined => {
  if (command.type !== "AnnulDecision") return undefined
  const decision = events[command.data.revision]?.type
  const isCountys = decision === "Recommended" || decision === "RecommendationDeclined"
  return isCountys && command.data.ground === "self" ? "county" : "bureau"
}

/** An error is corrected by the authority or unit that made it. */
const isBySameAuthority = (done: Event | undefined, { role, code }: Pick<Actor, "role" | "code">): boolean =>
  done === undefined || (done.actor.role === role && (role !== "county" || done.actor.code === code))

export const againstActor = (
  { bureau, counties, competent, steps, superiors = {} }: StatedText,
  unit: string,
  events: ReadonlyArray<Event>,
  command: Command,
  { role, code, officer }: Actor,
): ReadonlyArray<string> => {
  const county = command.type === "Apply" ? command.data.form.countyOrDistrict : countyAfter(standing(events))
  const isSuperiors = command.type === "TakeStep" && steps[command.data.step]?.by === "superior"
  const isTheirs =
    role === "unit"
      ? code === unit
      : role === "county"
        ? county !== undefined && counties.includes(county) && code === (isSuperiors ? superiors[county] : county)
        : role === "bureau" && code === bureau
  const mayAct = (role === "unit" || role === "county" || role === "bureau") && competent[command.type].includes(role)
  if (!mayAct || !isTheirs) return ["NotCompetent"]
  return actedForOther({ role, code }, officer, events) ? ["SameOfficer"] : []
}

/** Whether somebody acted for another authority than the actor's. */
const actedForOther = (actor: Pick<Actor, "role" | "code">, officer: string, events: ReadonlyArray<Event>): boolean => {
  const own = authorityOf(actor, events)
  return (["county", "superior", "bureau"] as const).some(
    (other) => own !== "unit" && own !== other && actedFor(other, events).includes(officer),
  )
}

/** An erasure or a correction is approved by somebody else than who enters it, on the same side. */
export const againstApprover = (
  approver: string,
  actor: Pick<Actor, "role" | "code" | "officer">,
  events: ReadonlyArray<Event>,
): ReadonlyArray<string> =>
  approver === actor.officer || actedForOther(actor, approver, events) ? ["InvalidParticulars approver"] : []

/** For acts open to several roles: who may do it, depending on its subject. */
export const againstWhoseItIs = (
  events: ReadonlyArray<Event>,
  command: Command,
  actor: Actor,
): ReadonlyArray<string> => {
  const annulling = annuls(command, events)
  const movesCounty = command.type === "ChangeParticulars" && command.data.after.countyOrDistrict !== undefined
  const isAnothers =
    (annulling !== undefined && annulling !== actor.role) ||
    (command.type === "CorrectRecord" && !isBySameAuthority(events[command.data.revision], actor)) ||
    (movesCounty && actor.role !== "bureau")
  return isAnothers ? ["NotCompetent"] : []
}
