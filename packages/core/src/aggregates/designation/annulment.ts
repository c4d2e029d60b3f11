/**
 * The decisions that can be annulled in a state, and the state without each. An annulment is a further event; the annulled
 * one stays on record.
 */
import type { CivilDate } from "../../law/civil-date.js"
import type { EventType } from "./events.js"
import { passesOn } from "./succession.js"
import { cycleStart, type EndedBy, type Phase, type Review, type State, type Title } from "./state.js"

/** A decision that can be annulled, and what the state would be without it. */
export interface Annullable {
  readonly decision: EventType
  readonly decidedOn: CivilDate
  /** The state without the decision; `by` is the annulment. */
  readonly without: (by: EndedBy) => Pick<State, "phase"> & Partial<State>
}

/** The decision at a revision; `undefined` if there is none, or later ones have superseded it. */
export const annullableAt = (state: State, revision: number): Annullable | undefined =>
  [endOfUnit(state), revocation(state), ofThePhase(state), ...ofTheTitle(state)].find(
    (one) => one !== undefined && one.revision === revision,
  )

/** The state after an annulment. If the unit has ended, what comes back is closed or ended at once. */
export const annulledAt = (state: State, revision: number, by: EndedBy): Partial<State> => {
  const found = annullableAt(state, revision)
  if (found === undefined) return {}
  const without = found.without(by)
  const changed = { ...without, phase: resumed(without.phase, found.decision, by) }
  const { unitEnded } = { ...state, ...changed }
  if (unitEnded === null) return changed
  return { ...changed, phase: endedWithUnit(changed.phase, { ...unitEnded, type: "UnitEnded" }) }
}

/** Decisions whose annulment does not give the title back, or its review, for which the unit could not file meanwhile. */
const withinTitle: ReadonlyArray<EventType> = ["SpotChecked", "RectificationOrdered"]

const resumed = (phase: Phase, decision: EventType, by: EndedBy): Phase =>
  phase._tag === "certified" && !withinTitle.includes(decision)
    ? { ...phase, title: { ...phase.title, resumedOn: by.on } }
    : phase

/** The phase after the end of the unit: a pending application is closed, a title ends. */
export const endedWithUnit = (phase: Phase, by: EndedBy): Phase => {
  switch (phase._tag) {
    case "applied":
    case "recommended":
      return { _tag: "closed", case: phase.case, by, before: phase }
    case "certified":
      return { _tag: "ended", title: phase.title, by }
    default:
      return phase
  }
}

type Candidate = Annullable & { readonly revision: number }

const endOfUnit = ({ unitEnded, phase }: State): Candidate | undefined => {
  if (unitEnded === null) return undefined
  const endedIt = (phase._tag === "closed" || phase._tag === "ended") && phase.by.revision === unitEnded.revision
  return {
    revision: unitEnded.revision,
    decision: "UnitEnded",
    decidedOn: unitEnded.on,
    without: () => ({ unitEnded: null, phase: endedIt ? before(phase) : phase }),
  }
}

/** Restores the title and drops an application made since. Impossible if another title was granted since. */
const revocation = ({ lastRevocation, phase }: State): Candidate | undefined => {
  if (lastRevocation === null || hasLaterTitle(phase, lastRevocation.revision)) return undefined
  const { revision, title, revokedOn, lastRevokedOn } = lastRevocation
  return {
    revision,
    decision: "Revoked",
    decidedOn: revokedOn,
    without: () => ({ lastRevocation: null, lastRevokedOn, phase: { _tag: "certified", title } }),
  }
}

const hasLaterTitle = (phase: Phase, revision: number): boolean =>
  (phase._tag === "certified" || (phase._tag === "ended" && phase.by.type !== "DecisionAnnulled")) &&
  phase.title.revision > revision

/** An annulled takeover is done anew instead, since the title may have passed on otherwise. */
const ofThePhase = ({ phase }: State): Candidate | undefined => {
  switch (phase._tag) {
    case "recommended":
      return {
        revision: phase.recommendation.revision,
        decision: "Recommended",
        decidedOn: phase.recommendation.recommendedOn,
        without: () => ({ phase: { _tag: "applied", case: phase.case } }),
      }
    case "closed":
      return phase.before === null ? undefined : endOf(phase, phase.by)
    case "ended":
      return phase.by.type === "DecisionAnnulled" && passesOn(phase) ? undefined : endOf(phase, phase.by)
    default:
      return undefined
  }
}

type Over = Extract<State["phase"], { readonly _tag: "closed" | "ended" }>

const endOf = (phase: Over, { revision, type, on }: EndedBy): Candidate => ({
  revision,
  decision: type,
  decidedOn: on,
  without: () => ({ phase: before(phase) }),
})

const before = (phase: Over): State["phase"] =>
  phase._tag === "ended" ? { _tag: "certified", title: phase.title } : (phase.before ?? phase)

const ofTheTitle = (state: State): ReadonlyArray<Candidate | undefined> => {
  const { phase } = state
  if (phase._tag !== "certified") return []
  const { title } = phase
  return [grant(state, title), ...confirmation(title), ...findings(title), ...rectification(title, title.review)]
}

/** Ends the title. One that was taken over is then its predecessor's again, until that decision is annulled or done anew. */
const grant = ({ records, inheritedFrom }: State, title: Title): Candidate | undefined => {
  const { revision, predecessor } = title
  let record = records
  while (record !== null && record.revision !== revision) record = record.earlier
  if (record === null) return undefined
  return {
    revision,
    // Only what begins a title has its revision.
    decision: record.type as EventType,
    decidedOn: record.effectiveOn,
    without: (by) => ({
      phase: { _tag: "ended", title, by },
      inheritedFrom: inheritedFrom.filter((unit) => unit !== predecessor),
    }),
  }
}

/** Restores the title to its state before the review, which must then be repeated. */
const confirmation = (title: Title): ReadonlyArray<Candidate> =>
  title.confirmation === null
    ? []
    : [
        {
          revision: title.confirmation.revision,
          decision: "Reviewed",
          decidedOn: cycleStart(title),
          without: withTitle({ ...title, ...title.confirmation.before }),
        },
      ]

/** Drops the finding of falsification. The check itself still counts. */
const findings = (title: Title): ReadonlyArray<Candidate> =>
  title.falsification.map(({ revision, foundOn }) => ({
    revision,
    decision: "SpotChecked",
    decidedOn: foundOn,
    without: withTitle({
      ...title,
      falsification: title.falsification.filter((one) => one.revision !== revision),
    }),
  }))

const rectification = (title: Title, review: Review | null): ReadonlyArray<Candidate> =>
  review?.rectification == null
    ? []
    : [
        {
          revision: review.rectification.revision,
          decision: "RectificationOrdered",
          decidedOn: review.rectification.orderedOn,
          without: withTitle({ ...title, review: unlessNothingIsLeft({ ...review, rectification: null }) }),
        },
      ]

/** The review, or `null` once nothing of it is left: no filing, no assessment and no order to rectify. */
export const unlessNothingIsLeft = (review: Review): Review | null =>
  (review.filed ?? review.assessed ?? review.rectification) ? review : null

const withTitle = (title: Title) => (): Pick<State, "phase"> => ({ phase: { _tag: "certified", title } })
