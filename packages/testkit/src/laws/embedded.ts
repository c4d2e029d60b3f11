/** Laws about what is built around the decider, to be run on an embedder's own: 5, 13 and 14. */
import { hasExpired, type CivilDate, type Event, type Uscc } from "@shifan/core"
import { eventsOf, type History } from "../lifecycle/history.js"

/**
 * Law 5. The list as of a day is exactly those who were certified or imported by then, and neither revoked nor past
 * the last day of their term by then. Art. 11. `listed` is your own projection.
 */
export const rosterIsTheTitles =
  (listed: (events: ReadonlyArray<Event>, day: CivilDate) => ReadonlyArray<Uscc>) =>
  (history: History, day: CivilDate): ReadonlyArray<string> => {
    const events = eventsOf(history)
    const last = events.findLast(
      ({ type, effectiveOn }) =>
        effectiveOn <= day && ["Certified", "TitleImported", "Revoked", "Applied"].includes(type),
    )
    const renewed = events.findLast(
      (one) => one.effectiveOn <= day && one.type === "Reviewed" && one.data.validUntil !== undefined,
    )
    const expected = last !== undefined && isTitle(last, renewed, day) ? [history.unit] : []
    const found = listed(events, day)
    return JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`on ${day} listed ${found.join() || "nobody"}, expected ${expected.join() || "nobody"}`]
  }

const isTitle = (given: Event, renewed: Event | undefined, day: CivilDate): boolean => {
  if (given.type !== "Certified" && given.type !== "TitleImported") return false
  const until = renewed?.type === "Reviewed" ? renewed.data.validUntil : given.data.validUntil
  return !hasExpired({ validUntil: until ?? null }, day)
}

/** Law 13. No sealed value appears in a public output: the values that do. */
export const nothingSealedIn = (output: string, sealed: ReadonlyArray<string>): ReadonlyArray<string> =>
  sealed.filter((value) => output.includes(value) || output.includes(JSON.stringify(value).slice(1, -1)))

/** Your way of carrying out a command, and how many events there are. */
export interface CommandPort<Request> {
  readonly handle: (request: Request) => Promise<{ readonly accepted: boolean }>
  readonly countEvents: () => Promise<number>
}

/**
 * Law 14. A repeated command adds nothing, and of `racers` commands of which only one can be first no other adds
 * anything silently.
 */
export const repeatingAddsNothing = async <Request>(
  { handle, countEvents }: CommandPort<Request>,
  request: Request,
  racers: ReadonlyArray<Request> = [],
): Promise<ReadonlyArray<string>> => {
  const first = await handle(request)
  const once = await countEvents()
  const again = await handle(request)
  const twice = await countEvents()
  const raced = await Promise.all(racers.map(handle))
  const won = raced.filter(({ accepted }) => accepted).length
  const after = await countEvents()
  return [
    ...(first.accepted ? [] : ["the command was not carried out"]),
    ...(again.accepted ? [] : ["its repetition was refused"]),
    ...(once === twice ? [] : [`its repetition added ${twice - once} events`]),
    ...(racers.length === 0 || won === 1 ? [] : [`${won} of ${racers.length} racers were told they had won`]),
    ...(after - twice === won ? [] : [`${won} winners added ${after - twice} events`]),
  ]
}
