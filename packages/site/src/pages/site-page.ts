/** The frame of every page of the site, and the links between pages. */
import { bilingual, type Bilingual, type Language, type Regulation } from "@shifan/core"
import { datesInChinese, textWords } from "@shifan/core/messages"
import type { TextMap } from "@shifan/core/regulations"
import { documentOf, html, languageTag, type Content, type Document } from "@shifan/html"
import type { PublicRecord } from "../record/public-record.js"

/** The files of a site by path, with `/` between folders. */
export type Files = ReadonlyMap<string, Uint8Array>

export type File = readonly [path: string, bytes: Uint8Array]

/** Number of tests per file that name a provision, or an option of a reading as `id=option`. */
export type TestsNaming = ReadonlyMap<string, ReadonlyArray<{ readonly file: string; readonly tests: number }>>

/** The data that the pages are rendered from. */
export interface Site {
  readonly record: PublicRecord
  readonly regulation: Regulation
  readonly text: TextMap
  readonly tests: TestsNaming
  /** Future address of the site, ending in `/`. */
  readonly url?: string
  /** The verifier page and policy for readers, if equal to the last published ones. */
  readonly handedOut: { readonly verifier?: Uint8Array; readonly policy?: Uint8Array }
}

export const languages: ReadonlyArray<Language> = ["zh", "en"]

/** Chinese pages are at the root, English ones at the same paths in a subfolder. */
export const pathIn = (language: Language, path: string): string => (language === "zh" ? path : `${language}/${path}`)

/** Relative link between two paths of the site. */
export const linkTo = (from: string, to: string): string => {
  const [here, there] = [from.split("/").slice(0, -1), to.split("/").slice(0, -1)]
  const parting = here.findIndex((folder, i) => folder !== there[i])
  const shared = parting === -1 ? here.length : parting
  return `${"../".repeat(here.length - shared)}${to.split("/").slice(shared).join("/")}`
}

export const textFile = (path: string, text: string): File => [path, new TextEncoder().encode(text)]

const sections = {
  list: { path: "index.html", name: bilingual("名单", "The list") },
  changes: { path: "changes.html", name: bilingual("变动", "Changes") },
  published: { path: "published.html", name: bilingual("历次公布", "Published lists") },
  regulation: { path: "regulation.html", name: bilingual("规定", "The regulation") },
  verify: { path: "verify.html", name: bilingual("核验", "How to verify") },
} satisfies { readonly [name: string]: { readonly path: string; readonly name: Bilingual } }

export type Section = keyof typeof sections

/** What the text confers. */
export const siteName = (regulation: Regulation): Bilingual => textWords(regulation).conferred

export interface SitePage extends Pick<Document, "body" | "scripts" | "heading" | "head"> {
  /** Path of the Chinese page. */
  readonly path: string
  readonly title: string
  /** The section that the page belongs to. */
  readonly section?: Section
}

export const pageFile = (site: Site, language: Language, { path, section, ...page }: SitePage): File => {
  const at = pathIn(language, path)
  const own = (to: string): string => linkTo(at, pathIn(language, to))
  const document = documentOf({
    ...page,
    language,
    site: { name: siteName(site.regulation)[language], href: own("index.html") },
    style: linkTo(at, "style.css"),
    navigation: Object.entries(sections).map(([name, to]) => ({
      href: own(to.path),
      text: name === "regulation" && language === "zh" ? textWords(site.regulation).kind : to.name[language],
      isCurrent: name === section,
    })),
    translation: linkTo(at, pathIn(language === "zh" ? "en" : "zh", path)),
    head: html`<link rel="alternate" type="application/atom+xml" title="${sections.changes.name[language]}" href="${own("feed.xml")}">\n${page.head}`,
    footer: html`<p>${footer[language]} <a href="${own("verify.html")}">${sections.verify.name[language]}</a></p>`,
  })
  return textFile(at, document.toString())
}

const footer = bilingual(
  "本站各页由登记记录逐条计算得出，任何人都可以核对。",
  "Every page of this site is computed from the record, and anyone can check it.",
)

/** Names are Chinese in both languages. English pages mark them as such, for glyphs and screen readers. */
export const inChinese = (text: string, language: Language): Content =>
  language === "en" && /\p{Script=Han}/u.test(text) ? html`<span lang="${languageTag("zh")}">${text}</span>` : text

/** Text in a sentence rather than a cell: dates are written out. */
export const inText = (text: Bilingual, language: Language): Content =>
  language === "zh" ? datesInChinese(text.zh) : inChinese(text.en, language)
