/** All changes as numbered pages, oldest first, and the latest as a feed (RFC 4287). */
import { bilingual, isInstant, shanghaiDate, type Bilingual, type CivilDate, type Language } from "@shifan/core"
import { cite, datesInChinese, enumerate } from "@shifan/core/messages"
import { isPublicationEvent } from "@shifan/event-store"
import { dateInText, html, languageTag, type Content, type Markup } from "@shifan/html"
import type { Change } from "../record/public-record.js"
import { tellingOf } from "../record/telling.js"
import { reasonLines } from "./reasons.js"
import {
  inChinese,
  inText,
  languages,
  pageFile,
  pathIn,
  siteName,
  textFile,
  type File,
  type Site,
} from "./site-page.js"

/** Changes per page. A full page never changes again. */
const onPage = 100

const inFeed = 50

export const changeFiles = (site: Site): ReadonlyArray<File> => {
  const { changes } = site.record
  const count = Math.max(1, Math.ceil(changes.length / onPage))
  const pages = Array.from({ length: count }, (_, i) => changes.slice(i * onPage, (i + 1) * onPage))
  return languages.flatMap((language) => [
    ...pages.map((some, i) => changesPage(site, language, { some, index: i, count })),
    textFile(pathIn(language, "feed.xml"), feed(site, language)),
  ])
}

/** The latest changes are on `changes.html`; a full page keeps its number. */
const pathOf = (index: number, count: number): string =>
  index === count - 1 ? "changes.html" : `changes-${index + 1}.html`

interface PageOfChanges {
  readonly some: ReadonlyArray<Change>
  readonly index: number
  readonly count: number
}

const changesPage = (site: Site, language: Language, { some, index, count }: PageOfChanges): File => {
  const earlier = index > 0 && html`<p><a href="${pathOf(index - 1, count)}">${texts.earlier[language]}</a></p>\n`
  const isNewest = index === count - 1
  return pageFile(site, language, {
    path: pathOf(index, count),
    title: isNewest ? texts.title[language] : `${texts.title[language]} ${index + 1}`,
    section: "changes",
    body: html`${isNewest && html`<p>${texts.lead[language]} <a href="feed.xml">Atom</a></p>\n${expiredNote(site, language)}`}${
      some.length === 0 && html`<p>${texts.none[language]}</p>\n`
    }${some.toReversed().map((change) => changeEntry(site, change, language))}${earlier}`,
  })
}

/** Titles end with their terms without any act, so no change tells of it: the list is shorter all the same. */
const expiredNote = ({ record: { units } }: Site, language: Language): Content => {
  const count = units.filter(({ status }) => status === "expired").length
  return (
    count > 0 &&
    html`<p class="hint">${texts.expired[language]}<a href="state-expired.html">${texts.expiredUnits(count)[language]}</a></p>\n`
  )
}

const changeEntry = (site: Site, change: Change, language: Language): Markup => html`<article>
<h2>${headingOf(site, change, language)}</h2>
<p class="hint">${dateInText(change.envelope.effectiveOn, language)}${recordedOn(change, language)}</p>
${bodyOf(site, change, language, "")}</article>
`

const headingOf = (site: Site, { envelope, unit, platformName }: Change, language: Language): Content => {
  const { what } = tellingOf(envelope, site.record.textOf(envelope))
  return unit === undefined
    ? what[language]
    : html`<a href="units/${unit.uscc}.html">${inChinese(platformName, language)}</a>${texts.colon[language]}${what[language]}`
}

const recordedOn = ({ envelope: { recordedAt, effectiveOn } }: Change, language: Language): Content => {
  const on = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  return on > effectiveOn && texts.recorded(on)[language]
}

/** What happened and why. `root`: path to the folder of the language's pages. */
const bodyOf = (site: Site, { envelope }: Change, language: Language, root: string): Content => {
  const text = site.record.textOf(envelope)
  const { detail, reasons } = tellingOf(envelope, text)
  const basis = enumerate(envelope.provisions.map((id) => cite(id)))[language]
  const list =
    isPublicationEvent(envelope) &&
    html`<p><a href="${root}published-${envelope.revision}.html">${texts.list[language]}</a></p>\n`
  return html`${detail && html`<p>${inText(detail, language)}</p>\n`}${reasonLines(reasons, text, language)}${list}${
    basis !== "" && html`<p>${texts.basis[language]}${basis}</p>\n`
  }`
}

/** Root of the language's pages. Feed readers separate entries from the feed, so links are absolute if the address is known. */
const rootOf = ({ url }: Site, language: Language): string => (url === undefined ? "" : `${url}${pathIn(language, "")}`)

/** Uses the same escaping for XML; an entry's content is HTML, escaped once more as text. */
const feed = (site: Site, language: Language): string => {
  const newest = site.record.changes.slice(-inFeed).toReversed()
  const first = site.record.changes[0]?.envelope.id
  const feedUrn = first === undefined ? `urn:shifan:${site.regulation.territory.bureau.code}` : `urn:uuid:${first}`
  const root = rootOf(site, language)
  const updated = newest[0]?.envelope.recordedAt ?? `${site.record.asOf}T00:00:00+08:00`
  return html`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${languageTag(language)}">
<id>${feedUrn}#feed-${language}</id>
<title>${siteName(site.regulation)[language]} · ${texts.title[language]}</title>
<updated>${updated}</updated>
<author><name>${site.regulation.territory.bureau.name}</name></author>
<link rel="self" href="${root}feed.xml"/>
<link rel="alternate" type="text/html" href="${root}changes.html"/>
${newest.map((change) => feedEntry(site, change, language))}</feed>
`.toString()
}

const feedEntry = (site: Site, change: Change, language: Language): Markup => {
  const { envelope, unit, platformName } = change
  const { what } = tellingOf(envelope, site.record.textOf(envelope))
  const root = rootOf(site, language)
  const title = unit === undefined ? what[language] : `${platformName}${texts.colon[language]}${what[language]}`
  const content = html`<p>${dateInText(envelope.effectiveOn, language)}</p>\n${bodyOf(site, change, language, root)}`
  return html`<entry>
<id>urn:uuid:${envelope.id}#${language}</id>
<title>${title}</title>
<updated>${envelope.recordedAt}</updated>
<link rel="alternate" type="text/html" href="${root}${unit === undefined ? "changes.html" : `units/${unit.uscc}.html`}"/>
<content type="html">${content.toString()}</content>
</entry>
`
}

const texts = {
  title: bilingual("变动", "Changes"),
  lead: bilingual(
    "称号和名单的每一次变动，及其原因和依据；更正和撤销同样在列。",
    "Every change of a title or of the list with reasons and provisions, including corrections and revocations.",
  ),
  expired: bilingual(
    "称号有效期满即失效，无须办理，不在以下各项之列：",
    "Titles end with their terms without any act, so the entries below do not have them: ",
  ),
  expiredUnits: (count: number): Bilingual => bilingual(`已到期失效的${count}家`, `${count} expired`),
  none: bilingual("尚无变动。", "There is none yet."),
  earlier: bilingual("更早的变动", "Earlier changes"),
  colon: bilingual("：", ": "),
  basis: bilingual("依据：", "Under "),
  list: bilingual("公布的名单", "the list"),
  recorded: (on: CivilDate): Bilingual => bilingual(`，${datesInChinese(on)}登记`, `, recorded ${on}`),
}
