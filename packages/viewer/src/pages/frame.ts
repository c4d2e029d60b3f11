/** The frame of every page: the verdict in a line and, if a chain is broken, a banner above everything. */
import { bilingual, type Bilingual } from "@shifan/core"
import { documentOf, html, notice, type Content, type Link, type Markup, type Tone } from "@shifan/html"
import type { VerdictTone } from "@shifan/bundle"
import { hrefTo, pathOf, type Address } from "./address.js"
import { written, type Place } from "./view.js"

export const siteName = bilingual("认定记录审计", "Audit of the designation record")

/** Names of the files next to the pages. */
export const assets = { style: "style.css", script: "days.js" } as const

export const tones: { readonly [T in VerdictTone]: Tone } = { good: "good", limited: "warning", bad: "bad" }

/**
 * Allows no requests to other sites, and no script but the one next to the pages. Included in every page, because files
 * have no headers.
 */
const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"

/** For a server's header; additionally forbids framing the page. */
export const contentPolicy = `${pagePolicy}; frame-ancestors 'none'`

export interface Page {
  readonly title: Bilingual
  readonly body: Content
}

export const frame = (place: Place, { title, body }: Page): Markup => {
  const { language, address, say } = place
  const other = language === "zh" ? "en" : "zh"
  const own = pathOf(address, language)
  return documentOf({
    language,
    title: say(title),
    site: { name: siteName[language], href: place.href({ view: "verdict" }) },
    style: hrefTo(assets.style, own),
    navigation: navigation(place),
    translation: hrefTo(pathOf(address, other), own),
    banner: banner(place),
    body,
    footer: footer(place),
    head: html`<meta http-equiv="Content-Security-Policy" content="${pagePolicy}">
<script src="${hrefTo(assets.script, own)}" defer></script>
`,
  })
}

const sections: ReadonlyArray<readonly [view: Address["view"], name: Bilingual]> = [
  ["verdict", bilingual("结论", "Verdict")],
  ["platforms", bilingual("平台", "Platforms")],
  ["due", bilingual("复核到期", "Reviews due")],
  ["day", bilingual("某日的名单", "On a day")],
  ["comparison", bilingual("两日对比", "Two days compared")],
  ["chain", bilingual("哈希链", "Hash chain")],
]

const navigation = ({ view, address, say, href }: Place): ReadonlyArray<Link> => {
  const before = view.points.findLast(({ on }) => on < view.on)?.on ?? view.on
  const starts: { readonly [V in Address["view"]]?: Address } = {
    platforms: { view: "platforms", page: 1 },
    due: { view: "due", on: view.on, page: 1 },
    day: { view: "day", on: view.on, page: 1 },
    comparison: { view: "comparison", from: before, to: view.on },
    chain: { view: "chain", page: 1 },
  }
  return sections.map(([section, name]) => ({
    href: href(starts[section] ?? { view: "verdict" }),
    text: say(name),
    isCurrent: address.view === section,
  }))
}

/** Included in every page, because a page may be printed alone or sent on: each must say that the record is not sound. */
const banner = ({ view: { examination }, address, say, href }: Place): Content => {
  const { tone, sentence } = examination
  if (tone !== "bad" || address.view === "verdict") return undefined
  const broken = bilingual(
    "本记录未通过核验，以下内容不足为凭",
    "The record is not sound: nothing below can be relied on",
  )
  return html`<div class="verdict-banner" role="alert"><p><strong><span aria-hidden="true">✗</span> ${say(broken)}</strong> ${say(sentence)} <a href="${href({ view: "verdict" })}">${say(bilingual("看哪里不符", "See what does not hold"))}</a></p></div>
`
}

const footer = ({ view: { examination, name }, say }: Place): Markup => {
  const { word, size, newestOn } = examination
  const position = bilingual(
    `核对至第${size}条${newestOn === null ? "" : `，最近一条登记于${newestOn}`}`,
    `${size} records${newestOn === null ? "" : `, the newest of ${newestOn}`}`,
  )
  return html`<p>${written(name)} · ${say(word)} · ${say(position)}</p>`
}

/** The verdict, which readers have to see before anything else. */
export const verdictNotice = ({ view: { examination }, say }: Place): Markup =>
  notice(tones[examination.tone], say(examination.word), html`<p>${say(examination.sentence)}</p>`)
