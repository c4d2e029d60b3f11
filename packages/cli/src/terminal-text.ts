/**
 * The one way to a terminal. Texts come from files, from arguments, from records and from parsers; a control character in
 * one could steer the terminal, a bidirectional one turn a line round. Loads nothing, as what it is used by.
 */

/** Controls but line feed and tab, formats, separators of lines and paragraphs, private and unassigned characters. */
const unseen = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu

/** What a program may do to a terminal, here: colours and weight as `paint` sets them, and overwriting its own line. */
const ownSequence = /\p{Cc}\[(?:1|2|22|3[12369])m|\r\p{Cc}\[K|\r(?=\n)|^\u{feff}/gu

/**
 * Shows unseen characters by their code points: `\u{202E}`.
 *
 * @param own whether sequences of this program's own stay: on a terminal, where there are colours. A line end of two
 * characters and a leading byte order mark stay in any case, being those of a CSV.
 */
export const escapeForTerminal = (text: string, own: boolean): string => {
  let shown = ""
  let at = 0
  for (const found of text.matchAll(ownSequence)) {
    const [sequence] = found
    const isKept = !sequence.includes("[") || (own && sequence.includes("\u{1b}"))
    shown += escape(text.slice(at, found.index)) + (isKept ? sequence : escape(sequence))
    at = found.index + sequence.length
  }
  return shown + escape(text.slice(at))
}

const escape = (text: string): string =>
  text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
