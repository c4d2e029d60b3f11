/** Laws of an embedder's own parts around the lifecycle: a list, an output, a command handler. */
import type { CivilDate, Event, Uscc } from "@shifan/core"
import type { History } from "../lifecycle/history.js"
import { recordedIn } from "./law.js"

/**
 * Law 5. The list as of a day contains exactly the units that were certified or imported by then and whose title was not
 * revoked, surrendered or ended with the unit, and whose term has not ended. Annulled events do not count: from the
 * beginning, or from the day of the annulment on. Art. 11.
 *
 * @param rosterOf your own projection
 */
export const rosterIsTheTitles =
  (rosterOf: (events: ReadonlyArray<Event>, day: CivilDate) => ReadonlyArray<Uscc>) =>
  (history: History, day: CivilDate): ReadonlyArray<string> => {
    const events = asCorrected(recordedIn(history))
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

/** The events with the last days they ought to have said. */
const asCorrected = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  const saying = (at: number, validUntil: unknown) => (event: Event, i: number) =>
    i === at ? ({ ...event, data: { ...event.data, validUntil } } as Event) : event
  return events.reduce((told, { type, data }) => {
    if (type !== "RecordCorrected" || data.field !== "TitleImported.validUntil") return told
    const { revision, to, confirmedUntil = [] } = data
    return [{ revision, validUntil: to }, ...confirmedUntil].reduce(
      (all, set) => all.map(saying(set.revision, set.validUntil)),
      told,
    )
  }, events)
}

const decisiveTypes = ["Certified", "TitleImported", "TitleInherited", "Revoked", "TitleSurrendered", "UnitEnded"]

/** The latest annulment counts: an annulled annulment has no effect. */
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
  return until == null || until >= day
}

/** Law 13. No sealed value appears in a public output. Returns those that do. */
export const nothingSealedIn = (output: string, sealed: ReadonlyArray<string>): ReadonlyArray<string> =>
  sealed.filter((value) => output.includes(value) || output.includes(JSON.stringify(value).slice(1, -1)))

/** Your own command handler. */
export interface CommandPort<Request> {
  readonly handle: (request: Request) => Promise<{ readonly accepted: boolean }>
  readonly countEvents: () => Promise<number>
}

/**
 * Law 14. A repeated command adds nothing. Of concurrent commands that exclude each other, only the successful one adds
 * events.
 *
 * @param racers commands that exclude each other
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
