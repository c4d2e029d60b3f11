/**
 * Escapes all text for the terminal. Texts come from files, arguments, records and parsers; a control character could steer
 * the terminal, a bidirectional character could reverse a line. Loads nothing, like the modules that use it early.
 */

/** Controls except line feed and tab, formats, line and paragraph separators, private and unassigned characters. */
const unseen = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu

/** Sequences the program itself may send: the colours and weights of `paint`, and overwriting its own line. */
const ownSequence = /\p{Cc}\[(?:1|2|22|3[12369])m|\r\p{Cc}\[K|\r(?=\n)|^\u{feff}/gu

/**
 * Shows invisible characters as code points: `\u{202E}`.
 *
 * @param own whether to keep this program's own sequences: on a terminal with colours. A CR LF line end and a leading byte
 * order mark are always kept, because CSV has them.
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
