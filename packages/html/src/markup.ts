/** The template tag for markup: interpolated values are escaped unless they are markup already. */
import { html as escaping, raw } from "hono/html"

/** Trusted HTML. Plain text is not markup: it is escaped on interpolation. */
export type Markup = ReturnType<typeof raw>

/** `false`, `null` and `undefined` print nothing; the items of a list are concatenated. */
export type Content = string | number | false | null | undefined | Markup | ReadonlyArray<Content>

/** Characters that neither HTML nor XML 1.0 allows, not even as a reference. */
const forbidden = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const withoutForbidden = (content: Content): unknown => {
  if (typeof content === "string") return content.replace(forbidden, "\u{fffd}")
  return Array.isArray(content) ? content.map(withoutForbidden) : content
}

/**
 * Markup from a template. Escapes for content and quoted attributes, in HTML and XML.
 *
 * @example html`<a href="${address}">${name}</a>`
 */
export const html = (strings: TemplateStringsArray, ...contents: ReadonlyArray<Content>): Markup => {
  const made = escaping(strings, ...contents.map(withoutForbidden))
  // hono returns a promise only for promises in the contents, and `Content` has none.
  if (made instanceof Promise) throw new TypeError("a promise among the contents of markup")
  return made
}

/** Marks a text as trusted markup: a stylesheet, or earlier output of `html`. Never use it for untrusted text. */
export const markup = (text: string): Markup => raw(text)
