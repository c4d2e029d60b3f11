/**
 * Which decisions can be annulled. The articles do not say; other law does: a decision that still stands, while nothing
 * that was decided later rests on it.
 */
import type { CommandOf, Event } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import { titleOnFile } from "./file.statement.js"
import { phaseOnFile } from "./phases.statement.js"

const givesTitle = (event: Event | undefined): boolean =>
  event?.type === "Certified" || event?.type === "TitleImported" || event?.type === "TitleInherited"

/** The decision by which an application or a title is over, if the event is one. A withdrawal was not decided. */
const ends = ({ type }: Event): boolean =>
  [
    "RecommendationDeclined",
    "CertificationDeclined",
    "TitleSurrendered",
    "TitleSucceeded",
    "DecisionAnnulled",
  ].includes(type)

/** Events after which the last application or title is another, or is over. */
const turns = (event: Event): boolean =>
  ends(event) ||
  givesTitle(event) ||
  ["Applied", "Recommended", "Withdrawn", "Revoked", "UnitEnded"].includes(event.type)

/** Whether a title was granted after a revocation, and its grant stands. */
const isFollowedByTitle = (events: ReadonlyArray<Event>, at: number): boolean => {
  const last = events.findLastIndex((event, i) => i > at && givesTitle(event))
  return last >= 0 && !events.slice(last).some(({ type }) => type === "DecisionAnnulled")
}

/** `recorded`: all events. `events`: the effective ones. */
const isAnnullable = (
  recorded: ReadonlyArray<Event>,
  { events, placeOf, on }: Pick<Attempted, "events" | "placeOf" | "on">,
  revision: number,
): boolean => {
  const at = placeOf(revision)
  const event = events[at]
  if (event === undefined) return false
  if (event.type === "UnitEnded") return true
  const phase = phaseOnFile(recorded, on)
  if (event.type === "Revoked")
    return events.findLastIndex(({ type }) => type === "Revoked") === at && !isFollowedByTitle(events, at)
  // A takeover is not restored: the title may have gone another way, so it is taken over again.
  if (event.type === "DecisionAnnulled" && event.data.decision === "TitleInherited") return false
  if (event.type === "Recommended" || ends(event))
    return (
      events.findLastIndex((one) => turns(one) && one.type !== "UnitEnded") === at &&
      (phase === "recommended") === (event.type === "Recommended")
    )
  const isHeld = phase === "certified" || phase === "expired"
  if (event.type === "TitleInherited") return isHeld && events.findLast(givesTitle) === event
  const title = isHeld ? titleOnFile(events) : undefined
  if (title === undefined) return false
  switch (event.type) {
    case "Certified":
    case "TitleImported":
      return title.granted === event
    case "SpotChecked":
      return title.falsified.includes(event)
    case "RectificationOrdered":
      return title.review.ordered === event
    case "Reviewed":
      return title.events.findLast((one) => one.type === "Reviewed" && one.data.outcome === "confirmed") === event
    default:
      return false
  }
}

const decidedOn = (event: Event | undefined): string => {
  if (event?.type === "UnitEnded") return event.data.endedOn
  return (event?.type === "SpotChecked" ? event.data.checkedOn : undefined) ?? event?.effectiveOn ?? ""
}

/** Nothing to annul; or decided before the decision or in the future; or an end of the unit annulled from a day on. */
export const againstAnnulling = (
  recorded: ReadonlyArray<Event>,
  attempted: Attempted,
  { data }: CommandOf<"AnnulDecision">,
): ReadonlyArray<string> => {
  if (!isAnnullable(recorded, attempted, data.revision)) return ["NothingToAnnul"]
  const event = attempted.events[attempted.placeOf(data.revision)]
  return [
    ...(decidedOn(event) <= data.decidedOn && data.decidedOn <= attempted.on ? [] : ["InvalidParticulars decidedOn"]),
    ...(event?.type === "UnitEnded" && data.effect !== "fromBeginning" ? ["InvalidParticulars effect"] : []),
  ]
}
