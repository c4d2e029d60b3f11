/** Latin words allowed in Chinese messages, with the reasons. Everything else must be Chinese. */

/** Names of formats, algorithms and products without a Chinese name. */
const names = [
  ..."ASCII CSV GB GBK HTML JSON JSONL OFD UOF UTC UTF-8 UTF-16 UTF-16LE UTF-16BE UTF-32 UUID URL XML".split(" "),
  ..."C2SP Ed25519 RFC SHA-256 SM2 TLS".split(" "),
  ..."Chrome Ctrl-C EventStoreDB MaxAppendSize Firefox GitHub JavaScript Node Python README Safari SQLite".split(" "),
  ..."Excel OpenDocument PDF RTF Word WPS".split(" "),
]

/** Names of files and folders. */
const files =
  "checkpoint materials policy tar tile witnessed wal tlog-policy tlog-tiles tlog-proof tsq tsr zip html vkey sha256 doc docx et json wps xls xlsb xlsx".split(
    " ",
  )

/** Words of the program's own languages: JSON fields, policy keywords, values, examples. */
const ours = [
  ..."acts asOf fromBeginning stream quorum none witness name true false tls tlsCaFile v1".split(" "),
  ..."SHIFAN_VAULT VKEY ID d y N T Z T01 SJ-01 U-01 90d gb18030 utf-8".split(" "),
]

const allowed = new Set([...names, ...files, ...ours])

/** Patterns that are not words: markup, options, addresses, dotted names, streams, paths, hashes. */
const notWords: ReadonlyArray<RegExp> = [
  /<\/?[a-z][^<>]*>/g,
  /--[a-z][a-z-]*/g,
  /\b(?:sqlite|memory|eventstoredb|https?):(?:\/\/[\w.:@/-]*)?/g,
  /\b[a-z0-9]+(?:[./][\w-]+)+/gi,
  /\b(?:art|att)_\d\w*(?:#\w+)?/g,
  /%[0-9A-F]{2}/g,
  /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
]

const word = /[A-Za-z][\w-]*/g

/**
 * Words in a Chinese text that should not be there.
 *
 * @param commands the words of the command line, such as `audit` and `verify`, which a hint may name
 */
export const strangeWordsIn = (text: string, commands: ReadonlySet<string>): ReadonlyArray<string> => {
  const plain = notWords.reduce((left, pattern) => left.replace(pattern, " "), text)
  return [...plain.matchAll(word)]
    .map(([found]) => found)
    .filter((found) => !allowed.has(found) && !commands.has(found))
}
