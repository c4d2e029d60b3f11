/**
 * Texts that anybody may have written, made harmless for each medium they are shown in: control characters could steer
 * a terminal, bidirectional overrides turn a line about, markup run in a browser.
 */

/** Controls, formats (bidirectional and zero-width ones among them), line separators, surrogates, unassigned. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu

const codePoint = (character: string): number => character.codePointAt(0) ?? 0

/** In characters. */
const longest = 1000

/** For a line on a terminal: what cannot be seen is shown by its code point, and what is overlong is cut. */
export const forTerminal = (text: string): string => {
  const shown = text.replace(unseen, (one) => `\\u{${codePoint(one).toString(16).toUpperCase()}}`)
  return shown.length > longest ? `${shown.slice(0, longest).toWellFormed()}…` : shown
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
])

/** For HTML, in content and in quoted attributes alike. */
export const forHtml = (text: string): string =>
  forTerminal(text).replace(/[&<>"']/g, (character) => entities.get(character) ?? "")

/** The same JSON value, in a text that steers no terminal. */
export const forJson = (json: string): string =>
  json.replace(/(?![\n\t ])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) =>
    Array.from({ length: one.length }, (_, i) => `\\u${one.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""),
  )
