/** What every page is made from, and how pages lead to each other. */
import { civilDate, type Bilingual, type CivilDate, type Language, type Library } from "@shifan/core"
import { forTerminal } from "@shifan/bundle/escape"
import { html, type Markup } from "@shifan/html"
import type { RosterEntry } from "@shifan/roster"
import { faultsAt, type Examination, type FaultFound } from "../examination/examination.js"
import { heatMap, reviewsDue, type HeatMap } from "../due/heat-map.js"
import { knownOn, listOn, type KnownOn } from "../log/known-on.js"
import type { ViewedLog } from "../log/log-records.js"
import { hrefTo, pathOf, type Address } from "./address.js"
import { pointsIn, type Point } from "./points.js"

/** What is looked at. */
export interface Evidence {
  readonly examination: Examination
  readonly log: ViewedLog
  readonly library: Library
  /** What the reader named: the path of a bundle, the address of a store. */
  readonly name: string
  /** The day that is shown unless another is asked for. Default: that of the newest record. */
  readonly on?: CivilDate
}

export interface View {
  readonly examination: Examination
  readonly log: ViewedLog
  readonly library: Library
  readonly name: string
  readonly on: CivilDate
  /** By leaf. */
  readonly faults: ReadonlyMap<number, ReadonlyArray<FaultFound>>
  /** The days that have pages of their own, in order. */
  readonly points: ReadonlyArray<Point>
  /** Whether somebody answers a form: where the pages are files, nobody does. */
  readonly answersForms: boolean
  readonly known: (on: CivilDate) => KnownOn
  /** The public list of a day. */
  readonly list: (on: CivilDate) => ReadonlyArray<RosterEntry>
  /** What is due, as of a day. */
  readonly reviews: (on: CivilDate) => HeatMap
}

/** How many days are kept as computed: those a reader goes back and forth between. */
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

/** Of a log in which nothing can be read. */
const anyDay = civilDate("2000-01-01")

const lastDayIn = ({ records }: ViewedLog): CivilDate =>
  records.reduce((last, { event }) => (event !== null && event.effectiveOn > last ? event.effectiveOn : last), anyDay)

/** A page under way: the view, in a language, from where it stands. */
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
    // A text may have parts that somebody wrote into the log.
    say: (text) => forTerminal(text[language]),
    href: (to) => hrefTo(pathOf(to, language), own),
  }
}

/** A text that somebody wrote into the log: invisible characters by their numbers, and its direction kept to itself. */
export const written = (text: string): Markup => html`<bdi>${forTerminal(text)}</bdi>`

/** A hash or an identifier. */
export const code = (text: string): Markup => html`<code>${forTerminal(text)}</code>`

/** How many rows a page has at most. */
export const rowsAPage = 50

export const pageCount = (rows: number, aPage = rowsAPage): number => Math.max(1, Math.ceil(rows / aPage))

export const rowsOf = <A>(all: ReadonlyArray<A>, page: number, aPage = rowsAPage): ReadonlyArray<A> =>
  all.slice((page - 1) * aPage, page * aPage)
