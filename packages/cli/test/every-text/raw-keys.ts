/** Identifiers of a text's own steps, figures, materials, grades and words: for programs, and for no page in Chinese. */
import type { RegulationDraft } from "@shifan/core"

const keysOf = ({ own = {}, extensions = {}, lifecycle }: RegulationDraft): ReadonlyArray<string> => [
  ...Object.values(own).flatMap((names) => Object.keys(names)),
  ...(lifecycle.grades ?? []),
  ...Object.values(extensions).flatMap((field) => (field.as === "word" ? Object.keys(field.oneOf) : [])),
]

/** What a reader sees of a page: no markup, no addresses. */
const seenOf = (page: string): string =>
  page.replaceAll(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/g, "").replaceAll(/<[^>]*>/g, "\n")

/** Each identifier that a reader of the page sees, with what stands around it. */
export const rawKeysIn = (page: string, text: RegulationDraft): ReadonlyArray<string> => {
  const seen = seenOf(page)
  return keysOf(text).flatMap((key) => {
    const at = seen.search(new RegExp(`(?<![\\w.])${key.replaceAll(".", "\\.")}(?![\\w.])`))
    return at === -1
      ? []
      : [`${key}: …${seen.slice(Math.max(0, at - 30), at + key.length + 10).replaceAll(/\s+/g, " ")}…`]
  })
}
