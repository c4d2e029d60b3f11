/** The laws of a designation's life, and those that an embedder's own projections and outputs have to keep. */
import {
  dossierItemNames,
  evolve,
  initialState,
  type Event,
  type State,
  hasExpired,
  type CivilDate,
  type Uscc,
} from "@shifan/core"
import { eventsOf, type History } from "../lifecycle/history.js"
import {
  actorsWereCompetent,
  certifiedMeetsOrIsWaived,
  everyEventDecidesItselfAgain,
  nothingOutsideTheLaw,
  timeNeverGoesBack,
  waiversWithinTheException,
  each,
  regulationOf,
  type Law,
} from "./decision.js"

/**
 * Law 1. `Certified` only after `Recommended` by the unit's own county in the same application; what has been annulled does
 * not count. Arts. 6 and 9.
 */
export const certifiedOnlyAfterRecommended: Law = (history) => {
  const events = eventsOf(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Certified") return []
    const start = events.slice(0, i).findLastIndex(({ type }) => type === "Applied")
    const applied = events[start]
    const annulled = events.slice(0, i).map((one) => (one.type === "DecisionAnnulled" ? one.data.revision : -1))
    const between = events.slice(start, i).filter((_, at) => !annulled.includes(start + at))
    const recommended = between.find(({ type }) => type === "Recommended")
    const ended = between.some(({ type }) =>
      ["Withdrawn", "RecommendationDeclined", "CertificationDeclined"].includes(type),
    )
    return applied?.type === "Applied" && recommended?.actor.code === applied.data.form.countyOrDistrict && !ended
      ? []
      : [`Certified at ${i} without its county's recommendation`]
  })
}

/** Law 2. `Recommended` only after `Applied`, or what supplemented it, with no material missing that its regulation asks for. Art. 8. */
export const recommendedOnlyWithMaterials: Law = ({ accepted }) =>
  accepted.flatMap(({ batch: [event] }, i) => {
    if (event.type !== "Recommended") return []
    const filing = accepted
      .slice(0, i)
      .findLast(({ batch: [first] }) => first.type === "Applied" || first.type === "ApplicationSupplemented")
    const applied = filing?.batch[0]
    const materials = filing && applied && regulationOf(applied, filing)?.materials
    const isComplete =
      (applied?.type === "Applied" || applied?.type === "ApplicationSupplemented") &&
      dossierItemNames.every(
        (item) => materials?.[item] === undefined || applied.data.dossier[item].status !== "missing",
      )
    return isComplete ? [] : [`Recommended by command ${i} without all materials`]
  })

/** Law 3. `Revoked` only from certified; for falsification only on a `SpotChecked` that found it. Art. 14. */
export const revokedOnGrounds: Law = (history) => {
  const events = eventsOf(history)
  return events.flatMap((event, i) => {
    if (event.type !== "Revoked") return []
    const state = events.slice(0, i).reduce(evolve, initialState(history.unit))
    const ground = events[event.data.restsOn]
    const isGrounded =
      event.data.ground === "reviewFailed"
        ? ground?.type === "Reviewed" && ground.data.outcome === "failed"
        : ground?.type === "SpotChecked" && ground.data.falsificationFound
    return state.phase._tag === "certified" && isGrounded ? [] : [`Revoked at ${i} without ground`]
  })
}

/** Law 4. `Reviewed(failed)` is followed in the same append by `Revoked` with an announcement. Art. 13. */
export const failedReviewRevokes: Law = ({ accepted }) =>
  accepted.flatMap(({ batch }) =>
    batch.flatMap((event, i) => {
      if (event.type !== "Reviewed" || event.data.outcome !== "failed") return []
      const next = batch[i + 1]
      return next?.type === "Revoked" && next.data.announcement !== undefined && next.data.announcement.number !== ""
        ? []
        : ["a failed review without revocation"]
    }),
  )

/** Law 10. The same events give the same state, byte for byte; here a copy of them that was written and parsed. */
export const replayIsDeterministic: Law = (history) => {
  const events = eventsOf(history)
  const copy = JSON.parse(JSON.stringify(events)) as ReadonlyArray<Event>
  const fold = (all: ReadonlyArray<Event>): string => JSON.stringify(all.reduce(evolve, initialState(history.unit)))
  return fold(events) === fold(copy) ? [] : ["a copy of the events folds into another state"]
}

/** Law 16. Erasing or opening personal data changes nothing in the state but how far it has been read. */
export const personalDataChangesNoState: Law = each((event, before) => {
  if (event.type !== "PersonalDataErased" && event.type !== "PersonalDataOpened") return undefined
  const content = ({ revision: _, lastEffectiveOn: __, officers: ___, ...rest }: State): string => JSON.stringify(rest)
  return content(before) === content(evolve(before, event)) ? undefined : "the state is another"
})

/**
 * The laws that a history alone can keep or break, by their number. Laws 5, 13 and 14 are about what is built around it;
 * law 12 is `everyPrefix` of these.
 */
export const lifecycleLaws: Readonly<Record<string, Law>> = {
  "1: certified only after recommended": certifiedOnlyAfterRecommended,
  "2: recommended only with all materials": recommendedOnlyWithMaterials,
  "3: revoked only on its ground": revokedOnGrounds,
  "4: a failed review revokes in the same append": failedReviewRevokes,
  "6: waivers stay within the exception": waiversWithinTheException,
  "7: nothing rests on a law not in force": nothingOutsideTheLaw,
  "8: every actor was competent": actorsWereCompetent,
  "9: time never goes back": timeNeverGoesBack,
  "10: replay is deterministic": replayIsDeterministic,
  "11: every event decides itself again": everyEventDecidesItselfAgain,
  "15: certified means met or waived": certifiedMeetsOrIsWaived,
  "16: personal data changes no state": personalDataChangesNoState,
}

/**
 * Law 5. The list as of a day has exactly the units that were certified or imported by then, and whose title had not been
 * revoked, given up or ended with the unit, nor run past the last day of its term. What has been annulled does not count:
 * from the beginning, or from the day of the annulment on. Art. 11.
 *
 * @param rosterOf your own projection.
 */
export const rosterIsTheTitles =
  (rosterOf: (events: ReadonlyArray<Event>, day: CivilDate) => ReadonlyArray<Uscc>) =>
  (history: History, day: CivilDate): ReadonlyArray<string> => {
    const events = eventsOf(history)
    const annulled = annulledAsOf(events, day)
    const standing = events.filter(({ effectiveOn }, revision) => effectiveOn <= day && !annulled.has(revision))
    const last = standing.findLastIndex(({ type }) => decisiveTypes.includes(type))
    const decisive = standing[last]
    const renewal = standing.findLast(
      (event, i) => i > last && event.type === "Reviewed" && event.data.validUntil !== undefined,
    )
    const expected = decisive !== undefined && isTitle(decisive, renewal, day) ? [history.unit] : []
    const listed = rosterOf(events, day)
    return JSON.stringify(listed) === JSON.stringify(expected)
      ? []
      : [`on ${day} listed ${listed.join() || "nobody"}, expected ${expected.join() || "nobody"}`]
  }

const decisiveTypes = ["Certified", "TitleImported", "TitleInherited", "Revoked", "TitleSurrendered", "UnitEnded"]

/** The latest word counts: an annulment that was annulled itself annuls nothing. */
const annulledAsOf = (events: ReadonlyArray<Event>, day: CivilDate): ReadonlySet<number> => {
  const annulled = new Set<number>()
  for (const [revision, event] of [...events.entries()].toReversed())
    if (event.type === "DecisionAnnulled" && !annulled.has(revision))
      if (event.data.effect === "fromBeginning" || event.effectiveOn <= day) annulled.add(event.data.revision)
  return annulled
}

const isTitle = (decisive: Event, renewal: Event | undefined, day: CivilDate): boolean => {
  if (decisive.type !== "Certified" && decisive.type !== "TitleImported") return false
  const until = renewal?.type === "Reviewed" ? renewal.data.validUntil : decisive.data.validUntil
  return !hasExpired({ validUntil: until ?? null }, day)
}

/** Law 13. No sealed value appears in a public output. Gives those that do. */
export const nothingSealedIn = (output: string, sealed: ReadonlyArray<string>): ReadonlyArray<string> =>
  sealed.filter((value) => output.includes(value) || output.includes(JSON.stringify(value).slice(1, -1)))

/** Your own way of carrying out commands. */
export interface CommandPort<Request> {
  readonly handle: (request: Request) => Promise<{ readonly accepted: boolean }>
  readonly countEvents: () => Promise<number>
}

/**
 * Law 14. A repeated command adds nothing; and of commands at the same time of which only one can succeed, none adds
 * anything but that one.
 *
 * @param racers commands that exclude each other.
 */
export const repeatingAddsNothing = async <Request>(
  { handle, countEvents }: CommandPort<Request>,
  request: Request,
  racers: ReadonlyArray<Request> = [],
): Promise<ReadonlyArray<string>> => {
  const first = await handle(request)
  const afterFirst = await countEvents()
  const repeated = await handle(request)
  const afterRepeated = await countEvents()
  const raced = await Promise.all(racers.map(handle))
  const winners = raced.filter(({ accepted }) => accepted).length
  const afterRace = await countEvents()
  return [
    ...(first.accepted ? [] : ["the command was not carried out"]),
    ...(repeated.accepted ? [] : ["its repetition was refused"]),
    ...(afterFirst === afterRepeated ? [] : [`its repetition added ${afterRepeated - afterFirst} events`]),
    ...(racers.length === 0 || winners === 1 ? [] : [`${winners} of ${racers.length} racers were told they had won`]),
    ...(afterRace - afterRepeated === winners ? [] : [`${winners} winners added ${afterRace - afterRepeated} events`]),
  ]
}
