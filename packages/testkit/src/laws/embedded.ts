import { hasExpired, type CivilDate, type Event, type Uscc } from "@shifan/core"
import { eventsOf, type History } from "../lifecycle/history.js"

/**
 * Law 5. The list as of a day has exactly the units that were certified or imported by then, and neither revoked nor past
 * the last day of their term. Art. 11.
 *
 * @param rosterOf your own projection.
 */
export const rosterIsTheTitles =
  (rosterOf: (events: ReadonlyArray<Event>, day: CivilDate) => ReadonlyArray<Uscc>) =>
  (history: History, day: CivilDate): ReadonlyArray<string> => {
    const events = eventsOf(history)
    const byThen = events.filter(({ effectiveOn }) => effectiveOn <= day)
    const decisive = byThen.findLast(({ type }) => ["Certified", "TitleImported", "Revoked", "Applied"].includes(type))
    const renewal = byThen.findLast((event) => event.type === "Reviewed" && event.data.validUntil !== undefined)
    const expected = decisive !== undefined && isTitle(decisive, renewal, day) ? [history.unit] : []
    const listed = rosterOf(events, day)
    return JSON.stringify(listed) === JSON.stringify(expected)
      ? []
      : [`on ${day} listed ${listed.join() || "nobody"}, expected ${expected.join() || "nobody"}`]
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
