/** Renders a whole page around its content. */
import type { Bilingual, Language } from "@shifan/core"
import { bilingual } from "@shifan/core"
import { html, type Content, type Markup } from "./markup.js"

/** A link of a page's navigation. */
export interface Link {
  readonly href: string
  readonly text: Content
  /** Whether it points to the current page. */
  readonly isCurrent?: boolean
}

/** The parts of a page: head, navigation, content and scripts. */
export interface Document {
  readonly language: Language
  /** Title of this page, and its heading unless `heading` is given. */
  readonly title: string
  /** For a heading in another language than the page, or with markup. */
  readonly heading?: Content
  /** Name and start page of the whole site. */
  readonly site: { readonly name: string; readonly href: string }
  /** Address of `stylesheet`. */
  readonly style: string
  readonly navigation: ReadonlyArray<Link>
  /** The same page in the other language. */
  readonly translation?: string
  /** Shown above everything else: a message that currently concerns all pages. */
  readonly banner?: Content
  readonly body: Content
  readonly footer?: Content
  /** Addresses of deferred scripts; the page must work without them. No modules: a page opened from a file cannot load any. */
  readonly scripts?: ReadonlyArray<string>
  /** Additional elements of the head: a feed, a description. */
  readonly head?: Content
}

/** BCP 47. Without a region a browser may draw Chinese with Japanese glyphs. */
export const languageTag = (language: Language): string => (language === "zh" ? "zh-CN" : "en")

const texts = {
  skip: bilingual("跳到正文", "Skip to the content"),
  navigation: bilingual("栏目", "Sections"),
  // Labels are in the language of the link's target.
  translation: bilingual("English", "中文"),
} satisfies { readonly [name: string]: Bilingual }

/** A complete HTML document, including its doctype. */
export const documentOf = (page: Document): Markup => html`<!doctype html>
<html lang="${languageTag(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title === page.site.name ? page.title : `${page.title} · ${page.site.name}`}</title>
<link rel="stylesheet" href="${page.style}">
${translationLink(page)}${page.head}${scriptsOf(page)}</head>
<body>
<a class="skip" href="#content">${texts.skip[page.language]}</a>
${page.banner}<header>
<p class="site"><a href="${page.site.href}">${page.site.name}</a></p>
${languageSwitch(page)}<nav aria-label="${texts.navigation[page.language]}"><ul>
${page.navigation.map(navigationItem)}</ul></nav>
</header>
<main id="content" tabindex="-1">
<h1>${page.heading ?? page.title}</h1>
${page.body}
</main>
${page.footer !== undefined && html`<footer>${page.footer}</footer>\n`}</body>
</html>
`

const navigationItem = ({ href, text, isCurrent = false }: Link): Markup =>
  html`<li><a href="${href}"${isCurrent && html` aria-current="page"`}>${text}</a></li>\n`

const scriptsOf = ({ scripts = [] }: Document): Content =>
  scripts.map((href) => html`<script defer src="${href}"></script>\n`)

const other = (language: Language): Language => (language === "zh" ? "en" : "zh")

const translationLink = ({ language, translation }: Document): Content =>
  translation !== undefined &&
  html`<link rel="alternate" hreflang="${languageTag(other(language))}" href="${translation}">\n`

const languageSwitch = ({ language, translation }: Document): Content => {
  if (translation === undefined) return undefined
  const tag = languageTag(other(language))
  return html`<a class="language" lang="${tag}" hreflang="${tag}" href="${translation}">${texts.translation[language]}</a>\n`
}
