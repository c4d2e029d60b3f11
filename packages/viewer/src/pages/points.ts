/** The days with pages of their own: days of published lists, ends of years, and the selected day. */
import { bilingual, yearOf, type Bilingual, type CivilDate } from "@shifan/core"
import { yearEnd } from "@shifan/core/law"
import { isPublicationEvent } from "@shifan/event-store"
import type { ViewedLog } from "../log/log-records.js"

export interface Point {
  readonly on: CivilDate
  readonly name: Bilingual
}

const published = bilingual("公布名单", "list published")
const endOfYear = bilingual("年末", "end of the year")
const shown = bilingual("最近", "latest")

/** More pages would be confusing. The ends of years are not counted. */
const mostPublications = 24

/** In order; if there are too many publications, only the latest. */
export const pointsIn = ({ records }: Pick<ViewedLog, "records">, on: CivilDate): ReadonlyArray<Point> => {
  const days = records.flatMap(({ event }) => (event === null ? [] : [event.effectiveOn])).toSorted()
  const first = yearOf(days[0] ?? on)
  const publications = records.flatMap(({ event }) =>
    event !== null && isPublicationEvent(event) && event.type === "RosterPublished" ? [event.data.asOf] : [],
  )
  const names = new Map<CivilDate, Bilingual>()
  for (let year = Math.max(first, yearOf(on) - 50); year < yearOf(on); year++) names.set(yearEnd(year), endOfYear)
  for (const day of [...new Set(publications)].toSorted().slice(-mostPublications)) names.set(day, published)
  if (!names.has(on)) names.set(on, shown)
  return [...names].map(([day, name]) => ({ on: day, name })).toSorted((a, b) => (a.on < b.on ? -1 : 1))
}
