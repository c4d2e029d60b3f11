/** The tag for templates of markup: what is put in is text, unless it is markup already. */
import { html as escaping, raw } from "hono/html"

/** HTML that was made here. A text is none: it is escaped where it is put in. */
export type Markup = ReturnType<typeof raw>

/** Nothing is written for `false`, `null` and `undefined`; the members of a list stand one after the other. */
export type Content = string | number | false | null | undefined | Markup | ReadonlyArray<Content>

/** What neither HTML nor XML 1.0 may have, not even as a reference. */
const forbidden = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const permitted = (content: Content): unknown => {
  if (typeof content === "string") return content.replace(forbidden, "\u{fffd}")
  return Array.isArray(content) ? content.map(permitted) : content
}

/**
 * Markup from a template. Escapes for content and for quoted attributes, of HTML and of XML alike.
 *
 * @example html`<a href="${address}">${name}</a>`
 */
export const html = (strings: TemplateStringsArray, ...contents: ReadonlyArray<Content>): Markup => {
  const made = escaping(strings, ...contents.map(permitted))
  // Promises are the one thing it would wait for, and `Content` has none.
  if (made instanceof Promise) throw new TypeError("a promise among the contents of markup")
  return made
}

/** A text that is markup: a stylesheet, or what was made with `html` before. Never a text that somebody wrote. */
export const markup = (text: string): Markup => raw(text)
