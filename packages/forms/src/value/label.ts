/** A label of a field, which may speak in the words of the text that governs: 所在县、区, 县区测评. */
import type { RegulationDraft } from "@shifan/core"
import { textWords, type TextWords } from "@shifan/core/messages"

/** The same under every text, or in the words of the text. */
export type Label = string | ((words: TextWords) => string)

/** By field name. */
export type Labels = Readonly<Record<string, Label>>

/** A label as the text says it. */
export const labelIn = (text: RegulationDraft, label: Label): string =>
  typeof label === "string" ? label : label(textWords(text))
