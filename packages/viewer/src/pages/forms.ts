/** The requests of the pages' forms: for the page of one day, or of two. */
import { isCivilDate } from "@shifan/core"
import { locatedAt, pathOf } from "./address.js"

/**
 * Path of the page that a form requests; `undefined` if it requests none, or a day that does not exist.
 *
 * @param path of the page with the form, or of its target
 * @param field reads a field of the query string by name
 */
export const pathAskedFor = (path: string, field: (name: string) => string | null): string | undefined => {
  const located = locatedAt(path)
  if (located === undefined) return undefined
  const { address, language } = located
  const [on, from, to] = ["on", "from", "to"].map((name) => field(name) ?? "")
  if ((address.view === "day" || address.view === "due") && on !== undefined && isCivilDate(on))
    return pathOf({ view: address.view, on, page: 1 }, language)
  if (address.view !== "comparison" || from === undefined || to === undefined) return undefined
  if (!isCivilDate(from) || !isCivilDate(to)) return undefined
  const [earlier, later] = from <= to ? [from, to] : [to, from]
  return pathOf({ view: "comparison", from: earlier, to: later }, language)
}
