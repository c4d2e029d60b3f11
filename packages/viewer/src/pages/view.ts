/** The data that all pages are rendered from, and the links between them. */
import { civilDate, type Bilingual, type CivilDate, type Language, type Library, type Regulation } from "@shifan/core"
import { textOfActIn, type TextOfAct } from "@shifan/casework"
import { forTerminal } from "@shifan/bundle/escape"
import { html, type Markup } from "@shifan/html"
import type { RosterEntry } from "@shifan/roster"
import { faultsAt, type Examination, type FaultFound } from "../examination/examination.js"
import { heatMap, reviewsDue, type HeatMap } from "../due/heat-map.js"
import { knownOn, listOn, type KnownOn } from "../log/known-on.js"
import type { ViewedLog } from "../log/log-records.js"
import { hrefTo, pathOf, type Address } from "./address.js"
import { pointsIn, type Point } from "./points.js"

/** The verified log and the result of its verification. */
export interface Evidence {
  readonly examination: Examination
  readonly log: ViewedLog
  readonly library: Library
  /** Name given by the reader: the path of a bundle, the address of a store. */
  readonly name: string
  /** Day to show by default; if omitted, that of the newest record. */
  readonly on?: CivilDate
}

export interface View {
  readonly examination: Examination
  readonly log: ViewedLog
  readonly library: Library
  readonly name: string
  readonly on: CivilDate
  /** Faults by leaf index. */
  readonly faults: ReadonlyMap<number, ReadonlyArray<FaultFound>>
  /** Days with pages of their own, in order. */
  readonly points: ReadonlyArray<Point>
  /** Whether a server answers forms. Static files do not. */
  readonly answersForms: boolean
  readonly known: (on: CivilDate) => KnownOn
  /** The public list on a day. */
  readonly list: (on: CivilDate) => ReadonlyArray<RosterEntry>
  /** The reviews due, as of a day. */
  readonly reviews: (on: CivilDate) => HeatMap
}

/** Number of days kept in the cache: those a reader switches between. */
const mostKept = 8

export const viewOf = ({ examination, log, library, name, on }: Evidence, answersForms: boolean): View => {
  const shownOn = on ?? examination.newestOn ?? lastDayIn(log)
  const known = keepingLast((day: CivilDate) => knownOn(log, library, day))
  return {
    examination,
    log,
    library,
    name,
    on: shownOn,
    faults: faultsAt(examination),
    points: pointsIn(log, shownOn),
    answersForms,
    known,
    list: keepingLast((day) => listOn(log, day)),
    reviews: keepingLast((day) => heatMap(reviewsDue(known(day)), day)),
  }
}

const keepingLast = <A>(compute: (day: CivilDate) => A): ((day: CivilDate) => A) => {
  const kept = new Map<CivilDate, A>()
  return (day) => {
    const found = kept.get(day)
    const result = found === undefined ? compute(day) : found
    kept.delete(day)
    kept.set(day, result)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return result
  }
}

/** Day to show if nothing in the log can be read. */
const anyDay = civilDate("2000-01-01")

const lastDayIn = ({ records }: ViewedLog): CivilDate =>
  records.reduce((last, { event }) => (event !== null && event.effectiveOn > last ? event.effectiveOn : last), anyDay)

/** Context for rendering a page: the view, the language, and the page's address. */
export interface Place {
  readonly view: View
  readonly language: Language
  readonly address: Address
  readonly say: (text: Bilingual) => string
  readonly href: (to: Address) => string
}

export const placeAt = (view: View, address: Address, language: Language): Place => {
  const own = pathOf(address, language)
  return {
    view,
    language,
    address,
    // A text may contain parts from the log.
    say: (text) => forTerminal(text[language]),
    href: (to) => hrefTo(pathOf(to, language), own),
  }
}

/** The text in whose words an event is told: the one it was decided under. */
export const regulationOf = ({ view }: Place, event: Parameters<TextOfAct>[0]): Regulation => {
  const known = view.known(view.on)
  return textOfActIn(known.law, known.regulation)(event)
}

/** The text in whose words a page speaks: the one of its day. */
export const regulationOfPage = ({ view }: Place): Regulation => view.known(view.on).regulation

/** Untrusted text from the log: shows invisible characters as code points, and isolates its direction. */
export const written = (text: string): Markup => html`<bdi>${forTerminal(text)}</bdi>`

/** A hash or an identifier. */
export const code = (text: string): Markup => html`<code>${forTerminal(text)}</code>`

/** Maximum number of rows per page. */
export const rowsAPage = 50

export const pageCount = (rows: number, aPage = rowsAPage): number => Math.max(1, Math.ceil(rows / aPage))

export const rowsOf = <A>(all: ReadonlyArray<A>, page: number, aPage = rowsAPage): ReadonlyArray<A> =>
  all.slice((page - 1) * aPage, page * aPage)
