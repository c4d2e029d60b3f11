/** Writes the page's SHA-256 into the documents that state it. The page itself cannot contain its own hash. */

/** Matches the text before the hash in a document, and the hash. */
const named = /(page built from these\s+sources has the\s+SHA-256\s+`)([^`]*)(`)/g

/** Replaces the hash in the text. Throws unless the text states exactly one. */
export const nameHash = (text: string, hash: string): string => {
  if (text.match(named)?.length !== 1) throw new Error("the document names the page's SHA-256 once")
  return text.replace(named, (_, before: string, __, after: string) => `${before}${hash}${after}`)
}
