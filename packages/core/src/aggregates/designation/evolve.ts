/** Folds events into state. Total. Validation is up to `decide`. */
import type { CivilDate } from "../../law/civil-date.js"
import type { Event, EventOf } from "./events.js"
import { beginsAnew, recordsAfter } from "./correctable-records.js"
import { corrected } from "./corrections.js"
import { inherited } from "./succession.js"
import { annulledAt, endedWithUnit, unlessNothingIsLeft } from "./annulment.js"
import { supplemented } from "./evolve-supplement.js"
import { certified, imported, titleAfter } from "./evolve-title.js"
import { authorityOf } from "./officers.js"
import {
  noOfficers,
  titlesHeld,
  type Case,
  type EndedBy,
  type Phase,
  type Recommendation,
  type Steps,
  type State,
  type Title,
} from "./state.js"
import { inOtherCounty, noSupplements } from "./supplement.js"

/** The state after an event. Total: it never fails and validates nothing. */
export const evolve = (state: State, event: Event): State => {
  const { type, effectiveOn } = event
  const { phase } = state
  const revision = state.revision + 1
  const isRevoked = type === "Revoked" && "title" in phase
  // Written out, since spreading the state would dominate the cost of a fold.
  const next: State = {
    unit: state.unit,
    revision,
    lastEffectiveOn: effectiveOn,
    phase: phaseAfter(phase, event, revision),
    officers: officersAfter(state, event),
    earlierTitles: beginsAnew(type) ? titlesHeld(state) : state.earlierTitles,
    lastRevokedOn: isRevoked ? effectiveOn : state.lastRevokedOn,
    lastRevocation: isRevoked ? revocation(state, phase.title, effectiveOn, revision) : revocationAfter(state, event),
    inheritedFrom: type === "TitleInherited" ? [...state.inheritedFrom, event.data.predecessor] : state.inheritedFrom,
    records: recordsAfter(state, event, revision),
    unitEnded: type === "UnitEnded" ? { revision, on: event.data.endedOn } : state.unitEnded,
  }
  if (type === "RecordCorrected") return { ...next, ...corrected(state, event.data) }
  return type === "DecisionAnnulled"
    ? { ...next, ...annulledAt(state, event.data.revision, endedBy(event, revision)) }
    : next
}

const revocation = (
  { lastRevokedOn }: State,
  title: Title,
  revokedOn: CivilDate,
  revision: number,
): State["lastRevocation"] => ({ revision, title, revokedOn, lastRevokedOn })

/** A plaque that was taken back stays so if the revocation is annulled. */
const revocationAfter = ({ phase, lastRevocation }: State, { type }: Event): State["lastRevocation"] =>
  lastRevocation !== null && type === "PlaqueReturned" && phase._tag === "revoked"
    ? { ...lastRevocation, title: { ...lastRevocation.title, plaqueAwardedOn: null } }
    : lastRevocation

const endedWith = (title: Title, by: EndedBy): Phase => ({ _tag: "ended", title, by })

const endedBy = ({ type, effectiveOn }: EventOf<EndedBy["type"]>, revision: number): EndedBy => ({
  type,
  revision,
  on: effectiveOn,
})

/** Officers of the current proceeding. A new application or review starts over with none. */
const officersAfter = (state: State, { type, actor }: Event): State["officers"] => {
  const { officers, phase } = state
  const goesOn = phase._tag === "certified" && phase.title.review !== null
  const before = type === "Applied" || (type === "ReviewFiled" && !goesOn) ? noOfficers : officers
  const authority = authorityOf(actor, state)
  return authority === undefined || before[authority].includes(actor.officer)
    ? before
    : { ...before, [authority]: [...before[authority], actor.officer] }
}

const phaseAfter = (phase: Phase, event: Event, revision: number): Phase => {
  switch (event.type) {
    case "Applied":
      return { _tag: "applied", case: opened(event) }
    case "Recommended":
      return phase._tag === "applied"
        ? { ...phase, _tag: "recommended", recommendation: recommended(event, revision) }
        : phase
    case "SupplementRequested":
    case "ApplicationSupplemented":
    case "ReviewSupplemented":
      return supplemented(phase, event)
    case "NoticePublished":
      return phase._tag === "recommended" ? { ...phase, recommendation: noticed(phase.recommendation, event) } : phase
    case "StepTaken":
      return withStep(phase, event)
    case "Withdrawn":
    case "RecommendationDeclined":
    case "CertificationDeclined":
      return closed(phase, endedBy(event, revision))
    case "Certified":
      return "case" in phase ? { _tag: "certified", title: certified(phase.case, event, revision) } : phase
    case "TitleImported":
      return { _tag: "certified", title: imported(event, revision) }
    case "Revoked":
      return "title" in phase ? { _tag: "revoked", title: phase.title, revokedOn: event.effectiveOn } : phase
    case "UnitEnded":
      return endedWithUnit(phase, endedBy(event, revision))
    case "TitleSucceeded":
      return "title" in phase
        ? endedWith(phase.title, { ...endedBy(event, revision), successor: event.data.successor })
        : phase
    case "TitleInherited":
      return { _tag: "certified", title: inherited(event.data, event.effectiveOn, revision) }
    case "TitleSurrendered":
      return "title" in phase ? endedWith(phase.title, endedBy(event, revision)) : phase
    case "ParticularsChanged":
      return "title" in phase
        ? { ...phase, title: renamedTitle(phase.title, event) }
        : "case" in phase
          ? renamedCase(phase, event)
          : phase
    default:
      return "title" in phase ? { ...phase, title: titleAfter(phase.title, event, revision) } : phase
  }
}

const opened = ({ data, effectiveOn, rule }: EventOf<"Applied">): Case => ({
  callYear: data.callYear,
  appliedOn: effectiveOn,
  appliedUnder: rule,
  form: data.form,
  dossier: data.dossier,
  supplements: noSupplements,
})

/** Closes an application. One that the unit withdrew cannot come back by an annulment, since it was not decided. */
const closed = (phase: Phase, by: EndedBy): Phase =>
  phase._tag === "applied" || phase._tag === "recommended"
    ? { _tag: "closed", case: phase.case, by, before: by.type === "Withdrawn" ? null : phase }
    : phase

const recommended = ({ data, effectiveOn }: EventOf<"Recommended">, revision: number): Recommendation => ({
  revision,
  recommendedOn: effectiveOn,
  satisfaction: data.satisfaction,
  findings: data.findings,
  waiversProposed: data.waiversProposed,
  measurements: data.measurements ?? [],
  notice: null,
})

/** Adds a step to the current proceeding only. */
const withStep = (phase: Phase, { data: { step, outcome } }: EventOf<"StepTaken">): Phase => {
  const taken = <A extends { readonly steps?: Steps }>(proceeding: A): A => ({
    ...proceeding,
    steps: { ...proceeding.steps, [step]: outcome === "passed" },
  })
  if (phase._tag === "applied") return { ...phase, case: taken(phase.case) }
  if (phase._tag === "recommended") return { ...phase, recommendation: taken(phase.recommendation) }
  return phase._tag === "certified" && phase.title.review !== null
    ? { ...phase, title: { ...phase.title, review: taken(phase.title.review) } }
    : phase
}

const noticed = (recommendation: Recommendation, { data }: EventOf<"NoticePublished">): Recommendation => ({
  ...recommendation,
  notice: { opensOn: data.opensOn, closesOn: data.closesOn },
})

/** Arts. 6 and 7: after a move to another county, the former county's recommendation and the steps taken no longer count. */
const renamedCase = (phase: Extract<Phase, { readonly case: Case }>, event: EventOf<"ParticularsChanged">): Phase => {
  const moved = renamed(phase.case, event)
  if (moved.form.countyOrDistrict === phase.case.form.countyOrDistrict) return { ...phase, case: moved }
  const anew = { ...inOtherCounty(moved), steps: {} }
  return phase._tag === "recommended" ? { _tag: "applied", case: anew } : { ...phase, case: anew }
}

/** Art. 13: after a move to another county, the new county must assess the review again, and steps must be taken again. */
const renamedTitle = (title: Title, { data: { after } }: EventOf<"ParticularsChanged">): Title => {
  const { operatingUnitName = title.operatingUnitName, platformName = title.platformName } = after
  const { countyOrDistrict = title.countyOrDistrict } = after
  const { review } = title
  const moved = { ...title, operatingUnitName, platformName, countyOrDistrict }
  if (countyOrDistrict === title.countyOrDistrict || review === null) return moved
  const anew = { ...review, assessed: null, steps: {}, filed: review.filed && inOtherCounty(review.filed) }
  return { ...moved, review: unlessNothingIsLeft(anew) }
}

const renamed = (pending: Case, { data }: EventOf<"ParticularsChanged">): Case => {
  const { form } = pending
  const { operatingUnitName, platformName, countyOrDistrict, ...basic } = data.after
  return {
    ...pending,
    form: {
      ...form,
      applicantUnitName: operatingUnitName ?? form.applicantUnitName,
      platformName: platformName ?? form.platformName,
      countyOrDistrict: countyOrDistrict ?? form.countyOrDistrict,
      basic: { ...form.basic, ...basic },
    },
  }
}
