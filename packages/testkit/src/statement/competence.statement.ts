/**
 * Arts. 2, 3, 6, 9, 13 and 14: who does what. The unit asks, its county recommends and assesses, the bureau decides. Art. 4:
 * nobody acts for both authorities in one proceeding.
 */
import type { Actor, Command, CommandType, Event } from "@shifan/core"
import { standing } from "./annulments.statement.js"
import { countyAfter, reviewIsUnderWay } from "./phases.statement.js"

export const bureauCode = "130300"

/** The nine that recommend: counties, districts and zones of the city. */
const counties = ["130302", "130303", "130304", "130306", "130321", "130322", "130324", "130371", "130372"]

type Role = "unit" | "county" | "bureau"

const whoMay: { readonly [T in CommandType]: ReadonlyArray<Role> } = {
  Apply: ["unit"],
  Withdraw: ["unit"],
  SupplementApplication: ["unit"],
  SupplementReview: ["unit"],
  FileAnnualSummary: ["unit"],
  FileReview: ["unit"],
  SurrenderTitle: ["unit"],
  Recommend: ["county"],
  DeclineRecommendation: ["county"],
  RequestSupplement: ["county"],
  AssessReview: ["county"],
  PublishNotice: ["bureau"],
  Certify: ["bureau"],
  DeclineCertification: ["bureau"],
  AwardPlaque: ["bureau"],
  NominateToProvince: ["bureau"],
  SpotCheck: ["bureau"],
  GrantSupport: ["bureau"],
  OrderRectification: ["bureau"],
  ConcludeReview: ["bureau"],
  Revoke: ["bureau"],
  ImportTitle: ["bureau"],
  ReturnPlaque: ["bureau"],
  RecordEndOfUnit: ["bureau"],
  SucceedTitle: ["bureau"],
  InheritTitle: ["bureau"],
  ErasePersonalData: ["bureau"],
  OpenPersonalData: ["bureau"],
  ChangeParticulars: ["unit", "bureau"],
  TakeStep: ["county", "bureau"],
  AnnulDecision: ["county", "bureau"],
  CorrectRecord: ["unit", "county", "bureau"],
}

/** Who has acted for an authority since the proceeding began: with the application, or with a review that was not under way. */
export const actedFor = (role: Role, events: ReadonlyArray<Event>): ReadonlyArray<string> => {
  const begun = events.findLastIndex(
    ({ type }, i) => type === "Applied" || (type === "ReviewFiled" && !reviewIsUnderWay(standing(events.slice(0, i)))),
  )
  return events.slice(Math.max(0, begun)).flatMap(({ actor }) => (actor.role === role ? [actor.officer] : []))
}

/** The county takes back what is its own decision; what others annulled, and all else, the bureau enters. */
const annuls = (command: Command, events: ReadonlyArray<Event>): Role | undefined => {
  if (command.type !== "AnnulDecision") return undefined
  const decision = events[command.data.revision]?.type
  const isCountys = decision === "Recommended" || decision === "RecommendationDeclined"
  return isCountys && command.data.ground === "self" ? "county" : "bureau"
}

/** An error is put right by the authority or the unit that made it. */
const didIt = (done: Event | undefined, { role, code }: Pick<Actor, "role" | "code">): boolean =>
  done === undefined || (done.actor.role === role && (role !== "county" || done.actor.code === code))

export const againstActor = (
  unit: string,
  events: ReadonlyArray<Event>,
  command: Command,
  { role, code, officer }: Actor,
): ReadonlyArray<string> => {
  const county = command.type === "Apply" ? command.data.form.countyOrDistrict : countyAfter(standing(events))
  const isTheirs =
    role === "unit"
      ? code === unit
      : role === "county"
        ? code === county && counties.includes(code)
        : role === "bureau" && code === bureauCode
  const mayAct = (role === "unit" || role === "county" || role === "bureau") && whoMay[command.type].includes(role)
  if (!mayAct || !isTheirs) return ["NotCompetent"]
  const forBoth = role !== "unit" && actedFor(role === "county" ? "bureau" : "county", events).includes(officer)
  return forBoth ? ["SameOfficer"] : []
}

/** Of the acts that several may do: whose each is, by what it is about. */
export const againstWhoseItIs = (
  events: ReadonlyArray<Event>,
  command: Command,
  actor: Actor,
): ReadonlyArray<string> => {
  const annulling = annuls(command, events)
  const movesCounty = command.type === "ChangeParticulars" && command.data.after.countyOrDistrict !== undefined
  const isAnothers =
    (annulling !== undefined && annulling !== actor.role) ||
    (command.type === "CorrectRecord" && !didIt(events[command.data.revision], actor)) ||
    (movesCounty && actor.role !== "bureau")
  return isAnothers ? ["NotCompetent"] : []
}
