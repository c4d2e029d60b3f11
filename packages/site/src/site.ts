/** The whole site as files. Pure: the same record gives the same bytes, on any machine and day. */
import { stylesheet } from "@shifan/html"
import { enhanceList } from "#browser/filters"
import { downloadFiles } from "./downloads.js"
import { changeFiles } from "./pages/changes.js"
import { listFiles } from "./pages/index-page.js"
import { publishedFiles } from "./pages/published.js"
import { regulationFiles } from "./pages/regulation.js"
import { textFile, type Files, type Site } from "./pages/site-page.js"
import { unitFiles } from "./pages/unit.js"
import { verifyFiles } from "./pages/verify.js"

/** Every file of the site by path; the same bytes for the same record. */
export const siteFiles = (site: Site): Files =>
  new Map([
    ...listFiles(site),
    ...downloadFiles(site),
    ...site.record.units.flatMap((unit) => unitFiles(site, unit)),
    ...changeFiles(site),
    ...publishedFiles(site),
    ...regulationFiles(site),
    ...verifyFiles(site),
    textFile("style.css", `${stylesheet}${siteStyle}`),
    textFile("filters.js", `(${enhanceList.toString()})()\n`),
  ])

/** Styles that only the site needs. */
const siteStyle = `.lead strong { font-size: 1.6em; line-height: 1.2; padding-inline: 0.1em; font-variant-numeric: tabular-nums; }
article h2 { border: 0; margin-bottom: 0; padding: 0; }
.pages ul { gap: 0 1rem; margin: 0.5rem 0; }
.facets dd { line-height: 1.9; }
#matches:empty { display: none; }
`
