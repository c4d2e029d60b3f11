/** The documents of the repository name the page by its SHA-256. They are no part of it: a page cannot hold its own hash. */

/** What stands before the hash in a document, and the hash. */
const named = /(The page that these sources give has the\s+SHA-256\s+`)([^`]*)(`)/g

/** The text with this hash in place of the one it names. Throws where it names none. */
export const nameHash = (text: string, hash: string): string => {
  if (text.match(named)?.length !== 1) throw new Error("the document names the page's SHA-256 once")
  return text.replace(named, (_, before: string, __, after: string) => `${before}${hash}${after}`)
}
