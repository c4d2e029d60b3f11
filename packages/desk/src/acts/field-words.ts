/** A field's label and what it asks for, in the words of a page: no JSON, and in English with English terms. */
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { englishLabel, expectedAnswers, type Field } from "@shifan/forms"

/** How a fault shows a value that was left out: an empty text or list is not a wrong one. */
export const isEmpty = (got: string): boolean => ["nothing", '""', "[]", "{}"].includes(got)

/** The parts of a field's label, outermost first. */
export const partsOfLabel = (
  { label, path }: Field,
  regulation: Regulation,
): { readonly [L in "zh" | "en"]: ReadonlyArray<string> } => {
  const terms = path.split(".").filter((part) => !/^\d+$/.test(part) && !forms.includes(part))
  return { zh: label.split("·"), en: terms.map((term) => englishLabel(term, regulation)) }
}

/** The name of a whole form says nothing about a field of it. */
const forms = ["form", "report", "dossier"]

export const labelOf = (field: Field, regulation: Regulation): Bilingual => {
  const { en } = partsOfLabel(field, regulation)
  return bilingual(field.label, en.join(": "))
}

/** What the field takes as it is typed or chosen. */
export const askedOf = (field: Field, expected: Bilingual, regulation: Regulation): Bilingual => {
  if (field._tag === "Rows") return expected
  if (field.words !== undefined) {
    const answers = [...field.words].map(([word, name]) => `${name} (${englishLabel(word, regulation)})`)
    return bilingual(expectedAnswers(field.words).zh, `one of ${answers.join(", ")}`)
  }
  if (field.kind === "boolean") return bilingual("“是”或“否”", "yes or no")
  return asTyped(expected)
}

/** Amounts are texts in JSON, and expected in quotes; nobody types quotes into a field, or knows what ASCII is. */
const asTyped = ({ zh, en }: Bilingual): Bilingual =>
  bilingual(
    zh
      .replace(/数字文本|数文本/, "数")
      .replace("ASCII字符", "字母、数字或符号")
      .replaceAll('"', ""),
    en.replace(" in quotes", "").replace("万元 as a decimal", "10,000 yuan as a decimal").replaceAll('"', ""),
  )
