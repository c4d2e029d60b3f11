// Texts in a bundle are untrusted: control characters can steer a terminal, bidirectional overrides can reverse a line,
// markup can run in a browser.

/** Controls, formats (with bidirectional and zero-width ones), line separators, lone surrogates, private and unassigned. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu

const codePoint = (character: string): number => character.codePointAt(0) ?? 0

/** In characters. */
const longest = 1000

/** For a line on a terminal: shows invisible characters as code points, and truncates long texts. */
export const forTerminal = (text: string): string => {
  const shown = text.replace(invisible, (character) => `\\u{${codePoint(character).toString(16).toUpperCase()}}`)
  return shown.length > longest ? `${shown.slice(0, longest).toWellFormed()}…` : shown
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
])

/** For HTML content and quoted attributes. */
export const forHtml = (text: string): string =>
  forTerminal(text).replace(/[&<>"']/g, (character) => entities.get(character) ?? "")

/** The same JSON value, without characters that could steer a terminal. */
export const forJson = (json: string): string =>
  json.replace(/(?![\n\t ])[\p{C}\p{Zl}\p{Zp}]/gu, (match) =>
    Array.from({ length: match.length }, (_, i) => `\\u${match.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""),
  )
