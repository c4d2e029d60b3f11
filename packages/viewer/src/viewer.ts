/** All pages for one verification, for a server that serves single pages and for a program that writes all of them. */
import { stylesheet } from "@shifan/html"
import { daySlider } from "./day-slider.js"
import { chainPage, leavesAPage } from "./pages/chain-page.js"
import { comparedDays, comparisonPage } from "./pages/comparison-page.js"
import { dayPage } from "./pages/day-page.js"
import { duePage } from "./pages/due-page.js"
import { entrance } from "./pages/entrance.js"
import { assets } from "./pages/frame.js"
import { locatedAt, pathOf, type Address } from "./pages/address.js"
import { platformsPage } from "./pages/platforms-page.js"
import { recordPage } from "./pages/record-page.js"
import { unitPage, marksAPage } from "./pages/unit-page.js"
import { verdictPage } from "./pages/verdict-page.js"
import { pageCount, placeAt, viewOf, type Evidence, type Place, type View } from "./pages/view.js"
import { viewerStyle } from "./style.js"
import type { Language } from "@shifan/core"

/** The pages for one verification, by path. */
export interface Viewer {
  /** The whole page; `undefined` if there is none at this path, which may be made up. */
  readonly page: (path: string) => string | undefined
  /** Paths of all linked pages, in both languages, relative to a common root. */
  readonly paths: () => Iterable<string>
  /** The other files next to the pages. */
  readonly files: ReadonlyMap<string, string>
}

/** How the pages are served. */
export interface ViewerOptions {
  /** Whether a server answers forms, for example for the page of any day. Default: false, for static files. */
  readonly answersForms?: boolean
}

/**
 * @example
 * const viewer = viewerOf({ examination, log, library: [qinhuangdao2020], name: "bundle" })
 * for (const path of viewer.paths()) write(path, viewer.page(path))
 */
export const viewerOf = (evidence: Evidence, { answersForms = false }: ViewerOptions = {}): Viewer => {
  const view = viewOf(evidence, answersForms)
  return {
    page: (path) => {
      const located = locatedAt(path)
      return located === undefined ? undefined : pageAt(placeAt(view, located.address, located.language))?.toString()
    },
    paths: () => pathsOf(view),
    files: new Map([
      ["index.html", entrance().toString()],
      [assets.style, `${stylesheet}${viewerStyle}`],
      [assets.script, daySlider],
    ]),
  }
}

const pageAt = (place: Place): { readonly toString: () => string } | undefined => {
  const { view, address } = place
  switch (address.view) {
    case "verdict":
      return verdictPage(place)
    case "platforms":
      return platformsPage(place, address.page)
    case "unit": {
      const history = view.log.histories.get(address.name)
      return history && unitPage(place, history, address.page)
    }
    case "record": {
      const record = view.log.byIndex.get(address.index)
      return record && recordPage(place, record)
    }
    case "due":
      return duePage(place, address.on, address.page)
    case "day":
      return dayPage(place, address.on, address.page)
    case "comparison":
      return comparisonPage(place, address.from, address.to)
    case "chain":
      return chainPage(place, address.page)
  }
}

const languages: ReadonlyArray<Language> = ["zh", "en"]

function* pathsOf(view: View): Generator<string> {
  for (const address of addressesOf(view)) for (const language of languages) yield pathOf(address, language)
}

function* addressesOf(view: View): Generator<Address> {
  const { log, points, examination } = view
  yield { view: "verdict" }
  for (const page of pagesUpTo(pageCount(log.histories.size))) yield { view: "platforms", page }
  for (const [name, { records }] of log.histories)
    for (const page of pagesUpTo(pageCount(records.length, marksAPage))) yield { view: "unit", name, page }
  for (const { index } of log.records) yield { view: "record", index }
  for (const { on } of points) {
    for (const page of pagesUpTo(pageCount(view.reviews(on).rows.length))) yield { view: "due", on, page }
    for (const page of pagesUpTo(pageCount(view.list(on).length))) yield { view: "day", on, page }
  }
  for (const [from, to] of comparedDays(points.map(({ on }) => on))) yield { view: "comparison", from, to }
  const leaves = Math.max(examination.size, log.records.length)
  for (const page of pagesUpTo(pageCount(leaves, leavesAPage))) yield { view: "chain", page }
}

const pagesUpTo = (pages: number): ReadonlyArray<number> => Array.from({ length: pages }, (_, i) => i + 1)
